/** What lies on the cloud: lines to the true neighbours, dots of lit words, and names. */

import { groupInks } from "./atlas_inks.js";
import { Occupied, placed } from "./atlas_labels.js";

/** @import { Palette } from "./colours.js" */
/** @import { Shown } from "./atlas.js" */
/** @import { Grid } from "./atlas_grid.js" */
/** @import { View } from "./atlas_view.js" */
/** @import { Box } from "./trajectory_plane.js" */
/** @import { WordList } from "./atlas_words.js" */
/** @import { Label, Wish } from "./atlas_labels.js" */

/**
 * @typedef {object} Scenery All that the marks are drawn from.
 * @property {Shown} shown
 * @property {Grid} grid
 * @property {WordList | null} words
 * @property {View} view
 * @property {number} found a row that was searched for, or −1
 * @property {number} hovered
 * @property {Palette} palette
 * @property {Box[]} taken where no name may stand
 * @property {string} family
 */

const CURRENT = { size: 18, weight: 700, radius: 7 };
const FOUND = { size: 15, weight: 600, radius: 5 };
const CHOSEN = { size: 14, weight: 600, radius: 4.5 };
const LIT = { size: 14, weight: 600, radius: 4.5 };
const PLAIN = { size: 13, weight: 400, radius: 2.2 };
const ROOM = 9000; // square pixels for one name
const ASKED = 2500; // words that are asked whether they have room
const FREQUENT = 150; // of them, where many are in view, the most frequent of all
const FEW = 150; // words in view, of which even numbers and commas have names
const TILE = { width: 120, height: 56 }; // pixels of a part of the cloud
const COUNTED = 20_000; // visible points up to which names are sought among them alone
const SPOKEN = /\p{L}/u; // a name of letters says more than a comma
const LETTERS = 24; // of a name
const MANY = 5000; // of groups' words that are dots of their own

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * A name's width; measured once.
 * @param {CanvasRenderingContext2D} context
 * @param {string} family
 */
function measuring(context, family) {
  return (/** @type {Wish} */ { text, size, weight }) => {
    const font = `${weight} ${size}px ${family}`;
    const key = `${font}|${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(text).width;
      if (widths.size > 20_000) widths.clear();
      widths.set(key, width);
    }
    return width;
  };
}

/** @param {string} text */
function short(text) {
  const letters = [...text];
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join("")}…` : text;
}

/** Lit rows with their looks, the most important first. @param {Scenery} scenery */
export function litRows({ shown, found }) {
  /** @type {Map<number, typeof PLAIN>} */
  const lit = new Map();
  const add = (/** @type {number | null} */ row, /** @type {typeof PLAIN} */ look) => {
    if (row !== null && row >= 0 && row < shown.n && !lit.has(row)) lit.set(row, look);
  };
  add(shown.current, CURRENT);
  add(found, FOUND);
  for (const row of shown.chosen) add(row, CHOSEN);
  for (const row of shown.neighbours) add(row, LIT);
  return lit;
}

/**
 * Rows in the order in which they deserve a name: of few in view all; of many the most frequent,
 * then each part's own most frequent, so that no part of the cloud is nameless.
 * @param {Scenery} scenery
 */
function* namesake({ grid, view }) {
  const visible = grid.within(view.bounds, COUNTED);
  if (visible) return yield* visible;
  for (let row = 0; row < Math.min(FREQUENT, grid.n); row += 1) yield row;
  yield* grid.leaders(view.bounds, TILE.width / view.unit, TILE.height / view.unit);
}

/** A name for a row. @param {Scenery} scenery @param {number} row @param {typeof PLAIN} look */
function wish({ grid, view, words }, row, look) {
  const [x, y] = view.pixels(grid.at(row));
  return { row, text: short(words?.at(row) ?? ""), x, y, ...look };
}

/**
 * Names of words that are not lit.
 * @param {Scenery} scenery
 * @param {Map<number, typeof PLAIN>} lit
 * @returns {Generator<Wish>}
 */
function* others(scenery, lit) {
  const { grid, view } = scenery;
  const isFew = grid.within(view.bounds, FEW) !== null;
  let asked = 0;
  for (const row of namesake(scenery)) {
    if (asked >= ASKED) return;
    if (lit.has(row) || !view.isShown(grid.at(row), 4)) continue;
    asked += 1;
    const wished = wish(scenery, row, PLAIN);
    if (isFew || SPOKEN.test(wished.text)) yield wished;
  }
}

/**
 * All names that fit: the current word's first of all, for it must not be missing.
 * @param {CanvasRenderingContext2D} context
 * @param {Scenery} scenery
 * @param {Map<number, typeof PLAIN>} lit
 * @returns {Label[]}
 */
function placedNames(context, scenery, lit) {
  const { grid, view, family } = scenery;
  if (!scenery.words) return [];
  const occupied = new Occupied();
  for (const box of scenery.taken) occupied.take(box);
  const fit = (/** @type {Iterable<Wish>} */ wishes, /** @type {number} */ most) =>
    placed(wishes, view, most, measuring(context, family), occupied);
  const shown = [...lit]
    .filter(([row]) => view.isShown(grid.at(row), 0))
    .map(([row, look]) => wish(scenery, row, look));
  const isFirst = (/** @type {Wish} */ { radius }) => radius > CHOSEN.radius;
  const first = fit(shown.filter(isFirst), shown.length);
  for (const { x, y, radius } of shown) {
    const inner = 0.8 * radius; // the corners of its square are free
    occupied.take({ x: x - inner, y: y - inner, width: 2 * inner, height: 2 * inner });
  }
  const rest = fit(shown.filter((name) => !isFirst(name)), shown.length);
  const room = Math.floor((view.width * view.height) / ROOM);
  return [...first, ...rest, ...fit(others(scenery, lit), room)];
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y */
function disc(context, x, y, /** @type {number} */ radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}

/** @param {CanvasRenderingContext2D} context @param {Scenery} scenery */
function lines(context, { shown, grid, view, palette }) {
  if (shown.current === null) return;
  const [x, y] = view.pixels(grid.at(shown.current));
  context.strokeStyle = palette.accent;
  context.globalAlpha = 0.55;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const row of shown.neighbours) {
    if (row >= shown.n) continue;
    context.moveTo(x, y);
    context.lineTo(...view.pixels(grid.at(row)));
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Scenery} scenery @param {Label[]} labels */
function plainDots(context, { shown, palette }, labels) {
  context.fillStyle = shown.colour === "plain" ? palette.muted : palette.text;
  for (const { x, y, weight, radius } of labels) {
    if (weight === PLAIN.weight) disc(context, x, y, radius);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Scenery} scenery */
function groupDots(context, { shown, grid, view, palette }) {
  if (shown.colour !== "group") return;
  if (shown.groups.reduce((sum, [, rows]) => sum + rows.length, 0) > MANY) return;
  const inks = groupInks(palette);
  shown.groups.forEach(([, rows], index) => {
    for (const row of rows) {
      if (!view.isShown(grid.at(row), 0)) continue;
      const [x, y] = view.pixels(grid.at(row));
      context.fillStyle = palette.ground;
      disc(context, x, y, 5);
      context.fillStyle = inks[index % inks.length];
      disc(context, x, y, 4);
    }
  });
}

/** A lit word's ink. @param {Scenery} scenery @param {number} row */
function inkOf({ shown, palette }, row) {
  const isLit = row === shown.current || shown.neighbours.includes(row);
  return isLit ? palette.accent : palette.text;
}

/** @param {CanvasRenderingContext2D} context @param {Scenery} scenery @param {Map<number, typeof PLAIN>} lit */
function dots(context, scenery, lit) {
  const { grid, view, palette, found } = scenery;
  for (const [row, { radius }] of [...lit].reverse()) { // the most important on top
    const [x, y] = view.pixels(grid.at(row));
    context.fillStyle = palette.ground;
    disc(context, x, y, radius + 1.5);
    context.fillStyle = inkOf(scenery, row);
    disc(context, x, y, radius);
    if (row !== found) continue;
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, radius + 5, 0, 7);
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Scenery} scenery @param {Label[]} labels */
function names(context, scenery, labels) {
  const { palette, family } = scenery;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  for (const { row, text, size, weight, box } of [...labels].reverse()) {
    const isPlain = weight === PLAIN.weight;
    context.font = `${weight} ${size}px ${family}`;
    context.strokeStyle = palette.ground;
    context.lineWidth = 4;
    const middle = box.y + box.height / 2;
    context.strokeText(text, box.x, middle);
    context.fillStyle = isPlain ? palette.text : inkOf(scenery, row);
    context.globalAlpha = isPlain ? 0.85 : 1;
    context.fillText(text, box.x, middle);
    context.globalAlpha = 1;
  }
}

/** Where the pointer is. @param {CanvasRenderingContext2D} context @param {Scenery} scenery */
function hover(context, { grid, view, hovered, palette }) {
  if (hovered < 0) return;
  context.strokeStyle = palette.text;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(...view.pixels(grid.at(hovered)), 6, 0, 7);
  context.stroke();
}

/**
 * Draw them; returns the names with their boxes.
 * @param {CanvasRenderingContext2D} context
 * @param {Scenery} scenery
 * @returns {Label[]}
 */
export function paintMarks(context, scenery) {
  const { width, height } = scenery.view;
  context.clearRect(0, 0, width, height);
  const lit = litRows(scenery);
  const labels = placedNames(context, scenery, lit);
  lines(context, scenery);
  plainDots(context, scenery, labels);
  groupDots(context, scenery);
  dots(context, scenery, lit);
  names(context, scenery, labels);
  hover(context, scenery);
  return labels;
}
