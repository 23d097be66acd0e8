/** "Why is the forget gate open?": the squashed sum behind a block, as signed bars. */

import { choices, el, say } from "./dom.js";
import { equation, inSymbols, symbols } from "./equations.js";
import { signed } from "./numbers.js";
import { termKey, termOf } from "./scene.js";
import { evaluate, operands } from "./trees.js";

/** @import { Cursor } from "./address.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene, Term } from "./scene.js" */
/** @import { Equation, Tree } from "./trees.js" */
/** @import { View } from "./view.js" */

/**
 * @typedef {object} Cause A block's breakdown.
 * @property {string} result
 * @property {Term} term
 * @property {HTMLElement} element
 * @property {(view: View) => void} draw
 */

/**
 * Whose contribution it is: what a layer above the first reads is the layer below.
 * @param {string} quantity
 * @param {Cursor} cursor
 */
function origin(quantity, { t, layer }) {
  if (quantity === "b") return "the bias";
  if (quantity.startsWith("recurrent")) {
    return t === 1 ? "before any word" : "from the words before";
  }
  return layer === 1 ? "from this word" : "from the layer below";
}

/**
 * How a value reads in the question. Gates beyond 0.1 and 0.9 are saturated (Karpathy et al.
 * 2015).
 * @param {number} value
 * @param {string} scale
 */
function adjective(value, scale) {
  if (scale === "signed") return value ? (value < 0 ? "negative" : "positive") : "zero";
  /** @type {[number, string][]} */
  const upTo = [[0.1, "shut"], [0.4, "mostly shut"], [0.6, "half open"], [0.9, "mostly open"]];
  return upTo.find(([limit]) => value < limit)?.[1] ?? "open";
}

/** A signed bar: grows to the right where positive. @param {number} high A full half. */
export function beam(high) {
  const fill = el("span", { class: "rv-fill" });
  const element = el("span", { class: "rv-beam", title: `A full half is ${high}.` }, fill);
  return {
    element,
    /** @param {number} amount @param {number} reach */
    set(amount, reach = high) {
      const share = Math.min(1, Math.abs(amount) / reach) / 2;
      fill.style.left = `${100 * (amount < 0 ? 0.5 - share : 0.5)}%`;
      fill.style.width = `${100 * share}%`;
      fill.style.background = `var(--${amount < 0 ? "negative" : "positive"})`;
    },
  };
}

/**
 * One part of the sum, with its bar.
 * @param {Scene} scene
 * @param {Cell} cell
 * @param {Tree} tree
 */
function bar(scene, cell, tree) {
  const [name] = operands(tree).slice(-1);
  const quantity = name.split(".")[0];
  const value = el("span", { class: "rv-value" });
  const line = beam(termOf(scene, name).high);
  const from = el("span");
  const label = el(
    "span",
    { class: "rv-bar-name", "data-term": termKey(name) },
    ...inSymbols(cell, tree),
    " ",
    from,
  );
  const element = el("div", { class: "rv-cause" }, label, line.element, value);
  return {
    element,
    /** @param {View} view */
    draw({ valueOf, cursor }) {
      say(from, origin(quantity, cursor));
      const amount = evaluate(tree, valueOf);
      line.set(amount);
      say(value, signed(amount));
    },
  };
}

/**
 * A block's breakdown.
 * @param {Scene} scene
 * @param {Cell} cell
 * @param {Equation} tree The block is a squashed sum.
 * @returns {Cause}
 */
function cause(scene, cell, tree) {
  const [, result, squash] = tree;
  const [, [, ...parts]] = /** @type {[squash: string, sum: [plus: string, ...parts: Tree[]]]} */ (
    squash
  );
  const isAbove = cell.equations.some((other) => JSON.stringify(other) === JSON.stringify(tree));
  const squashed = isAbove ? [] : [equation(scene, cell, tree)];
  const bars = parts.map((part) => bar(scene, cell, part));
  const element = el("div", {}, ...[...squashed, ...bars].map((line) => line.element));
  const draw = (/** @type {View} */ view) => {
    const { valueOf, isEdited, cursor } = view;
    for (const each of squashed) each.draw(valueOf, isEdited(result, cursor, cursor.unit));
    for (const each of bars) each.draw(view);
  };
  return { result, term: termOf(scene, result), element, draw };
}

/**
 * The breakdown.
 * @param {(operand: string) => void} explain Called when another block is asked for.
 */
export function causes(explain) {
  const question = el("h3", { class: "rv-question" });
  const place = el("div");
  const head = el("div", { class: "rv-cause-head" }, question);
  const element = el("section", { class: "rv-causes" }, head, place);
  /** @type {Cause[]} */ let all = [];
  /** @type {Cause | null} */ let shown = null;
  /** @type {ReturnType<typeof choices> | undefined} */ let row;

  /** One button a block, written as its letter. @param {Cell} cell */
  function offer(cell) {
    row?.element.remove();
    row = choices("Explain", all.map(({ result }) => [result, ""]), explain, "rv-choice");
    const { children } = row.element;
    all.forEach(({ result, term }, index) => {
      const button = /** @type {HTMLElement} */ (children[index]);
      const label = `Explain the ${term.name}`;
      button.replaceChildren(...symbols(cell, result));
      button.title = label;
      button.setAttribute("aria-label", label);
      button.dataset.block = result;
    });
    if (all.length > 1) head.append(row.element);
  }

  return {
    element,
    /** @param {Scene} scene @param {Cell} cell */
    load(scene, cell) {
      all = cell.causes.map((tree) => cause(scene, cell, tree));
      offer(cell);
      shown = null;
    },
    /** @param {View} view */
    draw(view) {
      const explained = view.settings.opened;
      const next = all.find((each) => each.result === explained) ?? shown ??
        all.find((each) => each.result === "forget_gate") ?? all[0];
      if (next !== shown) {
        shown = next;
        place.replaceChildren(shown.element);
        row?.press(shown.result);
      }
      const isThere = view.isReached(shown.result);
      element.hidden = !isThere;
      if (!isThere) return;
      shown.draw(view);
      const value = view.valueOf(shown.result);
      say(question, `Why is the ${shown.term.name} ${adjective(value, shown.term.scale)}?`);
    },
  };
}
