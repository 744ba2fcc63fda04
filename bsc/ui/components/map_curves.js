// The emotion curves: one for each persona, a point in each stage's own cell, and one drawing behind all the cells.

const EMOTION_REACH = 2;
const APART = 0.25; // of a column's width, between two curves' points at one stage
const LOOKS_OF_CURVES = 5;

function emotionCell(drawn, row, column, index) {
  const { curves } = drawn.map;
  const plot = element("div", { class: "plot" });
  if (index === 0) plot.append(drawing(drawn));
  curves.forEach((curve, place) => plot.append(...mark(drawn, curve, place, column, index)));
  if (curves.every((curve) => curve.points[index].value === null)) plot.append(element("span", { class: "unfelt", text: "not known" }));
  const told = curves.map((curve) => `${curves.length > 1 ? `${curve.name}: ` : ""}${felt(curve.points[index])}`);
  const said = column.disagreements.map((text) => element("span", { class: "disagrees" }, hidden("≠ "), text));
  const edit = drawn.settings.editing && editFeeling(row, column);
  return { body: [plot, ...said, edit], brief: told.join(" · "), kind: curves.length > 1 ? "compared" : "", label: `${column.name}. ${told.join(", ")}` };
}

function drawing(drawn) {
  const { curves, columns } = drawn.map;
  const made = svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  made.append(svg("path", { d: "M0 50H100", class: "zero" }));
  curves.forEach((curve, place) => {
    const places = curve.points.map(({ value }, index) => ({
      x: ((index + across(place, curves.length)) / columns.length) * 100,
      y: value === null ? null : height(value, curves.length),
    }));
    for (const run of runs(places)) {
      const line = smooth(run);
      if (curves.length === 1) made.append(svg("path", { d: `${line}L${run.at(-1).x} 50L${run[0].x} 50Z`, class: "curve-0 feeling-area" }));
      made.append(svg("path", { d: line, class: `${look(place)} feeling` }));
    }
  });
  return made;
}

function mark(drawn, curve, place, column, index) {
  const { curves } = drawn.map;
  const point = curve.points[index];
  if (point.value === null) return [];
  const top = `${height(point.value, curves.length)}%`;
  const compared = curves.length > 1;
  const sign = point.word === "Positive" ? "+" : point.word === "Negative" ? "−" : "0";
  const face = button(
    {
      class: `face ${look(place)}${point.parts.some(({ source }) => source === "measured") ? " measured" : ""}`,
      style: { left: `${across(place, curves.length) * 100}%`, top },
      "aria-label": `${column.name}, ${curve.name}: ${felt(point)}${point.moment_of_truth ? ", moment of truth" : ""}`,
      tells: [`${compared ? `${curve.name}: ` : ""}${felt(point)}`, ...parts(point)],
    },
    element("span", { text: compared ? short(curves, place) : sign }),
    point.moment_of_truth && hidden("★", "star"),
  );
  if (compared) return [face];
  return [face, element("span", { class: point.value < 0 ? "felt below" : "felt", style: { top }, text: felt(point), "aria-hidden": "true" })];
}

// What a point is made of, a line each.
function parts(point) {
  return point.parts.map((part) => `${part.glyph} ${part.touchpoint}: ${part.said}`);
}

function felt(point) {
  if (point.value === null) return "Not known";
  const rounded = point.value.toFixed(1);
  return `${point.word} ${Number(rounded) === 0 ? "0" : rounded.replace("-", "−").replace(/^(?=\d)/, "+")}`;
}

function curveKeys(drawn) {
  const { curves } = drawn.map;
  if (curves.length < 2) return [];
  const keys = curves.map((curve, place) => {
    const line = svg("svg", { viewBox: "0 0 22 14", "aria-hidden": "true" }, svg("path", { d: "M1 7H21" }));
    return element("li", { class: `curve-key ${look(place)}` }, line, element("span", {}, element("b", { text: short(curves, place) }), ` ${curve.name}`));
  });
  return [element("ul", { class: "curve-keys", "aria-label": "Curves" }, keys)];
}

function look(place) {
  return `curve-${place % LOOKS_OF_CURVES}`;
}

// The letters that a curve's points carry: its persona's initials, with a number where two have the same.
function short(curves, place) {
  const letters = curves.map(({ name }) => (name.match(/(^|[\s-])\p{L}/gu) ?? ["?"]).map((found) => found.at(-1)).join("").slice(0, 2).toUpperCase());
  const same = letters.map((each, index) => index).filter((index) => letters[index] === letters[place]);
  return same.length > 1 ? `${letters[place][0]}${same.indexOf(place) + 1}` : letters[place];
}

function across(place, count) {
  return 0.5 + (place - (count - 1) / 2) * Math.min(APART, 0.8 / count);
}

// How far down the plot a value is, in percent: a single curve leaves room for the words at its points.
function height(value, count) {
  return 50 - (value / EMOTION_REACH) * (count > 1 ? 36 : 28);
}
