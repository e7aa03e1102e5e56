import { UNIT, inside, source } from "explorer/arithmetic";

/** The routes of a recorded pooling: from which input cells each output cell comes, and with what weight. */
export class Pooling {
  constructor(entry) {
    this.entry = entry;
    this.rank = entry.windows.length;
    this.height = this.rank === 2 ? entry.windows[0] : UNIT;
    this.width = entry.windows[this.rank - 1];
    this.isMax = entry.name.startsWith("max");
    this.x = entry.input(0).value;
    this.y = entry.value;
    this.dy = entry.gradient;
    this.dx = entry.contribution(0);
  }

  /** The cells of a window that lie inside the input. */
  window(o) {
    const row = Math.floor(o / this.width.output);
    const column = o % this.width.output;
    const cells = [];
    for (let r = 0; r < this.height.kernel; r++) {
      for (let s = 0; s < this.width.kernel; s++) {
        const i = source(this.height, row, r);
        const j = source(this.width, column, s);
        if (inside(this.height, i) && inside(this.width, j)) {
          cells.push(i * this.width.input + j);
        }
      }
    }
    return cells;
  }

  /** The winner of a window of the maximum: the first of the largest in row-major order, or the first NaN. */
  winner(o, x) {
    let best = null;
    for (const cell of this.window(o)) {
      if (best === null || x[cell] > x[best] || (Number.isNaN(x[cell]) && !Number.isNaN(x[best]))) {
        best = cell;
      }
    }
    return best;
  }

  /** For each output cell of a plane the cells its gradient goes to: the winner, or all with equal parts. */
  routes(o, x, y) {
    if (this.isMax) {
      return [{ cell: this.winner(o, x), part: 1 }];
    }
    const cells = this.window(o);
    const sum = cells.reduce((total, cell) => total + x[cell], 0);
    const part = y[o] !== 0 ? y[o] / sum : 1 / cells.length;
    return cells.map(cell => ({ cell, part }));
  }
}
