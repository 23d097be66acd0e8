/**
 * A diagram's places in CSS pixels: the largest letters with which everything fits, rows
 * from the top down, and lines from edge to edge. Worked out once for a size and a notation.
 */

import { lineWidth } from "./ink.js";
import { formatted } from "./numbers.js";
import { nodeLabels, partLabel } from "./diagram_words.js";

/** @import { Diagram } from "./diagram_parts.js" */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const LARGEST = 22;
const SMALLEST = 14;
const MARGIN = 13; // left and right, for the arrows that come from and go to other timesteps
const TIGHTEST = 0.14; // share of the room between strips that may be missing
const GUTTER = 6; // between two strips side by side
/** Heights of rows in which nothing stands, in letters' sizes. */
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

/** Sizes that follow from the letters'; a stacked strip has its value below its label. */
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

/** How high a row has to be, and how much of that stays free above and below its strips. */
function leastHeight(row, diagram, sizes) {
  const isStrip = diagram.parts.some((part) => part.row === row);
  const isBetween = isStrip && /^(plus|squash)$/.test(row); // a bias among circles
  if (isStrip) return [sizes.caption + sizes.bar + (isBetween ? 16 : 0), isBetween ? 8 : 0];
  if (row in ROOM) return [Math.round(ROOM[row] * sizes.font), 0];
  return [row === "weights" ? sizes.box + 13 : 2 * sizes.radius + 13, 0];
}

/** Rows with their centres; what height is left goes to strips first, then between them. */
function placedRows(diagram, sizes, height) {
  const isStrip = (row) => diagram.parts.some((part) => part.row === row);
  const wanted = diagram.rows.map((row) => leastHeight(row, diagram, sizes));
  const least = wanted.map(([high]) => high);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const nStrips = diagram.rows.filter(isStrip).length;
  const short = sum(least) - height;
  const spare = Math.max(0, -short);
  const taller = Math.min(1.4 * sizes.font, (0.5 * spare) / nStrips);
  const between = sum(least.filter((_, index) => !isStrip(diagram.rows[index])));
  const isPressed = short > 0 && short <= TIGHTEST * between;
  const wider = isPressed ? 1 - short / between : Math.min(2.4, 1 + (spare - nStrips * taller) / between);
  const heights = diagram.rows.map((row, index) => (isStrip(row) ? least[index] + taller : least[index] * wider));
  let y = Math.max(0, (height - sum(heights)) / 2);
  const top = y;
  const rows = {};
  diagram.rows.forEach((row, index) => {
    rows[row] = { y: y + heights[index] / 2, height: heights[index] - 2 * wanted[index][1] };
    y += heights[index];
  });
  return { rows, top, bottom: y, isPressed, least: isPressed ? height : sum(least) };
}

/** From columns and rows to pixels. */
function scales(diagram, width, placed) {
  const used = Math.min(width, 620 + 250 * diagram.columns);
  const start = (width - used) / 2 + MARGIN;
  const column = (used - 2 * MARGIN) / diagram.columns;
  const named = {
    left: start - MARGIN + 2,
    edge: start - MARGIN / 2,
    right: start + diagram.columns * column + MARGIN - 2,
  };
  const edges = { top: placed.top + 2, bottom: placed.bottom - 2 };
  const x = (place) => named[place] ?? start + place * column;
  return { column, x, y: (row) => placed.rows[row].y, edge: (row) => edges[row] ?? placed.rows[row].y };
}

/** A strip's box, and which of its words fit. */
function placedPart(part, given) {
  const { diagram, scale, placed, sizes, notation, widthOf, worthOf } = given;
  const half = (diagram.gutter ?? GUTTER) / 2;
  const [left, right] = part.span.map(scale.x);
  const { y, height } = placed.rows[part.row];
  const box = { x: left + half, y: y - height / 2, width: right - left - 2 * half, height };
  const { label: wished, short, isOptional } = partLabel(part, notation);
  const pad = box.width > 100 ? 6 : box.width > 60 ? 2 : 1;
  const room = box.width - 2 * pad;
  const roomBeside = (words) => room - widthOf(words, sizes.label) - 2;
  const isShort = short.length > 0 && roomBeside(wished) < worthOf(2, sizes.font);
  const label = isShort ? short : wished;
  const beside = roomBeside(label);
  const forValue = sizes.isStacked ? room : beside; // for the number
  const decimals = forValue >= worthOf(3, sizes.font) ? 3 : 2;
  const isLabelled = sizes.isStacked ? beside > -2 : forValue >= worthOf(2, sizes.font);
  const fits = isOptional || decimals === 3 || (typeof part.tree !== "string" && isLabelled);
  return { ...part, box, pad, label, isLabelled, decimals, fits };
}

/** Strips of one kind look alike: where one finds no room for its label or its digits, none has. */
function alike(parts) {
  const kind = ({ tree }) => (typeof tree === "string" && tree.includes(".") ? tree.split(".")[0] : tree);
  return parts.map((part) => {
    const peers = parts.filter((each) => kind(each) === kind(part));
    const isLabelled = peers.every((each) => each.isLabelled);
    const decimals = isLabelled ? Math.min(...peers.map((each) => each.decimals)) : 3;
    return { ...part, label: isLabelled ? part.label : [], decimals };
  });
}

/** Boxes of one matrix are written alike: as briefly as the one with the least room needs. */
function brevity(node, diagram, { scale, sizes, notation, widthOf }) {
  const most = node.width * scale.column - GUTTER - 6;
  const peers = diagram.nodes.filter(({ weights }) => weights[0]?.split(".")[0] === node.weights[0]?.split(".")[0]);
  const firsts = [node, ...(node.weights.length ? peers : [])].map((peer) => {
    const labels = nodeLabels(peer, notation);
    const found = labels.findIndex((label) => widthOf(label, sizes.small) <= most);
    return found < 0 ? labels.length - 1 : found;
  });
  return Math.max(...firsts);
}

function placedNode(node, given) {
  const { diagram, scale, sizes, notation, widthOf } = given;
  const [x, y] = [scale.x(node.x), scale.y(node.row)];
  const labels = nodeLabels(node, notation);
  const isRound = node.sign !== "" && [...node.sign].length <= 2;
  const size = node.sign ? sizes.font : sizes.small;
  const most = node.width ? node.width * scale.column - GUTTER : Infinity;
  const label = node.sign ? labels[0] : labels[brevity(node, diagram, given)];
  const wished = Math.max(widthOf(label, size) + 14, 2 * sizes.box);
  const width = isRound ? 2 * sizes.radius : node.width > 1 ? most : Math.min(most, wished);
  const height = isRound || node.sign ? 2 * sizes.radius : sizes.box;
  return { ...node, label, size, isRound, box: { x: x - width / 2, y: y - height / 2, width, height } };
}

function centre({ x, y, width, height }) {
  return [x + width / 2, y + height / 2];
}

/** Where a line that comes from or goes to a point meets a box. */
function meeting(box, [x, y], isRound) {
  const [cx, cy] = centre(box);
  const isBeside = x < box.x - 0.5 || x > box.x + box.width + 0.5;
  if (isBeside) return [x < cx ? box.x : box.x + box.width, cy];
  const reach = isRound ? Math.sqrt(Math.max(0, (box.height / 2) ** 2 - (x - cx) ** 2)) : box.height / 2;
  return [x, cy + (y < cy ? -reach : reach)];
}

/** A line's points from edge to edge. */
function routed({ from, to, via, shift }, found, scale, gutter) {
  const place = ([x, row]) => [scale.x(x), scale.y(row)];
  const outer = (end) => ({ box: { x: scale.x(end[0]), y: scale.edge(end[1]), width: 0, height: 0 } });
  const [start, end] = [from, to].map((each) => (Array.isArray(each) ? outer(each) : found[each]));
  const corners = via.map(place);
  if (corners.length) {
    const first = meeting(start.box, corners[0], start.isRound);
    return [first, ...corners, meeting(end.box, corners.at(-1), end.isRound)];
  }
  const narrow = start.box.width <= end.box.width ? start : end;
  const along = centre(narrow.box)[0] + shift * (gutter / 2 + 2);
  const [startAt, endAt] = [start, end].map(({ box }) => centre(box));
  const isBeside = (box) => along < box.x - 0.5 || along > box.x + box.width + 0.5;
  const isLevel = [start, end].some(({ box }) => isBeside(box));
  const [here, there] = isLevel ? [startAt, endAt] : [[along, startAt[1]], [along, endAt[1]]];
  return [meeting(start.box, there, start.isRound), meeting(end.box, here, end.isRound)];
}

/** The lines, with whom they belong to: what they carry and which steps use them. */
function placedLines(diagram, found, scale) {
  return diagram.lines.map((each) => {
    const [source, target] = [found[each.from], found[each.to]];
    return {
      ...each,
      points: routed(each, found, scale, diagram.gutter ?? GUTTER),
      group: String(source ? source.id : each.from),
      by: (source ?? target).by,
      operations: [...(source?.operations ?? []), ...(target?.operations ?? [])],
    };
  });
}

/** Which steps use or make a strip. */
function touching(part, lines) {
  const own = part.id === "input" ? ["input"] : [];
  const touched = lines.filter(({ from, to }) => from === part.id || to === part.id);
  return [...own, ...touched.flatMap(({ operations }) => operations)];
}

function placedAt(diagram, font, given) {
  const { width, height } = given;
  const sizes = measures(font, diagram.isStacked);
  const placed = placedRows(diagram, sizes, height);
  const scale = scales(diagram, width, placed);
  const measured = { ...given, diagram, scale, placed, sizes };
  const parts = alike(diagram.parts.map((part) => placedPart(part, measured)));
  const nodes = diagram.nodes.map((node) => placedNode(node, measured));
  const found = Object.fromEntries([...parts, ...nodes].map((each) => [each.id, each]));
  const lines = placedLines(diagram, found, scale);
  return {
    sizes,
    width,
    height: Math.max(height, placed.least),
    parts: parts.map((part) => ({ ...part, operations: touching(part, lines) })),
    nodes,
    lines,
    dots: diagram.dots.map(({ x, row, of }) => ({ x: scale.x(x), y: scale.y(row), by: found[of].by })),
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
 * @param {any} given.notation The symbols to write with.
 * @param {CanvasRenderingContext2D} given.context To measure with.
 * @param {string} given.family
 * @returns {any} Everything in its place, with `height` where more than was given is needed.
 */
export function planned(diagram, { width, height, notation, context, family }) {
  const widthOf = (pieces, size) => lineWidth(context, pieces, family, size);
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
