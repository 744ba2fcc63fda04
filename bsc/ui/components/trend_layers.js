// The layers of the trend chart: each returns the SVG elements that it consists of. Text goes out through textContent.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  circle: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  diamond: (x, y, r) => `M${x} ${y - 1.3 * r}L${x + 1.3 * r} ${y}L${x} ${y + 1.3 * r}L${x - 1.3 * r} ${y}Z`,
  "triangle-down": (x, y, r) => `M${x - 1.2 * r} ${y - 0.9 * r}H${x + 1.2 * r}L${x} ${y + 1.2 * r}Z`,
  square: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`,
};
const MOST_LANES = 3;

function svg(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// The patterns of theme.py as fills of this drawing.
function patterns(tiles) {
  return Object.entries(tiles).map(([name, tile]) => {
    const pattern = document.importNode(new DOMParser().parseFromString(tile, "image/svg+xml").querySelector("pattern"), true);
    pattern.id = fill(name);
    return pattern;
  });
}

function fill(name) {
  return `pattern-${name.toLowerCase().replaceAll(" ", "-")}`;
}

function columns({ picture }, scale) {
  const whole = { y: scale.top, height: scale.height, width: scale.step };
  return picture.places.flatMap((place, at) => [
    ...(place.shown ? [svg("rect", { ...whole, x: scale.edge(at), class: "shown" })] : []),
    ...(place.partial ? [svg("rect", { ...whole, x: scale.edge(at), fill: `url(#${fill("partial")})`, class: "partial" })] : []),
    ...(place.ahead ? [svg("rect", { ...whole, x: scale.edge(at), class: "ahead" })] : []),
  ]);
}

function zones({ picture, looks, tiles }, scale, held) {
  return stretches(held).flatMap(([first, last, levels]) =>
    zonesOf(levels, picture.better, picture.low, picture.high).flatMap(({ status, low, high }) => {
      const box = { x: scale.edge(first), width: scale.edge(last + 1) - scale.edge(first), y: scale.y(high), height: scale.y(low) - scale.y(high) };
      return [
        svg("rect", { ...box, class: `zone tone-${looks[status].tone}` }),
        ...(tiles[status] ? [svg("rect", { ...box, fill: `url(#${fill(status)})` })] : []),
      ];
    }),
  );
}

// Neighbouring places with the same levels: first, last, levels.
function stretches(held) {
  const found = [];
  held.forEach((levels, at) => {
    const last = found.at(-1);
    if (last && levels && String(last[2]) === String(levels) && last[1] === at - 1) last[1] = at;
    else if (levels) found.push([at, at, levels]);
  });
  return found;
}

function grid({ picture }, scale) {
  return picture.ticks.flatMap(([value, text]) => [
    svg("path", { d: `M${scale.left} ${scale.y(value)}H${scale.right}`, class: "grid" }),
    svg("text", { x: scale.left - 8, y: scale.y(value) + 4, class: "tick end" }, text),
  ]);
}

// Every so many periods are named, counted from the last one, so that names keep apart.
function axis({ picture }, scale) {
  const last = picture.places.length - 1;
  const longest = Math.max(...picture.places.map(({ label }) => label.length)) * CHARACTER;
  const every = Math.ceil((longest + 14) / scale.step);
  return picture.places.flatMap(({ label }, at) => {
    if ((last - at) % every || scale.middle(at) < longest / 2) return [];
    return [svg("text", { x: scale.middle(at), y: scale.axis + 14, class: "tick middle" }, label)];
  });
}

function levelPath(held, scale, which) {
  return stretches(held.map((levels) => levels && [levels[which]]))
    .map(([first, last, [level]]) => `M${scale.edge(first)} ${scale.y(level)}H${scale.edge(last + 1)}`)
    .join("");
}

// Target and red line where they hold; a range has two of each.
function levels({ picture }, scale, held, kind) {
  const sides = picture.better === "within" ? [0, 1] : [0];
  return sides.flatMap((side) => [
    svg("path", { d: levelPath(held, scale, side), class: `target ${kind}` }),
    svg("path", { d: levelPath(held, scale, 2 + side), class: `red-line ${kind}` }),
  ]);
}

// The line through the values; dashed to and from what is not over or was carried on; a gap stays a gap.
function values({ picture }, scale) {
  const paths = { settled: "", loose: "" };
  picture.places.slice(1).forEach((place, before) => {
    const from = picture.places[before];
    if (from.value === null || place.value === null) return;
    const kind = from.settled && place.settled ? "settled" : "loose";
    paths[kind] += `M${scale.middle(before)} ${scale.y(from.value)}L${scale.middle(before + 1)} ${scale.y(place.value)}`;
  });
  return Object.entries(paths).map(([kind, d]) => svg("path", { d, class: `values ${kind}` }));
}

function points({ picture, looks }, scale, statuses) {
  return picture.places.flatMap((place, at) => {
    if (place.ahead) return [];
    const look = looks[statuses[at]];
    const y = place.value === null ? scale.bottom - 7 : scale.y(place.value);
    const radius = Math.min(Math.max(scale.step / 5, 2.6), 4.6);
    const hollow = !place.settled || place.value === null;
    const d = SHAPES[look.shape](scale.middle(at), y, place.value === null ? 3 : radius);
    return [svg("path", { d, class: `point tone-${look.tone}${hollow ? " hollow" : ""}`, "data-status": statuses[at], "data-at": at })];
  });
}

function stepped(line, scale) {
  return line.map((value, at) => (value === null ? "" : `M${scale.edge(at)} ${scale.y(value)}H${scale.edge(at + 1)}`)).join("");
}

function limits({ picture }, scale) {
  const found = picture.layers.limits;
  if (!found) return [];
  const boxes = found.low.flatMap((low, at) =>
    low === null ? [] : [svg("rect", { x: scale.edge(at), width: scale.step, y: scale.y(found.high[at]), height: Math.max(scale.y(low) - scale.y(found.high[at]), 0), class: "usual" })],
  );
  const breaks = found.baselines.flatMap(({ at }) => [
    svg("path", { d: `M${scale.edge(at)} ${scale.top}V${scale.bottom}`, class: "baseline" }),
    svg("text", { x: scale.edge(at) + 4, y: scale.top + 11, class: "tick" }, "new limits"),
  ]);
  return [...boxes, svg("path", { d: stepped(found.low, scale), class: "limit" }), svg("path", { d: stepped(found.high, scale), class: "limit" }), svg("path", { d: stepped(found.mean, scale), class: "mean" }), ...breaks];
}

// A ring around each value that has changed beyond its usual variation, whatever its status says.
function signals({ picture }, scale) {
  return (picture.layers.limits?.signals ?? []).flatMap(({ at }) => {
    const { value } = picture.places[at];
    return value === null ? [] : [svg("circle", { cx: scale.middle(at), cy: scale.y(value), r: 8.5, class: "signal" })];
  });
}

function fan({ picture }, scale) {
  const found = picture.layers.fan;
  if (!found) return [];
  const from = picture.places.slice(0, found.first).findLastIndex((place) => place.value !== null && place.settled);
  const near = from >= 0 && found.first - from <= 2;
  const start = near ? [`${scale.middle(from)} ${scale.y(picture.places[from].value)}`] : [];
  const at = (step, value) => `${scale.middle(found.first + step)} ${scale.y(value)}`;
  const bands = [...found.bands].sort(([one], [other]) => other - one).map(([, band], rank) => {
    const upper = band.map(([, high], step) => at(step, high));
    const lower = band.map(([low], step) => at(step, low)).reverse();
    return svg("path", { d: `M${[...start, ...upper, ...lower].join("L")}Z`, class: `band band-${rank}` });
  });
  const middle = found.middle.map((value, step) => at(step, value));
  return [...bands, svg("path", { d: `M${[...start, ...middle].join("L")}`, class: "foreseen" })];
}

function compared({ picture }, scale) {
  return picture.layers.comparisons.map((line) => {
    let pen = "M";
    const d = line.values.map((value, at) => {
      if (value === null) { pen = "M"; return ""; }
      const drawn = `${pen}${scale.middle(at)} ${scale.y(value)}`;
      pen = "L";
      return drawn;
    });
    return svg("path", { d: d.join(""), class: `compared ${line.layer}` });
  });
}

// Where marks stand: those of a moment in one row, those that last in rows of their own, as few as they need.
function lanesOf(picture) {
  const ends = [];
  const bars = [];
  let hidden = 0;
  for (const mark of picture.layers.marks.filter((each) => each.until !== null)) {
    const lane = ends.findIndex((end) => end <= mark.at);
    const chosen = lane >= 0 ? lane : ends.length;
    if (chosen >= MOST_LANES) { hidden += 1; continue; }
    ends[chosen] = mark.until + 0.2;
    bars.push({ mark, lane: chosen });
  }
  const moments = picture.layers.marks.filter((each) => each.until === null);
  return { bars: ends.length, placed: bars, moments: moments.length, at: moments, hidden };
}
