// Where things stand in the trend chart, and how a value is judged there. The judging is bsc/scoring/judging.py again,
// until the server has answered; browser tests hold both against each other.

const ON_TRACK = "On track";
const AT_RISK = "At risk";
const OFF_TRACK = "Off track";
const NO_TARGET = "No target";
const NO_DATA = "No data";
const FULL = 100; // points
const AT_RED_LINE = 50;
const TOLERANCE = 1e-9;
const CHARACTER = 6.8; // pixels, of the axis' letters
const NARROW = 560; // pixels of width, under which pills are short

// A level for one period of the KPI's frequency, as what a place owes: target from and to, red line from and to.
function heldBy(anchors, owed) {
  if (owed === null) return null;
  const twice = (level) => (level.length > 1 ? level : [level[0], level[0]]);
  return [...twice(anchors.target), ...twice(anchors.red_line)].map((number) => number * owed);
}

function statusOf(value, held, better) {
  if (value === null) return NO_DATA;
  if (!held) return NO_TARGET;
  const reached = pointsOf(value, held, better);
  if (reached >= FULL) return ON_TRACK;
  return reached >= AT_RED_LINE ? AT_RISK : OFF_TRACK;
}

// 100 at the target, 50 at the red line, straight between and beyond; of a range the worse side.
function pointsOf(value, held, better) {
  const [targetLow, targetHigh, redLow, redHigh] = held;
  const sides = [];
  if (better !== "lower") sides.push([targetLow, redLow, 1]);
  if (better !== "higher") sides.push([targetHigh, redHigh, -1]);
  return Math.min(...sides.map((side) => sidePoints(value, ...side)));
}

function sidePoints(value, target, red, way) {
  const reaches = (level) => way * value >= way * level - TOLERANCE * Math.max(Math.abs(target), Math.abs(red));
  if (reaches(target)) return FULL;
  if (target === red) return 0;
  const line = AT_RED_LINE + (AT_RED_LINE * (value - red)) / (target - red);
  return Math.min(Math.max(line, reaches(red) ? AT_RED_LINE : 0), FULL);
}

// The stretches of the value axis by status, from low to high.
function zonesOf(held, better, low, high) {
  const [targetLow, targetHigh, redLow, redHigh] = held;
  if (better === "higher") return pairs([low, redLow, targetLow, high], [OFF_TRACK, AT_RISK, ON_TRACK]);
  if (better === "lower") return pairs([low, targetHigh, redHigh, high], [ON_TRACK, AT_RISK, OFF_TRACK]);
  return pairs([low, redLow, targetLow, targetHigh, redHigh, high], [OFF_TRACK, AT_RISK, ON_TRACK, AT_RISK, OFF_TRACK]);
}

function pairs(edges, statuses) {
  const within = (edge) => Math.min(Math.max(edge, edges[0]), edges.at(-1));
  return statuses
    .map((status, number) => ({ status, low: within(edges[number]), high: within(edges[number + 1]) }))
    .filter((zone) => zone.high > zone.low);
}

// Where *other* ends up when *moved* has come to stand: the red line is never on the better side of the target.
function pushed(better, moved, other, targetMoved) {
  if (moved.length > 1) {
    return targetMoved
      ? [Math.min(other[0], moved[0]), Math.max(other[1], moved[1])]
      : other.map((end) => Math.min(Math.max(end, moved[0]), moved[1]));
  }
  return [(targetMoved === (better === "higher") ? Math.min : Math.max)(other[0], moved[0])];
}

// The line *line* ("target" or "red_line") moved at one of its ends to *value*, on a whole step of the grip.
function movedTo(anchors, grip, better, line, end, value) {
  const steps = Math.round((Math.min(Math.max(value, grip.low), grip.high) - grip.low) / grip.step);
  const stood = Math.min(Number((grip.low + steps * grip.step).toPrecision(12)), grip.high);
  const moved = [...anchors[line]];
  moved[end] = stood;
  if (moved.length > 1) moved[1 - end] = end === 0 ? Math.max(moved[1], stood) : Math.min(moved[0], stood);
  const other = line === "target" ? "red_line" : "target";
  return { [line]: moved, [other]: pushed(better, moved, anchors[other], line === "target") };
}

// A number that a slider shows, as it is kept; whether two levels are the same but for the noise of that.
function kept(shown, writing) {
  return Number((shown / writing.factor).toFixed(11));
}

function sameLevel(one, other) {
  return one.every((number, end) => Math.abs(number - other[end]) <= TOLERANCE * Math.max(Math.abs(number), Math.abs(other[end])));
}

function written(number, writing) {
  const shown = number * writing.factor;
  const text = Math.abs(shown).toLocaleString("en-US", { minimumFractionDigits: writing.decimals, maximumFractionDigits: writing.decimals + 2 });
  return `${shown < 0 ? "−" : ""}${writing.before}${text}${writing.after}`;
}

function scaleOf(picture, width, lanes, height = width < NARROW ? 250 : 310) {
  const narrow = width < NARROW;
  const count = picture.places.length;
  const ticks = Math.max(...picture.ticks.map(([, text]) => text.length), 2);
  const left = Math.ceil(ticks * CHARACTER) + 14;
  const right = narrow ? 74 : 128;
  const top = 24;
  const step = Math.max(width - left - right, 60) / count;
  const bottom = top + height;
  const lanesFrom = bottom + (lanes.moments ? 22 : 5);
  const reach = picture.high - picture.low || 1;
  return {
    narrow, left, top, height, bottom, step, count,
    right: left + step * count,
    middle: (at) => left + (at + 0.5) * step,
    edge: (at) => left + at * step,
    y: (value) => bottom - ((value - picture.low) / reach) * height,
    value: (y) => picture.low + ((bottom - y) / height) * reach,
    at: (x) => Math.min(Math.max(Math.floor((x - left) / step), 0), count - 1),
    marks: bottom + 4,
    lane: (number) => lanesFrom + number * 15,
    axis: lanesFrom + lanes.bars * 15,
    total: lanesFrom + lanes.bars * 15 + 22,
  };
}
