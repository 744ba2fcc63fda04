// The journey map as one table: stages as columns, rows that can be folded, one cell after the other by keyboard.

const FIRST = 112; // pixels of the row heads
const ROOMY = 127; // pixels at which a stage has room to spare
const NARROWEST = 104; // pixels that a stage needs to be read
const MAKERS = { goal: goalCell, words: wordsCell, touchpoints: contactsCell, emotion: emotionCell, perspective: cardCell, owners: ownersCell, score: (drawn, _, column) => scoreCell(drawn, column), flow: (drawn, _, column) => flowCell(drawn, column) };

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const chart = (root.chart ??= new JourneyMap(root));
  chart.send = setTriggerValue;
  chart.take(new TextDecoder().decode(data));
  return () => chart.watch.disconnect();
}

class JourneyMap {
  constructor(root) {
    this.root = root;
    this.root.lang = navigator.language; // names are hyphenated as in the reader's own language
    this.frame = element("div", { class: "frame", role: "region", "aria-label": "Journey map" });
    this.legend = element("ul", { class: "legend", "aria-label": "Statuses" });
    this.zoom = new Zoom(this);
    root.replaceChildren(this.zoom.bar, this.frame, this.legend);
    this.tip = new Tip(root);
    this.keys = new Keys(this);
    this.expanded = new Set();
    this.watch = new ResizeObserver(() => this.zoom.resized());
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("change", (event) => this.chosen(event.target));
  }

  take(text) {
    this.watch.observe(this.root);
    if (text === this.read) return;
    this.read = text;
    const { settings, drawn } = JSON.parse(text);
    this.folded = new Set(settings.folded);
    this.drawn = { ...drawn, settings, opened: this.expanded, open: (key) => this.open(key) };
    this.draw();
  }

  draw() {
    const focused = this.root.getRootNode().activeElement;
    const had = this.frame.contains(focused);
    const { scrollLeft, scrollTop } = this.frame;
    this.tip.away();
    this.root.classList.toggle("editing", this.drawn.settings.editing);
    this.frame.replaceChildren(this.table());
    this.legend.replaceChildren(...legend(this.drawn));
    this.zoom.fitted();
    this.frame.scrollTo(scrollLeft, scrollTop);
    this.keys.drawn();
    if (had) this.keys.back();
  }

  table() {
    const { map, settings } = this.drawn;
    const corner = element("th", { scope: "col", class: "corner" }, element("span", { text: "Stage" }), settings.editing && addStage());
    const head = element("tr", {}, corner, map.columns.map((column, index) => stageHeader(this.drawn, column, index)));
    const rows = map.rows.filter((row) => settings.rows.includes(row.id));
    return element(
      "table",
      { role: "grid", style: { "--stages": map.columns.length } },
      element("caption", { text: `Journey map, ${map.period}` }),
      element("colgroup", {}, element("col", { class: "names" }), map.columns.map(() => element("col"))),
      element("thead", {}, head),
      element("tbody", {}, rows.map((row) => this.row(row))),
    );
  }

  row(row) {
    const folded = this.folded.has(row.id);
    const head = element("th", { scope: "row" }, foldButton(row, folded), ...rowHead(this.drawn, row));
    const cells = this.drawn.map.columns.map((column, index) => cell(MAKERS[row.kind](this.drawn, row, column, index)));
    return element("tr", { class: `${row.kind}${folded ? " folded" : ""}`, "data-row": row.id }, head, cells);
  }

  clicked(event) {
    const pressed = event.target.closest("[data-opens], [data-says], [data-fold]");
    if (!pressed) return this.tip.at(event.target);
    if (pressed.dataset.opens) this.send("opened", JSON.parse(pressed.dataset.opens));
    else if (pressed.dataset.says) this.say(pressed.dataset.says);
    else this.fold(pressed.dataset.fold);
  }

  chosen(choice) {
    if (!choice.matches("select.addition") || !choice.value) return;
    this.say(choice.value);
    choice.value = "";
  }

  say(wanted) {
    this.send("changed", { ...JSON.parse(wanted), version: this.drawn.settings.version });
  }

  // A row folds at once; that it is folded goes into the address.
  fold(id) {
    if (!this.folded.delete(id)) this.folded.add(id);
    this.draw();
    this.send("folded", [...this.folded]);
  }

  open(key) {
    if (!this.expanded.delete(key)) this.expanded.add(key);
    this.draw();
  }

  zooming(key) {
    this.zoom.pressed(key);
    return true;
  }
}

function foldButton(row, folded) {
  return button({ class: "fold", "data-fold": row.id, "aria-expanded": String(!folded) }, hidden("", "chevron"), element("span", { text: row.name }));
}

// What stands in the head of a row beneath its name.
function rowHead(drawn, row) {
  if (row.kind === "perspective" && row.score) return [scoreLine(drawn, row.score)];
  if (row.kind === "emotion") return [...curveKeys(drawn), ...(drawn.settings.editing ? personaTools(drawn) : [])];
  return [];
}

function cell({ body, brief, kind, label, tells }) {
  const short = element("div", { class: "brief" }, brief);
  return element("td", { class: kind, "aria-label": label, tells }, element("div", { class: "body" }, body), short);
}

function stageHeader(drawn, column, index) {
  const opener = button(
    { class: "stage", opens: { page: "stage", stage: column.id }, "aria-label": `Open stage ${column.name}` },
    hidden(String(index + 1), "number"),
    element("span", { class: "stage-name", text: column.name }),
  );
  return element("th", { scope: "col" }, opener, drawn.settings.editing && stageTools(drawn, column, index));
}

function legend(drawn) {
  const items = Object.entries(drawn.looks).map(([word, look]) => element("li", {}, statusWords(look, word)));
  const moved = element("span", { class: "changed" }, hidden(Object.values(drawn.changed).join(" ")), element("span", { text: "changed" }));
  items.push(
    element("li", { class: "muted" }, element("span", { class: "swatch" }), "Period not over, or less than half known"),
    element("li", { class: "muted" }, moved, "More than it usually varies"),
    element("li", { class: "muted", text: "★ Moment of truth" }),
    element("li", { class: "muted" }, element("span", { class: "face curve-0 measured" }), "Emotion measured by a KPI"),
    element("li", { class: "muted" }, element("span", { class: "face curve-0" }), "Emotion as an opinion"),
    ...drawn.map.evidence.map(({ glyph, word, count }) => element("li", { class: "muted" }, hidden(glyph, "evidence"), `${word} (${count})`)),
  );
  return items;
}
