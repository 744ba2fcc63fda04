// The strategy map: objectives as boxes in bands and columns, arrows between them, one chain lit at a time.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".strategy");
  const chart = (root.chart ??= new StrategyMap(root));
  chart.send = setTriggerValue;
  chart.take(new TextDecoder().decode(data));
  return () => chart.watch.disconnect();
}

class StrategyMap {
  constructor(root) {
    this.root = root;
    root.lang = navigator.language; // names are hyphenated as in the reader's own language
    this.plane = element("div", { class: "plane" });
    this.lines = svg("svg", { class: "lines" });
    this.frame = element("div", { class: "frame", role: "region", "aria-label": "Strategy map" }, this.plane);
    this.legend = element("ul", { class: "legend", "aria-label": "Legend" });
    this.voice = element("p", { class: "voice", role: "status" });
    root.replaceChildren(this.frame, this.voice, this.legend);
    this.tip = new Tip(root);
    this.hand = new Hand(this);
    this.watch = new ResizeObserver(() => this.drawArrows());
    root.addEventListener("pointerover", (event) => this.pointed(event));
    root.addEventListener("pointerleave", () => this.light(null));
    root.addEventListener("focusin", (event) => this.light(event.target.closest("[data-box]")));
    root.addEventListener("focusout", () => this.light(null));
    root.addEventListener("click", (event) => this.clicked(event));
  }

  take(text) {
    this.watch.observe(this.plane);
    if (text === this.read) return;
    this.read = text;
    const { settings, drawn } = JSON.parse(text);
    this.drawn = drawn;
    this.settings = settings;
    this.draw();
  }

  draw() {
    const focused = this.root.getRootNode().activeElement?.dataset?.box;
    const { scrollLeft } = this.frame;
    const shown = new Set(this.settings.stages);
    const { map } = this.drawn;
    this.columns = map.columns.filter((column) => !shown.size || shown.has(column.id));
    const there = new Set(this.columns.map((column) => column.id));
    this.boxes = map.boxes.filter((box) => there.has(box.stage));
    const known = new Set(this.boxes.map((box) => box.id));
    this.arrows = map.arrows.filter((arrow) => known.has(arrow.cause) && known.has(arrow.effect));
    this.tip.away();
    this.root.classList.toggle("editing", this.settings.editing);
    this.plane.style.setProperty("--stages", this.columns.length);
    this.plane.replaceChildren(...this.heads(), ...map.bands.flatMap((band, row) => this.band(band, row)), this.lines);
    this.legend.replaceChildren(...legend(this.drawn));
    this.drawArrows();
    this.frame.scrollLeft = scrollLeft;
    this.hand.drawn(focused);
  }

  heads() {
    const corner = element("div", { class: "corner", text: "Perspective" });
    const head = (column) => element("div", { class: "head" }, button({ class: "stage", opens: { stage: column.id }, "aria-label": `Open stage ${column.name}`, text: column.name }));
    return [corner, ...this.columns.map(head)];
  }

  band(band, row) {
    const place = { style: { "grid-row": row + 2 } };
    const head = element("div", { class: "band-head", ...place }, element("b", { text: band.name }), band.score && statusLine(this.drawn, band.score));
    const ground = element("div", { class: `ground${row % 2 ? "" : " shaded"}`, ...place });
    return [ground, head, ...this.columns.map((column, at) => this.cell(band, column, row, at))];
  }

  cell(band, column, row, at) {
    const boxes = this.boxes.filter((box) => box.perspective === band.id && box.stage === column.id);
    const says = { do: "add", section: "objectives", base: { stage: column.id, perspective: band.id } };
    const more = this.settings.editing && button({ class: "add", says, "aria-label": `Add an objective to ${column.name}, ${band.name}`, text: "+ Objective" });
    return element(
      "div",
      { class: "cell", role: "group", "aria-label": `${column.name}, ${band.name}`, style: { "grid-row": row + 2, "grid-column": at + 2 } },
      boxes.map((box) => this.box(box)),
      more,
    );
  }

  box(box) {
    const look = this.drawn.looks[box.score.status];
    const ways = this.ways(box);
    const made = button(
      {
        class: `box tone-${look.tone}${this.settings.chosen === box.id ? " chosen" : ""}`,
        "data-box": box.id,
        opens: { objective: box.id },
        "aria-label": `${box.name}: ${box.score.status}${pointsOf(box.score)}. ${box.kpi_name ? `${box.kpi_name} ${box.figure}, ${box.kpi_status}. ` : "No KPI yet. "}${ways.join(", ")}`,
        tells: [box.name, box.owner && `Owner: ${box.owner}`, box.kpi_name && `${box.kpi_name}: ${box.figure}, ${box.kpi_status}`, ...ways],
      },
      element("span", { class: "name", text: box.name }),
      statusLine(this.drawn, box.score),
      element("span", { class: "kpi" }, box.kpi_name ? [element("span", { text: `${box.kpi_name} ` }), element("b", { text: box.figure.replaceAll(" ", "\u00A0") })] : "No KPI yet"),
      this.settings.editing && element("span", { class: "handle", "aria-hidden": "true", text: "→" }),
    );
    return made;
  }

  ways(box) {
    const drives = this.arrows.filter((arrow) => arrow.cause === box.id).length;
    const driven = this.arrows.filter((arrow) => arrow.effect === box.id).length;
    return [`drives ${drives}`, `driven by ${driven}`];
  }

  drawArrows() {
    if (!this.drawn) return;
    const plan = new Plan(this);
    this.lines.setAttribute("width", plan.width);
    this.lines.setAttribute("height", plan.height);
    this.lines.replaceChildren(...plan.routes().map(({ arrow, path, head }) => this.arrow(arrow, path, head)));
    this.lines.querySelectorAll(".mark").forEach(placeMark);
  }

  arrow(arrow, path, head) {
    const { glyph, dashes, width } = this.drawn.arrows[arrow.verdict];
    const id = `${arrow.cause}~${arrow.effect}`;
    const kind = arrow.verdict.replaceAll(" ", "-");
    const line = svg("path", { class: "line", d: path, "stroke-width": width, "stroke-dasharray": dashes });
    const marked = ["supported", "contradicted"].includes(arrow.verdict);
    const mark = marked ? [svg("g", { class: "mark" }, svg("circle", { r: 7.5 }), sign(glyph))] : [];
    const group = svg("g", { class: `arrow ${kind}${this.settings.chosen === id ? " chosen" : ""}`, "data-arrow": id }, svg("path", { class: "hit", d: path }), line, svg("path", { class: "tipped", d: head }), ...mark);
    group.dataset.opens = JSON.stringify({ arrow: id });
    tips.set(group, [`${arrow.cause_name} → ${arrow.effect_name}`, arrow.said, "Press for the numbers"]);
    return group;
  }

  pointed(event) {
    const arrow = event.target.closest("[data-arrow]");
    if (arrow) this.tipAt(event);
    this.light(arrow ?? event.target.closest("[data-box]"));
  }

  // An arrow is long: what is told of it stands where it is pointed at.
  tipAt(event) {
    const whole = this.root.getBoundingClientRect();
    const { box } = this.tip;
    const left = Math.min(event.clientX - whole.left + 12, whole.width - box.offsetWidth - 4);
    const over = event.clientY + box.offsetHeight + 24 > window.innerHeight;
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${event.clientY - whole.top + (over ? -box.offsetHeight - 12 : 14)}px`;
  }

  // Everything that leads to what is pointed at, and everything that it leads to, is lit; the rest steps back.
  light(about) {
    const lit = about ? chain(this.arrows, about.dataset) : new Set();
    this.root.classList.toggle("tracing", lit.size > 0);
    for (const each of this.plane.querySelectorAll("[data-box], [data-arrow]")) each.classList.toggle("lit", lit.has(each.dataset.box ?? each.dataset.arrow));
  }

  clicked(event) {
    const pressed = event.target.closest("[data-opens], [data-says]");
    if (!pressed || this.hand.took(pressed)) return;
    if (pressed.dataset.says) this.send("changed", { ...JSON.parse(pressed.dataset.says), version: this.settings.version });
    else this.send("opened", JSON.parse(pressed.dataset.opens));
  }

  connect(cause, effect) {
    this.send("connected", { cause, effect, version: this.settings.version });
  }

  say(text) {
    this.voice.textContent = text;
  }
}

function chain(arrows, { box, arrow }) {
  const [start, end] = arrow ? arrow.split("~") : [box, box];
  const lit = new Set([...reached(arrows, start, "effect", "cause"), ...reached(arrows, end, "cause", "effect")]);
  if (arrow) lit.add(arrow);
  return lit;
}

// What is reached from a box along the arrows one way: boxes and arrows. Definitions may hold circles.
function reached(arrows, start, from, to) {
  const found = new Set([start]);
  const waiting = [start];
  for (const here of waiting) {
    for (const arrow of arrows.filter((each) => each[from] === here)) {
      found.add(`${arrow.cause}~${arrow.effect}`);
      if (!found.has(arrow[to])) waiting.push(arrow[to]);
      found.add(arrow[to]);
    }
  }
  return found;
}

function pointsOf(score) {
  return score.points === null ? "" : ` ${Math.round(score.points)}`;
}

function statusLine(drawn, score) {
  const look = drawn.looks[score.status];
  return element("span", { class: `status tone-${look.tone}` }, hidden(look.glyph), element("span", { text: `${score.status}${pointsOf(score)}` }));
}

function sign(glyph) {
  const made = svg("text", { "text-anchor": "middle", dy: "0.36em" });
  made.textContent = glyph;
  return made;
}

function placeMark(mark) {
  const line = mark.parentElement.querySelector(".line");
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);
  mark.setAttribute("transform", `translate(${x} ${y})`);
}

function legend(drawn) {
  const counts = Object.fromEntries(drawn.counted);
  const arrows = Object.entries(drawn.arrows).map(([word, look]) => {
    const line = svg("svg", { class: `sample arrow ${word.replaceAll(" ", "-")}`, width: 34, height: 12, "aria-hidden": "true" }, svg("path", { class: "line", d: "M1 6H26", "stroke-width": look.width, "stroke-dasharray": look.dashes }), svg("path", { class: "tipped", d: "M33 6l-8-4v8z" }));
    return element("li", {}, line, element("span", { text: `${look.glyph} ${word} (${counts[word] ?? 0})` }));
  });
  const statuses = Object.entries(drawn.looks).map(([word, look]) => element("li", { class: `tone-${look.tone} status` }, hidden(look.glyph), element("span", { text: word })));
  return [...arrows, ...statuses];
}
