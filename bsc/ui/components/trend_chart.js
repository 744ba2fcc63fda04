// The trend chart: line, zones, target and red line that can be dragged. While one is dragged everything is judged again
// here; the server hears of it once, on release. What the server sends is drawn into the same elements, so that nothing
// flickers and a handle keeps its focus.

const SETTLES_MS = 350; // after the last arrow key
const PATIENCE_MS = 4000; // for the server's answer, before what was dragged gives way
const PILL = 25; // pixels that two pills are apart at least
const LINES = { target: "Target", red_line: "Red line" };

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".trend");
  const chart = (host.chart ??= new Chart(host));
  chart.send = (said) => setTriggerValue("proposed", said);
  chart.take(new TextDecoder().decode(data));
  return () => { chart.watch.disconnect(); chart.follower.end(); };
}

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

class Chart {
  constructor(host) {
    this.host = host;
    this.layers = {};
    this.drawing = svg("svg", { class: "drawing", "aria-hidden": "true" });
    this.definitions = svg("defs", {});
    this.clip = svg("rect", {});
    const clip = svg("clipPath", { id: "inside" });
    clip.append(this.clip);
    this.drawing.append(this.definitions, clip);
    for (const name of ["columns", "zones", "usual", "grid", "fan", "compared", "levels", "draft", "values", "signals", "points", "guide", "axis"]) {
      this.layers[name] = svg("g", { class: `layer ${name}`, ...(name === "axis" || name === "grid" ? {} : { "clip-path": "url(#inside)" }) });
      this.drawing.append(this.layers[name]);
    }
    this.plot = element("div", { class: "plot", tabindex: "0", role: "img" }, this.drawing);
    this.record = element("div", { class: "record", "aria-live": "polite" });
    this.handles = element("div", { class: "handles" });
    this.marks = element("div", { class: "marks" });
    this.tip = element("div", { class: "tip", role: "status" });
    this.legend = element("ul", { class: "legend", "aria-label": "Legend" });
    this.stage = element("div", { class: "stage" }, this.plot, this.record, this.marks, this.handles, this.tip);
    this.scores = element("div", { class: "scores", role: "group", "aria-label": "Scores" });
    host.replaceChildren(this.stage, this.legend, this.scores);
    this.grips = new Map();
    this.read = "";
    this.local = null; // what is dragged here and the server has not answered yet
    this.chosen = -1;
    this.watch = new ResizeObserver(() => this.resized());
    this.follower = new Follower((line, numbers) => this.follow(line, numbers), () => { this.followed = null; });
    this.pointing();
  }

  // *text*: the draft in one line, then the scores, then how sliders are followed, and in the last what stands without a
  // draft. What did not come anew stays as it is drawn.
  take(text) {
    this.watch.observe(this.host);
    if (text === this.read) return this.resized();
    this.read = text;
    const [drafted, scored, followed, standing] = text.split("\n");
    this.given = JSON.parse(scored);
    this.following = JSON.parse(followed);
    this.follower.begin(this.following?.sliders);
    const before = this.base;
    const moved = drafted !== this.drafted;
    const anew = standing !== this.standing;
    if (anew) [this.standing, this.published] = [standing, JSON.parse(standing)];
    if (moved) [this.drafted, this.draft] = [drafted, JSON.parse(drafted)];
    this.base = this.widened(this.published);
    const answered = moved || JSON.stringify(this.base.picture.grip) !== JSON.stringify(before.picture.grip);
    const other = before?.picture.about !== this.base.picture.about;
    if (other || (answered && !this.dragging && !this.ahead())) this.giveWay();
    else if (answered && !this.dragging) this.lead(this.followed, this.local[this.followed]);
    const labels = (base) => base?.picture.places.map((place) => place.label).join();
    return anew || labels(before) !== labels(this.base) || !this.width ? this.draw() : this.judge();
  }

  resized() {
    if (this.host.clientWidth !== this.width) this.draw();
  }

  // The anchors that stand: dragged here, drafted, or published.
  anchors() {
    const { grip } = this.base.picture;
    return this.local ?? (this.draft ? { target: this.draft.target, red_line: this.draft.red_line } : { target: grip.target, red_line: grip.red_line });
  }

  // What the server has said last.
  answer() {
    return this.draft ?? this.base.picture.grip;
  }

  // Whether the slider that is followed has gone on since the server was told what it has answered.
  ahead() {
    const { local, followed } = this;
    return Boolean(followed && local && this.answer()) && !sameLevel(local[followed], this.answer()[followed]);
  }

  // What the slider of *line* says, in the numbers that it shows; the server hears of it from the slider.
  follow(line, shown) {
    const { grip, writing } = this.base.picture;
    if (!grip) return; // a period that owes no part of a target
    const level = shown.map((number) => kept(number, writing));
    if (level.length !== grip[line].length || sameLevel(level, this.anchors()[line])) return;
    this.followed = line;
    this.lead(line, level);
    this.judge();
    if (this.local) this.wait();
  }

  // Stands at *level*, with the other line where that takes what the server has said: a slider that only passes a place
  // pushes nothing there, for the server does not hear of every place.
  lead(line, level) {
    const answer = this.answer();
    const other = line === "target" ? "red_line" : "target";
    if (sameLevel(level, answer[line])) this.giveWay();
    else this.local = { [line]: level, [other]: pushed(this.base.picture.better, level, answer[other], line === "target") };
  }

  giveWay() {
    clearTimeout(this.waiting);
    this.local = null;
  }

  // Gives way to the server's draft where that does not answer.
  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.giveWay(); this.judge(); }, PATIENCE_MS);
  }

  // What each place is held to with the draft, or null without one.
  held() {
    if (this.local) return this.base.picture.places.map((place) => heldBy(this.local, place.owed));
    return this.draft ? this.draft.steps.map((step) => step.held) : null;
  }

  // The picture with the periods that a ramp goes on in behind it.
  widened(base) {
    const known = base.picture.places.length;
    const more = (this.draft?.steps ?? []).slice(known).map(({ label, owed }) => ({ label, owed, value: null, settled: false, partial: false, shown: false, ahead: true, status: "", held: null, tip: [] }));
    return more.length ? { ...base, picture: { ...base.picture, places: [...base.picture.places, ...more] } } : base;
  }

  draw() {
    this.width = this.host.clientWidth;
    if (!this.base || !this.width) return;
    const { picture, tiles } = this.base;
    this.lanes = lanesOf(picture);
    this.scale = scaleOf(picture, this.width, this.lanes);
    const { scale } = this;
    this.plot.setAttribute("aria-label", picture.alt);
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${scale.total}`);
    this.stage.style.height = `${scale.total}px`;
    for (const [name, value] of Object.entries({ x: scale.left, y: scale.top - 2, width: scale.right - scale.left, height: scale.height + 4 })) this.clip.setAttribute(name, value);
    if (!this.definitions.firstChild) this.definitions.replaceChildren(...patterns(tiles));
    this.put("columns", columns(this.base, scale));
    this.put("grid", grid(this.base, scale));
    this.put("usual", limits(this.base, scale));
    this.put("fan", fan(this.base, scale));
    this.put("compared", compared(this.base, scale));
    this.put("values", values(this.base, scale));
    this.put("signals", signals(this.base, scale));
    this.put("axis", axis(this.base, scale));
    const shown = (mark, left, top) => this.tell(mark.name, mark.said.map((said) => ["", said]), left, Math.max(top - 90, 0));
    this.marks.replaceChildren(...marks(this.lanes, scale, shown, () => { this.tip.hidden = true; }));
    this.legend.replaceChildren(...legend(this.base, this.lanes.hidden));
    this.judge();
  }

  put(name, elements) {
    this.layers[name].replaceChildren(...elements);
  }

  // Everything that moves with the draft: zones, lines, points, the record and the pills.
  judge() {
    const { picture } = this.base;
    const held = this.held();
    const published = picture.places.map((place) => place.held);
    const statuses = picture.places.map((place, at) => (held && !place.ahead ? statusOf(place.value, held[at], picture.better) : place.status));
    this.statuses = statuses;
    this.put("zones", zones(this.base, this.scale, held ?? published));
    this.put("levels", levels(this.base, this.scale, published, held ? "before" : "now"));
    this.put("draft", held ? levels(this.base, this.scale, held, "drafted") : []);
    this.put("points", points(this.base, this.scale, statuses));
    const counted = picture.places.map((place, at) => ({ place, at })).filter(({ place }) => place.settled && place.value !== null);
    const met = (levels) => counted.filter(({ place, at }) => levels[at] && statusOf(place.value, levels[at], picture.better) === ON_TRACK).length;
    const of = counted.filter(({ at }) => (held ?? published)[at]).length;
    const now = published.some(Boolean) && held ? ` (now ${met(published)})` : "";
    this.record.textContent = of ? `${held ? "Draft: met" : "Met"} in ${met(held ?? published)} of ${of}${now}` : "";
    this.host.classList.toggle("drafting", Boolean(held));
    this.drawGrips(Boolean(held));
    this.score();
    this.say();
  }

  // The scores as the server gave them, or with what is moved here and it has not answered yet.
  score() {
    const { picture, looks } = this.base;
    const at = picture.places.findIndex((place) => place.shown);
    const held = this.local && this.following?.rungs && at >= 0 && heldBy(this.local, picture.places[at].owed);
    const known = held && picture.places[at].value !== null;
    const now = known ? rescored(this.given, this.following.rungs, pointsOf(picture.places[at].value, held, picture.better), this.statuses[at], looks) : this.given;
    const said = JSON.stringify(now);
    if (said !== this.scored) this.scores.replaceChildren(...scores(now));
    this.scored = said;
  }

  drawGrips(drafting) {
    const { grip, writing } = this.base.picture;
    const wanted = grip ? ["target", "red_line"].flatMap((line) => grip[line].map((_, end) => [line, end, grip[line].length > 1])) : [];
    const keys = wanted.map(([line, end]) => `${line}${end}`);
    for (const [key, handle] of this.grips) if (!keys.includes(key)) { handle.remove(); this.grips.delete(key); }
    if (!grip) return;
    const anchors = this.anchors();
    const pills = wanted.map(([line, end, range]) => {
      const key = `${line}${end}`;
      if (!this.grips.has(key)) this.grips.set(key, this.handle(line, end));
      return { handle: this.grips.get(key), line, end, range, value: anchors[line][end], y: this.scale.y(anchors[line][end] * grip.owed) };
    });
    apart(pills, this.scale.top, this.scale.bottom - PILL / 3);
    for (const { handle, line, end, range, value, y, drawn } of pills) {
      const name = `${LINES[line]}${range ? [" from", " to"][end] : ""}`;
      const text = written(value, writing) + (grip.per && ` a ${grip.per}`);
      handle.className = `handle ${line.replace("_", "-")}${drafting ? " drafted" : ""}${grip.published || drafting ? "" : " unset"}`;
      handle.style.top = `${drawn}px`;
      handle.style.left = `${this.scale.right + 8}px`;
      handle.lastChild.textContent = this.scale.narrow || grip.per ? text : `${line === "red_line" ? "Red" : drafting ? "Draft" : grip.published ? "Target" : "Set"} ${text}`;
      const said = { "aria-label": `${name} in the chart`, "aria-valuemin": grip.low * writing.factor, "aria-valuemax": grip.high * writing.factor, "aria-valuenow": value * writing.factor, "aria-valuetext": written(value, writing) };
      for (const [attribute, content] of Object.entries(said)) handle.setAttribute(attribute, content);
      handle.level = y;
      handle.drawnAt = drawn;
    }
    const { right } = this.scale;
    this.put("guide", []);
    this.layers.guide.removeAttribute("clip-path");
    for (const { handle, y, drawn } of pills) {
      this.layers.guide.append(svg("path", { d: `M${right} ${y}L${right + 8} ${drawn}`, class: "link" }));
      if (handle.matches(":focus, :hover") || this.dragging === handle) this.layers.guide.append(svg("path", { d: `M${this.scale.left} ${y}H${right}`, class: "reach" }));
    }
  }

  handle(line, end) {
    const handle = element("div", { role: "slider", tabindex: "0", "aria-orientation": "vertical" }, element("span", { class: "arrows", text: "⇅", "aria-hidden": "true" }), element("span"));
    const move = (value) => {
      const { grip, better } = this.base.picture;
      this.local = movedTo(this.anchors(), grip, better, line, end, value);
      this.followed = null;
      this.judge();
    };
    const release = () => {
      clearTimeout(this.waiting);
      if (!this.local) return;
      const said = { about: this.base.picture.about, line, end, value: this.local[line][end] };
      this.send(said);
      this.wait();
    };
    handle.onpointerdown = (event) => {
      if (event.button) return;
      handle.setPointerCapture(event.pointerId);
      clearTimeout(this.waiting);
      this.dragging = handle;
      this.before = this.local;
      this.offset = event.clientY - this.stage.getBoundingClientRect().top - handle.level;
      this.choose(-1);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    };
    let asked = 0;
    handle.onpointermove = (event) => {
      if (this.dragging !== handle) return;
      const y = event.clientY - this.stage.getBoundingClientRect().top - this.offset;
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => move(this.scale.value(y) / this.base.picture.grip.owed));
    };
    const stop = (keep) => {
      if (this.dragging !== handle) return;
      this.dragging = null;
      if (keep) requestAnimationFrame(release);
      else {
        cancelAnimationFrame(asked);
        this.local = this.before;
        this.judge();
        if (this.local) this.wait();
      }
    };
    handle.onpointerup = () => stop(true);
    handle.onpointercancel = () => stop(false);
    handle.onfocus = handle.onblur = handle.onpointerenter = handle.onpointerleave = () => this.drawGrips(Boolean(this.held()));
    handle.onkeydown = (event) => {
      const { grip } = this.base.picture;
      if (event.key === "Escape") return stop(false);
      const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
      const end_ = { Home: grip.low, End: grip.high }[event.key];
      if (steps === undefined && end_ === undefined) return undefined;
      event.preventDefault();
      move(end_ ?? this.anchors()[line][end] + steps * grip.step);
      clearTimeout(this.waiting);
      this.waiting = setTimeout(release, SETTLES_MS);
      return undefined;
    };
    this.handles.append(handle);
    return handle;
  }

  pointing() {
    this.plot.onpointermove = (event) => {
      const x = event.clientX - this.stage.getBoundingClientRect().left;
      this.choose(x < this.scale.left || x > this.scale.right ? -1 : this.scale.at(x));
    };
    this.plot.onpointerleave = this.plot.onblur = () => this.choose(-1);
    this.plot.onkeydown = (event) => {
      const last = this.base.picture.places.length - 1;
      const from = this.chosen < 0 ? this.base.picture.places.findIndex((place) => place.shown) : this.chosen;
      const to = { ArrowLeft: from - (this.chosen < 0 ? 0 : 1), ArrowRight: from + (this.chosen < 0 ? 0 : 1), Home: 0, End: last, Escape: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.choose(Math.min(Math.max(to, -1), last));
    };
  }

  choose(at) {
    this.chosen = at;
    this.say();
  }

  // What is known of the chosen period, beside it.
  say() {
    const place = this.base?.picture.places[this.chosen];
    this.tip.hidden = !place;
    this.layers.columns.querySelector(".chosen")?.remove();
    if (!place) return;
    const { scale } = this;
    const lines = place.tip.map(([name, text]) => [name, text]);
    if (this.held() && !place.ahead) lines.push(["With the draft", `${this.base.looks[this.statuses[this.chosen]].glyph} ${this.statuses[this.chosen]}`]);
    for (const mark of this.lanes.at.filter((each) => Math.floor(each.at) === this.chosen)) for (const said of mark.said) lines.push([mark.name, said]);
    this.tell(place.label, lines, scale.middle(this.chosen), scale.top + 6);
    this.layers.columns.append(svg("path", { d: `M${scale.middle(this.chosen)} ${scale.top}V${scale.bottom}`, class: "chosen" }));
  }

  tell(title, lines, x, top) {
    const list = element("dl", {}, ...lines.flatMap(([name, text]) => [element("dt", { text: name }), element("dd", { text })]));
    this.tip.replaceChildren(element("b", { text: title }), list);
    this.tip.hidden = false;
    const wide = this.tip.offsetWidth;
    const beside = x + 14 + wide > this.width ? x - 14 - wide : x + 14;
    this.tip.style.left = `${Math.max(Math.min(beside, this.width - wide), 0)}px`;
    this.tip.style.top = `${top}px`;
  }
}

// Pills that would overlap move apart, each as little as it can, inside the chart.
function apart(pills, top, bottom) {
  const upwards = [...pills].sort((one, other) => other.y - one.y || (one.line === "target" ? 1 : -1));
  let floor = bottom;
  for (const pill of upwards) { pill.drawn = Math.min(pill.y, floor); floor = pill.drawn - PILL; }
  let ceiling = top;
  for (const pill of upwards.reverse()) { pill.drawn = Math.max(pill.drawn, ceiling); ceiling = pill.drawn + PILL; }
}
