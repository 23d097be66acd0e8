/**
 * One timestep's column, at any share of the fold: its strips, the arrows into it, and the
 * weights on these arrows, which are the same ones in every column.
 */

import { arrow, disc, hatch, line, lineWidth, outline } from "./ink.js";
import { boxOf, centre, mix, progress } from "./place.js";

/** @import { Colours } from "./colours.js" */
/** @import { Symbol } from "./ink.js" */
/** @import { Place, PlacedRow, Spot } from "./place.js" */
/** @import { Fill } from "./sheets.js" */

/** @typedef {"W_ih" | "W_hh" | "b"} Weight */

/**
 * @typedef {object} Drawing All that painting needs beside the timestep.
 * @property {Place} place
 * @property {Colours} colours
 * @property {{text: string}} fonts
 * @property {Fill} fill
 * @property {(weight: Weight, layer: number) => Symbol} nameOf
 * @property {boolean} hasBias
 */

/**
 * A row's strip or disc.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {PlacedRow} row
 * @param {Spot} spot
 * @param {number} t
 * @param {boolean} isRead
 */
function strip(context, { colours, fill }, row, spot, t, isRead) {
  const box = boxOf(row, spot);
  const isDisc = row.kind === "output" && row.array.width === 1;
  const isShown = isRead && row.array.has(t);
  context.strokeStyle = colours.palette[isRead && row.kind === "output" ? "muted" : "line"];
  if (isShown && !isDisc) fill(context, row, t, box);
  if (isRead && !isShown && !isDisc) hatch(context, box);
  if (!isDisc) return outline(context, box);
  disc(context, box);
  if (isShown) {
    context.fillStyle = colours.of(row.term)(row.array.row(t)[0]);
    context.fill();
  }
  if (isRead && !isShown) context.setLineDash([3, 3]);
  context.stroke();
  context.setLineDash([]);
}

/**
 * Arrows into a row's strip: up from the row below, and along from the timestep before.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {PlacedRow} row
 * @param {Spot} spot
 * @param {number} t
 */
function arrows(context, { place }, row, spot, t) {
  const { x, before, thick, fold, alpha } = spot;
  const below = place.rows[place.rows.indexOf(row) + 1];
  const hasRoom = place.gap >= 12 && place.pitch >= 14;
  context.globalAlpha = alpha * (hasRoom ? 1 : progress(fold, 0.4, 1));
  if (below && context.globalAlpha > 0) {
    arrow(context, [x, below.y - 3], [x, row.y + row.height + 3]);
  }
  // Folding, the columns close up: the arrow between them gives way to the loop.
  context.globalAlpha = alpha * (1 - progress(fold, 0, 0.5));
  const space = x - before - thick;
  if (row.kind === "layer" && t > 1 && space >= 7 && context.globalAlpha > 0) {
    const middle = row.y + row.height / 2;
    arrow(context, [before + thick / 2 + 3, middle], [x - thick / 2 - 3, middle], space >= 14);
  }
}

/**
 * The weights on a layer's arrows. Where there is no room for them at every timestep they
 * come only with the folded cell.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {PlacedRow} row
 * @param {Spot} spot
 * @param {number} t
 */
function weights(context, { place, fonts, colours, nameOf, hasBias }, row, spot, t) {
  const { x, before, thick, fold, isNow } = spot;
  const { room, type, folded } = place;
  const late = progress(fold, 0.5, 1);
  const size = mix(type.weight, type.weightFolded, fold);
  const middle = row.y + row.height / 2;
  const look = { family: fonts.text, size };
  // On the way the columns lie over each other: only the present one's names are written.
  const early = 1 - progress(fold, 0.1, 0.45);
  const write = (
    /** @type {Weight} */ weight,
    /** @type {boolean} */ isEverywhere,
    /** @type {[number, number]} */ at,
    /** @type {"left" | "center" | "right"} */ align,
  ) => {
    const isKept = isNow && weight === "W_ih" && isEverywhere;
    context.globalAlpha = isKept ? 1 : Math.max(isEverywhere ? early : 0, isNow ? late : 0);
    if (context.globalAlpha > 0) line(context, [nameOf(weight, row.layer)], at, { ...look, align });
  };
  context.fillStyle = colours.palette[fold > 0.5 ? "text" : "muted"];
  const below = row.y + row.height + (place.gap + place.head) / 2;
  write("W_ih", room.up, [x + mix(5, 9, fold), below + 0.3 * size], "left");
  const between = (before + x) / 2;
  const loop = x + thick / 2 + folded.bulge + 10;
  const width = lineWidth(context, [nameOf("W_hh", row.layer)], fonts.text, size);
  // Nearer to the arrow's head: its other end is where the chosen unit is marked.
  const headside = Math.max(between - width / 2, x - thick / 2 - 3 - width);
  const tail = Math.min(headside, x - thick / 2 - 2 - width);
  const along = [mix(tail, loop, fold), mix(middle - 8, middle + 2, fold)];
  write("W_hh", room.along && t > 1, /** @type {[number, number]} */ (along), "left");
  if (!hasBias) return;
  const bias = [x - thick / 2 - mix(7, 31, fold), mix(row.y + row.height - 4, middle + 6, fold)];
  write("b", room.bias, /** @type {[number, number]} */ (bias), "right");
}

/**
 * A timestep's column.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {number} t
 * @param {Spot} spot
 * @param {(row: PlacedRow) => boolean} isRead what is not read has no value
 */
export function paintColumn(context, drawing, t, spot, isRead) {
  const { palette } = drawing.colours;
  for (const row of drawing.place.rows) {
    const hasValue = isRead(row);
    context.lineWidth = 1;
    context.strokeStyle = context.fillStyle = hasValue ? palette.muted : palette.line;
    arrows(context, drawing, row, spot, t);
    context.globalAlpha = spot.alpha;
    strip(context, drawing, row, spot, t, hasValue);
    if (row.kind === "layer") weights(context, drawing, row, spot, t);
  }
  context.globalAlpha = 1;
}

/**
 * Every column of the unrolled network, all read or none.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {boolean} isRead
 */
export function paintColumns(context, drawing, isRead) {
  const { place } = drawing;
  for (let t = 1; t <= place.nTimesteps; t += 1) {
    const x = centre(place, t);
    const spot = {
      x,
      before: x - place.pitch,
      thick: place.thick,
      alpha: 1,
      fold: 0,
      isNow: false,
    };
    paintColumn(context, drawing, t, spot, () => isRead);
  }
}
