// Larger, smaller, and all of it at once: how large the map is drawn is the reader's own and stands in no address.

const STEP = 1.15;
const SMALLEST = 0.3;
const LARGEST = 2;
const MARGIN = 56; // pixels of the window that the buttons above the map take

class Zoom {
  constructor(chart) {
    this.chart = chart;
    this.scale = 1;
    this.fits = false;
    const made = (key, text, label) => {
      const control = button({ class: "zoom", "aria-label": label, "aria-keyshortcuts": key }, hidden(text));
      control.addEventListener("click", () => this.pressed(key));
      return control;
    };
    this.whole = made("0", "Fit", "Zoom to fit");
    this.figure = element("span", { class: "muted", "aria-live": "polite" });
    this.bar = element("div", { class: "zooms", role: "group", "aria-label": "Zoom" }, made("-", "−", "Smaller"), this.figure, made("+", "+", "Larger"), this.whole);
  }

  pressed(key) {
    this.fits = key === "0" && !this.fits;
    if (!this.fits) this.scale = key === "0" ? 1 : this.limited(this.scale * (key === "+" ? STEP : 1 / STEP));
    this.fitted();
  }

  limited(scale) {
    const found = Math.min(Math.max(scale, SMALLEST), LARGEST);
    return Math.abs(found - 1) < STEP - 1 - 0.05 ? 1 : found;
  }

  // Only another width is news: what is drawn changes the map's height by itself.
  resized() {
    if (this.chart.root.clientWidth !== this.width) this.fitted();
  }

  fitted() {
    const table = this.chart.frame.firstElementChild;
    if (!table) return;
    this.width = this.chart.root.clientWidth;
    if (this.fits) this.scale = this.largest(table);
    this.draw(table);
    this.whole.setAttribute("aria-pressed", String(this.fits));
    this.figure.textContent = `${Math.round(this.scale * 100)}%`;
  }

  // The map is swiped where its stages do not all have the room that they need.
  draw(table) {
    const { frame, drawn } = this.chart;
    table.style.zoom = this.scale;
    const room = this.chart.root.clientWidth / this.scale;
    const narrow = !this.fits && room < FIRST + drawn.map.columns.length * NARROWEST;
    frame.classList.toggle("swiped", narrow);
    frame.classList.toggle("tight", room < FIRST + drawn.map.columns.length * ROOMY);
  }

  // By halving: the largest scale at which the whole table is inside the window.
  largest(table) {
    let [low, high] = [SMALLEST, 1];
    const inside = (scale) => {
      this.scale = scale;
      this.draw(table);
      return table.getBoundingClientRect().height <= window.innerHeight - MARGIN;
    };
    if (inside(high)) return high;
    for (let round = 0; round < 6; round += 1) {
      const middle = (low + high) / 2;
      if (inside(middle)) low = middle;
      else high = middle;
    }
    return low;
  }
}
