/** Names beside points: what would lie over another name or point is moved, or left out. */

/** @import { Box, Point } from "./trajectory_plane.js" */

/**
 * @typedef {object} Label
 * @property {string} text
 * @property {Point} point
 * @property {number} gap pixels between the point and its name
 * @property {string} font
 * @property {number} size of its letters, in pixels
 * @property {string} colour
 * @property {boolean} [isNeeded] shown even where it lies over something
 *
 * @typedef {Label & {box: Box}} PlacedLabel
 */

/** @type {Point[]} where a name may stand: right, left, above, below, and between them */
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

const APART = 4; // pixels between two names, at least

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) + APART;
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > 0 && down > 0 ? across * down : 0;
}

/**
 * @param {Label} label
 * @param {number} width of its text
 * @param {Point} side
 * @returns {Box}
 */
function beside({ point: [x, y], gap, size }, width, [dx, dy]) {
  const height = size + 2;
  const reach = dx && dy ? 0.7 * gap : gap;
  return {
    x: x + (dx > 0 ? reach : dx < 0 ? -reach - width : -width / 2),
    y: y + (dy > 0 ? reach : dy < 0 ? -reach - height : -height / 2),
    width,
    height,
  };
}

/** The same box, wholly inside another. @param {Box} box @param {Box} around @returns {Box} */
function within(box, around) {
  const held = (
    /** @type {number} */ from,
    /** @type {number} */ size,
    /** @type {number} */ low,
    /** @type {number} */ room,
  ) => Math.max(low, Math.min(from, low + room - size));
  return {
    ...box,
    x: held(box.x, box.width, around.x, around.width),
    y: held(box.y, box.height, around.y, around.height),
  };
}

/**
 * The labels that find a place, the first ones first.
 * @param {CanvasRenderingContext2D} context measures
 * @param {Label[]} labels
 * @param {Box[]} taken what no label may lie over
 * @param {Box} around where labels may stand
 * @returns {PlacedLabel[]}
 */
export function placed(context, labels, taken, around) {
  const boxes = [...taken];
  /** @type {PlacedLabel[]} */
  const found = [];
  for (const label of labels) {
    context.font = label.font;
    const width = Math.min(context.measureText(label.text).width, around.width);
    const spots = SIDES.map((side) => {
      const wished = beside(label, width, side);
      const box = within(wished, around);
      const shifted = Math.hypot(box.x - wished.x, box.y - wished.y);
      return { box, cost: boxes.reduce((sum, each) => sum + overlap(box, each), 0), shifted };
    });
    const free = spots.find(({ cost, shifted }) => cost === 0 && shifted === 0);
    const best = label.isNeeded
      ? spots.reduce((a, b) => (b.cost + b.shifted < a.cost + a.shifted ? b : a))
      : null;
    const spot = free ?? best;
    if (!spot) continue;
    boxes.push(spot.box);
    found.push({ ...label, box: spot.box });
  }
  return found;
}
