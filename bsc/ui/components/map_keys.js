// The map by keyboard: one stop for Tab, arrows from cell to cell, Enter into a cell that holds several things (one
// thing stands for its cell), Escape back out of it; + and − make the map larger and smaller, 0 fits it into the window.

const CONTROLS = "button, select";
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

class Keys {
  constructor(chart) {
    this.chart = chart;
    this.at = { row: 0, column: 0, inside: -1 };
    chart.frame.addEventListener("keydown", (event) => this.pressed(event));
    chart.frame.addEventListener("focusin", (event) => this.came(event.target));
  }

  rows() {
    return [...this.chart.frame.querySelectorAll("tr")];
  }

  cell({ row, column }) {
    const cells = this.rows()[row]?.cells ?? [];
    return cells[Math.min(column, cells.length - 1)];
  }

  // Whatever is drawn anew is one stop again: where the reader was, as far as that is still there.
  drawn() {
    const rows = this.rows();
    for (const cell of rows.flatMap((row) => [...row.cells])) {
      for (const control of controls(cell)) control.tabIndex = -1;
      cell.removeAttribute("tabindex");
      if (anchor(cell) === cell) cell.tabIndex = -1;
    }
    this.at.row = Math.min(this.at.row, rows.length - 1);
    const cell = this.cell(this.at);
    if (cell) anchor(cell).tabIndex = 0;
  }

  came(target) {
    const cell = target.closest("td, th");
    if (!cell) return;
    for (const stop of this.chart.frame.querySelectorAll('[tabindex="0"]')) stop.tabIndex = -1;
    anchor(cell).tabIndex = 0;
    const row = this.rows().indexOf(cell.parentElement);
    this.at = { row, column: cell.cellIndex, inside: controls(cell).indexOf(target) };
  }

  // Focus comes back to what had it before everything was drawn anew.
  back() {
    const cell = this.cell(this.at);
    if (cell) (controls(cell)[this.at.inside] ?? anchor(cell)).focus({ preventScroll: true });
  }

  pressed(event) {
    const cell = event.target.closest("td, th");
    if (!cell || event.altKey || event.metaKey) return;
    if (event.target.matches("select") && event.key !== "Escape") return; // a choice keeps its own keys
    if (this.moved(event, cell)) event.preventDefault();
  }

  moved(event, cell) {
    const inside = event.target !== cell && anchor(cell) === cell;
    if (event.key in STEPS) return inside ? among(cell, event) : this.step(cell, STEPS[event.key]);
    if (event.key === "Home" || event.key === "End") return this.edge(cell, event.key === "End", event.ctrlKey);
    if (event.ctrlKey) return false;
    if (event.key === "Enter" && event.target === cell) return this.enter(cell);
    if (event.key === "Escape") return this.leave(cell, inside || event.target.matches("select"));
    if ("+-0".includes(event.key)) return this.chart.zooming(event.key);
    return false;
  }

  step(cell, [down, right]) {
    const row = this.rows().indexOf(cell.parentElement) + down;
    const column = cell.cellIndex + right;
    const cells = this.rows()[row]?.cells;
    if (cells && column >= 0 && column < cells.length) this.go(cells[column]);
    return true;
  }

  edge(cell, last, whole) {
    const rows = this.rows();
    const row = whole ? rows.at(last ? -1 : 0) : cell.parentElement;
    this.go([...row.cells].at(last ? -1 : 0));
    return true;
  }

  enter(cell) {
    const [first] = controls(cell);
    first?.focus();
    return Boolean(first);
  }

  leave(cell, inside) {
    const told = this.chart.tip.away();
    if (inside) {
      cell.tabIndex = -1; // also where a choice, which keeps the arrows, stands for its cell
      cell.focus();
    }
    return inside || told;
  }

  go(cell) {
    anchor(cell).focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function controls(cell) {
  return [...cell.querySelectorAll(CONTROLS)].filter((control) => !control.closest(".folded .body"));
}

// What is focused when the reader comes to *cell*: the one thing in it that can be used, else the cell itself.
function anchor(cell) {
  const found = controls(cell);
  return found.length === 1 ? found[0] : cell;
}

function among(cell, event) {
  const found = controls(cell);
  const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
  const place = found.indexOf(event.target) + step;
  found[Math.min(Math.max(place, 0), found.length - 1)].focus();
  return true;
}
