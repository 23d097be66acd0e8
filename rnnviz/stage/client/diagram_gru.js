/**
 * The GRU's diagram, as data: h runs along the top; z decides between it and the candidate,
 * into which r lets more or less of the memory speak, after or before the recurrent product.
 */

import { adding, bus, BUSES, column, line, made, node, part } from "./diagram_parts.js";
import { reading, squashing, summands, together, weights } from "./diagram_parts.js";

/** @import { Diagram, Kind, Pieces } from "./diagram_parts.js" */
/** @import { Branch } from "./trees.js" */

/** @type {Branch} */
const KEEP = ["*", "update_gate", "hidden_before"];
/** @type {Branch} */
const SHARE = ["-", 1, "update_gate"];
const PASSED = "what passes the reset gate";
/** @type {Branch} */
const REPLACED = ["*", SHARE, "candidate"];

/** @returns {Partial<Pieces>} */
function gruStates() {
  return {
    parts: [
      part("hidden_before", [0, 0.78], "states"),
      part(
        KEEP,
        [1.04, 1.9],
        "states",
        made("kept", "hidden", "hidden", "kept of the hidden state"),
      ),
      part("hidden", [2.3, 3], "states"),
      part(
        REPLACED,
        [1.6, 2.6],
        "results",
        made("replaced", "hidden", "hidden", "new in the hidden state"),
      ),
      part(SHARE, [1.2, 2], "news", made("share", "update_gate", "hidden", "share replaced")),
      part("candidate", [2, 3], "news"),
    ],
    nodes: [
      node("keep", "×", [0.91, "states"], "hidden", "hidden"),
      node("add", "+", [2.1, "states"], "hidden", "hidden"),
      node("invert", "1−", [1.06, "news"], "hidden", "hidden"),
      node("replace", "×", [2.1, "below_results"], "hidden", "hidden"),
      squashing("candidate", "tanh", [2.5, "squash_news"]),
    ],
    lines: [
      line(["left", "states"], "hidden_before"),
      line("hidden_before", "keep"),
      line("update_gate", "keep", [[0.91, "news"]]),
      line("update_gate", "invert", [[0.91, "news"]]),
      line("keep", "kept"),
      line("kept", "add"),
      line("add", "hidden"),
      line("hidden", ["right", "states"]),
      line("hidden", [2.84, "top"]),
      line("invert", "share"),
      line("share", "replace", [[1.6, "below_results"]]),
      line("candidate", "replace"),
      line("replace", "replaced"),
      line("replaced", "add"),
      line("pre_activation.candidate", "squash.candidate"),
      line("squash.candidate", "candidate"),
    ],
    dots: [
      { x: 0.91, row: "news", of: "update_gate" },
      { x: "edge", row: "states", of: "hidden_before" },
    ],
    notes: [
      { text: "before", at: [0.04, "results"], room: 0.8, up: 1 },
      { text: "above", at: [2.8, "top"], room: 0.9, align: "right" },
    ],
  };
}

/**
 * n = tanh(u + r × v): the recurrent product first, then the reset gate.
 * @param {Kind} cell
 * @returns {Partial<Pieces>}
 */
function resetAfter(cell) {
  const block = "candidate";
  const [input, recurrent] = summands(cell, block);
  /** @type {Branch} */
  const product = ["*", "reset_gate", recurrent];
  return {
    parts: [
      part(recurrent, [2, 2.5], "products"),
      part(input, [2.5, 3], "products"),
      part(product, [2, 2.5], "sums", made("reset", "recurrent_contribution", block, PASSED)),
      part(`pre_activation.${block}`, [2, 3], "gates"),
    ],
    nodes: [
      weights(cell, block, "recurrent", [2.25, "weights"], "recurrent_contribution"),
      weights(cell, block, "input", [2.75, "weights"], "input_contribution"),
      node("forgetting", "×", [2.25, "plus"], block, block),
      node("+.candidate", "+", [2.5, "squash"], block, `pre_activation.${block}`),
    ],
    lines: [
      line("W_hh.candidate", recurrent),
      line("W_ih.candidate", input),
      line(recurrent, "forgetting"),
      line("reset_gate", "forgetting", [[2, "gates"], [2, "plus"]]),
      line("forgetting", "reset"),
      line("reset", "+.candidate", [[2.25, "squash"]]),
      line(input, "+.candidate", [[2.75, "squash"]]),
      line("+.candidate", `pre_activation.${block}`),
    ],
  };
}

/**
 * n = tanh(u + W (r × h)): the reset gate first, then the recurrent product.
 * @param {Kind} cell
 */
function resetBefore(cell) {
  const block = "candidate";
  const [input, recurrent] = summands(cell, block);
  /** @type {Branch} */
  const product = ["*", "reset_gate", "hidden_before"];
  return together(adding(cell, block, [2.5, "squash"], block), {
    parts: [
      part(product, [2, 2.5], "products", made("reset", "hidden", block, PASSED)),
      part(input, [2.5, 3], "products"),
      part(recurrent, [2, 2.5], "sums"),
      part(`pre_activation.${block}`, [2, 3], "gates"),
    ],
    nodes: [
      weights(cell, block, "recurrent", [2.25, "plus"], block),
      weights(cell, block, "input", [2.75, "weights"], "input_contribution"),
      node("forgetting", "×", [2.25, "weights"], block, block),
    ],
    lines: [
      line("reset_gate", "forgetting", [[2, "gates"], [2, "weights"]]),
      line("forgetting", "reset"),
      line("reset", "W_hh.candidate"),
      line("W_hh.candidate", recurrent),
      line("W_ih.candidate", input),
      line("+.candidate", `pre_activation.${block}`),
    ],
  });
}

/** Either GRU. @param {Kind} cell @returns {Diagram} */
export function gru(cell) {
  const recurrent = cell.isResetAfter ? "W_hh.candidate" : "forgetting";
  return {
    columns: 3,
    gutter: 12,
    rows: [
      "top",
      "states",
      "rise",
      "results",
      "below_results",
      "news",
      "squash_news",
      "gates",
      "squash",
      "sums",
      "plus",
      "products",
      "weights",
      ...BUSES,
    ],
    ...together(
      bus(
        "hidden_before",
        "edge",
        "recurrent_bus",
        [["W_hh.update_gate", 0.25], ["W_hh.reset_gate", 1.25], [recurrent, 2.25]],
        [["edge", "states"]],
      ),
      reading([1.1, 1.9], [["W_ih.update_gate", 0.75], ["W_ih.reset_gate", 1.75], [
        "W_ih.candidate",
        2.75,
      ]]),
      column(cell, "update_gate", 0, "σ"),
      column(cell, "reset_gate", 1, "σ"),
      cell.isResetAfter ? resetAfter(cell) : resetBefore(cell),
      gruStates(),
    ),
  };
}
