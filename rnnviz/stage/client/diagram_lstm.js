/**
 * The LSTM's diagram, as data: c runs along the top; what is written rises to it, what is
 * shown hangs below it.
 */

import { bus, BUSES, column, line, made, node, part } from "./diagram_parts.js";
import { reading, squashing, together } from "./diagram_parts.js";

/** @import { Diagram, Kind, Pieces } from "./diagram_parts.js" */
/** @import { Branch } from "./trees.js" */

/** @type {Branch} */
const KEPT = ["*", "forget_gate", "cell_before"];
/** @type {Branch} */
const WRITTEN = ["*", "input_gate", "candidate"];
/** @type {Branch} */
const SHOWN = ["tanh", "cell"];
const LSTM_BLOCKS = ["forget_gate", "input_gate", "candidate", "output_gate"];

/** @returns {Partial<Pieces>} */
function lstmStates() {
  return {
    parts: [
      part("cell_before", [0, 0.78], "states"),
      part(KEPT, [1.04, 1.84], "states", made("kept", "cell", "cell", "kept of the cell state")),
      part("cell", [2.16, 2.96], "states"),
      part(
        WRITTEN,
        [1.56, 2.44],
        "results",
        made("written", "cell", "cell", "written into the cell state"),
      ),
      part(
        SHOWN,
        [2.66, 3.58],
        "results",
        made("shown", "hidden", "hidden", "squashed cell state"),
      ),
      part("hidden", [3.27, 4], "times"),
    ],
    nodes: [
      node("keep", "×", [0.91, "states"], "cell", "cell"),
      node("write", "×", [2, "times"], "cell", "cell"),
      node("add", "+", [2, "states"], "cell", "cell"),
      node("squash.cell", "tanh", [3.12, "above_results"], "hidden", "hidden"),
      node("show", "×", [3.12, "times"], "hidden", "hidden"),
    ],
    lines: [
      line(["left", "states"], "cell_before"),
      line("cell_before", "keep"),
      line("forget_gate", "keep"),
      line("keep", "kept"),
      line("kept", "add"),
      line("add", "cell"),
      line("cell", ["right", "states"]),
      line("cell", "squash.cell", [[3.12, "states"]]),
      line("squash.cell", "shown"),
      line("shown", "show"),
      line("output_gate", "show"),
      line("show", "hidden"),
      line("input_gate", "write", [[1.74, "times"]]),
      line("candidate", "write", [[2.26, "times"]]),
      line("write", "written"),
      line("written", "add"),
      line("hidden", ["right", "times"]),
      line("hidden", [3.84, "top"]),
    ],
    dots: [{ x: 3.12, row: "states", of: "cell" }],
    notes: [{ text: "above", at: [3.81, "states"], room: 0.8, align: "right", up: 1 }],
  };
}

/** @param {[string, number][]} goals See bus. */
function lstmBefore(goals) {
  return together(
    {
      parts: [part("hidden_before", [0, 1], "inputs")],
      lines: [line(["left", "inputs"], "hidden_before")],
      notes: [{ text: "before", at: [1, "inputs"], room: 0.52 }],
    },
    bus("hidden_before", goals[0][1], "recurrent_bus", goals),
  );
}

/**
 * A weight's block in every column, and where it is reached.
 * @param {string} weight
 * @param {number} share Of the column, from its left.
 */
function into(weight, share) {
  return LSTM_BLOCKS.map((block, left) => {
    return /** @type {[string, number]} */ ([`${weight}.${block}`, left + share]);
  });
}

/** What squashes a block. @param {string} block */
function signOf(block) {
  return block === "candidate" ? "tanh" : "σ";
}

/** All of it. @param {Kind} cell @returns {Diagram} */
export function lstm(cell) {
  return {
    columns: 4,
    rows: [
      "crest",
      "states",
      "above_results",
      "results",
      "rise",
      "times",
      "rise_again",
      "gates",
      "squash",
      "sums",
      "plus",
      "products",
      "weights",
      ...BUSES,
    ],
    ...together(
      lstmBefore(into("W_hh", 0.25)),
      reading([1.55, 2.45], into("W_ih", 0.75)),
      ...LSTM_BLOCKS.map((block, left) => column(cell, block, left, signOf(block))),
      lstmStates(),
    ),
  };
}

/**
 * For a phone: the sums of the gates are one wide box.
 * @param {Kind} cell
 * @returns {Diagram}
 */
export function lstmSmall(cell) {
  const bias = cell.hasBias ? ["b"] : [];
  const steps = ["input_contribution", "recurrent_contribution", "pre_activation"];
  /** @type {Branch} */
  const tree = ["+", ["@", "W_ih", "input"], ["@", "W_hh", "hidden_before"], ...bias];
  return {
    columns: 4,
    isStacked: true,
    rows: [
      "crest",
      "states",
      "above_results",
      "results",
      "rise",
      "times",
      "rise_again",
      "gates",
      "squash",
      "weights",
      "bottom_gap",
      "inputs",
      "bottom",
    ],
    ...together(
      {
        parts: [
          part("hidden_before", [0, 1], "inputs"),
          part("input", [1.5, 2.5], "inputs"),
          ...LSTM_BLOCKS.map((block, left) => part(block, [left, left + 1], "gates")),
        ],
        nodes: [
          node("sums", "", [2, "weights"], steps, "pre_activation.forget_gate", { tree, width: 4 }),
          ...LSTM_BLOCKS.map((block, left) =>
            squashing(block, signOf(block), [left + 0.5, "squash"])
          ),
        ],
        lines: [
          line(["left", "inputs"], "hidden_before"),
          line([2, "bottom"], "input"),
          line("hidden_before", "sums"),
          line("input", "sums"),
          ...LSTM_BLOCKS.flatMap((
            block,
          ) => [line("sums", `squash.${block}`), line(`squash.${block}`, block)]),
        ],
        notes: [{ text: "input", at: [2.5, "inputs"], room: 1.5 }],
      },
      lstmStates(),
    ),
  };
}
