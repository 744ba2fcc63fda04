// What stands around the trend chart's lines: the marks of notes, targets and initiatives, and the legend.

const LETTERS = { note: "N", target: "T", initiative: "I" };
const NAMED_FROM = 52; // pixels of a bar: with fewer its name would be two or three letters
const KINDS = { note: "note", target: "target set, with its reason", initiative: "initiative" };

// The buttons of all marks; *shown* and *hidden* are called when one is looked at, and no longer.
function marks(lanes, scale, shown, hidden) {
  const wide = (mark) => Math.min(scale.edge(mark.until), scale.right) - Math.max(scale.edge(mark.at), scale.left);
  const button = (mark, { left, top, width }, text) => {
    const made = element("button", { type: "button", class: `mark ${mark.kind}${width ? " bar" : ""}`, "aria-label": `${mark.name}: ${mark.said.join("; ")}`, text });
    made.style.left = `${left}px`;
    made.style.top = `${top}px`;
    if (width) made.style.width = `${width}px`;
    made.onpointerenter = made.onfocus = made.onclick = () => shown(mark, left, top); // a finger leaves before it clicks
    made.onpointerleave = made.onblur = hidden;
    return made;
  };
  let last = { at: NaN, end: 0 };
  const moments = [...lanes.at].sort((one, other) => one.at - other.at).map((mark) => {
    const text = LETTERS[mark.kind] + (mark.said.length > 1 ? mark.said.length : "");
    const half = 4.5 + 3.5 * text.length;
    const beside = Math.floor(mark.at) === Math.floor(last.at); // those of one period stand side by side, or one hides the other
    const left = beside ? Math.max(scale.edge(mark.at), last.end + half) : scale.edge(mark.at);
    last = { at: mark.at, end: left + half };
    return button(mark, { left, top: scale.marks }, text);
  });
  const bars = lanes.placed.map(({ mark, lane }) => {
    const width = Math.max(wide(mark), 12);
    const place = { left: Math.max(scale.edge(mark.at), scale.left), top: scale.lane(lane), width };
    return button(mark, place, width < NAMED_FROM ? LETTERS[mark.kind] : mark.name);
  });
  return [...moments, ...bars];
}

// The entries of the legend: what is in the picture, and how many initiatives have no lane in it.
function legend({ picture, looks }, hidden) {
  const has = (status) => picture.places.some((place) => place.status === status);
  const shown = Object.entries(looks).filter(([status]) => [ON_TRACK, AT_RISK, OFF_TRACK].includes(status) || has(status));
  const entries = shown.map(([status, look]) => element("li", { class: `tone-${look.tone}` }, element("span", { class: "glyph", text: look.glyph, "aria-hidden": "true" }), status));
  const line = (kind, text) => {
    const sample = svg("svg", { class: "sample", viewBox: "0 0 22 10", "aria-hidden": "true" });
    sample.append(svg("path", { d: "M0 5H22", class: kind }));
    return element("li", {}, sample, text);
  };
  const { layers } = picture;
  entries.push(line("target now", "Target"), line("red-line now", "Red line"));
  if (picture.places.some((place) => !place.settled && !place.ahead && place.value !== null)) entries.push(element("li", {}, element("span", { class: "swatch" }), "hatched: not over; hollow: not over or carried on"));
  if (layers.limits?.low.some((low) => low !== null)) entries.push(line("limit", "Natural limits"), line("mean", "Mean"));
  if (layers.limits?.signals.length) entries.push(element("li", {}, element("span", { class: "ring" }), "changed beyond its natural variation"));
  if (layers.fan) entries.push(line("foreseen", `Forecast; bands hold ${layers.fan.bands.map(([level]) => Math.round(level * 100)).join(", ")} of 100`));
  for (const each of layers.comparisons) entries.push(line(`compared ${each.layer}`, each.name));
  for (const kind of new Set(layers.marks.map((each) => each.kind))) entries.push(element("li", {}, element("span", { class: `mark ${kind}`, text: LETTERS[kind] }), KINDS[kind]));
  if (hidden) entries.push(element("li", { text: `${hidden} more initiatives in the table below` }));
  return entries;
}
