// What the parts of the journey map are made of. Everything that is written comes in as data and goes out through
// textContent: names, goals and channels may hold any text that somebody uploaded.

const SVG = "http://www.w3.org/2000/svg";
const tips = new WeakMap(); // what is told of an element where it is pointed at or focused, line by line

function element(tag, { text, opens, says, tells, style, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "" && value !== false) made.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries(style ?? {})) made.style.setProperty(name, value);
  if (opens) made.dataset.opens = JSON.stringify(opens);
  if (says) made.dataset.says = JSON.stringify(says);
  if (tells) tips.set(made, tells.filter(Boolean));
  if (text !== undefined) made.textContent = parted(String(text));
  made.append(...children.flat(Infinity).filter(Boolean).map((child) => (typeof child === "string" ? parted(child) : child)));
  return made;
}

function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function hidden(text, kind = "glyph") {
  return element("span", { class: kind, "aria-hidden": "true", text });
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
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

// The one tip of a map: it stands beside what is pointed at or focused, inside the map and in nobody's way.
class Tip {
  constructor(root) {
    this.root = root;
    this.box = element("div", { class: "tip", "aria-hidden": "true" });
    root.append(this.box);
    root.addEventListener("pointerover", (event) => this.at(event.target));
    root.addEventListener("pointerleave", () => this.away());
    root.addEventListener("focusin", (event) => this.at(event.target));
    root.addEventListener("focusout", () => this.away());
  }

  at(target) {
    let about = target;
    while (about && about !== this.root && !tips.has(about)) about = about.parentElement;
    const lines = about && tips.get(about);
    if (!lines?.length) return this.away();
    if (this.about === about) return;
    this.about = about;
    this.box.replaceChildren(...lines.map((text) => element("div", { text })));
    this.box.classList.add("seen");
    const [whole, near] = [this.root.getBoundingClientRect(), about.getBoundingClientRect()];
    const left = Math.min(near.left - whole.left, whole.width - this.box.offsetWidth - 4);
    const under = near.bottom + this.box.offsetHeight + 12 < window.innerHeight;
    const top = under ? near.bottom - whole.top + 6 : near.top - whole.top - this.box.offsetHeight - 6;
    this.box.style.left = `${Math.max(0, left)}px`;
    this.box.style.top = `${top}px`;
  }

  away() {
    const seen = Boolean(this.about);
    this.about = null;
    this.box.classList.remove("seen");
    return seen;
  }
}
