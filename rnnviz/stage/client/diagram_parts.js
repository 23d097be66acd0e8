/**
 * What every cell's diagram is put together from, as data. Across, a place is counted in
 * columns from the left; down, it is the name of a row. Nothing here knows of pixels.
 *
 * @typedef {number | string} Across Columns from the left, or "left", "edge" or "right".
 * @typedef {[x: Across, row: string]} At
 *
 * @typedef {object} Part A vector on its way: a strip with its symbol and its value.
 * @property {string} id
 * @property {Formula} tree What it holds.
 * @property {[number, number]} span Its first and last column.
 * @property {string} row
 * @property {string} term Key of the term that gives its colours.
 * @property {string} by The operand that has to be reached before it is.
 * @property {string} name In words, where it is no quantity of the trace.
 *
 * @typedef {object} Node What is done to vectors.
 * @property {string} id
 * @property {string} sign "×", "tanh", or "" for a box with parameters in it.
 * @property {string[]} weights Those parameters: a matrix, and a bias where one is added.
 * @property {Formula | null} tree What a box works out, where it is more than that.
 * @property {number} x
 * @property {string} row
 * @property {number} width In columns; 0 where the sign alone decides.
 * @property {string[]} operations The steps it belongs to, by key.
 * @property {string} by As for a part.
 *
 * @typedef {object} Line From one part or node to another, in straight pieces.
 * @property {string | At} from An id, or a place.
 * @property {string | At} to
 * @property {At[]} via Its corners.
 * @property {number} shift -1 or 1 where two lines rise side by side into one circle, else 0.
 *
 * @typedef {object} Note What lies outside the cell, in words: see diagram_words.js.
 * @property {string} text
 * @property {[x: number, row: string]} at
 * @property {number} room In columns.
 * @property {"left" | "right"} [align]
 * @property {number} [up]
 *
 * @typedef {object} Pieces
 * @property {Part[]} parts
 * @property {Node[]} nodes
 * @property {Line[]} lines Those that are crossed before those that cross them.
 * @property {{x: Across, row: string, of: string}[]} dots Where a line forks, and whose it is.
 * @property {Note[]} notes
 *
 * @typedef {object} Shape
 * @property {number} columns
 * @property {boolean} [isStacked] Whether values stand below labels, for want of width.
 * @property {number} [gutter] Pixels between two strips side by side.
 * @property {string[]} rows From the top down: see diagram_plan.js for their kinds.
 *
 * @typedef {Shape & Pieces} Diagram
 *
 * @typedef {object} Kind What decides which diagram a cell has.
 * @property {import("./notation.js").Notation} notation
 * @property {boolean} hasBias
 * @property {string} nonlinearity "tanh" or "relu".
 * @property {boolean} isResetAfter
 */

import { termKey } from "./scene.js";

/** @import { Formula } from "./trees.js" */

/**
 * A strip.
 * @param {Formula} tree
 * @param {[first: number, last: number]} span
 * @param {string} row
 * @param {{id?: string, term?: string, by?: string, name?: string}} given See made.
 * @returns {Part}
 */
export function part(tree, span, row, given = {}) {
  const own = typeof tree === "string" ? tree : "";
  const { id = own, term = termKey(own), by = own, name = "" } = given;
  return { id, tree, span, row, term, by, name };
}

/**
 * What a strip needs besides its tree where that is no quantity of the trace.
 * @param {string} id
 * @param {string} term
 * @param {string} by
 * @param {string} name
 */
export function made(id, term, by, name) {
  return { id, term, by, name };
}

/** The rows below the weights, in which the vectors go to them. */
export const BUSES = ["recurrent_bus", "input_bus", "inputs", "bottom"];

/**
 * A small circle or box.
 * @param {string} id
 * @param {string} sign
 * @param {[x: number, row: string]} place
 * @param {string | string[]} operation One step, or several.
 * @param {string} by
 * @param {Partial<Node>} given
 * @returns {Node}
 */
export function node(id, sign, [x, row], operation, by, given = {}) {
  const operations = [operation].flat();
  return { id, sign, weights: [], tree: null, x, row, width: 0, operations, by, ...given };
}

/**
 * A connection.
 * @param {string | At} from
 * @param {string | At} to
 * @param {At[]} via
 * @param {number} shift
 * @returns {Line}
 */
export function line(from, to, via = [], shift = 0) {
  return { from, to, via, shift };
}

/**
 * Lists of parts, nodes, lines and so on, one behind the other.
 * @param {...Partial<Pieces>} pieces
 * @returns {Pieces}
 */
export function together(...pieces) {
  return {
    parts: pieces.flatMap(({ parts }) => parts ?? []),
    nodes: pieces.flatMap(({ nodes }) => nodes ?? []),
    lines: pieces.flatMap(({ lines }) => lines ?? []),
    dots: pieces.flatMap(({ dots }) => dots ?? []),
    notes: pieces.flatMap(({ notes }) => notes ?? []),
  };
}

/**
 * What a block's pre-activation adds up, in a notation: what comes in, what comes back, a bias.
 * @param {Kind} cell
 * @param {string} block
 */
export function summands({ notation }, block) {
  const isMerged = notation.merged.includes(block);
  const apart = ["input_contribution", "recurrent_contribution"];
  const names = isMerged ? ["input_product", "recurrent_product", "b"] : apart;
  return names.map((name) => `${name}.${block}`);
}

/**
 * A block of a weight matrix, with its bias where that belongs to the product.
 * @param {Kind} cell
 * @param {string} block
 * @param {"input" | "recurrent"} way
 * @param {[x: number, row: string]} place
 * @param {string} operation
 * @returns {Node}
 */
export function weights(cell, block, way, place, operation) {
  const [input, recurrent, bias] = summands(cell, block);
  const [matrix, vector, by] = way === "input"
    ? ["W_ih", "b_ih", input]
    : ["W_hh", "b_hh", recurrent];
  const isWithBias = !bias && cell.hasBias;
  const names = isWithBias ? [matrix, vector] : [matrix];
  const given = { weights: names.map((name) => `${name}.${block}`), width: 0.5 };
  return node(`${matrix}.${block}`, "", place, operation, by, given);
}

/**
 * The circle that adds up: from the left and the right, or a bias from the left and two below.
 * @param {Kind} cell
 * @param {string} block
 * @param {[x: number, row: string]} place
 * @param {string} operation
 * @returns {Partial<Pieces>}
 */
export function adding(cell, block, [x, row], operation) {
  const [input, recurrent, bias] = summands(cell, block);
  const [id, sum] = [`+.${block}`, `pre_activation.${block}`];
  const circle = node(id, "+", [x, row], operation, sum);
  if (!bias) {
    const lines = [
      line(recurrent, id, [[x - 0.25, row]]),
      line(input, id, [[x + 0.25, row]]),
    ];
    return { nodes: [circle], lines };
  }
  return {
    nodes: [circle],
    parts: [part(bias, [x - 0.5, x - 0.105], row)],
    lines: [line(bias, id), line(recurrent, id, [], -1), line(input, id, [], 1)],
  };
}

/**
 * What squashes a block.
 * @param {string} block
 * @param {string} sign
 * @param {[x: number, row: string]} place
 */
export function squashing(block, sign, place) {
  return node(`squash.${block}`, sign, place, block, block);
}

/**
 * One column of the drawing, from both products up to the block itself.
 * @param {Kind} cell
 * @param {string} block
 * @param {number} left
 * @param {string} sign
 */
export function column(cell, block, left, sign) {
  const middle = left + 0.5;
  const [input, recurrent] = summands(cell, block);
  const sum = `pre_activation.${block}`;
  return together(adding(cell, block, [middle, "plus"], "pre_activation"), {
    parts: [
      part(recurrent, [left, middle], "products"),
      part(input, [middle, left + 1], "products"),
      part(sum, [left, left + 1], "sums"),
      part(block, [left, left + 1], "gates"),
    ],
    nodes: [
      weights(cell, block, "recurrent", [left + 0.25, "weights"], "recurrent_contribution"),
      weights(cell, block, "input", [left + 0.75, "weights"], "input_contribution"),
      squashing(block, sign, [middle, "squash"]),
    ],
    lines: [
      line(`W_hh.${block}`, recurrent),
      line(`W_ih.${block}`, input),
      line(`+.${block}`, sum),
      line(sum, `squash.${block}`),
      line(`squash.${block}`, block),
    ],
  });
}

/**
 * One vector that goes to many places along a row.
 * @param {string} from
 * @param {Across} trunk Where it reaches that row.
 * @param {string} row
 * @param {[string, number][]} goals What it reaches, and where it leaves the row for it.
 * @param {At[]} before Corners on its way there.
 * @returns {Partial<Pieces>}
 */
export function bus(from, trunk, row, goals, before = []) {
  const lines = goals.map(([goal, x]) =>
    line(from, goal, x === trunk && !before.length ? [] : [...before, [trunk, row], [x, row]])
  );
  const places = goals.map(([, x]) => x);
  const isInside = typeof trunk === "number"; // else it comes from the edge
  const all = isInside ? [...places, trunk] : places;
  const ends = [isInside ? Math.min(...all) : null, Math.max(...all)];
  const isForked = isInside && goals.length > 1;
  const forks = new Set([...places.filter((x) => !ends.includes(x)), ...(isForked ? [trunk] : [])]);
  return { lines, dots: [...forks].map((x) => ({ x, row, of: from })) };
}

/**
 * The layer's input, from below to its weights.
 * @param {[first: number, last: number]} span
 * @param {[string, number][]} goals See bus.
 */
export function reading(span, goals) {
  const middle = (span[0] + span[1]) / 2;
  return together(
    {
      parts: [part("input", span, "inputs")],
      lines: [line([middle, "bottom"], "input")],
      notes: [{ text: "input", at: [span[1], "inputs"], room: goals.length - span[1] }],
    },
    bus("input", middle, "input_bus", goals),
  );
}
