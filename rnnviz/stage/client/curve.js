/** A squashing function as a curve, with one unit's point on it. */

import { el, say, sized } from "./dom.js";
import { formatted, signed } from "./numbers.js";
import { termOf } from "./scene.js";
import { evaluate } from "./trees.js";

/** @import { Colours } from "./colours.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Tree } from "./trees.js" */
/** @import { View } from "./view.js" */

/** @typedef {(value: number) => number} Real */

const REACH = 6; // the curves run from −6 to 6, beyond which they are flat, or straight
const HEIGHT = 210; // CSS pixels
const EDGE = { left: 34, right: 12, top: 12, bottom: 24 };

/** @type {Record<string, [squash: Real, low: number, high: number]>} */
const CURVES = {
  sigmoid: [(a) => 1 / (1 + Math.exp(-a)), 0, 1],
  tanh: [Math.tanh, -1, 1],
  relu: [(a) => Math.max(0, a), 0, REACH],
};

/** @param {string} operator @returns {boolean} */
export function isCurve(operator) {
  return Object.hasOwn(CURVES, operator);
}

/**
 * Axes with the ends of their ranges, in the page's hairline.
 * @param {CanvasRenderingContext2D} context
 * @param {Real} x
 * @param {Real} y
 * @param {number[]} levels Values marked on the upright axis.
 * @param {Colours} colours
 */
function paintAxes(context, x, y, levels, { palette }) {
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const level of levels) {
    context.moveTo(x(-REACH), y(level));
    context.lineTo(x(REACH), y(level));
  }
  context.moveTo(x(0), y(levels[0]));
  context.lineTo(x(0), y(levels[levels.length - 1]));
  context.stroke();
  context.fillStyle = palette.muted;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const level of levels) {
    context.fillText(String(level).replace("-", "−"), x(-REACH) - 8, y(level));
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const a of [-REACH, 0, REACH]) {
    context.fillText(String(a).replace("-", "−"), x(a), y(levels[0]) + 6);
  }
}

/**
 * The curve; a value beyond its ends stands at the end.
 * @param {Scene} scene
 * @param {string} operator One that isCurve knows.
 * @param {Tree} inner What is squashed.
 * @param {string} result
 * @returns {{element: HTMLElement, draw: (view: View, colours: Colours) => void}}
 */
export function curve(scene, operator, inner, result) {
  const canvas = el("canvas", { class: "rv-curve", "aria-hidden": "true" });
  const says = el("p", { class: "rv-curve-says" });
  const element = el("div", { class: "rv-terms-block" }, canvas, says);
  const [squash, low, high] = CURVES[operator];
  const levels = low < 0 ? [low, 0, high] : [low, high];
  return {
    element,
    draw({ valueOf }, colours) {
      const width = Math.min(520, element.clientWidth || 320);
      const context = sized(canvas, width, HEIGHT);
      context.font = `14px ${getComputedStyle(element).fontFamily}`;
      /** @type {Real} */
      const x = (a) => {
        const share = (Math.min(REACH, Math.max(-REACH, a)) + REACH) / (2 * REACH);
        return EDGE.left + share * (width - EDGE.left - EDGE.right);
      };
      /** @type {Real} */
      const y = (value) => {
        const share = (Math.min(high, value) - low) / (high - low);
        return HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.bottom - EDGE.top);
      };
      paintAxes(context, x, y, levels, colours);
      context.strokeStyle = colours.palette.muted;
      context.lineWidth = 2;
      context.beginPath();
      for (let a = -REACH; a <= REACH; a += 0.1) context.lineTo(x(a), y(squash(a)));
      context.stroke();
      const a = evaluate(inner, valueOf);
      context.strokeStyle = context.fillStyle = colours.palette.accent;
      context.setLineDash([4, 4]);
      context.beginPath();
      context.moveTo(x(a), y(low));
      context.lineTo(x(a), y(squash(a)));
      context.lineTo(x(-REACH), y(squash(a)));
      context.stroke();
      context.beginPath();
      context.arc(x(a), y(squash(a)), 7, 0, 7);
      context.fill();
      const { scale } = termOf(scene, result);
      const name = operator === "sigmoid" ? "σ" : operator;
      say(says, `${name}(${signed(a)}) = ${formatted(squash(a), scale)}`);
    },
  };
}
