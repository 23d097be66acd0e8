/**
 * A diagram's places in CSS pixels: the largest letters with which everything fits, rows
 * from the top down, and lines from edge to edge. Worked out once for a size and a notation.
 *
 * @typedef {(pieces: Words, size: number) => number} WidthOf How wide words are.
 *
 * @typedef {object} Given
 * @property {number} width
 * @property {number} height
 * @property {Notation} notation The symbols to write with.
 * @property {WidthOf} widthOf
 * @property {(decimals: number, size: number) => number} worthOf How wide a number is.
 *
 * @typedef {ReturnType<typeof measures>} Sizes
 * @typedef {ReturnType<typeof placedRows>} PlacedRows
 * @typedef {ReturnType<typeof scales>} Scales
 * @typedef {Given & {diagram: Diagram, scale: Scales, placed: PlacedRows, sizes: Sizes}} Measured
 *
 * @typedef {object} InPlace A strip with its words, and which of them fit.
 * @property {Box} box
 * @property {number} pad Pixels between its edge and its words.
 * @property {Words} label
 * @property {boolean} isLabelled
 * @property {number} decimals
 * @property {boolean} fits
 *
 * @typedef {Part & InPlace} LonePart
 * @typedef {LonePart & {operations: string[]}} PlacedPart With the steps that use or make it.
 * @typedef {Node & {label: Words, size: number, isRound: boolean, box: Box}} PlacedNode
 *
 * @typedef {object} Plan Everything in its place.
 * @property {Sizes} sizes
 * @property {number} width
 * @property {number} height What is needed, if that is more than was given.
 * @property {PlacedPart[]} parts
 * @property {PlacedNode[]} nodes
 * @property {PlacedLine[]} lines
 * @property {{x: number, y: number, by: string}[]} dots
 * @property {(Note & {x: number, y: number, width: number})[]} notes
 * @property {boolean} fits
 */

import { lineWidth } from "./ink.js";
import { formatted } from "./numbers.js";
import { placedLines, touching } from "./diagram_lines.js";
import { nodeLabels, partLabel } from "./diagram_words.js";

/** @import { Found, PlacedLine } from "./diagram_lines.js" */
/** @import { Across, Diagram, Node, Note, Part } from "./diagram_parts.js" */
/** @import { Words } from "./diagram_words.js" */
/** @import { Box } from "./ink.js" */
/** @import { Notation } from "./notation.js" */

const LARGEST = 22;
const SMALLEST = 14;
const MARGIN = 13; // left and right, for the arrows that come from and go to other timesteps
const TIGHTEST = 0.14; // share of the room between strips that may be missing
const GUTTER = 6; // between two strips side by side
/** @type {Record<string, number>} Heights of rows in which nothing stands, in letters' sizes. */
const ROOM = {
  top: 1.2,
  crest: 0.3,
  rise: 0.5,
  rise_again: 0.55,
  bottom_gap: 1.2,
  recurrent_bus: 0.8,
  input_bus: 0.8,
  bottom: 0.9,
};

/**
 * Sizes that follow from the letters'; a stacked strip has its value below its label.
 * @param {number} font
 * @param {boolean} isStacked
 */
function measures(font, isStacked) {
  const small = Math.max(12, Math.round(0.8 * font));
  return {
    font,
    small,
    label: Math.max(14, Math.round(0.9 * font)),
    caption: Math.round((isStacked ? 2.5 : 1.4) * font),
    lines: isStacked ? [1.02 * font, 2.22 * font] : [1.02 * font, 1.02 * font], // baselines
    bar: Math.round(0.62 * font),
    radius: Math.round(0.66 * font),
    box: Math.round(1.5 * small),
    isStacked,
  };
}

/**
 * How high a row has to be, and how much of that stays free above and below its strips.
 * @param {string} row
 * @param {Diagram} diagram
 * @param {Sizes} sizes
 */
function leastHeight(row, diagram, sizes) {
  const isStrip = diagram.parts.some((part) => part.row === row);
  const isBetween = isStrip && /^(plus|squash)$/.test(row); // a bias among circles
  if (isStrip) return [sizes.caption + sizes.bar + (isBetween ? 16 : 0), isBetween ? 8 : 0];
  if (row in ROOM) return [Math.round(ROOM[row] * sizes.font), 0];
  return [row === "weights" ? sizes.box + 13 : 2 * sizes.radius + 13, 0];
}

/**
 * Rows with their centres; what height is left goes to strips first, then between them.
 * @param {Diagram} diagram
 * @param {Sizes} sizes
 * @param {number} height
 */
function placedRows(diagram, sizes, height) {
  const isStrip = (/** @type {string} */ row) => diagram.parts.some((part) => part.row === row);
  const wanted = diagram.rows.map((row) => leastHeight(row, diagram, sizes));
  const least = wanted.map(([high]) => high);
  const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
  const nStrips = diagram.rows.filter(isStrip).length;
  const short = sum(least) - height;
  const spare = Math.max(0, -short);
  const taller = Math.min(1.4 * sizes.font, (0.5 * spare) / nStrips);
  const between = sum(least.filter((_, index) => !isStrip(diagram.rows[index])));
  const isPressed = short > 0 && short <= TIGHTEST * between;
  const wider = isPressed
    ? 1 - short / between
    : Math.min(2.4, 1 + (spare - nStrips * taller) / between);
  const heights = diagram.rows.map((
    row,
    index,
  ) => (isStrip(row) ? least[index] + taller : least[index] * wider));
  let y = Math.max(0, (height - sum(heights)) / 2);
  const top = y;
  /** @type {Record<string, {y: number, height: number}>} */
  const rows = {};
  diagram.rows.forEach((row, index) => {
    rows[row] = { y: y + heights[index] / 2, height: heights[index] - 2 * wanted[index][1] };
    y += heights[index];
  });
  return { rows, top, bottom: y, isPressed, least: isPressed ? height : sum(least) };
}

/**
 * From columns and rows to pixels.
 * @param {Diagram} diagram
 * @param {number} width
 * @param {PlacedRows} placed
 */
function scales(diagram, width, placed) {
  const used = Math.min(width, 620 + 250 * diagram.columns);
  const start = (width - used) / 2 + MARGIN;
  const column = (used - 2 * MARGIN) / diagram.columns;
  /** @type {Record<string, number>} */
  const named = {
    left: start - MARGIN + 2,
    edge: start - MARGIN / 2,
    right: start + diagram.columns * column + MARGIN - 2,
  };
  /** @type {Record<string, number>} */
  const edges = { top: placed.top + 2, bottom: placed.bottom - 2 };
  const x = (/** @type {Across} */ place) =>
    typeof place === "number" ? start + place * column : named[place];
  const y = (/** @type {string} */ row) => placed.rows[row].y;
  return { column, x, y, edge: (/** @type {string} */ row) => edges[row] ?? y(row) };
}

/**
 * A strip's box, and which of its words fit.
 * @param {Part} part
 * @param {Measured} given
 * @returns {LonePart}
 */
function placedPart(part, given) {
  const { diagram, scale, placed, sizes, notation, widthOf, worthOf } = given;
  const half = (diagram.gutter ?? GUTTER) / 2;
  const [left, right] = part.span.map(scale.x);
  const { y, height } = placed.rows[part.row];
  const box = { x: left + half, y: y - height / 2, width: right - left - 2 * half, height };
  const { label: wished, short, isOptional } = partLabel(part, notation);
  const pad = box.width > 100 ? 6 : box.width > 60 ? 2 : 1;
  const room = box.width - 2 * pad;
  const roomBeside = (/** @type {Words} */ words) => room - widthOf(words, sizes.label) - 2;
  const isShort = short.length > 0 && roomBeside(wished) < worthOf(2, sizes.font);
  const label = isShort ? short : wished;
  const beside = roomBeside(label);
  const forValue = sizes.isStacked ? room : beside; // for the number
  const decimals = forValue >= worthOf(3, sizes.font) ? 3 : 2;
  const isLabelled = sizes.isStacked ? beside > -2 : forValue >= worthOf(2, sizes.font);
  const fits = isOptional || decimals === 3 || (typeof part.tree !== "string" && isLabelled);
  return { ...part, box, pad, label, isLabelled, decimals, fits };
}

/**
 * Strips of one kind look alike: where one finds no room for its label or its digits, none has.
 * @param {LonePart[]} parts
 */
function alike(parts) {
  const kind = (/** @type {LonePart} */ { tree }) =>
    typeof tree === "string" ? tree.split(".")[0] : tree;
  return parts.map((part) => {
    const peers = parts.filter((each) => kind(each) === kind(part));
    const isLabelled = peers.every((each) => each.isLabelled);
    const decimals = isLabelled ? Math.min(...peers.map((each) => each.decimals)) : 3;
    return { ...part, label: isLabelled ? part.label : [], decimals };
  });
}

/**
 * Boxes of one matrix are written alike: as briefly as the one with the least room needs.
 * @param {Node} node
 * @param {Measured} given
 */
function brevity(node, { diagram, scale, sizes, notation, widthOf }) {
  const most = node.width * scale.column - GUTTER - 6;
  const matrixOf = (/** @type {Node} */ { weights }) => weights[0]?.split(".")[0];
  const peers = diagram.nodes.filter((each) => matrixOf(each) === matrixOf(node));
  const firsts = [node, ...(node.weights.length ? peers : [])].map((peer) => {
    const labels = nodeLabels(peer, notation);
    const found = labels.findIndex((label) => widthOf(label, sizes.small) <= most);
    return found < 0 ? labels.length - 1 : found;
  });
  return Math.max(...firsts);
}

/** @param {Node} node @param {Measured} given @returns {PlacedNode} */
function placedNode(node, given) {
  const { scale, sizes, notation, widthOf } = given;
  const [x, y] = [scale.x(node.x), scale.y(node.row)];
  const labels = nodeLabels(node, notation);
  const isRound = node.sign !== "" && [...node.sign].length <= 2;
  const size = node.sign ? sizes.font : sizes.small;
  const most = node.width ? node.width * scale.column - GUTTER : Infinity;
  const label = node.sign ? labels[0] : labels[brevity(node, given)];
  const wished = Math.max(widthOf(label, size) + 14, 2 * sizes.box);
  const width = isRound ? 2 * sizes.radius : node.width > 1 ? most : Math.min(most, wished);
  const height = isRound || node.sign ? 2 * sizes.radius : sizes.box;
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  return { ...node, label, size, isRound, box };
}

/** @param {Diagram} diagram @param {number} font @param {Given} given @returns {Plan} */
function placedAt(diagram, font, given) {
  const { width, height } = given;
  const sizes = measures(font, diagram.isStacked ?? false);
  const placed = placedRows(diagram, sizes, height);
  const scale = scales(diagram, width, placed);
  const measured = { ...given, diagram, scale, placed, sizes };
  const parts = alike(diagram.parts.map((part) => placedPart(part, measured)));
  const nodes = diagram.nodes.map((node) => placedNode(node, measured));
  /** @type {Found[]} */
  const all = [...parts, ...nodes];
  const found = Object.fromEntries(all.map((each) => [each.id, each]));
  const lines = placedLines(diagram, found, scale, diagram.gutter ?? GUTTER);
  return {
    sizes,
    width,
    height: Math.max(height, placed.least),
    parts: parts.map((part) => ({ ...part, operations: touching(part, lines) })),
    nodes,
    lines,
    dots: diagram.dots.map(({ x, row, of }) => {
      return { x: scale.x(x), y: scale.y(row), by: found[of].by };
    }),
    notes: diagram.notes.map((note) => ({
      ...note,
      x: scale.x(note.at[0]),
      y: scale.y(note.at[1]) - (note.up ?? 0) * 0.75 * sizes.small,
      width: note.room * scale.column,
    })),
    fits: placed.least <= height && !placed.isPressed && parts.every((part) => part.fits),
  };
}

/**
 * @param {Diagram} diagram
 * @param {object} given
 * @param {number} given.width
 * @param {number} given.height
 * @param {Notation} given.notation The symbols to write with.
 * @param {CanvasRenderingContext2D} given.context To measure with.
 * @param {string} given.family
 * @returns {Plan}
 */
export function planned(diagram, { width, height, notation, context, family }) {
  /** @type {Given["widthOf"]} */
  const widthOf = (pieces, size) => lineWidth(context, pieces, family, size);
  /** @type {Given["worthOf"]} */
  const worthOf = (decimals, size) => {
    context.font = `600 ${size}px ${family}`;
    return context.measureText(formatted(-0.1234, "signed", decimals)).width;
  };
  const given = { width, height, notation, widthOf, worthOf };
  for (let font = LARGEST; font > SMALLEST; font -= 1) {
    const plan = placedAt(diagram, font, given);
    if (plan.fits) return plan;
  }
  return placedAt(diagram, SMALLEST, given);
}
