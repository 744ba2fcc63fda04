// The scorecard's part of the map: KPI cards, scores, and what flows between the stages.

const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 20;

function cardCell(drawn, perspective, column) {
  const card = column.cards[drawn.map.rows.filter((row) => row.kind === "perspective").indexOf(perspective)];
  const opens = { page: "stage", stage: column.id, perspective: perspective.id };
  if (!card) {
    const label = `${column.name}, ${perspective.name}: no KPI. Open the stage`;
    const empty = button({ class: "card empty", opens, "aria-label": label }, element("span", { class: "muted", text: "No KPI yet" }));
    return { body: [element("div", { class: "stack" }, empty, notesOn(drawn, "cell", `${column.id}/${perspective.id}`, `${column.name}, ${perspective.name}`)), drawn.settings.editing && cardTools(perspective, column)], brief: "No KPI yet" };
  }
  const look = drawn.looks[card.status];
  const opener = button(
    {
      class: `card tone-${look.tone}${card.partial ? " partial" : ""}${card.sparkline.at(-1) === null ? " valueless" : ""}`,
      opens: { page: "trends", kpi: card.kpi },
      "aria-label": spoken(column, perspective, card),
      tells: [card.name, card.target && `Target ${card.target}`, difference(card), signal(card), ...card.notes],
    },
    element("span", { class: "name", text: card.name }),
    element(
      "span",
      { class: "value" },
      element("span", { class: "figure", text: card.figure }),
      card.change && element("span", { class: `change ${card.trend}`, text: card.change }),
    ),
    element("span", { class: "states" }, statusWords(look, card.status), changedMark(drawn, card)),
    sparkline(card.sparkline),
    card.notes.length > 0 && element("span", { class: "note", text: card.notes.join(" · ") }),
  );
  const more = card.more > 0 && button({ class: "more", opens, text: `+${card.more}`, "aria-label": `${card.more} more in ${column.name}, ${perspective.name}. Open the stage` });
  return { body: [element("div", { class: "stack" }, opener, more, notesOn(drawn, "cell", `${column.id}/${perspective.id}`, `${column.name}, ${perspective.name}`)), drawn.settings.editing && cardTools(perspective, column, card)], brief: statusWords(look, card.status) };
}

// How many notes there are, as a button that opens them: nothing where there is none.
function notesOn(drawn, kind, id, name) {
  const said = drawn.settings.noted[`${kind} ${id}`];
  return said && button({ class: "noted", opens: { notes: kind, id }, text: said, "aria-label": `${said} on ${name}. Open them` });
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
function changedMark(drawn, card) {
  if (!card.changed) return null;
  return element("span", { class: "changed" }, hidden(drawn.changed[card.changed_to]), element("span", { text: "changed" }));
}

function signal(card) {
  if (!card.changed) return "";
  const judged = card.changed_for ? ` for the ${card.changed_for}` : "";
  return `Changed${judged}: ${card.changed.replace(/\.$/, "")}`;
}

function statusWords(look, word) {
  return element("span", { class: `status tone-${look.tone}` }, hidden(look.glyph), element("span", { text: word }));
}

function rounded(points) {
  return points === null ? "–" : String(Math.round(points));
}

function scoreLine(drawn, score) {
  const look = drawn.looks[score.status];
  return element("span", { class: "score-line" }, element("b", { text: rounded(score.points) }), statusWords(look, score.status), score.running && element("span", { class: "muted", text: "period not over" }));
}

function scoreCell(drawn, column) {
  const { score } = column;
  const look = drawn.looks[score.status];
  const known = `${Math.round(score.coverage * 100)}% known${score.running ? ", period not over" : ""}`;
  const counts = element("span", { class: "counts" });
  for (const [status, count] of score.counts) {
    const mark = drawn.looks[status];
    counts.append(element("span", { class: `tone-${mark.tone}`, tells: [`${count} ${status}`], text: `${mark.glyph} ${count}` }));
  }
  const opener = button(
    {
      class: `score tone-${look.tone}${score.partial || score.running ? " partial" : ""}`,
      opens: { page: "stage", stage: column.id },
      tells: [score.worst && `Worst: ${score.worst}`, score.counts.map(([status, count]) => `${count} ${status}`).join(", ")],
      "aria-label": `${column.name}: score ${score.points === null ? "none" : rounded(score.points)}, ${score.status}, ${known}. Why this score`,
    },
    element("span", { class: "points", text: rounded(score.points) }),
    statusWords(look, score.status),
    bar(score.coverage),
    element("span", { class: "muted", text: known }),
    counts,
  );
  return { body: [element("div", { class: "stack" }, opener, notesOn(drawn, "stage", column.id, column.name))], brief: `${rounded(score.points)} of 100` };
}

function bar(share) {
  return element("span", { class: "bar" }, element("span", { style: { width: `${Math.min(share, 1) * 100}%` } }));
}

// What has reached the stage, and the way from it to the next: it stands between their headers.
function flowCell(drawn, column) {
  const { flow } = column;
  if (!flow) return { body: [], brief: "", kind: "flow" };
  const lines = [
    element("div", { class: "flow-count", text: flow.count }),
    element("div", { class: "muted", text: flow.name }),
  ];
  if (flow.cumulative) lines.push(element("div", { class: "muted", text: `${flow.cumulative} of the first` }));
  const goes = flow.goes_on ? way(flow) : [];
  const notes = [flow.apart, ...flow.notes].filter(Boolean).map((text) => element("div", { class: "apart", text }));
  const [open, more] = limited(drawn, `flow ${column.id}`, notes, 0, flow.apart ? "≠ spend and loss" : counted(notes.length, "note"));
  const told = [flow.sentence, ...Object.values(flow.why)];
  return { body: [lines, element("div", { class: "way" }, goes, open, more)], tells: told, brief: `${flow.count}${flow.goes_on ? ` → ${flow.goes_on}` : ""}`, kind: flow.to ? "flow onward" : "flow", label: flow.sentence };
}

// What is not known is a dash once: why it is not is told where the cell is pointed at.
function way(flow) {
  const lines = [element("div", { class: "goes-on" }, hidden("→ ", "arrow"), element("b", { text: flow.goes_on }), ` to ${flow.to}`)];
  if (flow.share !== null) lines.push(bar(flow.share));
  if (known(flow.leaves)) lines.push(element("div", {}, element("b", { text: flow.leaves }), ` leave${known(flow.worth) ? `, worth ${flow.worth}` : ""}`));
  if (known(flow.days)) lines.push(element("div", { class: "muted", text: `takes ${flow.days}` }));
  const shares = [known(flow.spend_share) && `${flow.spend_share} of the spend`, known(flow.loss_share) && `${flow.loss_share} of the loss`];
  lines.push(element("div", { class: "muted", text: shares.filter(Boolean).join(", ") }));
  return lines;
}

function known(figure) {
  return figure && figure !== "–";
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
