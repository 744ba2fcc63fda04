// Sliders of the page that the chart follows at once: what one says while somebody moves it is drawn and scored here,
// and the server's answer takes its place. The server hears of it from the slider itself.

const TOUCHES = ["keydown", "pointerdown"];

class Follower {
  // *moved* hears of the line, and of the numbers that its slider says; *left*, that something else is touched.
  constructor(moved, left) {
    this.left = left;
    this.sliders = {};
    this.touched = ({ target }) => this.touch(target);
    this.observer = new MutationObserver(() => {
      const numbers = [...this.slider.querySelectorAll("input[type=range]")].map((each) => Number(each.value));
      if (numbers.length && numbers.every(Number.isFinite)) moved(this.line, numbers);
    });
  }

  // Listen for the sliders of these keys, by line; with none for nothing.
  begin(sliders) {
    this.sliders = sliders ?? {};
    for (const kind of TOUCHES) document.addEventListener(kind, this.touched, true);
    if (this.slider) this.observe();
  }

  end() {
    for (const kind of TOUCHES) document.removeEventListener(kind, this.touched, true);
    this.observer.disconnect();
  }

  // A slider is followed from the moment that it is touched until something else is.
  touch(target) {
    const found = Object.entries(this.sliders).find(([, key]) => target.closest?.(`.st-key-${key}`));
    this.observer.disconnect();
    this.slider = found ? target.closest(`.st-key-${found[1]}`) : null;
    this.line = found?.[0];
    if (found) this.observe();
    else this.left();
  }

  observe() {
    this.observer.observe(this.slider, { subtree: true, childList: true, characterData: true, attributeFilter: ["value", "aria-valuetext"] });
  }
}
