/**
 * The chosen unit's equations: in symbols, in numbers, and checked. Each is evaluated in
 * double precision from the operands shown beside it and compared with the trace.
 *
 * @typedef {{index: number, w: number, x: number, product: number}} Summand One number of a
 *   matrix product's sum: the index-th weight times the index-th number of the vector.
 *
 * @typedef {object} Products What can be asked about a unit beside its operands.
 * @property {(weight: string, vector: Formula) => Summand[]} terms
 * @property {(weight: string, vector: Formula) => number} dot
 * @property {(weight: string, vector: Formula) => number} reach The sum of the terms' sizes.
 * @property {(tree: Formula) => number} all Of a whole vector's function, the chosen class.
 *
 * @typedef {((name: string) => number) & Products} ValueOf A unit's values: see valuesAt.
 * @typedef {{computed: number, traced: number, difference: number, holds: boolean}} Check
 */

/** @import { Cursor } from "./address.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Equation, Formula, Product } from "./trees.js" */

import { el, say, symbol } from "./dom.js";
import { formatted, signed, tiny } from "./numbers.js";
import { TOLERANCE } from "./proof.js";
import { matrix, operand, termKey, termOf } from "./scene.js";
import { compute, evaluate, operands, products, written } from "./trees.js";

/**
 * An operand's letters, explained when asked.
 * @param {Cell} cell
 * @param {string} name
 * @returns {(HTMLElement | string)[]}
 */
export function symbols(cell, name) {
  return (cell.notation.symbols[name] ?? [[name, ""]]).flatMap((pair, index) => {
    const node = symbol(pair);
    node.dataset.term = termKey(name);
    node.dataset.operand = name;
    return index ? ["\u2009", node] : [node];
  });
}

/**
 * The equation behind a result's name; a name of another notation finds its counterpart.
 * @param {Cell} cell
 * @param {string} wished
 */
export function equationOf(cell, wished) {
  const all = [...cell.operations, ...cell.head].flatMap((operation) => operation.equations);
  const names = [
    wished,
    wished.replace("_contribution", "_product"),
    wished.replace("_product", "_contribution"),
  ];
  return all.find(([, result]) => names.includes(result));
}

/** A tree in symbols: nodes and text. @param {Cell} cell @param {import("./trees.js").Tree} tree */
export function inSymbols(cell, tree) {
  return written(tree, { isTransposed: cell.notation.is_transposed }).flatMap((part) => {
    if ("operand" in part) return symbols(cell, part.operand);
    if ("text" in part) return part.text;
    return "sign" in part ? ` ${part.sign} `.replace("  ", " ") : [];
  });
}

/** @typedef {{nodes: (HTMLElement | string)[], fill: (valueOf: ValueOf) => void}} Figures */

/**
 * A bare matrix product in numbers: how many products it sums.
 * @param {Product} product
 * @returns {Figures}
 */
function summedUp([, weight, vector]) {
  const node = el("span", {});
  return {
    nodes: [node],
    fill: (valueOf) => say(node, `sum of ${valueOf.terms(weight, vector).length} products`),
  };
}

/**
 * A tree in numbers: elements, and how to fill them for a unit.
 * @param {Scene} scene
 * @param {Formula} tree
 * @returns {Figures}
 */
function inNumbers(scene, tree) {
  // The sum of a bare product is the result itself.
  if (tree[0] === "@") return summedUp(/** @type {Product} */ (tree));
  /** @type {((valueOf: ValueOf) => void)[]} */
  const fills = [];
  const nodes = written(tree, { keepsProducts: true }).map((part) => {
    if ("text" in part) return part.text;
    if ("sign" in part) return part.isBeforeLone ? " " : ` ${part.sign} `;
    const node = el("span", { class: "rv-figure" });
    const shown = "product" in part ? part.product : part.operand;
    const isGate = typeof shown === "string" && termOf(scene, shown).scale === "gate";
    fills.push((valueOf) => {
      const value = evaluate(shown, valueOf);
      say(node, part.isAdded ? signed(value) : formatted(value, isGate ? "gate" : undefined));
    });
    return node;
  });
  return { nodes, fill: (valueOf) => fills.forEach((fill) => fill(valueOf)) };
}

/**
 * The value that a tree's operands give, the trace's own, and whether they agree.
 * @param {Equation} tree
 * @param {ValueOf} valueOf
 * @returns {Check}
 */
function check(tree, valueOf) {
  const [, result, formula] = tree;
  const computed = evaluate(formula, valueOf);
  const traced = valueOf(result);
  const largest = Math.max(
    1,
    Math.abs(traced),
    ...operands(formula)
      .filter((name) => !name.startsWith("W_"))
      .map((name) => Math.abs(valueOf(name))),
    ...products(formula).map(([, weight, vector]) => valueOf.reach(weight, vector)),
  );
  const difference = Math.abs(computed - traced);
  return { computed, traced, difference, holds: difference <= TOLERANCE * largest };
}

/**
 * A unit's values by operand name; `dot` gives a matrix product's, `terms` its summands,
 * `reach` the sum of their sizes, `all` the chosen class of a softmax.
 * @param {Scene} scene
 * @param {Cursor} cursor
 * @param {number} chosenClass
 * @returns {ValueOf}
 */
export function valuesAt(scene, cursor, chosenClass = 1) {
  const isOfClass = (/** @type {string} */ name) => /^(output|probabilities|W_ho|b_o)$/.test(name);
  const rowOf = (/** @type {string} */ name) => (isOfClass(name) ? chosenClass : cursor.unit);
  const vectorOf = (/** @type {string} */ name) => operand(scene, name, cursor);
  const valueOf = (/** @type {string} */ name) => vectorOf(name)[rowOf(name) - 1];
  /** @type {Products["terms"]} */
  const terms = (weight, tree) => {
    const row = matrix(scene, weight, cursor).row(rowOf(weight));
    const vector = compute(tree, vectorOf, null);
    return Array.from(row, (w, index) => {
      return { index: index + 1, w, x: vector[index], product: w * vector[index] };
    });
  };
  /** @type {Products} */
  const sums = {
    terms,
    dot: (weight, tree) => terms(weight, tree).reduce((sum, term) => sum + term.product, 0),
    reach: (weight, tree) =>
      terms(weight, tree).reduce((sum, term) => sum + Math.abs(term.product), 0),
    all: (tree) => compute(tree, vectorOf, null)[chosenClass - 1],
  };
  return Object.assign(valueOf, sums);
}

/**
 * The sentence behind a tick.
 * @param {Check} check
 * @param {boolean} isEdited
 * @param {string} scale
 */
function verdict({ traced, difference, holds }, isEdited, scale) {
  if (isEdited) return "Set by you: the equation alone would give another number.";
  return holds
    ? `Worked out from the numbers shown; the trace differs by ${tiny(difference)}.`
    : `Worked out from the numbers shown; the trace says ${formatted(traced, scale)} instead.`;
}

/**
 * @typedef {object} Line An equation on the page.
 * @property {HTMLElement} element
 * @property {string} result
 * @property {(valueOf: ValueOf, isEdited?: boolean) => void} draw
 */

/**
 * One equation: symbols, numbers, the result and its check.
 * @param {Scene} scene
 * @param {Cell} cell The scene's cell in one notation.
 * @param {Equation} tree
 * @returns {Line}
 */
export function equation(scene, cell, tree) {
  const [, result, formula] = tree;
  const filled = inNumbers(scene, formula);
  const { scale } = termOf(scene, result);
  const value = el("b", { class: "rv-outcome" });
  const tick = el("span", { class: "rv-tick" });
  const left = symbols(cell, result);
  const isNamed = "operand" in written(formula)[0] && left.length > 1; // a bare product
  const right = isNamed ? [] : [" = ", ...inSymbols(cell, formula)];
  const element = el(
    "div",
    { class: "rv-equation", "data-result": result },
    el("div", { class: "rv-symbols" }, ...left, ...right),
    el(
      "div",
      { class: "rv-numbers" },
      el("span", { class: "rv-sum" }, "= ", ...filled.nodes),
      el("span", { class: "rv-check" }, value, tick),
    ),
  );
  return {
    element,
    result,
    draw(valueOf, isEdited = false) {
      filled.fill(valueOf);
      const found = check(tree, valueOf);
      const { computed, traced, difference, holds } = found;
      say(value, `= ${formatted(isEdited ? traced : computed, scale)}`);
      say(tick, isEdited ? "✎ set" : `${holds ? "✓" : "✗"} ${tiny(difference)}`);
      tick.dataset.holds = isEdited ? "edited" : String(holds);
      tick.title = verdict(found, isEdited, scale);
    },
  };
}
