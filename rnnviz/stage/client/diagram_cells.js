/**
 * The diagram of each kind of cell. Data only; diagram_plan.js gives it a size.
 */

import { gru } from "./diagram_gru.js";
import { lstm, lstmSmall } from "./diagram_lstm.js";
import { BUSES, column, line, part, reading, together } from "./diagram_parts.js";

/** @import { Diagram, Kind } from "./diagram_parts.js" */

/** The plain cell, tanh or relu: one column. @param {Kind} cell @returns {Diagram} */
function plain(cell) {
  const rows = ["top", "gates", "squash", "sums", "plus", "products", "weights", ...BUSES];
  return {
    columns: 1,
    rows,
    ...together(
      {
        parts: [part("hidden_before", [0, 0.5], "inputs")],
        lines: [
          line(["left", "inputs"], "hidden_before"),
          line("hidden_before", "W_hh.hidden"),
          line("hidden", ["right", "gates"]),
          line("hidden", [0.5, "top"]),
        ],
        notes: [
          { text: "before", at: [0.01, "bottom"], room: 0.4 },
          { text: "input", at: [0.765, "bottom"], room: 0.22 },
          { text: "above", at: [0.515, "top"], room: 0.4 },
        ],
      },
      reading([0.5, 1], [["W_ih.hidden", 0.75]]),
      column(cell, "hidden", 0, cell.nonlinearity),
    ),
  };
}

/**
 * The diagram of a scene's cell.
 * @param {import("./scene.js").Scene} scene
 * @param {string} notation Decides which products and biases are written apart.
 * @param {boolean} isSmall Whether a phone has to hold it.
 * @returns {Diagram}
 */
export function diagramOf(scene, notation, isSmall) {
  const { cell, bias: hasBias, nonlinearity, reset_after: isResetAfter } = scene.network;
  const written = scene.notations[notation].notation;
  const given = { notation: written, hasBias, nonlinearity, isResetAfter };
  if (cell === "rnn") return plain(given);
  if (cell === "gru") return { ...gru(given), isStacked: isSmall };
  return isSmall ? lstmSmall(given) : lstm(given);
}
