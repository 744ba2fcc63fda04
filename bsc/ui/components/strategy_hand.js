// The map by hand: one stop for Tab, arrow keys from box to box, Enter opens; in editing, an arrow is dragged from one
// box to another, or begun with D on its cause and ended with Enter on its effect. Escape lets go.

const FAR = 6; // pixels that a pointer moves before it draws

class Hand {
  constructor(chart) {
    this.chart = chart;
    this.line = svg("path", { class: "drawing" });
    const { frame } = chart;
    frame.addEventListener("keydown", (event) => this.pressed(event));
    frame.addEventListener("focusin", (event) => this.came(event.target.closest("[data-box]")));
    frame.addEventListener("pointerdown", (event) => this.down(event));
    frame.addEventListener("pointermove", (event) => this.move(event));
    frame.addEventListener("pointerup", (event) => this.up(event));
    frame.addEventListener("pointercancel", () => this.release());
  }

  boxes() {
    return [...this.chart.plane.querySelectorAll("[data-box]")];
  }

  box(id) {
    return this.boxes().find((box) => box.dataset.box === id);
  }

  // Whatever is drawn anew is one stop again, where the reader was.
  drawn(focused) {
    this.release();
    const boxes = this.boxes();
    const here = this.box(focused ?? this.at) ?? boxes[0];
    for (const box of boxes) box.tabIndex = box === here ? 0 : -1;
    if (focused && here) here.focus({ preventScroll: true });
  }

  came(box) {
    if (!box) return;
    this.at = box.dataset.box;
    for (const each of this.boxes()) each.tabIndex = each === box ? 0 : -1;
    if (this.cause) this.rubber(middle(box));
  }

  pressed(event) {
    const box = event.target.closest("[data-box]");
    if (!box || event.altKey || event.metaKey || event.ctrlKey) return;
    if (this.done(event.key, box)) event.preventDefault();
  }

  done(key, box) {
    if (key.startsWith("Arrow")) return this.step(box, key);
    if (key === "Escape") return this.escape();
    if (key.toLowerCase() === "d" && this.chart.settings.editing) return this.begin(box);
    return false;
  }

  step(box, key) {
    const next = nearest(box, this.boxes(), key);
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    return true;
  }

  escape() {
    const had = Boolean(this.cause) || this.chart.tip.away();
    this.release();
    return had;
  }

  begin(box) {
    this.cause = box.dataset.box;
    box.classList.add("cause");
    this.chart.say(`Arrow from ${nameOf(box)}: go to its effect and press Enter; Escape lets go.`);
    return true;
  }

  // Whether a click ended an arrow, or was the end of a drag: then it opens nothing.
  took(pressed) {
    if (this.dragged) {
      this.dragged = false;
      return true;
    }
    if (!this.cause || !pressed.dataset.box) return false;
    this.end(pressed);
    return true;
  }

  end(box) {
    const { cause } = this;
    this.release();
    if (box && cause) this.chart.connect(cause, box.dataset.box);
  }

  down(event) {
    const box = event.target.closest("[data-box]");
    const mayDrag = event.pointerType === "mouse" ? event.button === 0 : event.target.closest(".handle");
    this.dragged = false;
    if (!this.chart.settings.editing || !box || !mayDrag) return;
    this.from = { id: box.dataset.box, x: event.clientX, y: event.clientY };
  }

  move(event) {
    if (!this.from) return;
    if (!this.dragged && Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) < FAR) return;
    if (!this.dragged) this.grab(event);
    this.rubber({ x: event.clientX, y: event.clientY });
    const over = this.over(event);
    for (const box of this.boxes()) box.classList.toggle("effect", box === over && box.dataset.box !== this.cause);
  }

  grab(event) {
    this.dragged = true;
    this.chart.frame.setPointerCapture(event.pointerId);
    this.chart.tip.away();
    this.begin(this.box(this.from.id));
  }

  up(event) {
    const { dragged } = this;
    this.from = null;
    if (!dragged) return;
    const box = this.over(event);
    if (box && box.dataset.box !== this.cause) this.end(box);
    else this.release();
    setTimeout(() => (this.dragged = false));
  }

  over(event) {
    return this.chart.root.getRootNode().elementFromPoint(event.clientX, event.clientY)?.closest("[data-box]");
  }

  rubber({ x, y }) {
    const origin = this.chart.plane.getBoundingClientRect();
    const start = middle(this.box(this.cause));
    this.chart.lines.append(this.line);
    this.line.setAttribute("d", `M${start.x - origin.left} ${start.y - origin.top}L${x - origin.left} ${y - origin.top}`);
  }

  release() {
    this.from = null;
    if (!this.cause) return;
    this.cause = null;
    this.line.remove();
    this.chart.say("");
    for (const box of this.boxes()) box.classList.remove("cause", "effect");
  }
}

function nameOf(box) {
  return box.querySelector(".name").textContent;
}

function middle(box) {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

// The box that a reader would call next in that direction: what lies ahead, what is off to the side counts double.
function nearest(box, boxes, key) {
  const here = middle(box);
  const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let found = null;
  let least = Infinity;
  for (const other of boxes) {
    const there = middle(other);
    const ahead = (there.x - here.x) * right + (there.y - here.y) * down;
    const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * right);
    if (ahead > 4 && ahead + 2 * aside < least) [found, least] = [other, ahead + 2 * aside];
  }
  return found;
}
