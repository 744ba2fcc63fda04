// One bar for each day, week or month of a dataset. The bar under the pointer, or chosen by the arrow keys, is said in
// words beneath; all words come in as data and go out through textContent.

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".strip");
  const drawn = new TextDecoder().decode(data);
  if (root.drawn === drawn) return;
  root.drawn = drawn;
  root.replaceChildren(frame(JSON.parse(drawn)));
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function frame(strip) {
  const bars = strip.bars.map(bar);
  const said = element("span", { class: "said", "aria-live": "polite" });
  const whole = element(
    "div",
    { class: "frame", tabindex: "0", role: "img", "aria-label": strip.sentence },
    element("div", { class: "bars" }, ...bars),
    element("div", { class: "axis" }, element("span", { class: "end" }, strip.first), said, element("span", { class: "end" }, strip.last)),
  );
  let chosen = -1;
  const choose = (number) => {
    bars[chosen]?.classList.remove("chosen");
    chosen = number;
    bars[chosen]?.classList.add("chosen");
    said.textContent = strip.bars[chosen]?.said ?? "";
  };
  whole.onpointermove = (event) => {
    const place = whole.firstElementChild.getBoundingClientRect();
    const number = Math.floor(((event.clientX - place.left) / place.width) * bars.length);
    choose(Math.min(Math.max(number, 0), bars.length - 1));
  };
  whole.onpointerleave = () => choose(-1);
  whole.onblur = () => choose(-1);
  whole.onkeydown = (event) => {
    const end = { Home: 0, End: bars.length - 1 }[event.key];
    const step = STEPS[event.key];
    if (end === undefined && step === undefined) return;
    event.preventDefault();
    const from = chosen < 0 ? bars.length - (step < 0 ? 0 : 1) : chosen;
    choose(end ?? Math.min(Math.max(from + step, 0), bars.length - 1));
  };
  return whole;
}

function bar({ cover, height }) {
  const fill = element("span", { class: "fill" });
  if (cover === "rows" || cover === "partly") fill.style.height = `${24 + 76 * height}%`;
  return element("span", { class: `bar ${cover}` }, fill);
}
