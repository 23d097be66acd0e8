/** Why the chosen unit's hidden state moved: the largest part of its change, in words. */

import { signed } from "./numbers.js";

/** @import { View } from "./view.js" */
/** @typedef {{size: number, words: string, block: string}} Part A part of the change. */

/**
 * Which half of a block's pre-activation pushed harder.
 * @param {View} view
 * @param {string} block
 */
function pusher({ valueOf, cursor }, block) {
  const [u, v] = [`input_contribution.${block}`, `recurrent_contribution.${block}`].map(valueOf);
  const below = cursor.layer === 1 ? "this word" : "the layer below";
  return Math.abs(u) >= Math.abs(v)
    ? `${below} pushes by ${signed(u, 2)}`
    : `the memory pushes by ${signed(v, 2)}`;
}

/**
 * h = o tanh(c): what the change owes to writing, to forgetting, and to showing more or less.
 * Each size is what h would change by if only that part did: they are compared, not added.
 * @param {View} view
 * @returns {Part[]}
 */
function lstm(view) {
  const { valueOf, scene, cursor } = view;
  const before = valueOf("cell_before");
  const [i, f, g, o] = ["input_gate", "forget_gate", "candidate", "output_gate"].map(valueOf);
  const gates = scene.layers[cursor.layer - 1].output_gate;
  const shown = cursor.t > 1 ? gates.row(cursor.t - 1)[cursor.unit - 1] : o;
  return [
    {
      size: o * (Math.tanh(before + i * g) - Math.tanh(before)),
      words: `the candidate ${signed(g, 2)} is written (input gate ${i.toFixed(2)})`,
      block: "candidate",
    },
    {
      size: o * (Math.tanh(f * before) - Math.tanh(before)),
      words: `the forget gate ${f.toFixed(2)} lets go of ${signed(before, 2)}`,
      block: "forget_gate",
    },
    {
      size: (o - shown) * Math.tanh(before),
      words: `the output gate goes from ${shown.toFixed(2)} to ${o.toFixed(2)}`,
      block: "output_gate",
    },
  ];
}

/**
 * h moves by (1 − z)(n − h before): one part only, as far as the update gate lets it.
 * @param {View} view
 * @returns {Part[]}
 */
function gru({ valueOf }) {
  const [z, n] = ["update_gate", "candidate"].map(valueOf);
  const share = (100 * (1 - z)).toFixed(0);
  const words = `the candidate ${signed(n, 2)} replaces ${share} % of it`;
  return [{ size: 1, words, block: "candidate" }];
}

/** @returns {Part[]} */
function rnn() {
  return [{ size: 1, words: "", block: "hidden" }];
}

const KINDS = { lstm, gru, rnn };

/**
 * "mostly because the candidate +0.74 is written (input gate 0.66); this word pushes by +1.20"
 * @param {View} view
 * @returns {string}
 */
export function reason(view) {
  const parts = KINDS[view.scene.network.cell](view);
  const { words, block } = parts.reduce((best, part) =>
    Math.abs(part.size) > Math.abs(best.size) ? part : best
  );
  return `mostly because ${words ? `${words}; ` : ""}${pusher(view, block)}`;
}
