/** What marks the present: the lit column, the chosen strip and unit, the weights in a crowd. */

import { line, lineWidth, outline } from "./ink.js";
import { boxOf, mix } from "./place.js";
import { markOf } from "./folded.js";

/** @import { Spot } from "./place.js" */
/** @import { Drawing } from "./unrolled.js" */

/** @typedef {{t: number, layer: number, unit: number}} Cursor */

/**
 * @param {Drawing} drawing
 * @param {Spot} spot
 * @returns {number} half the lit column's width
 */
function litHalf({ place }, { fold }) {
  const unrolled = Math.min(place.pitch, place.thick + 20) / 2;
  return mix(unrolled, place.folded.thick / 2 + 14, fold);
}

/**
 * The present timestep's ground.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {Spot} spot
 */
export function paintLit(context, drawing, spot) {
  const half = litHalf(drawing, spot);
  const { foot } = drawing.place;
  context.fillStyle = drawing.colours.palette.accent_soft;
  context.beginPath();
  context.roundRect(spot.x - half, 0, 2 * half, (foot.words || foot.numbers) + 6, 6);
  context.fill();
}

/**
 * A frame around the chosen layer's strip, a mark at the chosen unit.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {Spot} spot
 * @param {Cursor} cursor
 */
export function paintFrame(context, { place, colours }, spot, { layer, unit }) {
  const row = place.rows.find((each) => each.layer === layer);
  if (!row) return;
  const { x, y, width, height } = boxOf(row, spot);
  context.strokeStyle = context.fillStyle = colours.palette.accent;
  context.lineWidth = 2.5;
  outline(context, { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, 3);
  context.lineWidth = 1;
  const [tip, mark] = [x + width + 3, markOf(row, unit)];
  context.beginPath();
  context.moveTo(tip, mark);
  context.lineTo(tip + 7, mark - 4.5);
  context.lineTo(tip + 7, mark + 4.5);
  context.closePath();
  // Where columns stand close it may lie over a weight's name: a rim keeps them apart.
  context.strokeStyle = colours.palette.accent_soft;
  context.lineWidth = 3;
  context.stroke();
  context.fill();
  context.lineWidth = 1;
}

/**
 * Where columns stand too close for weights between them, the present one's stand over the
 * columns to come: these are still empty.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {Spot} spot
 */
export function paintCrowdedWeights(context, drawing, spot) {
  const { place, colours, fonts, nameOf } = drawing;
  const { room, type, rows, gap } = place;
  if (spot.fold > 0 || place.isNarrow) return;
  const look = { family: fonts.text, size: type.weight };
  const write = (
    /** @type {"W_ih" | "W_hh"} */ weight,
    /** @type {number} */ layer,
    x = 0,
    y = 0,
  ) => {
    const name = nameOf(weight, layer);
    const width = lineWidth(context, [name], look.family, look.size);
    if (x + width + 4 > place.width) return;
    context.fillStyle = colours.palette.ground;
    context.fillRect(x - 2, y - look.size + 1, width + 4, look.size + 5);
    context.fillStyle = colours.palette.text;
    line(context, [name], [x, y], look);
  };
  const beside = spot.x + Math.max(litHalf(drawing, spot), place.thick / 2 + 11) + 3;
  for (const row of rows.filter(({ kind }) => kind === "layer")) {
    const middle = row.y + row.height / 2 + 4;
    if (!room.along && row.height >= 24) write("W_hh", row.layer, beside, middle);
    if (!room.up && gap >= type.weight + 3) {
      write("W_ih", row.layer, beside, row.y + row.height + gap / 2 + 4);
    }
  }
}
