/**
 * Where a diagram's lines run: from edge to edge, around corners, and to whom they belong.
 *
 * @typedef {[x: number, y: number]} Point
 * @typedef {Line & {points: Point[], group: string, by: string, operations: string[]}} PlacedLine
 * @typedef {object} Found A strip or node in its place, by whose id lines find it.
 * @property {string} id
 * @property {Box} box
 * @property {string} by The operand that has to be reached before it is.
 * @property {boolean} [isRound]
 * @property {string[]} [operations] The steps it belongs to, for a node.
 */

/** @import { At, Diagram, Line, Part } from "./diagram_parts.js" */
/** @import { Scales } from "./diagram_plan.js" */
/** @import { Box } from "./ink.js" */

/** @param {Box} box @returns {Point} */
function centre({ x, y, width, height }) {
  return [x + width / 2, y + height / 2];
}

/**
 * Where a line that comes from or goes to a point meets a box.
 * @param {Box} box
 * @param {Point} point
 * @param {boolean | undefined} isRound
 * @returns {Point}
 */
function meeting(box, [x, y], isRound) {
  const [cx, cy] = centre(box);
  const isBeside = x < box.x - 0.5 || x > box.x + box.width + 0.5;
  if (isBeside) return [x < cx ? box.x : box.x + box.width, cy];
  const half = box.height / 2;
  const reach = isRound ? Math.sqrt(Math.max(0, half ** 2 - (x - cx) ** 2)) : half;
  return [x, cy + (y < cy ? -reach : reach)];
}

/**
 * A line's points from edge to edge.
 * @param {Line} line
 * @param {Record<string, Found>} found
 * @param {Scales} scale
 * @param {number} gutter
 * @returns {Point[]}
 */
function routed({ from, to, via, shift }, found, scale, gutter) {
  const place = (/** @type {At} */ [x, row]) => /** @type {Point} */ ([scale.x(x), scale.y(row)]);
  /** @type {(end: At) => {box: Box, isRound?: boolean}} */
  const outer = ([x, row]) => ({ box: { x: scale.x(x), y: scale.edge(row), width: 0, height: 0 } });
  const [start, end] = [from, to].map((each) => Array.isArray(each) ? outer(each) : found[each]);
  const corners = via.map(place);
  if (corners.length) {
    const first = meeting(start.box, corners[0], start.isRound);
    const last = meeting(end.box, corners[corners.length - 1], end.isRound);
    return [first, ...corners, last];
  }
  const narrow = start.box.width <= end.box.width ? start : end;
  const along = centre(narrow.box)[0] + shift * (gutter / 2 + 2);
  const [startAt, endAt] = [start, end].map(({ box }) => centre(box));
  const isBeside = (/** @type {Box} */ box) =>
    along < box.x - 0.5 || along > box.x + box.width + 0.5;
  const isLevel = [start, end].some(({ box }) => isBeside(box));
  /** @type {Point[]} */
  const [here, there] = isLevel ? [startAt, endAt] : [[along, startAt[1]], [along, endAt[1]]];
  return [meeting(start.box, there, start.isRound), meeting(end.box, here, end.isRound)];
}

/**
 * The lines, with whom they belong to: what they carry and which steps use them.
 * @param {Diagram} diagram
 * @param {Record<string, Found>} found
 * @param {Scales} scale
 * @param {number} gutter
 * @returns {PlacedLine[]}
 */
export function placedLines(diagram, found, scale, gutter) {
  return diagram.lines.map((each) => {
    const [source, target] = [each.from, each.to].map((end) =>
      Array.isArray(end) ? undefined : found[end]
    );
    return {
      ...each,
      points: routed(each, found, scale, gutter),
      group: String(source ? source.id : each.from),
      by: (source ?? target)?.by ?? "", // at one end there is always something
      operations: [...(source?.operations ?? []), ...(target?.operations ?? [])],
    };
  });
}

/** Which steps use or make a strip. @param {Part} part @param {PlacedLine[]} lines */
export function touching(part, lines) {
  const own = part.id === "input" ? ["input"] : [];
  const touched = lines.filter(({ from, to }) => from === part.id || to === part.id);
  return [...own, ...touched.flatMap(({ operations }) => operations)];
}
