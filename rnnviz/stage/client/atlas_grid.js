/**
 * Points in the cells of a grid, so that what a view shows, what is near and what a lasso holds
 * are found without asking every point. Points beyond the grid lie in its border cells.
 *
 * @typedef {{left: number, right: number, low: number, high: number}} Bounds in the map's units
 * @typedef {[x: number, y: number]} Point
 */

const PER_CELL = 8; // points, on average
const MOST = 256; // cells along a side
const SAMPLED = 40_000; // points that say where the cloud lies
const FAR = 0.001; // share of points beyond each side of a large cloud's frame
const FEW = 2000; // points up to which all are inside the frame

export class Grid {
  /** @param {Float32Array} points x and y of each */
  constructor(points) {
    this.points = points;
    this.n = points.length / 2;
    this.frame = frameOf(points);
    this.side = Math.max(1, Math.min(MOST, Math.round(Math.sqrt(this.n / PER_CELL))));
    const { left, right, low, high } = this.frame;
    this.columns = this.side / (right - left);
    this.lines = this.side / (high - low);
    this.starts = new Uint32Array(this.side ** 2 + 1);
    this.rows = new Uint32Array(0);
    this.xs = this.ys = new Float32Array(0);
    this.size = 0; // points that have a place
    this.sort();
  }

  /** Rows sorted by cell, within a cell by row, and their places beside them. */
  sort() {
    const { points, n, side } = this;
    const cells = new Uint32Array(n);
    const isThere = (/** @type {number} */ row) =>
      Number.isFinite(points[2 * row]) && Number.isFinite(points[2 * row + 1]);
    for (let row = 0; row < n; row += 1) {
      if (!isThere(row)) continue;
      cells[row] = this.line(points[2 * row + 1]) * side + this.column(points[2 * row]);
      this.starts[cells[row] + 1] += 1;
    }
    for (let cell = 0; cell < side * side; cell += 1) this.starts[cell + 1] += this.starts[cell];
    const next = this.starts.slice();
    this.size = this.starts[side * side];
    this.rows = new Uint32Array(this.size);
    this.xs = new Float32Array(this.size);
    this.ys = new Float32Array(this.size);
    for (let row = 0; row < n; row += 1) {
      if (!isThere(row)) continue;
      const place = next[cells[row]]++;
      this.rows[place] = row;
      this.xs[place] = points[2 * row];
      this.ys[place] = points[2 * row + 1];
    }
  }

  /** @param {number} x */
  column(x) {
    return Math.max(0, Math.min(this.side - 1, Math.floor((x - this.frame.left) * this.columns)));
  }

  /** @param {number} y */
  line(y) {
    return Math.max(0, Math.min(this.side - 1, Math.floor((y - this.frame.low) * this.lines)));
  }

  /** A row's place. @param {number} row @returns {Point} */
  at(row) {
    return [this.points[2 * row], this.points[2 * row + 1]];
  }

  /**
   * Runs [from, to) of `rows`, `xs` and `ys` whose cells a box touches.
   * @param {Bounds} box
   * @returns {Generator<[from: number, to: number]>}
   */
  *runs({ left, right, low, high }) {
    const [first, last] = [this.column(left), this.column(right)];
    for (let line = this.line(low); line <= this.line(high); line += 1) {
      const from = this.starts[line * this.side + first];
      const to = this.starts[line * this.side + last + 1];
      if (to > from) yield [from, to];
    }
  }

  /**
   * Rows inside a box; null if they are more than `most`.
   * @param {Bounds} box
   * @param {number} most
   * @returns {Uint32Array | null} sorted
   */
  within(box, most) {
    /** @type {number[]} */
    const found = [];
    for (const [from, to] of this.runs(box)) {
      for (let i = from; i < to; i += 1) {
        const [x, y] = [this.xs[i], this.ys[i]];
        if (x < box.left || x > box.right || y < box.low || y > box.high) continue;
        found.push(this.rows[i]);
      }
      if (found.length > most) return null;
    }
    return Uint32Array.from(found).sort();
  }

  /**
   * The first row of each part of a box that has any.
   * @param {Bounds} box
   * @param {number} width of a part, in the map's units
   * @param {number} height
   * @returns {number[]} sorted
   */
  leaders({ left, right, low, high }, width, height) {
    /** @type {Map<number, number>} */
    const first = new Map();
    for (let line = this.line(low); line <= this.line(high); line += 1) {
      const up = Math.floor(line / this.lines / height) * 1e6;
      for (let column = this.column(left); column <= this.column(right); column += 1) {
        const cell = line * this.side + column;
        if (this.starts[cell] === this.starts[cell + 1]) continue;
        const row = this.rows[this.starts[cell]]; // the cell's first: they are sorted
        const part = up + Math.floor(column / this.columns / width);
        const known = first.get(part);
        if (known === undefined || row < known) first.set(part, row);
      }
    }
    return [...first.values()].sort((a, b) => a - b);
  }

  /**
   * The row nearest to a point, −1 if none is within reach; of equals the first.
   * @param {Point} point
   * @param {number} reach
   */
  nearest([x, y], reach) {
    let [best, row] = [reach * reach, -1];
    const box = { left: x - reach, right: x + reach, low: y - reach, high: y + reach };
    for (const [from, to] of this.runs(box)) {
      for (let i = from; i < to; i += 1) {
        const distance = (this.xs[i] - x) ** 2 + (this.ys[i] - y) ** 2;
        if (distance > best || (distance === best && row >= 0 && this.rows[i] > row)) continue;
        [best, row] = [distance, this.rows[i]];
      }
    }
    return row;
  }

  /**
   * Rows inside a closed line, by the even-odd rule.
   * @param {Point[]} corners
   * @returns {Uint32Array} sorted
   */
  inside(corners) {
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const box = {
      left: Math.min(...xs),
      right: Math.max(...xs),
      low: Math.min(...ys),
      high: Math.max(...ys),
    };
    const found = this.within(box, Infinity) ?? new Uint32Array();
    return found.filter((row) => isInside(this.points[2 * row], this.points[2 * row + 1], xs, ys));
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number[]} xs of the corners
 * @param {number[]} ys
 */
function isInside(x, y, xs, ys) {
  let isIn = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i, i += 1) {
    if (ys[i] > y === ys[j] > y) continue;
    if (x < xs[i] + ((y - ys[i]) / (ys[j] - ys[i])) * (xs[j] - xs[i])) isIn = !isIn;
  }
  return isIn;
}

/**
 * Where the cloud lies: all of a small one, and of a large one all but its farthest points.
 * @param {Float32Array} points
 * @returns {Bounds}
 */
function frameOf(points) {
  const n = points.length / 2;
  const step = Math.max(1, Math.floor(n / SAMPLED));
  const along = [0, 1].map((axis) => {
    const values = new Float32Array(Math.ceil(n / step));
    for (let i = 0; i < values.length; i += 1) values[i] = points[2 * i * step + axis];
    const sorted = values.filter(Number.isFinite).sort();
    const cut = n > FEW ? Math.floor(FAR * sorted.length) : 0;
    const [low, high] = sorted.length ? [sorted[cut], sorted[sorted.length - 1 - cut]] : [0, 0];
    const around = high > low ? 0 : Math.abs(low) / 2 || 0.5; // nothing varies
    return [low - around, high + around];
  });
  const [[left, right], [low, high]] = along;
  return { left, right, low, high };
}
