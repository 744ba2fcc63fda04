// The journey map as one table. Everything that is written comes in as data and goes out through textContent:
// names, goals and channels may hold any text that somebody uploaded.

const SVG = "http://www.w3.org/2000/svg";
const EMOTION_REACH = 2;
const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 20;
const CHANNELS_SHOWN = 4;

export default function ({ parentElement, data: written, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const drawn = new TextDecoder().decode(written);
  if (root.drawn !== drawn) {
    const data = JSON.parse(drawn);
    const focused = parentElement.activeElement?.dataset?.opens;
    const scrolled = root.firstElementChild?.scrollLeft ?? 0;
    root.replaceChildren(frame(data), legend(data));
    root.drawn = drawn;
    root.firstElementChild.scrollLeft = scrolled;
    if (focused) root.querySelector(`[data-opens="${CSS.escape(focused)}"]`)?.focus();
  }
  root.onclick = (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) setTriggerValue("opened", JSON.parse(opener.dataset.opens));
  };
}

function element(tag, { text, opens, style, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "" && value !== false) made.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries(style ?? {})) made.style.setProperty(name, value);
  if (opens) made.dataset.opens = JSON.stringify(opens);
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter(Boolean));
  return made;
}

function frame(data) {
  const { map } = data;
  const head = element("tr", {}, element("th", { scope: "col", class: "corner", text: "Stage" }), ...map.columns.map(stageHeader));
  const body = element(
    "tbody",
    {},
    row("Customer’s goal", map.columns.map((column) => element("td", { class: "words", text: column.goal }))),
    row("Touchpoints", map.columns.map(touchpoints)),
    emotions(map.columns),
    ...map.rows.map((perspective, number) => cells(data, perspective, number)),
    row("Stage score", map.columns.map((column) => scoreCell(data, column)), "scores"),
    flows(map.columns),
  );
  const columns = element(
    "colgroup",
    {},
    element("col", { class: "names" }),
    ...map.columns.map(() => element("col")),
  );
  const caption = element("caption", { text: `Journey map, ${map.period}` });
  const table = element("table", {}, caption, columns, element("thead", {}, head), body);
  table.style.setProperty("--stages", map.columns.length);
  return element("div", { class: "frame", tabindex: "0", role: "region", "aria-label": "Journey map" }, table);
}

function row(name, tds, kind = "") {
  return element("tr", { class: kind }, element("th", { scope: "row", text: name }), ...tds);
}

function stageHeader(column, index) {
  const opener = element(
    "button",
    { type: "button", class: "stage", opens: { page: "stage", stage: column.id }, "aria-label": `Open stage ${column.name}` },
    element("span", { class: "number", text: String(index + 1), "aria-hidden": "true" }),
    element("span", { class: "stage-name", text: column.name }),
  );
  return element("th", { scope: "col" }, opener);
}

function touchpoints(column) {
  const cell = element("td", { class: "words" });
  for (const channel of column.channels.slice(0, CHANNELS_SHOWN)) {
    const line = element("div", { class: "channel" }, channel.name && element("span", { class: "muted", text: `${channel.name}: ` }));
    channel.contacts.forEach((contact, index) => {
      if (index) line.append(", ");
      const moment = contact.moment_of_truth;
      line.append(element("span", { class: moment ? "contact moment" : "contact", title: contact.details, text: contact.name + (moment ? " ★" : "") }));
    });
    cell.append(line);
  }
  const left = column.channels.length - CHANNELS_SHOWN;
  if (left > 0) cell.append(element("div", { class: "muted", text: `and ${left} more channel${left > 1 ? "s" : ""}` }));
  return cell;
}

function emotions(columns) {
  const reading = columns.map((column) => `${column.name}: ${column.emotion_word}`).join(", ");
  const height = (value) => 50 - (value / EMOTION_REACH) * 34;
  const places = columns.map((column, index) => ({
    x: ((index + 0.5) / columns.length) * 100,
    y: column.emotion === null ? null : height(column.emotion),
    column,
  }));
  const drawing = svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  drawing.append(svg("path", { d: "M0 50H100", class: "zero" }));
  for (const run of runs(places)) {
    const curve = smooth(run);
    drawing.append(svg("path", { d: `${curve}L${run.at(-1).x} 50L${run[0].x} 50Z`, class: "feeling-area" }));
    drawing.append(svg("path", { d: curve, class: "feeling" }));
  }
  const band = element("div", { class: "emotions", role: "img", "aria-label": `Emotion. ${reading}` }, drawing);
  for (const { x, y, column } of places) band.append(...emotionMark(x, y, column));
  const spanning = element("td", { colspan: String(columns.length), class: "emotion-cell" }, band);
  return element("tr", { class: "emotion" }, element("th", { scope: "row", text: "Emotion" }), spanning);
}

function emotionMark(x, y, column) {
  const left = `${x}%`;
  if (y === null) return [element("span", { class: "unfelt", style: { left }, text: "not known" })];
  const value = column.emotion;
  const sign = column.emotion_word === "Positive" ? "+" : column.emotion_word === "Negative" ? "−" : "0";
  const figure = `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
  return [
    element("span", { class: "face", style: { left, top: `${y}%` }, text: sign }),
    element("span", { class: value < 0 ? "felt below" : "felt", style: { left, top: `${y}%` }, text: `${column.emotion_word} ${figure}` }),
  ];
}

function cells(data, perspective, number) {
  const name = element("th", { scope: "row" }, element("span", { text: perspective.name }));
  if (perspective.score) name.append(scoreLine(data, perspective.score));
  return element("tr", { class: "cells" }, name, ...data.map.columns.map((column) => cell(data, perspective, column, column.cards[number])));
}

function cell(data, perspective, column, card) {
  const opens = { page: "stage", stage: column.id, perspective: perspective.id };
  if (!card) {
    const label = `${column.name}, ${perspective.name}: no KPI. Open the stage`;
    const empty = element("button", { type: "button", class: "card empty", opens, "aria-label": label }, element("span", { class: "muted", text: "No KPI yet" }));
    return element("td", {}, element("div", { class: "stack" }, empty));
  }
  const look = data.looks[card.status];
  const opener = element(
    "button",
    {
      type: "button",
      class: `card tone-${look.tone}${card.partial ? " partial" : ""}${card.sparkline.at(-1) === null ? " valueless" : ""}`,
      opens: { page: "trends", kpi: card.kpi },
      "aria-label": spoken(column, perspective, card),
      title: [card.name, card.target && `Target ${card.target}`, difference(card), signal(card), ...card.notes].filter(Boolean).join("\n"),
    },
    element("span", { class: "name", text: card.name }),
    element(
      "span",
      { class: "value" },
      element("span", { class: "figure", text: card.figure }),
      card.change && element("span", { class: `change ${card.trend}`, text: card.change }),
    ),
    element("span", { class: "states" }, statusWords(look, card.status), changedMark(data, card)),
    sparkline(card.sparkline),
    card.notes.length > 0 && element("span", { class: "note", text: card.notes.join(" · ") }),
  );
  const more = card.more > 0 && element("button", { type: "button", class: "more", opens, text: `+${card.more}`, "aria-label": `${card.more} more in ${column.name}, ${perspective.name}. Open the stage` });
  return element("td", {}, element("div", { class: "stack" }, opener, more));
}

function spoken(column, perspective, card) {
  const parts = [`${card.name}: ${card.figure}`, card.status, signal(card), difference(card), card.target && `target ${card.target}`, ...card.notes];
  return `${parts.filter(Boolean).join(", ")}. ${column.name}, ${perspective.name}. Open its trend`;
}

function difference(card) {
  if (!card.change) return "";
  const judged = ["better", "worse"].includes(card.trend) ? `, ${card.trend}` : "";
  return `${card.change} on the period before${judged}`;
}

// That a value moved beyond its usual variation, whatever its status: a mark of its own, in no status's colour.
function changedMark(data, card) {
  if (!card.changed) return null;
  return element(
    "span",
    { class: "changed" },
    element("span", { class: "glyph", "aria-hidden": "true", text: data.changed[card.changed_to] }),
    element("span", { text: "changed" }),
  );
}

function signal(card) {
  if (!card.changed) return "";
  const judged = card.changed_for ? ` for the ${card.changed_for}` : "";
  return `Changed${judged}: ${card.changed.replace(/\.$/, "")}`;
}

function statusWords(look, word) {
  return element(
    "span",
    { class: `status tone-${look.tone}` },
    element("span", { class: "glyph", "aria-hidden": "true", text: look.glyph }),
    element("span", { text: word }),
  );
}

function scoreLine(data, score) {
  const look = data.looks[score.status];
  const figure = score.points === null ? "–" : String(Math.round(score.points));
  return element("span", { class: "score-line" }, element("b", { text: figure }), statusWords(look, score.status), score.running && element("span", { class: "muted", text: "period not over" }));
}

function scoreCell(data, column) {
  const { score } = column;
  const look = data.looks[score.status];
  const known = `${Math.round(score.coverage * 100)}% known${score.running ? ", period not over" : ""}`;
  const counts = element("span", { class: "counts" });
  for (const [status, count] of score.counts) {
    const mark = data.looks[status];
    counts.append(element("span", { class: `tone-${mark.tone}`, title: `${count} ${status}`, text: `${mark.glyph} ${count}` }));
  }
  const opener = element(
    "button",
    {
      type: "button",
      class: `score tone-${look.tone}${score.partial || score.running ? " partial" : ""}`,
      opens: { page: "stage", stage: column.id },
      title: score.worst && `Worst: ${score.worst}`,
      "aria-label": `${column.name}: score ${score.points === null ? "none" : Math.round(score.points)}, ${score.status}, ${known}. Why this score`,
    },
    element("span", { class: "points", text: score.points === null ? "–" : String(Math.round(score.points)) }),
    statusWords(look, score.status),
    element("span", { class: "bar" }, element("span", { style: { width: `${score.coverage * 100}%` } })),
    element("span", { class: "muted", text: known }),
    counts,
  );
  return element("td", {}, opener);
}

function flows(columns) {
  if (!columns.some((column) => column.flow)) return null;
  return row("Flow to the next stage", columns.map(flow), "flows");
}

function flow(column) {
  const cell = element("td");
  if (!column.flow) return cell;
  const { name, count, share, goes_on, leaves } = column.flow;
  cell.append(element("div", { class: "flow-name muted", text: name, title: name }), element("div", { class: "flow-count", text: count }));
  if (share !== null) {
    const width = `${Math.min(share, 1) * 100}%`;
    cell.append(
      element("div", { class: "bar" }, element("span", { style: { width } })),
      element("div", { class: "goes-on", text: share > 1 ? `→ ${goes_on} of it` : `→ ${goes_on} go on` }),
    );
    if (share > 1) cell.append(element("div", { class: "muted", text: "more than came in" }));
    else if (leaves) cell.append(element("div", { class: "muted", text: `${leaves} leave` }));
  }
  return cell;
}

function legend(data) {
  const list = element("ul", { class: "legend", "aria-label": "Statuses" });
  for (const [word, look] of Object.entries(data.looks)) list.append(element("li", {}, statusWords(look, word)));
  list.append(element("li", { class: "muted" }, element("span", { class: "swatch" }), "Period not over, or less than half known"));
  const moved = element("span", { class: "changed" }, element("span", { class: "glyph", "aria-hidden": "true", text: Object.values(data.changed).join(" ") }), element("span", { text: "changed" }));
  list.append(element("li", { class: "muted" }, moved, "More than it usually varies"));
  list.append(element("li", { class: "muted", text: "★ Moment of truth" }));
  return list;
}

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function sparkline(values) {
  const known = values.filter((value) => value !== null);
  const drawing = svg("svg", { class: "spark", viewBox: `0 -2 ${SPARK_WIDTH} ${SPARK_HEIGHT + 4}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  if (known.length < 2) return drawing;
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  const places = values.map((value, index) => ({
    x: (index / (values.length - 1)) * SPARK_WIDTH,
    y: value === null ? null : SPARK_HEIGHT - ((value - low) / reach) * SPARK_HEIGHT,
  }));
  for (const run of runs(places)) drawing.append(svg("path", { d: run.map(({ x, y }, index) => `${index ? "L" : "M"}${x} ${y}`).join("") + (run.length === 1 ? "h0" : ""), class: "line" }));
  const last = places.at(-1);
  if (last.y !== null) drawing.append(svg("path", { d: `M${last.x} ${last.y}h0`, class: "dot" }));
  return drawing;
}

// Consecutive places that have a value: a gap stays a gap.
function runs(places) {
  const found = [[]];
  for (const place of places) {
    if (place.y === null) found.push([]);
    else found.at(-1).push(place);
  }
  return found.filter((run) => run.length > 0);
}

function smooth(run) {
  let path = `M${run[0].x} ${run[0].y}`;
  for (let index = 1; index < run.length; index += 1) {
    const [before, here] = [run[index - 1], run[index]];
    const middle = (before.x + here.x) / 2;
    path += `C${middle} ${before.y} ${middle} ${here.y} ${here.x} ${here.y}`;
  }
  return path;
}
