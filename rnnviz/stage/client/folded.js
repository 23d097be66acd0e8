/** What only the folded network has: each layer's loop, back into the same cell. */

import { arrow, arrowHead, line } from "./ink.js";
import { boxOf, mix, progress } from "./place.js";

/** @import { PlacedRow, Spot } from "./place.js" */
/** @import { Drawing } from "./unrolled.js" */

const APART = 15; // pixels between the loop's ends and the chosen unit's mark

/**
 * The height nearest to a wished one that leaves the mark of the chosen unit alone.
 * @param {number} wished
 * @param {number} mark
 * @returns {number}
 */
function beside(wished, mark) {
  if (Math.abs(wished - mark) >= APART) return wished;
  return wished < mark ? mark - APART : mark + APART;
}

/**
 * From the cell's output back into its own side; it grows out of the cell as it folds.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {PlacedRow} row
 * @param {Spot} spot
 * @param {number} mark where the chosen unit is marked at the side; NaN for no mark
 */
function loop(context, { place }, row, spot, mark) {
  const box = boxOf(row, spot);
  const share = progress(spot.fold, 0.4, 1);
  const bulge = mix(0, place.folded.bulge, share) * (4 / 3); // a curve reaches 3/4 of its handles
  const side = box.x + box.width + 4;
  const isFree = Number.isNaN(mark);
  const [out, back] = [0.2, 0.8].map((part) => {
    const wished = row.y + part * row.height;
    return isFree ? wished : beside(wished, mark);
  });
  context.globalAlpha = share;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(side, out);
  context.bezierCurveTo(side + bulge, out - 4, side + bulge, back + 4, side + 5, back);
  context.stroke();
  arrowHead(context, [side, back], [-1, 0]);
}

/**
 * The loops of all layers, and the arrow of each bias.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {Spot} spot the one column that is left
 * @param {{t: number, layer: number, unit: number}} cursor
 */
export function paintLoops(context, drawing, spot, cursor) {
  const { place, colours, fonts, hasBias } = drawing;
  const late = progress(spot.fold, 0.6, 1);
  for (const row of place.rows.filter(({ kind }) => kind === "layer")) {
    const box = boxOf(row, spot);
    const isChosen = row.layer === cursor.layer;
    context.strokeStyle = context.fillStyle = colours.palette.muted;
    loop(context, drawing, row, spot, isChosen ? markOf(row, cursor.unit) : NaN);
    context.globalAlpha = late;
    context.lineWidth = 1;
    const middle = row.y + row.height / 2;
    if (hasBias) arrow(context, [box.x - 26, middle], [box.x - 5, middle]);
    const [x, y] = [box.x + box.width + place.folded.bulge + 10, middle + 5 + place.type.title + 4];
    const size = place.type.title;
    line(context, [`from t−1 = ${cursor.t - 1}`], [x, y], { family: fonts.text, size });
  }
  context.globalAlpha = 1;
  context.lineWidth = 1;
}

/**
 * The height at which a unit lies in its row.
 * @param {PlacedRow} row
 * @param {number} unit counted from 1
 * @returns {number}
 */
export function markOf({ y, height, array }, unit) {
  return y + ((Math.min(unit, array.width) - 0.5) / array.width) * height;
}
