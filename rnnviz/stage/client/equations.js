/**
 * The chosen unit's equations: in symbols, in numbers, and checked. Each is evaluated in
 * double precision from the operands shown beside it and compared with the trace.
 */

import { el, say, symbol } from "./dom.js";
import { formatted, signed, tiny } from "./numbers.js";
import { matrix, operand, termKey, termOf } from "./scene.js";
import { compute, evaluate, operands, products, written } from "./trees.js";

const TOLERANCE = 1e-5; // relative to the largest number involved; the trace is float32

/** An operand's letters, explained when asked. @returns {(HTMLElement | string)[]} */
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
 * @param {any} cell
 * @param {string} wished
 */
export function equationOf(cell, wished) {
  const all = [...cell.operations, ...cell.head].flatMap((operation) => operation.equations);
  const names = [wished, wished.replace("_contribution", "_product"), wished.replace("_product", "_contribution")];
  return all.find(([, result]) => names.includes(result));
}

/** A tree in symbols: nodes and text. */
export function inSymbols(cell, tree) {
  return written(tree, { isTransposed: cell.notation.is_transposed }).flatMap((part) => {
    if (part.operand) return symbols(cell, part.operand);
    return part.text ?? ` ${part.sign} `.replace("  ", " ");
  });
}

/** A bare matrix product in numbers: how many products it sums. */
function summedUp([, weight, vector]) {
  const node = el("span", {});
  const fill = (valueOf) => say(node, `sum of ${valueOf.terms(weight, vector).length} products`);
  return { nodes: [node], fill };
}

/** A tree in numbers: elements, and how to fill them for a unit. */
function inNumbers(scene, tree) {
  if (tree[0] === "@") return summedUp(tree); // its sum is the result itself
  const fills = [];
  const nodes = written(tree, { keepsProducts: true }).map((part) => {
    if (part.text !== undefined) return part.text;
    if (part.sign !== undefined) return part.isBeforeLone ? " " : ` ${part.sign} `;
    const node = el("span", { class: "rv-figure" });
    const scale = part.product ? "signed" : termOf(scene, part.operand).scale;
    const format = part.isAdded ? signed : formatted;
    fills.push((valueOf) => {
      const value = evaluate(part.product ?? part.operand, valueOf);
      say(node, format(value, scale === "gate" && !part.isAdded ? scale : undefined));
    });
    return node;
  });
  return { nodes, fill: (valueOf) => fills.forEach((fill) => fill(valueOf)) };
}

/**
 * The value that a tree's operands give, the trace's own, and whether they agree.
 * @param {any[]} tree
 * @param {any} valueOf See valuesAt.
 * @returns {{computed: number, traced: number, difference: number, holds: boolean}}
 */
export function check(tree, valueOf) {
  const [, result, formula] = tree;
  const computed = evaluate(formula, valueOf);
  const traced = valueOf(result);
  const largest = Math.max(
    1,
    Math.abs(traced),
    ...operands(formula).filter((name) => !name.startsWith("W_")).map((name) => Math.abs(valueOf(name))),
    ...products(formula).map(([, weight, vector]) => valueOf.reach(weight, vector)),
  );
  const difference = Math.abs(computed - traced);
  return { computed, traced, difference, holds: difference <= TOLERANCE * largest };
}

/**
 * A unit's values by operand name; `dot` gives a matrix product's, `terms` its summands,
 * `reach` the sum of their sizes, `all` the chosen class of a softmax.
 */
export function valuesAt(scene, cursor, chosenClass = 1) {
  const isOfClass = (name) => /^(output|probabilities|W_ho|b_o)$/.test(name);
  const rowOf = (name) => (isOfClass(name) ? chosenClass : cursor.unit);
  const vectorOf = (name) => operand(scene, name, cursor);
  const valueOf = (name) => vectorOf(name)[rowOf(name) - 1];
  const terms = (weight, tree) => {
    const row = matrix(scene, weight, cursor).row(rowOf(weight));
    const vector = compute(tree, vectorOf, null);
    return Array.from(row, (w, index) => ({ index: index + 1, w, x: vector[index], product: w * vector[index] }));
  };
  valueOf.terms = terms;
  valueOf.dot = (weight, tree) => terms(weight, tree).reduce((sum, term) => sum + term.product, 0);
  valueOf.reach = (weight, tree) =>
    terms(weight, tree).reduce((sum, term) => sum + Math.abs(term.product), 0);
  valueOf.all = (tree) => compute(tree, vectorOf, null)[chosenClass - 1];
  return valueOf;
}

/** The sentence behind a tick. */
function verdict({ traced, difference, holds }, isEdited, scale) {
  if (isEdited) return "Set by you: the equation alone would give another number.";
  return holds
    ? `Worked out from the numbers shown; the trace differs by ${tiny(difference)}.`
    : `Worked out from the numbers shown; the trace says ${formatted(traced, scale)} instead.`;
}

/**
 * One equation: symbols, numbers, the result and its check.
 * @param {import("./scene.js").Scene} scene
 * @param {any} cell The scene's cell in one notation.
 * @param {any[]} tree
 * @returns {{element: HTMLElement, result: string, draw: (valueOf: any, isEdited?: boolean) => void}}
 */
export function equation(scene, cell, tree) {
  const [, result, formula] = tree;
  const filled = inNumbers(scene, formula);
  const { scale } = termOf(scene, result);
  const value = el("b", { class: "rv-outcome" });
  const tick = el("span", { class: "rv-tick" });
  const left = symbols(cell, result);
  const isNamed = written(formula)[0].operand !== undefined && left.length > 1; // a bare product
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
