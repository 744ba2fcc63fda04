// A presentation: one slide at a time, over everything else, as large as the screen lets it be. The server draws the
// slides' words; which one is next is known here, so that three quick presses are three slides on.

const SMALLEST = 0.62; // of the letters' size, before a slide is scrolled
const STEP = 0.95;
const SMALL = 760; // pixels of width, up to which a slide is scrolled at once
const TURNS = { ArrowRight: 1, PageDown: 1, n: 1, ArrowLeft: -1, PageUp: -1, p: -1 };

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".deck");
  const deck = (host.deck ??= new Deck(host));
  deck.tell = setTriggerValue;
  deck.take(new TextDecoder().decode(data));
  return () => deck.watch.disconnect();
}

class Deck {
  constructor(host) {
    this.host = host;
    this.slide = element("article", { class: "slide", tabindex: "-1" });
    this.foot = element("p", { class: "foot" });
    this.said = element("p", { class: "said", "aria-live": "polite" });
    this.choice = element("select", { class: "choice", "aria-label": "Slide" });
    this.done = element("div", { class: "done" });
    this.back = this.button("M12 4L6 10L12 16", "Previous slide", () => this.turn(-1));
    this.on = this.button("M8 4L14 10L8 16", "Next slide", () => this.turn(1));
    this.whole = this.button("M3 7V3H7M13 3H17V7M17 13V17H13M7 17H3V13", "Full screen", () => this.fill());
    this.away = this.button("M5 5L15 15M15 5L5 15", "Leave the presentation", () => this.leave());
    const bar = element("div", { class: "bar" }, this.foot, element("div", { class: "controls" }, this.back, this.choice, this.on, this.whole, this.away));
    this.hall = element("div", { class: "hall" }, this.slide, bar, element("div", { class: "way" }, this.done), this.said);
    host.replaceChildren(this.hall);
    this.whole.hidden = !document.fullscreenEnabled;
    this.choice.onchange = () => this.show(this.choice.selectedIndex);
    host.addEventListener("keydown", (event) => this.key(event));
    host.addEventListener("cancel", (event) => { event.preventDefault(); this.leave(); });
    this.watch = new ResizeObserver(() => this.fit());
  }

  button(sign, label, press) {
    const drawing = svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
    drawing.append(svg("path", { d: sign }));
    const made = element("button", { type: "button", "aria-label": label, title: label }, drawing);
    made.onclick = press;
    return made;
  }

  take(text) {
    this.watch.observe(this.slide);
    if (!this.host.open) this.host.showModal();
    if (text === this.read) return;
    this.read = text;
    this.given = JSON.parse(text);
    const { told, at, leaves } = this.given;
    const asked = this.asked;
    if (asked === undefined || asked === at) [this.at, this.asked] = [at, undefined];
    this.host.setAttribute("aria-label", `Presentation: ${told.foot.join(", ")}`);
    const late = told.late && [element("span", { class: "late", text: `◆ ${told.late}` })];
    const parts = (texts, name) => texts.map((text) => element("span", { class: name, text }));
    this.foot.replaceChildren(...parts(told.shared, "shared"), ...parts(told.foot, ""), ...(late || []));
    this.away.hidden = !leaves;
    const titles = told.titles.map((title, number) => element("option", { value: number, text: `${number + 1} / ${told.titles.length} · ${title}` }));
    this.choice.replaceChildren(...titles);
    this.draw();
    this.mark();
  }

  draw() {
    const { slide } = this.given;
    this.chart = null;
    this.slide.className = `slide ${slide.kind}`;
    this.slide.replaceChildren(...drawn(this.given).flat().filter(Boolean));
    this.slide.scrollTop = 0;
    this.fit();
  }

  // The largest letters with which nothing has to be scrolled; on a small screen it is scrolled instead.
  fit() {
    if (!this.given) return undefined;
    let size = 1;
    this.sized(size);
    if (this.host.clientWidth <= SMALL) return fillChart(this.slide, this.given);
    while (this.overflows() && size * STEP >= SMALLEST) this.sized((size *= STEP));
    if (this.overflows()) this.sized(Math.max(size, 0.8));
    return fillChart(this.slide, this.given);
  }

  sized(size) {
    this.slide.style.setProperty("--fit", size);
  }

  overflows() {
    const wide = [...this.slide.querySelectorAll(".wide")].some((each) => each.scrollWidth > each.clientWidth + 1);
    return wide || this.slide.scrollHeight > this.slide.clientHeight + 1;
  }

  mark() {
    const { titles } = this.given.told;
    this.choice.selectedIndex = this.at;
    this.back.disabled = this.at === 0;
    this.on.disabled = this.at === titles.length - 1;
    this.done.style.width = `${((this.at + 1) / titles.length) * 100}%`;
    this.said.textContent = `Slide ${this.at + 1} of ${titles.length}: ${titles[this.at]}`;
  }

  turn(by) {
    this.show(this.at + by);
  }

  show(at) {
    const wanted = Math.min(Math.max(at, 0), this.given.told.titles.length - 1);
    if (wanted === this.at) return;
    this.at = this.asked = wanted;
    this.mark();
    this.tell("wanted", this.given.told.ids[wanted]);
  }

  leave() {
    if (this.given.leaves) this.tell("left", true);
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.hall.requestFullscreen().catch(() => { this.whole.hidden = true; });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.tagName === "SELECT" || (target.tagName === "BUTTON" && [" ", "Enter"].includes(event.key))) return;
    const last = this.given.told.titles.length - 1;
    if (event.key === " ") this.turn(event.shiftKey ? -1 : 1);
    else if (event.key in TURNS) this.turn(TURNS[event.key]);
    else if (event.key === "Home") this.show(0);
    else if (event.key === "End") this.show(last);
    else if (event.key === "f") this.fill();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
