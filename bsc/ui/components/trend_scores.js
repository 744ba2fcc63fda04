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
