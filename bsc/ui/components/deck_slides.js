// The slides of a presentation. Text goes out through textContent: names may hold whatever somebody uploaded.

const NARROWEST = 330; // of a chart, in pixels of the page

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== "") made.setAttribute(name, value);
  if (text !== undefined) made.textContent = parted(String(text));
  made.append(...children.flat(Infinity).filter(Boolean));
  return made;
}

function drawn({ slide, looks, told }) {
  return { cover, attention, map, stage, trend, actions, notes }[slide.kind](slide, looks, told);
}

function heading(slide, kicker) {
  return element("header", { class: "head" }, kicker && element("p", { class: "kicker", text: kicker }), element("h1", { text: slide.title }));
}

function line(name, text) {
  return text ? element("p", { class: name, text }) : null;
}

function status(looks, word) {
  const { tone, glyph } = looks[word];
  return element("span", { class: `status tone-${tone}` }, element("span", { class: "glyph", "aria-hidden": "true", text: glyph }), element("span", { text: word }));
}

function rounded(points) {
  return points === null ? "–" : String(Math.round(points));
}

// How much is known of a score, where it is not all of it.
function known(score) {
  const parts = [score.coverage < 0.995 && `${Math.round(score.coverage * 100)}% known`, score.partial && "partial", score.running && "period not over"];
  return parts.filter(Boolean).join(", ");
}

function scoreOf(looks, score, size) {
  const { tone } = looks[score.status];
  return element(
    "div",
    { class: `score ${size} tone-${tone}` },
    element("span", { class: "points", text: rounded(score.points) }),
    element("span", { class: "beside" }, element("span", { class: "muted", text: "of 100" }), status(looks, score.status), line("muted", known(score))),
  );
}

function cover(slide, looks) {
  const { body } = slide;
  const moved = body.change && element("p", { class: "moved" }, element("b", { text: body.change }), element("span", { class: "muted", text: ` since ${body.before}` }));
  return [
    element("header", { class: "head" }, element("h1", { text: slide.title }), element("p", { class: "kicker", text: body.period === body.days ? body.period : `${body.period} · ${body.days}` }), line("muted", body.seen)),
    element("div", { class: "standing" }, scoreOf(looks, body.score, "huge"), moved),
    element("p", { class: `first tone-${looks[body.status].tone}` }, element("span", { class: "glyph", "aria-hidden": "true", text: looks[body.status].glyph }), element("span", { text: body.sentence })),
  ];
}

function attention(slide, looks) {
  const { points, more } = slide.body;
  const items = points.map((point) =>
    element(
      "li",
      { class: `tone-${looks[point.status].tone}` },
      element("div", { class: "named" }, element("h2", { text: point.title }), status(looks, point.status)),
      line("lead", point.lead),
      line("muted", point.reason),
    ),
  );
  return [heading(slide), element("ol", { class: "points-list" }, items), line("muted more", more)];
}

function map(slide, looks) {
  const { perspectives, stops } = slide.body;
  const head = stops.map((stop) =>
    element("th", { scope: "col" }, element("span", { class: "stop", text: stop.name }), line("count", stop.count), stop.goes_on && element("span", { class: "goes", text: `${stop.goes_on} →`, "aria-label": `${stop.goes_on} go on` })),
  );
  const rows = perspectives.map((name, at) => element("tr", {}, element("th", { scope: "row", text: name }), stops.map((stop) => cell(looks, stop.cards[at]))));
  const scores = element("tr", { class: "scores" }, element("th", { scope: "row", text: "Score" }), stops.map((stop) => element("td", {}, scored(looks, stop.score))));
  const table = element("table", {}, element("thead", {}, element("tr", {}, element("td"), head)), element("tbody", {}, rows, scores));
  return [heading(slide), element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": slide.title }, table)];
}

function cell(looks, card) {
  if (!card) return element("td", {}, element("span", { class: "muted", text: "No KPI" }));
  const { tone } = looks[card.status];
  return element(
    "td",
    {},
    element(
      "div",
      { class: `cell tone-${tone}${card.partial ? " partial" : ""}` },
      element("span", { class: "name", text: card.name }),
      element("span", { class: "figure", text: card.figure }),
      status(looks, card.status),
    ),
  );
}

function scored(looks, score) {
  return element("div", { class: `cell sum tone-${looks[score.status].tone}` }, element("span", { class: "figure", text: rounded(score.points) }), status(looks, score.status));
}

function stage(slide, looks) {
  const { body } = slide;
  const sides = body.sides.map((side) =>
    element(
      "section",
      { class: `side tone-${looks[side.score.status].tone}` },
      element("h2", { text: side.name }),
      side.cards.length ? element("div", { class: "sum" }, element("b", { text: rounded(side.score.points) }), status(looks, side.score.status)) : line("muted", "Nothing is wanted here yet"),
      side.cards.map((card) => kpi(looks, card)),
      side.more > 0 && line("muted", `and ${side.more} more`),
    ),
  );
  return [
    element("div", { class: "top" }, element("header", { class: "head" }, element("h1", { text: slide.title }), line("kicker", body.goal)), scoreOf(looks, body.score, "large")),
    element("div", { class: "sides" }, sides),
    element("div", { class: "told" }, line("", body.moved), line("", body.flow)),
  ];
}

function kpi(looks, card) {
  return element(
    "div",
    { class: "kpi" },
    element("span", { class: "name", text: card.name }),
    element("span", { class: "valued" }, element("span", { class: "figure", text: card.figure }), card.change && element("span", { class: `change ${card.trend}`, text: card.change })),
    element("span", { class: "judged" }, status(looks, card.status), card.target && element("span", { class: "muted", text: card.target })),
    line("muted", card.notes.join(" · ")),
  );
}

function trend(slide, looks) {
  const { body } = slide;
  const held = [body.target && `target ${body.target}`, body.red_line && body.red_line !== body.target && `red line ${body.red_line}`].filter(Boolean).join(" · ");
  return [
    element("div", { class: "top" }, element("header", { class: "head" }, element("p", { class: "kicker", text: body.where }), element("h1", { text: slide.title })), element("div", { class: "reading" }, element("span", { class: "points", text: body.card.figure }), element("span", { class: "beside" }, status(looks, body.card.status), line("muted", held)))),
    line("sentence", body.sentence),
    element("div", { class: "chart", role: "img", "aria-label": body.picture.alt.split(" The numbers stand")[0] }),
  ];
}

function actions(slide, looks) {
  const { works, more } = slide.body;
  if (!works.length) return [heading(slide), line("sentence", "No initiative is under way.")];
  const rows = works.map((work) =>
    element(
      "li",
      {},
      element("div", { class: "named" }, element("h2", { text: work.name }), element("span", { class: work.overdue ? "late" : "muted", text: [work.state, work.due && `${work.overdue ? "overdue since" : "due"} ${work.due}`].filter(Boolean).join(", ") })),
      line("muted", work.owner || "Nobody is named as its owner"),
      element("div", { class: "moves" }, work.moves.map((card) => element("span", { class: "move" }, element("span", { text: `${card.name} ${card.figure}` }), status(looks, card.status)))),
    ),
  );
  return [heading(slide), element("ol", { class: "points-list" }, rows), line("muted more", more)];
}

function notes(slide) {
  const { remarks, late } = slide.body;
  const parts = remarks.map((each) => element("section", {}, element("h2", { text: each.heading }), each.sentences.map((text) => element("p", { text }))));
  if (late.length) parts.unshift(element("section", {}, element("h2", { text: "Waiting for a file" }), late.map((text) => element("p", { text }))));
  return [heading(slide), element("div", { class: "remarks" }, parts)];
}

// The chart of the KPI's page, without what can be dragged, as large as what is left of the slide.
function fillChart(slide, { slide: { body }, looks, tiles }) {
  const place = slide.querySelector(".chart");
  if (!place || !place.clientWidth || !place.clientHeight) return;
  const letters = parseFloat(getComputedStyle(place).fontSize) / 13; // how much larger than on the page
  const base = { picture: body.picture, looks, tiles };
  const { picture } = body;
  const lanes = { bars: 0, moments: 0 };
  const [width, height] = [place.clientWidth / letters, place.clientHeight / letters];
  const wide = Math.max(width, NARROWEST);
  const scale = scaleOf(picture, wide, lanes, Math.max(height - 54, 90));
  const held = picture.places.map((each) => each.held);
  const drawing = svg("svg", { viewBox: `0 0 ${wide} ${scale.total}`, "aria-hidden": "true" });
  const definitions = svg("defs", {});
  definitions.replaceChildren(...patterns(tiles));
  drawing.append(
    definitions,
    ...columns(base, scale),
    ...zones(base, scale, held),
    ...grid(base, scale),
    ...levels(base, scale, held, "now"),
    ...values(base, scale),
    ...points(base, scale, picture.places.map((each) => each.status)),
    ...axis(base, scale),
    ...named(body, scale),
  );
  place.replaceChildren(drawing);
}

// What target and red line are called, at their right ends, apart from one another.
function named({ picture, target, red_line }, scale) {
  const held = picture.places.findLast((place) => place.held)?.held;
  if (!held) return [];
  const side = picture.better === "lower" ? 1 : 0;
  const wanted = { text: `Target ${short(target)}`, y: scale.y(held[side]), kind: "target" };
  const red = { text: `Red line ${short(red_line)}`, y: scale.y(held[2 + side]), kind: "red-line" };
  if (wanted.y === red.y) return [label(wanted, scale, 0)];
  const near = Math.max(16 - Math.abs(wanted.y - red.y), 0) / 2;
  const way = wanted.y < red.y ? -1 : 1;
  return [label(wanted, scale, way * near), label(red, scale, -way * near)];
}

// A range is too long for the margin: it stands in the heading.
function short(words) {
  return words.length > 9 ? "" : words;
}

function label({ text, y, kind }, scale, by) {
  return svg("text", { x: scale.right + 8, y: y + by + 4, class: `tick ${kind}-name` }, text);
}
