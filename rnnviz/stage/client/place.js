/**
 * Where everything in the network drawing lies, in CSS pixels: unrolled with a column for
 * each timestep, folded into one cell a layer, and anywhere between the two.
 *
 * Columns are counted from the first timestep's left edge; what is on the screen begins
 * `gutter` pixels further right and `offset` pixels further along, for a sentence that is
 * too long to be seen at once.
 */

import { unitsPerCell } from "./strips.js";

/** @import { Row } from "./stack.js" */

const NARROW = 480; // a phone: titles above the strips, columns as wide as a finger needs
const WIDE = 760; // a large screen: larger letters for the back row
const PAD = 12; // pixels before the first column and after the last, for what is written beside
const MARGIN = 5.5; // columns that stay visible on both sides of the present one

/**
 * @typedef {Row & {y: number, height: number, perCell: number}} PlacedRow
 * perCell: how many units share a cell, where they are too many to be seen apart
 */

/**
 * @typedef {object} Place
 * @property {number} width
 * @property {number} height
 * @property {number} nTimesteps
 * @property {boolean} isNarrow
 * @property {number} gutter pixels at the left for the rows' titles
 * @property {PlacedRow[]} rows
 * @property {number} gap pixels between two rows' strips, without the title's
 * @property {number} head pixels above a row's strips for its title
 * @property {number} pitch from one column to the next
 * @property {number} pad pixels before the first column and after the last
 * @property {number} thick a strip's width
 * @property {number} reach all columns together
 * @property {number} view pixels through which columns are seen
 * @property {boolean} isLong whether they are seen through a window that follows the cursor
 * @property {{centre: number, thick: number, bulge: number}} folded the one cell and its loop
 * @property {{small: number, title: number, weight: number, weightFolded: number}} type font sizes
 * @property {{along: boolean, up: boolean, bias: boolean}} room for weights at every timestep
 * @property {{numbers: number, words: number, caption: number, end: number}} foot baselines of
 *   the lines below the strips; 0 where there is no room for one; and the strips' lower end
 */

/**
 * @typedef {object} Spot A column as it stands: see spotOf.
 * @property {number} x its centre
 * @property {number} before the centre of the column before it
 * @property {number} thick
 * @property {number} alpha
 * @property {number} fold
 * @property {boolean} isNow
 */

/**
 * @param {number} from
 * @param {number} to
 * @param {number} share
 * @returns {number}
 */
export function mix(from, to, share) {
  return from + (to - from) * share;
}

/**
 * How far a value is on its way from `start` to `end`, held in 0…1.
 * @param {number} value
 * @param {number} start
 * @param {number} end
 * @returns {number}
 */
export function progress(value, start, end) {
  return Math.min(1, Math.max(0, (value - start) / (end - start)));
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @returns {number}
 */
function held(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/**
 * Columns: as wide as they can be; a long sentence is seen through a window. Strips give
 * way to a weight's name between them, as long as they stay a third of a column.
 * @param {number} view
 * @param {number} nTimesteps
 * @param {boolean} isNarrow
 * @param {number} name pixels of a weight's name
 */
function columns(view, nTimesteps, isNarrow, name) {
  const [least, usual, pad] = isNarrow ? [22, 28, 2] : [9, 14, PAD];
  const whole = (view - 2 * pad) / nTimesteps;
  const isLong = whole < least;
  const pitch = isLong ? usual : Math.min(96, whole);
  const third = Math.floor(0.33 * pitch);
  const isRoomy = pitch - third >= name + 2;
  const beside = pitch - name - 14; // the name, and the chosen unit's mark
  const share = (pitch < 40 ? 0.56 : 0.42) * pitch;
  const thick = Math.round(isRoomy ? Math.max(third, beside) : share);
  return { pitch, pad, thick: held(thick, 2, 26), reach: pitch * nTimesteps + 2 * pad, isLong };
}

/**
 * Lines below the strips: timesteps, words, and what the weights have in common.
 * @param {number} height
 * @param {number} small
 */
function feet(height, small) {
  const hasWords = height >= 230;
  const caption = height - 5;
  const words = hasWords ? caption - small - 7 : 0;
  const numbers = (hasWords ? words : caption) - small - (hasWords ? 4 : 7);
  return { caption, words, numbers, end: numbers - small - 4 };
}

/**
 * @param {Row[]} rows
 * @param {{height: number, isNarrow: boolean, end: number, nClasses: number}} given
 * @returns {{placed: PlacedRow[], gap: number, head: number}}
 */
function stacked(rows, { height, isNarrow, end, nClasses }) {
  const head = isNarrow ? 18 : 0;
  const gap = isNarrow ? 9 : Math.round(held(height / rows.length / 3.7, 12, 34));
  const nOutputs = rows.filter((row) => row.kind === "output").length;
  const outputHeight = 22 + held(nClasses - 1, 0, 3) * 6;
  const top = 4 + (nOutputs || isNarrow ? 0 : gap); // an arrow leaves the highest layer
  const between = (rows.length - 1) * gap + rows.length * head;
  const spare = end - top - between - nOutputs * outputHeight;
  const rowHeight = Math.max(8, Math.floor(spare / (rows.length - nOutputs)));
  let y = top;
  const placed = rows.map((row) => {
    const rowTop = y + head;
    const tall = row.kind === "output" ? outputHeight : rowHeight;
    y = rowTop + tall + gap;
    return { ...row, y: rowTop, height: tall, perCell: unitsPerCell(row.array.width, tall, 1) };
  });
  return { placed, gap, head };
}

/**
 * Where everything lies.
 * @param {Row[]} rows
 * @param {{nTimesteps: number, nClasses: number, width: number, height: number}} given
 * @param {(size: number) => number} widthOf the widest weight's name in a font size
 * @returns {Place}
 */
export function placeOf(rows, { nTimesteps, nClasses, width, height }, widthOf) {
  const isNarrow = width < NARROW;
  const scale = width >= WIDE ? 1.2 : 1;
  const sized = (/** @type {number} */ pixels) => Math.round(pixels * scale);
  const type = {
    small: sized(12),
    title: isNarrow ? 12 : sized(14),
    weight: sized(14),
    weightFolded: 0,
  };
  const gutter = isNarrow ? 0 : sized(108);
  const view = width - gutter;
  const foot = feet(height, type.small);
  const { placed, gap, head } = stacked(rows, { height, isNarrow, end: foot.end, nClasses });
  const name = widthOf(type.weight);
  type.weightFolded = held(gap + head - 5, type.weight, sized(20));
  const across = columns(view, nTimesteps, isNarrow, name);
  const space = across.pitch - across.thick;
  const rowHeight = Math.max(...placed.map((row) => row.height));
  const room = {
    along: space >= name + 2 && rowHeight >= 34,
    up: !isNarrow && gap >= type.weight + 3 && across.pitch >= name + 12,
    bias: space >= 24 && rowHeight >= 56,
  };
  const thick = held(0.2 * view, 56, 132);
  const bulge = held(0.13 * view, 40, 84);
  const folded = { centre: gutter + view / 2 + (isNarrow ? 8 : -0.08 * view), thick, bulge };
  const sizes = { width, height, nTimesteps, isNarrow, gutter, gap, head, view };
  return { ...sizes, ...across, rows: placed, foot, folded, type, room };
}

/**
 * A column's centre, from the first timestep's left edge.
 * @param {Place} place
 * @param {number} t
 * @returns {number}
 */
export function centre(place, t) {
  return place.pad + place.pitch * (t - 0.5);
}

/**
 * The timestep whose column lies at a distance from the first one's left edge; it may lie
 * before or after the sentence.
 * @param {Place} place
 * @param {number} x
 * @returns {number}
 */
export function timestepAt({ pad, pitch }, x) {
  return Math.floor((x - pad) / pitch) + 1;
}

/**
 * Where the read part ends after timestep t, from the first timestep's left edge.
 * @param {Place} place
 * @param {number} t
 * @returns {number}
 */
export function edge(place, t) {
  return t === 0 ? 0 : centre(place, t) + place.thick / 2 + 2;
}

/**
 * How far a long sentence is moved so that timestep t is seen: no further than it must.
 * @param {Place} place
 * @param {number} t
 * @param {number} before where it was
 * @returns {number}
 */
export function followed(place, t, before) {
  if (!place.isLong) return 0;
  const margin = Math.min(MARGIN * place.pitch, place.view / 2);
  const x = centre(place, t);
  const offset = held(before, x + margin - place.view, x - margin);
  return Math.round(held(offset, 0, place.reach - place.view));
}

/**
 * Where a timestep's column stands, and how clearly, at a share of the fold: 0 is unrolled,
 * 1 is folded. `before` is the centre of the column before it.
 * @param {Place} place
 * @param {number} t
 * @param {{now: number, offset: number, fold: number}} at
 * @returns {Spot}
 */
export function spotOf(place, t, { now, offset, fold }) {
  const across = (/** @type {number} */ step) =>
    mix(place.gutter + centre(place, step) - offset, place.folded.centre, fold);
  return {
    x: across(t),
    before: across(t - 1),
    thick: mix(place.thick, place.folded.thick, fold),
    alpha: t === now ? 1 : 1 - progress(fold, 0.6, 1),
    fold,
    isNow: t === now,
  };
}

/**
 * Whether a column of the unrolled network is on the screen, at least in part.
 * @param {Place} place
 * @param {number} t
 * @param {number} offset
 * @returns {boolean}
 */
export function isSeen(place, t, offset) {
  const x = centre(place, t) - offset;
  return x > -place.pitch && x < place.view + place.pitch;
}

/**
 * A row's strip in a column; at rest on whole pixels, so that it is sharp.
 * @param {PlacedRow} row
 * @param {Spot} spot
 */
export function boxOf(row, { x, thick, fold }) {
  const isResting = fold === 0 || fold === 1;
  const left = isResting ? Math.round(x - thick / 2) : x - thick / 2;
  const width = isResting ? Math.round(thick) : thick;
  return { x: left, y: row.y, width, height: row.height, isTall: true };
}
