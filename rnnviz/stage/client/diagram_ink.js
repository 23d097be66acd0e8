/** The one painter of all diagrams: lines, then strips and nodes over them. */

import { arrowHead, fitting, line } from "./ink.js";
import { formatted } from "./numbers.js";
import { strip, strongest, unitsPerCell } from "./strips.js";
import { noteText } from "./diagram_words.js";

/**
 * @typedef {object} State All that painting needs.
 * @property {Plan} plan
 * @property {Colours} colours
 * @property {{text: string}} fonts
 * @property {DiagramView} view
 * @property {number} unit The chosen one, from 1.
 * @property {string} lit The step that is being looked at; "" for none.
 * @property {(name: string) => boolean} isReached
 * @property {(part: PlacedPart) => Term} termOf
 * @property {(part: PlacedPart) => Vector} valuesOf
 */

/** @import { Colour, Colours } from "./colours.js" */
/** @import { DiagramView } from "./diagram.js" */
/** @import { PlacedLine, Point } from "./diagram_lines.js" */
/** @import { PlacedNode, PlacedPart, Plan } from "./diagram_plan.js" */
/** @import { Box } from "./ink.js" */
/** @import { Term } from "./scene.js" */
/** @import { Vector } from "./trees.js" */

const LEAST_CELL = 2; // CSS pixels in which a unit can still be told from the next
const ROUND = 4; // a strip's corners

/** How many units share a cell of a strip. @param {PlacedPart} part @param {Vector} values */
function sharing(part, values) {
  return unitsPerCell(values.length, part.box.width, LEAST_CELL);
}

/**
 * The unit under a point of a strip.
 * @param {PlacedPart} part
 * @param {Vector} values
 * @param {number} x
 * @returns {number} Counted from 1.
 */
export function unitAt(part, values, x) {
  const perCell = sharing(part, values);
  const nCells = Math.ceil(values.length / perCell);
  const share = (x - part.box.x) / part.box.width;
  const cell = Math.min(nCells - 1, Math.max(0, Math.floor(share * nCells)));
  return strongest(values, cell, perCell) + 1;
}

/**
 * What colours a diagram's lines and words in one state: not yet, done, or at this step.
 * @param {Colours} colours
 * @param {boolean} isReached
 * @param {boolean} isLit
 */
function inkOf({ palette }, isReached, isLit) {
  if (isLit) return { stroke: palette.accent, width: 2.25 };
  return isReached ? { stroke: palette.muted, width: 1.5 } : { stroke: palette.line, width: 1.25 };
}

/** @param {CanvasRenderingContext2D} context @param {Point[]} points */
function trace(context, points) {
  context.beginPath();
  context.moveTo(...points[0]);
  for (const point of points.slice(1)) context.lineTo(...point);
  context.stroke();
}

/**
 * Which way a line runs, along the axis that it follows.
 * @param {Point} from
 * @param {Point} to
 * @returns {Point}
 */
function direction([x1, y1], [x2, y2]) {
  return Math.abs(x2 - x1) > Math.abs(y2 - y1) ? [Math.sign(x2 - x1), 0] : [0, Math.sign(y2 - y1)];
}

/**
 * Lines of one source; a gap in what they cross keeps the two apart.
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedLine[]} lines
 * @param {State} state
 */
function paintGroup(context, lines, { colours, isReached, lit }) {
  context.lineJoin = "round";
  context.strokeStyle = colours.palette.ground;
  context.lineWidth = 6;
  for (const { points } of lines) trace(context, points);
  const isLit = (/** @type {PlacedLine} */ each) =>
    each.operations.includes(lit) || (lit === "input" && each.to === "input");
  for (const each of [...lines].sort((a, b) => Number(isLit(a)) - Number(isLit(b)))) {
    const ink = inkOf(colours, isReached(each.by), isLit(each));
    context.strokeStyle = context.fillStyle = ink.stroke;
    context.lineWidth = ink.width;
    const [last, tip] = each.points.slice(-2);
    const [dx, dy] = direction(last, tip);
    trace(context, [...each.points.slice(0, -1), [tip[0] - 4 * dx, tip[1] - 4 * dy]]);
    arrowHead(context, tip, [dx, dy]);
  }
}

/** @param {CanvasRenderingContext2D} context @param {State} state */
function paintLines(context, state) {
  /** @type {Map<string, PlacedLine[]>} */
  const groups = new Map();
  for (const each of state.plan.lines) {
    groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  }
  for (const lines of groups.values()) paintGroup(context, lines, state);
  for (const { x, y, by } of state.plan.dots) {
    context.fillStyle = inkOf(state.colours, state.isReached(by), false).stroke;
    context.beginPath();
    context.arc(x, y, 3, 0, 7);
    context.fill();
  }
}

/** @param {CanvasRenderingContext2D} context @param {PlacedNode} node @param {State} state */
function paintNode(context, node, { colours, fonts, isReached, lit }) {
  const { palette } = colours;
  const isLit = node.operations.includes(lit);
  const isDone = isReached(node.by);
  const ink = inkOf(colours, isDone, isLit);
  const { x, y, width, height } = node.box;
  context.beginPath();
  context.roundRect(x, y, width, height, node.isRound ? height / 2 : 5);
  context.fillStyle = isLit ? palette.accent_soft : palette.panel;
  context.fill();
  context.strokeStyle = ink.stroke;
  context.lineWidth = isLit ? 2.5 : ink.width;
  context.stroke();
  context.fillStyle = isLit ? palette.accent : isDone ? palette.text : palette.muted;
  /** @type {Point} */
  const place = [x + width / 2, y + height / 2 + 0.34 * node.size];
  line(context, node.label, place, { family: fonts.text, size: node.size, align: "center" });
}

/**
 * The chosen unit: a violet frame with the unit's own colour in it.
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedPart} part
 * @param {Box} bar
 * @param {Vector} values
 * @param {State} state
 * @param {Colour} colour
 */
function paintChosen(context, part, bar, values, { unit, colours }, colour) {
  const perCell = sharing(part, values);
  const size = bar.width / Math.ceil(values.length / perCell);
  const wide = Math.max(8, size + 3);
  const middle = bar.x + (Math.floor((unit - 1) / perCell) + 0.5) * size;
  const left = Math.min(bar.x + bar.width - wide + 1.5, Math.max(bar.x - 1.5, middle - wide / 2));
  context.beginPath();
  context.roundRect(left, bar.y, wide, bar.height + 2, 2.5);
  context.fillStyle = colour(values[unit - 1]);
  context.fill();
  context.strokeStyle = colours.palette.accent;
  context.lineWidth = 2.5;
  context.stroke();
}

/**
 * The number at a strip's end: the chosen unit's, or how many there are of another kind.
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedPart} part
 * @param {Vector} values
 * @param {State} state
 * @param {number} room
 */
function paintWorth(context, part, values, state, room) {
  const { unit, colours, fonts, plan } = state;
  const { box, pad } = part;
  const { font, lines } = plan.sizes;
  const isOwn = part.id !== "input";
  const size = isOwn ? font : Math.max(12, plan.sizes.small);
  context.font = `${isOwn ? 600 : 400} ${size}px ${fonts.text}`;
  context.fillStyle = isOwn ? colours.palette.text : colours.palette.muted;
  context.textAlign = "right";
  const { scale } = state.termOf(part);
  const inDigits = (/** @type {number} */ decimals) =>
    isOwn ? formatted(values[unit - 1], scale, decimals) : `${values.length} numbers`;
  const isTooWide = (/** @type {string} */ text) => context.measureText(text).width > room;
  let { decimals } = part;
  while (decimals > 1 && isTooWide(inDigits(decimals))) decimals -= 1;
  const text = inDigits(decimals);
  if (isOwn || !isTooWide(text)) context.fillText(text, box.x + box.width - pad, box.y + lines[1]);
}

/** @param {CanvasRenderingContext2D} context @param {PlacedPart} part @param {State} state */
function paintPart(context, part, state) {
  const { colours, fonts, plan, isReached, lit } = state;
  const { palette } = colours;
  const { x, y, width, height } = part.box;
  const { label: size, lines, caption, isStacked } = plan.sizes;
  const [isDone, isLit] = [isReached(part.by), part.operations.includes(lit)];
  context.beginPath();
  context.roundRect(x, y, width, height, ROUND);
  context.fillStyle = isDone ? palette.panel : palette.ground;
  context.fill();
  const bar = { x, y: y + caption, width, height: height - caption };
  const values = isDone ? state.valuesOf(part) : null;
  const colour = colours.of(state.termOf(part));
  if (values) strip(context, values, bar, colour, sharing(part, values));
  context.beginPath();
  context.roundRect(x, y, width, height, ROUND);
  const ink = inkOf(colours, false, isLit);
  context.strokeStyle = ink.stroke;
  context.lineWidth = ink.width;
  context.stroke();
  context.fillStyle = isDone ? palette.text : palette.muted;
  /** @type {Point} */
  const place = [x + part.pad, y + lines[0]];
  const [, end] = line(context, part.label, place, { family: fonts.text, size });
  if (!values) return;
  const start = isStacked ? x + part.pad : end + 1;
  paintWorth(context, part, values, state, x + width - part.pad - start);
  if (part.id !== "input") paintChosen(context, part, bar, values, state, colour);
}

/** @param {CanvasRenderingContext2D} context @param {State} state */
function paintNotes(context, { plan, colours, fonts, view }) {
  const size = Math.max(12, Math.min(16, plan.sizes.small));
  for (const { text, x, y, width, align = "left" } of plan.notes) {
    context.font = `${size}px ${fonts.text}`;
    context.textBaseline = "alphabetic";
    const words = noteText(text, view);
    const isWhole = context.measureText(words).width <= width;
    const isCut = !isWhole && words.includes("“") && width >= 60; // only a word is cut
    if (!words || !(isWhole || isCut)) continue;
    context.fillStyle = colours.palette.muted;
    context.textAlign = align;
    context.fillText(isWhole ? words : fitting(context, words, width), x, y + 0.35 * size);
  }
}

/**
 * A diagram as it stands.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function paintDiagram(context, state) {
  context.save();
  paintLines(context, state);
  for (const part of state.plan.parts) paintPart(context, part, state);
  for (const node of state.plan.nodes) paintNode(context, node, state);
  paintNotes(context, state);
  context.restore();
}
