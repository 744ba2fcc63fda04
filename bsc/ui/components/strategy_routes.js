// The way of every arrow: out of its cause, through the gutters between bands and columns, into its effect. An arrow
// never crosses a box: it leaves and enters by the side that faces a gutter, and passes a band between two columns.

const HEAD = 8; // pixels of an arrow's head
const LANE = 3.5; // pixels between arrows that share a gutter between columns, less at the edges of the map
const LANES = [0, 1, -1, 2, -2];

class Plan {
  constructor({ plane, boxes, arrows, columns, drawn }) {
    this.origin = plane.getBoundingClientRect();
    this.width = plane.scrollWidth;
    this.height = plane.offsetHeight;
    this.arrows = arrows;
    this.rows = drawn.map.bands.map((band) => band.id);
    this.columns = columns.map((column) => column.id);
    this.places = new Map(boxes.map((box) => [box.id, this.place(plane, box)]));
    this.edges = this.columnEdges(plane);
    this.bands = this.rows.map((_, row) => this.bandEdges(plane, row));
    this.used = new Map();
    for (const place of this.places.values()) this.stand(place);
  }

  rect(node) {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left: left - this.origin.left, right: right - this.origin.left, top: top - this.origin.top, bottom: bottom - this.origin.top };
  }

  place(plane, box) {
    const node = plane.querySelector(`[data-box="${CSS.escape(box.id)}"]`);
    return { ...this.rect(node), id: box.id, row: this.rows.indexOf(box.perspective), column: this.columns.indexOf(box.stage) };
  }

  // Where the gutters between columns are: left of the first, between two, right of the last.
  columnEdges(plane) {
    const heads = [...plane.querySelectorAll(".head")].map((head) => this.rect(head));
    return [...heads.map((head) => head.left), heads.at(-1)?.right ?? 0];
  }

  // What a band's boxes take up: above and below are its gutters.
  bandEdges(plane, row) {
    const ground = this.rect(plane.querySelectorAll(".ground")[row]);
    const things = [...plane.querySelectorAll(".cell")].filter((cell) => Number(cell.style.gridRow.split(" ")[0]) === row + 2).flatMap((cell) => [...cell.children]);
    const rects = things.map((node) => this.rect(node));
    const middle = (ground.top + ground.bottom) / 2;
    return {
      outer: [ground.top, ground.bottom],
      top: rects.length ? Math.min(...rects.map((rect) => rect.top)) - 2 : middle,
      bottom: rects.length ? Math.max(...rects.map((rect) => rect.bottom)) + 2 : middle,
    };
  }

  stand(place) {
    const beside = [...this.places.values()].filter((each) => each.row === place.row && each.column === place.column);
    place.first = Math.min(...beside.map((each) => each.top)) === place.top;
    place.last = Math.max(...beside.map((each) => each.bottom)) === place.bottom;
  }

  routes() {
    const wanted = this.arrows.map((arrow) => this.wanted(arrow));
    this.dock(wanted);
    return wanted.map((want) => ({ arrow: want.arrow, ...this.way(want) }));
  }

  // By which side an arrow leaves its cause and enters its effect.
  wanted(arrow) {
    const [cause, effect] = [this.places.get(arrow.cause), this.places.get(arrow.effect)];
    const want = { arrow, cause, effect };
    if (cause.row !== effect.row) {
      const up = effect.row < cause.row;
      return { ...want, up, out: open(cause, up) ?? this.side(cause, effect), in: open(effect, !up) ?? this.side(effect, cause) };
    }
    const across = effect.column - cause.column;
    if (Math.abs(across) === 1) return { ...want, out: across > 0 ? "right" : "left", in: across > 0 ? "left" : "right" };
    if (across === 0) return this.stacked(want);
    return { ...want, up: true, out: open(cause, true) ?? this.side(cause, effect), in: open(effect, true) ?? this.side(effect, cause) };
  }

  stacked(want) {
    const { cause, effect } = want;
    const between = [...this.places.values()].some((each) => each.row === cause.row && each.column === cause.column && each.top > Math.min(cause.top, effect.top) && each.top < Math.max(cause.top, effect.top));
    if (between) return { ...want, out: "right", in: "right" };
    const up = effect.top < cause.top;
    return { ...want, out: up ? "top" : "bottom", in: up ? "bottom" : "top" };
  }

  side(place, other) {
    return other.left > place.left ? "right" : "left";
  }

  // Arrows that use the same side of a box stand apart, in the order of where they go.
  dock(wanted) {
    const docks = new Map();
    for (const want of wanted) {
      for (const [end, other] of [["cause", "effect"], ["effect", "cause"]]) {
        const side = end === "cause" ? want.out : want.in;
        const key = `${want[end].id} ${side}`;
        if (!docks.has(key)) docks.set(key, []);
        docks.get(key).push({ want, end, towards: side === "top" || side === "bottom" ? want[other].left : want[other].top });
      }
    }
    for (const here of docks.values()) {
      here.sort((one, two) => one.towards - two.towards);
      here.forEach(({ want, end }, at) => {
        want[`${end}At`] = docked(want[end], end === "cause" ? want.out : want.in, (at + 1) / (here.length + 1));
      });
    }
  }

  way(want) {
    const { cause, effect, causeAt: from, effectAt: to } = want;
    const end = stepped(to, want.in, HEAD);
    const head = pointed(to, want.in);
    if (cause.row === effect.row && want.up === undefined) return { path: bent(from, want.out, end, want.in), head };
    const start = this.toGutter(from, want.out, cause, want.up);
    const goal = this.toGutter(end, want.in, effect, cause.row === effect.row ? true : !want.up);
    const path = `M${from.x} ${from.y}${start.path}${this.across(want, start, goal)}${goal.back}`;
    return { path, head };
  }

  // From a box to where the gutter of its band begins, and the same way back.
  toGutter(at, side, place, up) {
    const edge = up ? this.bands[place.row].top : this.bands[place.row].bottom;
    if (side === "top" || side === "bottom") return { x: at.x, y: edge, path: `L${at.x} ${edge}`, back: `L${at.x} ${at.y}` };
    const x = this.lane(side === "right" ? place.column + 1 : place.column);
    const turn = at.y + (up ? -10 : 10);
    return { x, y: edge, path: `Q${x} ${at.y} ${x} ${turn}L${x} ${edge}`, back: `L${x} ${turn}Q${x} ${at.y} ${at.x} ${at.y}` };
  }

  across({ cause, effect, up }, start, goal) {
    if (cause.row === effect.row) {
      const height = (start.y - (cause.row ? this.bands[cause.row - 1].bottom : this.bands[0].outer[0])) * 0.95;
      return `C${start.x} ${start.y - height} ${goal.x} ${goal.y - height} ${goal.x} ${goal.y}`;
    }
    if (Math.abs(cause.row - effect.row) === 1) return swung(start, goal);
    const near = this.bands[cause.row + (up ? -1 : 1)];
    const far = this.bands[effect.row + (up ? 1 : -1)];
    const x = this.lane(this.gutterBetween(start.x, goal.x));
    const [entered, left] = [{ x, y: up ? near.bottom : near.top }, { x, y: up ? far.top : far.bottom }];
    return `${swung(start, entered)}L${left.x} ${left.y}${swung(left, goal)}`;
  }

  // The gutter between columns that is least out of the way, the emptier of two.
  gutterBetween(from, to) {
    const cost = (edge, at) => Math.abs(from - edge) + Math.abs(edge - to) + 12 * (this.used.get(at) ?? 0);
    const costs = this.edges.map(cost);
    return costs.indexOf(Math.min(...costs));
  }

  lane(gutter) {
    const count = this.used.get(gutter) ?? 0;
    this.used.set(gutter, count + 1);
    const inwards = gutter === 0 ? 5 : gutter === this.edges.length - 1 ? -5 : 0;
    return this.edges[gutter] + inwards + (inwards ? LANE / 3 : LANE) * LANES[count % LANES.length];
  }
}

// The side of a box that faces the gutter above (or below), where no other box stands between.
function open(place, up) {
  if (up) return place.first ? "top" : null;
  return place.last ? "bottom" : null;
}

function docked(place, side, share) {
  const x = place.left + (place.right - place.left) * share;
  const y = place.top + (place.bottom - place.top) * share;
  return { top: { x, y: place.top }, bottom: { x, y: place.bottom }, left: { x: place.left, y }, right: { x: place.right, y } }[side];
}

function stepped({ x, y }, side, by) {
  return { top: { x, y: y - by }, bottom: { x, y: y + by }, left: { x: x - by, y }, right: { x: x + by, y } }[side];
}

function pointed({ x, y }, side) {
  const [across, along] = [HEAD / 2, HEAD];
  return {
    top: `M${x} ${y}l${-across} ${-along}h${2 * across}z`,
    bottom: `M${x} ${y}l${-across} ${along}h${2 * across}z`,
    left: `M${x} ${y}l${-along} ${-across}v${2 * across}z`,
    right: `M${x} ${y}l${along} ${-across}v${2 * across}z`,
  }[side];
}

function swung(from, to) {
  const middle = (from.y + to.y) / 2;
  return `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
}

// Between neighbours: from side to side, or up and down a cell.
function bent(from, out, to, into) {
  if (out === into) return `M${from.x} ${from.y}C${from.x + 24} ${from.y} ${to.x + 18} ${to.y} ${to.x} ${to.y}`;
  if (out === "left" || out === "right") {
    const middle = (from.x + to.x) / 2;
    return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
  }
  return `M${from.x} ${from.y}${swung(from, to)}`;
}
