/**
 * A vector as a strip of cells. Where units are too many to be seen apart, neighbours share
 * a cell, which shows the strongest of them; whoever draws says so in words.
 */

/** @import { Colour } from "./colours.js" */
/** @import { Box } from "./ink.js" */

/**
 * How many units share a cell, so that cells are at least `least` pixels wide.
 * @param {number} nUnits
 * @param {number} length
 * @param {number} least
 */
export function unitsPerCell(nUnits, length, least) {
  return Math.max(1, Math.ceil((nUnits * least) / Math.max(length, 1)));
}

/**
 * Index of the strongest value among those that share a cell.
 * @param {ArrayLike<number>} values
 * @param {number} cell
 * @param {number} perCell
 */
export function strongest(values, cell, perCell) {
  let best = cell * perCell;
  for (let unit = best + 1; unit < Math.min(values.length, (cell + 1) * perCell); unit += 1) {
    if (Math.abs(values[unit]) > Math.abs(values[best])) best = unit;
  }
  return best;
}

/**
 * Draw a strip; a tall box runs from the top down, a wide one from the left.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} values
 * @param {Box & {isTall?: boolean}} box
 * @param {Colour} colour
 * @param {number} perCell
 */
export function strip(context, values, box, colour, perCell = 1) {
  const isTall = box.isTall ?? false;
  const nCells = Math.ceil(values.length / perCell);
  const density = window.devicePixelRatio || 1;
  const [start, length] = isTall ? [box.y, box.height] : [box.x, box.width];
  const edge = (/** @type {number} */ cell) =>
    Math.round((start + (length * cell) / nCells) * density) / density;
  for (let cell = 0, from = edge(0); cell < nCells; cell += 1) {
    const to = edge(cell + 1);
    context.fillStyle = colour(values[perCell === 1 ? cell : strongest(values, cell, perCell)]);
    if (isTall) context.fillRect(box.x, from, box.width, to - from);
    else context.fillRect(from, box.y, to - from, box.height);
    from = to;
  }
}

/**
 * Where a unit's cell lies along a strip of a given length: [start, size].
 * @param {number} unit
 * @param {number} nUnits
 * @param {number} perCell
 * @param {number} length
 */
export function cellOf(unit, nUnits, perCell, length) {
  const size = length / Math.ceil(nUnits / perCell);
  return [Math.floor((unit - 1) / perCell) * size, size];
}
