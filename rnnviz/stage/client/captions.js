/** The words of the network drawing: titles, timesteps, words, and what the weights share. */

import { fitting, line, lineWidth } from "./ink.js";
import { isSeen, progress, spotOf } from "./place.js";

/** @import { Symbol } from "./ink.js" */
/** @import { Drawing } from "./unrolled.js" */

const CLEAR = 40; // pixels of a column in which a word is worth writing

/**
 * What each row is, beside it or, where it is narrow, above it.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 */
export function paintTitles(context, { place, colours, fonts }) {
  const { type, gutter, isNarrow } = place;
  const family = fonts.text;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const row of place.rows) {
    const isShared = row.perCell > 1 && row.kind !== "output";
    const notes = isShared ? [row.note, `${row.perCell} a line`] : [row.note];
    const title = () => {
      context.fillStyle = colours.palette.text;
      context.font = `600 ${type.title}px ${family}`;
    };
    const note = () => {
      context.fillStyle = colours.palette.muted;
      context.font = `${type.small}px ${family}`;
    };
    title();
    const y = isNarrow ? row.y - 5 : row.y + Math.min(type.title + 1, row.height / 2 + 5);
    context.fillText(row.title, 2, y);
    if (isNarrow) {
      const indent = context.measureText(row.title).width + 8;
      note();
      context.fillText(notes.join(", "), 2 + indent, y);
      continue;
    }
    note();
    notes.forEach((text, index) => {
      const down = (index + 1) * (type.small + 5);
      if (y + down <= row.y + row.height + 4) {
        context.fillText(fitting(context, text, gutter - 12), 2, y + down);
      }
    });
  }
}

/**
 * The timesteps and words below the columns.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {{now: number, offset: number, fold: number}} at
 * @param {(t: number) => string} wordOf
 */
export function paintFoot(context, { place, colours, fonts }, at, wordOf) {
  const { foot, type, pitch, width, gutter, nTimesteps } = place;
  const every = Math.ceil((2.2 * type.small) / pitch);
  const hasWords = foot.words > 0;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.font = `600 ${type.title}px ${fonts.text}`;
  const word = fitting(context, wordOf(at.now), 180);
  const half = context.measureText(word).width / 2;
  const here = Math.max(gutter + half, Math.min(width - half - 2, spotOf(place, at.now, at).x));
  context.globalAlpha = 1 - progress(at.fold, 0, 0.5);
  context.font = `${type.small}px ${fonts.text}`;
  context.fillStyle = colours.palette.muted;
  for (let t = 1; t <= nTimesteps && context.globalAlpha > 0; t += 1) {
    const { x } = spotOf(place, t, at);
    if (t === at.now || !isSeen(place, t, at.offset)) continue;
    const isClear = (t - 1) % every === 0 && Math.abs(t - at.now) * pitch >= 2 * type.small;
    if (isClear) context.fillText(String(t), x, foot.numbers);
    if (!hasWords || pitch < CLEAR) continue;
    const other = fitting(context, wordOf(t), pitch - 6);
    const reach = half + context.measureText(other).width / 2 + 5;
    if (Math.abs(x - here) >= reach) context.fillText(other, x, foot.words); // the present one first
  }
  context.globalAlpha = 1;
  const { x } = spotOf(place, at.now, at);
  context.fillStyle = colours.palette.accent;
  context.font = `700 ${type.title + 1}px ${fonts.text}`;
  context.fillText(at.fold > 0.5 ? `t = ${at.now}` : String(at.now), x, foot.numbers);
  if (!hasWords) return;
  context.font = `600 ${type.title}px ${fonts.text}`;
  context.fillText(word, here, foot.words);
}

/**
 * The first of some lines that is short enough, else the last.
 * @param {CanvasRenderingContext2D} context
 * @param {(string | Symbol)[][]} lines
 * @param {number} width
 * @param {{family: string, size: number}} look
 */
function firstFitting(context, lines, width, { family, size }) {
  return (
    lines.find((pieces) => lineWidth(context, pieces, family, size) <= width) ??
      lines[lines.length - 1]
  );
}

/**
 * One line about the whole: which numbers these are, or that the weights are the same ones.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {{layer: number, nLayers: number, fold: number, shown: string, label: string}} about
 */
export function paintCaption(context, drawing, { layer, nLayers, fold, shown, label }) {
  const { place, colours, fonts, nameOf, hasBias } = drawing;
  const look = { family: fonts.text, size: place.type.small + 1 };
  const width = place.width - 4;
  const at = /** @type {[number, number]} */ ([2, place.foot.caption]);
  context.fillStyle = colours.palette.text;
  if (shown !== "this") {
    const text = shown === "other" ? label : `this − ${label}`;
    const about = shown === "other" ? "" : " · hatched: nothing to compare";
    const [said] = firstFitting(context, [[text + about], [text]], width, look);
    context.font = `${look.size}px ${look.family}`;
    line(context, [fitting(context, String(said), width)], at, look);
    return;
  }
  /** @type {(string | Symbol)[]} */
  const names = [nameOf("W_ih", layer), ", ", nameOf("W_hh", layer)];
  if (hasBias) names.push(", ", nameOf("b", layer));
  const where = nLayers > 1 ? `in layer ${layer}: ` : "";
  const isFolded = fold > 0.5;
  const lines = isFolded
    ? [
      [`${where}one cell, the same `, ...names, " at every timestep"],
      ["the same ", ...names, " at every timestep"],
    ]
    : [
      [`${where}the same `, ...names, " at every timestep"],
      ["the same ", ...names, " at every timestep"],
    ];
  // The two captions change over in the middle, where both are gone.
  context.globalAlpha = Math.abs(2 * fold - 1);
  line(context, firstFitting(context, lines, width, look), at, look);
  context.globalAlpha = 1;
}

/**
 * Where a sentence goes on beyond the window, its columns fade into the ground.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {{offset: number, fold: number}} at
 */
export function paintFades(context, { place, colours }, { offset, fold }) {
  if (!place.isLong) return;
  const [length, steps] = [28, 14];
  const size = length / steps;
  context.fillStyle = colours.palette.ground;
  for (let step = 0; step < steps; step += 1) {
    context.globalAlpha = (1 - fold) * (1 - step / steps);
    const [left, right] = [place.gutter + step * size, place.width - (step + 1) * size];
    if (offset > 0) context.fillRect(left, 0, size, place.height);
    if (offset < place.reach - place.view) context.fillRect(right, 0, size, place.height);
  }
  context.globalAlpha = 1;
}
