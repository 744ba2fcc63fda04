// Returns what of the map cannot be read: text wider or higher than its box, or outside its cell, or over other text.
(map) => {
  const seen = (node) => node.checkVisibility() && !node.closest(".tip, caption, [hidden]");
  const named = (node) => `${node.tagName.toLowerCase()}.${node.className} "${node.textContent.trim().slice(0, 40)}"`;
  const found = [];
  const words = [...map.querySelectorAll("*")].filter(
    (node) => seen(node) && [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()),
  );
  const box = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  for (const node of words) {
    const style = getComputedStyle(node);
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (clips && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) found.push(`clipped: ${named(node)}`);
    const cell = node.closest("td, th, li");
    if (!cell) continue;
    const [inner, outer] = [box(node), cell.getBoundingClientRect()];
    const above = node.closest(".more, .star, .felt") ? 14 : 1; // these stand on the edge of what they belong to
    if (inner.left < outer.left - 1 || inner.right > outer.right + above || inner.top < outer.top - above || inner.bottom > outer.bottom + 1) {
      found.push(`outside its cell: ${named(node)}`);
    }
  }
  for (const cell of map.querySelectorAll("td, th")) {
    const inside = words.filter((node) => cell.contains(node) && !node.closest(".more, .star"));
    inside.forEach((one, index) => {
      for (const other of inside.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        if (lines(one).some((a) => lines(other).some((b) => meet(a, b)))) found.push(`over each other: ${named(one)} and ${named(other)}`);
      }
    });
  }
  return found;
}
