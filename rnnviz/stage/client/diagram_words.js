/** What is written in a diagram: symbols in the chosen notation, and what lies outside the cell. */

import { written } from "./trees.js";

const THIN = "\u2009";

/** @import { DiagramView } from "./diagram.js" */
/** @import { Node, Part } from "./diagram_parts.js" */
/** @import { Symbol } from "./ink.js" */
/** @import { Notation } from "./notation.js" */
/** @import { Formula, Piece } from "./trees.js" */
/** @typedef {(string | Symbol)[]} Words Text and symbols, as ink.js writes them. */

/** A tree in symbols. @param {Formula} tree @param {Notation} notation */
function spelled(tree, { symbols, is_transposed: isTransposed }) {
  /** @type {(piece: Piece) => Words} */
  const wordsOf = (piece) => {
    if ("operand" in piece) return symbols[piece.operand] ?? [[piece.operand, ""]];
    if ("text" in piece) return [piece.text];
    return ["sign" in piece && piece.sign ? `${THIN}${piece.sign}${THIN}` : THIN];
  };
  return written(tree, { isTransposed }).flatMap(wordsOf);
}

/**
 * A strip's label. A product without a letter of its own is long; where it finds no room
 * it is left out, since the box that the strip comes from names its weights.
 * A bias has no such box: written out ("bias"), it is shortened to its letter.
 * @param {Part} part
 * @param {Notation} notation
 * @returns {{label: Words, short: Words, isOptional: boolean}}
 */
export function partLabel({ tree }, notation) {
  const label = spelled(tree, notation);
  const isBias = typeof tree === "string" && tree.startsWith("b.");
  /** @type {Words} */
  const short = isBias ? [["b", label[0][1]]] : [];
  return { label, short, isOptional: typeof tree === "string" && label.length > 1 };
}

/** What a strip holds, in words. @param {Part} part @param {{name: string}} term */
export function partName({ tree, name }, term) {
  if (name || typeof tree !== "string") return name;
  if (tree.endsWith("_before")) return `${term.name} before`;
  const block = tree.split(".")[1] ?? "hidden";
  return block === "hidden" ? term.name : `${term.name}, ${block.replace("_", " ")}`;
}

/**
 * A node's text: the wished one first, then what to write where that finds no room.
 * @param {Node} node
 * @param {Notation} notation
 * @returns {Words[]}
 */
export function nodeLabels({ sign, weights, tree }, notation) {
  if (sign) return [[sign]];
  if (tree) return [spelled(tree, notation), ["Σ"]];
  const [matrix, bias] = weights.map((name) => spelled(name, notation));
  return [...(bias ? [[...matrix, `${THIN}·${THIN}+${THIN}`, ...bias]] : []), matrix, ["@"]];
}

/** Where the layer's input comes from. @param {DiagramView} view */
function inputNote({ scene, cursor: { t, layer } }) {
  if (layer > 1) return `from layer ${layer - 1}`;
  return `the word “\u2068${scene.tokens[t - 1].text}\u2069”`;
}

/**
 * A note's words at the cursor.
 * @param {string} key
 * @param {DiagramView} view
 * @returns {string}
 */
export function noteText(key, view) {
  const { scene, cursor } = view;
  if (key === "input") return inputNote(view);
  if (key === "before") return cursor.t > 1 ? `from t = ${cursor.t - 1}` : "the start";
  if (cursor.layer < scene.nLayers) return `to layer ${cursor.layer + 1}`;
  return scene.output ? "to the output" : "";
}
