/** From a word to numbers: its one-hot row, and the row of the embedding table that it picks. */

import { el, say, sized } from "./dom.js";
import { quoted } from "./sentences.js";
import { strip, unitsPerCell } from "./strips.js";

/** @import { Colours, Palette } from "./colours.js" */
/** @import { Scene, Token } from "./scene.js" */
/** @import { View } from "./view.js" */

const HEIGHT = 26; // CSS pixels of a strip

/** A number with its thousands apart. @param {number} number */
function counted(number) {
  return number.toLocaleString("en-US");
}

/**
 * What stands above each strip, for a word that is in the vocabulary and one that is not.
 * @param {Scene} scene
 * @param {number} t
 */
function captions(scene, t) {
  const { id, is_unknown: isUnknown } = scene.tokens[t - 1];
  const width = scene.inputs.width;
  if (isUnknown) return ["no one-hot row: the word is not in the vocabulary", `x: ${width} zeros`];
  const word = quoted(scene, t);
  if (id === null || !scene.vocab_size) return ["", `x: the ${width} numbers of ${word}`];
  const [place, size] = [counted(id + 1), counted(scene.vocab_size)];
  return [
    `one-hot row of ${word}: ${size} numbers, a 1 at place ${place}, 0 elsewhere`,
    `× embedding table E (${size} × ${width}) = row ${place} of E, the ${width} numbers of x`,
  ];
}

/** The drawing; it stands where an equation's terms would. */
export function oneHot() {
  const canvas = el("canvas", { class: "rv-onehot", "aria-hidden": "true" });
  const [above, below] = [
    el("p", { "data-term": "one_hot" }),
    el("p", { "data-term": "embedding" }),
  ];
  const place = el("div", { class: "rv-onehot-place" }, canvas);
  const element = el("div", { class: "rv-terms-block" }, above, place, below);

  /**
   * The one-hot row as a line with one mark, truly placed among V.
   * @param {CanvasRenderingContext2D} context
   * @param {Token} token
   * @param {number} size
   * @param {number} width
   * @param {Palette} palette
   */
  function paintOneHot(context, { id }, size, width, palette) {
    context.strokeStyle = palette.line;
    context.strokeRect(0.5, 0.5, width - 1, HEIGHT - 1);
    if (id === null || !size) return 0;
    const x = (id / Math.max(1, size - 1)) * (width - 4) + 2;
    context.fillStyle = palette.gate_open;
    context.fillRect(x - 1.5, 1, 3, HEIGHT - 2);
    return x;
  }

  return {
    element,
    /** @param {View} view @param {Colours} colours */
    draw({ scene, cursor }, colours) {
      const { t } = cursor;
      const texts = captions(scene, t);
      say(above, texts[0]);
      say(below, texts[1]);
      const width = Math.max(120, place.clientWidth);
      const context = sized(canvas, width, 3 * HEIGHT);
      const x = paintOneHot(context, scene.tokens[t - 1], scene.vocab_size, width, colours.palette);
      context.strokeStyle = colours.palette.muted;
      context.beginPath();
      for (const end of [1, width - 1]) {
        context.moveTo(x || end, HEIGHT);
        context.lineTo(end, 2 * HEIGHT);
      }
      context.stroke();
      const row = scene.inputs.row(t);
      const box = { x: 0, y: 2 * HEIGHT, width, height: HEIGHT };
      strip(context, row, box, colours.of(scene.terms.input), unitsPerCell(row.length, width, 2.5));
    },
  };
}
