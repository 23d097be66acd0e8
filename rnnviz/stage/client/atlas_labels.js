/** Which words have their names on the map, and where: the most important first, none on another. */

/** @import { Box } from "./trajectory_plane.js" */

/**
 * @typedef {object} Wish A name that may be drawn.
 * @property {number} row
 * @property {string} text
 * @property {number} x of its point, in pixels
 * @property {number} y
 * @property {number} size of its letters
 * @property {number} weight
 * @property {number} radius of its dot
 */

/** @typedef {Wish & {box: Box}} Label */

const GAP = 4; // pixels between a dot and its name
const AROUND = 2; // pixels between two names
const CELL = 64; // pixels of an occupancy cell
const HEIGHT = 1.2; // of a line, in letter sizes

/** Boxes by the cells they touch. */
export class Occupied {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @returns {Generator<number>} */
  *touched({ x, y, width, height }) {
    const [last, bottom] = [Math.floor((x + width) / CELL), Math.floor((y + height) / CELL)];
    for (let line = Math.floor(y / CELL); line <= bottom; line += 1) {
      for (let column = Math.floor(x / CELL); column <= last; column += 1) {
        yield line * 1024 + column;
      }
    }
  }

  /** @param {Box} box */
  isFree(box) {
    for (const cell of this.touched(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        const isBeside = other.x >= box.x + box.width || other.x + other.width <= box.x;
        const isAbove = other.y >= box.y + box.height || other.y + other.height <= box.y;
        if (!isBeside && !isAbove) return false;
      }
    }
    return true;
  }

  /** @param {Box} box */
  take(box) {
    for (const cell of this.touched(box)) {
      const held = this.cells.get(cell);
      if (held) held.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

/**
 * Boxes around a dot in which its name could stand: right, left, above, below.
 * @param {Wish} wish
 * @param {number} width of the name
 * @returns {Box[]}
 */
function boxesOf({ x, y, size, radius }, width) {
  const height = Math.round(HEIGHT * size);
  const [away, middle] = [radius + GAP, y - height / 2];
  return [
    { x: x + away, y: middle, width, height },
    { x: x - away - width, y: middle, width, height },
    { x: x - width / 2, y: y - away - height + 2, width, height },
    { x: x - width / 2, y: y + away - 2, width, height },
  ];
}

/**
 * Names that fit, in the order of their importance.
 * @param {Iterable<Wish>} wishes the most important first
 * @param {{width: number, height: number}} space
 * @param {number} most
 * @param {(wish: Wish) => number} measure a name's width
 * @param {Occupied} occupied what is taken already
 * @returns {Label[]}
 */
export function placed(wishes, { width, height }, most, measure, occupied) {
  /** @type {Label[]} */
  const labels = [];
  for (const wish of wishes) {
    if (labels.length >= most) break;
    const box = boxesOf(wish, measure(wish)).find((box) =>
      box.x >= 2 && box.y >= 2 && box.x + box.width <= width - 2 &&
      box.y + box.height <= height - 2 && occupied.isFree(box)
    );
    if (!box) continue;
    const { x, y } = box;
    occupied.take({
      x: x - AROUND,
      y: y - AROUND,
      width: box.width + 2 * AROUND,
      height: box.height + 2 * AROUND,
    });
    const { radius } = wish;
    occupied.take({
      x: wish.x - radius,
      y: wish.y - radius,
      width: 2 * radius,
      height: 2 * radius,
    });
    labels.push({ ...wish, box });
  }
  return labels;
}
