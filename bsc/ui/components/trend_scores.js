// The scores beneath the trend chart: as they are, and as the draft would make them. They stand here, and not as elements
// of the page, so that a moved slider has them drawn together with the chart.

function scores(given) {
  return given.map(({ name, whole, points, statuses, moved }) => {
    const named = statuses.map(({ status, glyph, tone }) => element("span", { class: `tone-${tone}` }, element("span", { class: "glyph", text: glyph, "aria-hidden": "true" }), ` ${status}`));
    const judged = element("div", { class: "judged" }, ...named.flatMap((each, at) => (at ? [" → ", each] : [each])));
    const card = element("div", { class: "score", role: "group", "aria-label": whole, title: whole }, element("div", { class: "name", text: name }), element("div", { class: "points", text: points.join(" → ") }), judged);
    if (moved) card.append(element("div", { class: `moved ${moved.startsWith("+") ? "up" : "down"}` }, element("span", { text: moved.startsWith("+") ? "↑ " : "↓ ", "aria-hidden": "true" }), moved));
    return card;
  });
}

const ON_TRACK_FROM = 90;
const ROUNDING = 1e-9;

// *given* as they would be with a KPI that has reached so many points: bsc/scoring/rollup.py again, along *rungs*, the
// parts above the KPI.
function rescored(given, rungs, reached, status, looks) {
  const climbed = [{ score: reached, status }];
  for (const rung of rungs) climbed.push(rolledUp(rung, climbed.at(-1)));
  return given.map((card) => {
    const after = climbed[card.rungs];
    const [[points], [before]] = [card.points, card.statuses];
    const now = pointsText(after.score);
    const by = after.score - (card.score ?? 0);
    return {
      ...card,
      points: now === points ? [points] : [points, now],
      statuses: after.status === before.status ? [before] : [before, { status: after.status, ...looks[after.status] }],
      moved: card.score === null || Math.abs(by) < ROUNDING ? "" : `${by < 0 ? "-" : "+"}${rounded(Math.abs(by), 1)} points`,
    };
  });
}

function rolledUp({ share, others, red }, beneath) {
  const mean = exactSum([share * beneath.score, ...others.map(([part, score]) => part * score)]);
  const all = [beneath.score, ...others.map(([, score]) => score)];
  const score = Math.min(Math.max(mean, Math.min(...all)), Math.max(...all));
  const hidesRed = red || beneath.status === OFF_TRACK;
  const status = score < AT_RED_LINE - ROUNDING ? OFF_TRACK : hidesRed || score < ON_TRACK_FROM - ROUNDING ? AT_RISK : ON_TRACK;
  return { score, status };
}

// The sum with what every addition loses added at its end (Neumaier 1974), as the server's is exact to the last digit.
function exactSum(numbers) {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

// As bsc/charts/figures.py writes points.
function pointsText(score) {
  return rounded(score, Number.isInteger(score) ? 0 : score >= 1 || score === 0 ? 1 : 2);
}

// A half goes to the even digit, as in Python; only numbers with few binary digits are halves.
function rounded(number, digits) {
  const below = Math.floor(number * 10 ** digits);
  const isHalf = Number.isInteger(number * 2 ** (digits + 1)) && number * 10 ** digits - below === 0.5;
  return isHalf ? ((below + (below % 2)) / 10 ** digits).toFixed(digits) : number.toFixed(digits);
}
