/** A parameter by its framework's name, with its shape in letters and in this network's numbers. */

/**
 * "weight_ih_l1, its rows of f: (4H, I) = (256, 64)"
 * @param {import("./scene.js").Scene} scene
 * @param {import("./notation.js").Cell} cell In one notation.
 * @param {string} name "W_ih.forget_gate", "b.candidate", "W_ho"
 * @param {number} layer From 1.
 * @returns {string}
 */
export function shapeOf(scene, cell, name, layer) {
  const [base, block] = name.split(".");
  const { notation } = cell;
  const parameter = notation.parameters[base];
  if (!parameter) return "";
  const H = scene.hiddenSize(layer);
  /** @type {Record<string, number>} */
  const sizes = { H, I: scene.layers[layer - 1].W_ih.width, C: scene.network.n_classes };
  const numbers = parameter.shape.replace(
    /(\d*)([HIC])/g,
    (_, times, letter) => String((Number(times) || 1) * sizes[letter]),
  );
  const code = parameter.name.replace("{layer}", String(layer - 1));
  const isWhole = block === undefined || scene.blocks.length === 1;
  const lines = notation.is_transposed && base.startsWith("W") ? "columns" : "rows";
  const part = isWhole ? "" : `, its ${lines} of ${blockLetter(notation, block)}`;
  return `${code}${part}: ${parameter.shape} = ${numbers}`;
}

/** @param {import("./notation.js").Notation} notation @param {string} block */
function blockLetter(notation, block) {
  return notation.symbols[block][0][0].normalize("NFD")[0];
}
