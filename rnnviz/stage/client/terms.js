/**
 * One equation opened: a dot product as its largest terms (weight × input, a signed bar each),
 * the rest summed, the sum shown; any other sum as its parts; a squashing as its curve.
 */

import { beam } from "./causes.js";
import { curve, isCurve } from "./curve.js";
import { el, say } from "./dom.js";
import { equationOf, inSymbols, symbols } from "./equations.js";
import { formatted, signed } from "./numbers.js";
import { oneHot } from "./onehot.js";
import { shapeOf } from "./parameters.js";
import { termOf } from "./scene.js";
import { evaluate, products } from "./trees.js";

/** @import { Cursor } from "./address.js" */
/** @import { Colours } from "./colours.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Branch, Equation, Formula, Product, Tree } from "./trees.js" */
/** @import { View } from "./view.js" */

/** @typedef {{element: HTMLElement, draw: (view: View, colours: Colours) => void}} Block */
/** @typedef {(change: Partial<Cursor>) => void} Choose */

const SHOWN = 8; // terms of a dot product that stand for themselves
const REACHES = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 100, 1000]; // full half bars

/** What a full half bar stands for, so that all of these fit. @param {number[]} amounts */
function reachFor(amounts) {
  const largest = Math.max(...amounts.map(Math.abs), 1e-9);
  return REACHES.find((reach) => reach >= largest) ?? largest;
}

/** A line: what it is, its factors, its bar, its amount. */
function line(className = "") {
  const name = el("span", { class: "rv-term-name" });
  const factors = el("span", { class: "rv-term-factors" });
  const bar = beam(1);
  const value = el("span", { class: "rv-value" });
  const element = el("div", { class: `rv-term ${className}` }, name, factors, bar.element, value);
  return {
    element,
    name,
    /**
     * @param {string | null} text
     * @param {string} product
     * @param {number} amount
     * @param {number} reach
     */
    set(text, product, amount, reach) {
      if (text !== null) say(name, text); // else it holds symbols
      say(factors, product);
      bar.set(amount, reach);
      say(value, signed(amount));
    },
  };
}

/**
 * Where the k-th number of a product's vector comes from, and where a click on it leads.
 * @param {string} weight
 * @param {Formula} vector
 * @param {number} k
 * @param {View} view
 * @returns {[words: string, place: Partial<Cursor> | null]}
 */
function source(weight, vector, k, { scene, cursor }) {
  const { t, layer } = cursor;
  if (weight.startsWith("W_hh")) {
    const before = t > 1 ? { t: t - 1, layer, unit: k } : null;
    const isPlain = vector === "hidden_before";
    return [isPlain ? `h of unit ${k}, t ${t - 1}` : `r × h of unit ${k}`, before];
  }
  if (weight === "W_ho") return [`h of unit ${k}`, { unit: k }];
  if (layer > 1) return [`unit ${k} of layer ${layer - 1}`, { layer: layer - 1, unit: k }];
  return [`number ${k} of ${scene.tokens[t - 1].text}`, null];
}

/**
 * A dot product's lines.
 * @param {Cell} cell
 * @param {Product} tree
 * @param {Choose} choose
 * @returns {Block}
 */
function dotProduct(cell, tree, choose) {
  const [, weight, vector] = tree;
  const lines = Array.from({ length: SHOWN }, () => line("rv-term-link"));
  const rest = line("rv-term-rest");
  const sum = line("rv-term-sum");
  const note = el("p", { class: "rv-note" });
  /** @type {(Partial<Cursor> | null)[]} */
  const targets = new Array(SHOWN).fill(null);
  lines.forEach(({ element }, index) =>
    element.addEventListener("click", () => {
      const target = targets[index];
      if (target) choose(target);
    })
  );
  const written = [...inSymbols(cell, tree), ": its largest terms"];
  const title = el("h3", { class: "rv-terms-title" }, ...written);
  const parameter = el("p", { class: "rv-parameter" });
  const all = [...lines, rest, sum].map((each) => each.element);
  const element = el("div", { class: "rv-terms-block" }, title, parameter, ...all, note);
  return {
    element,
    draw(view) {
      say(parameter, shapeOf(view.scene, cell, weight, view.cursor.layer));
      const terms = view.valueOf.terms(weight, vector);
      const sorted = [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
      const shown = sorted.slice(0, SHOWN);
      const others = sorted.slice(SHOWN).reduce((total, term) => total + term.product, 0);
      const total = terms.reduce((all, term) => all + term.product, 0);
      const reach = reachFor([total, others, ...shown.map((term) => term.product)]);
      lines.forEach(({ element: row, set }, index) => {
        row.hidden = index >= shown.length;
        if (row.hidden) return;
        const { index: k, w, x, product } = shown[index];
        const [name, target] = source(weight, vector, k, view);
        targets[index] = target;
        row.toggleAttribute("data-leads", target !== null);
        set(name, `${signed(w)} × ${signed(x)}`, product, reach);
      });
      rest.element.hidden = terms.length <= SHOWN;
      rest.set(`the other ${terms.length - SHOWN}`, "", others, reach);
      sum.set(`sum of all ${terms.length}`, "", total, reach);
      const leads = view.cursor.layer > 1 || weight.startsWith("W_hh");
      const hint = leads ? "Click a term to go where its number comes from." : "";
      say(note, `A full half bar is ${reach}. ${hint}`);
    },
  };
}

/**
 * A product's factors in numbers; nothing for what is no product.
 * @param {Tree} tree
 * @param {import("./equations.js").ValueOf} valueOf
 */
function factorsOf(tree, valueOf) {
  if (!Array.isArray(tree) || tree[0] !== "*") return "";
  return tree.slice(1).map((factor) => signed(evaluate(factor, valueOf))).join(" × ");
}

/**
 * A sum's parts that are no dot products.
 * @param {Cell} cell
 * @param {Tree[]} trees
 * @returns {Block}
 */
function parts(cell, trees) {
  const lines = trees.map((tree) => ({ tree, ...line() }));
  for (const { name, tree } of lines) name.replaceChildren(...inSymbols(cell, tree));
  const element = el("div", { class: "rv-terms-block" }, ...lines.map((each) => each.element));
  return {
    element,
    draw({ valueOf }) {
      const amounts = lines.map(({ tree }) => evaluate(tree, valueOf));
      const reach = reachFor(amounts);
      lines.forEach((each, index) =>
        each.set(null, factorsOf(each.tree, valueOf), amounts[index], reach)
      );
    },
  };
}

/**
 * What an equation opens into: its products, its other parts, its curve.
 * @param {Scene} scene
 * @param {Cell} cell
 * @param {Equation} equation
 * @param {Choose} choose
 */
function opened(scene, cell, [, result, formula], choose) {
  /** @type {Branch} */
  const [operator, ...children] = Array.isArray(formula) ? formula : ["", formula];
  const found = products(formula).map((tree) => dotProduct(cell, tree, choose));
  if (isCurve(operator)) found.push(curve(scene, operator, children[0], result));
  if ("+*".includes(operator)) found.push(parts(cell, children));
  return found;
}

/** @param {Choose} choose Goes where a term comes from. */
export function termsPane(choose) {
  const title = el("h2", { class: "rv-terms-head" });
  const place = el("div", { class: "rv-terms-list" });
  const outcome = el("p", { class: "rv-terms-outcome" });
  const element = el(
    "section",
    { class: "rv-pane rv-terms", "aria-label": "The terms of one equation", tabindex: 0 },
    title,
    place,
    outcome,
  );
  const word = oneHot();
  const name = el("span", {}); // the last of the title
  /** @type {Scene} */ let scene;
  /** @type {Cell} */ let cell;
  /** @type {Colours} */ let colours;
  /** @type {Equation | null} */ let shown = null;
  /** @type {Block[]} */ let blocks = [];

  /** The equation that is asked for. @param {View} view @returns {Equation} */
  function treeOf(view) {
    const wished = view.lit === "input" ? "input" : view.settings.opened;
    if (wished === "input") return ["=", "input", "input"];
    const lit = [...cell.operations, ...cell.head].find((operation) => operation.key === view.lit);
    return /** @type {Equation} */ (
      lit?.equations.find(([, result]) => result === wished) ??
        lit?.equations[0] ??
        equationOf(cell, wished) ??
        equationOf(cell, "hidden")
    );
  }

  return {
    element,
    /** @param {Scene} newScene @param {Cell} newCell */
    load(newScene, newCell) {
      [scene, cell] = [newScene, newCell];
      shown = null;
    },
    /** @param {Colours} newColours */
    layout(newColours) {
      colours = newColours;
    },
    /** @param {View} view */
    draw(view) {
      const tree = treeOf(view);
      if (String(tree) !== String(shown)) {
        shown = tree;
        blocks = tree[1] === "input" ? [word] : opened(scene, cell, tree, choose);
        place.replaceChildren(...blocks.map((each) => each.element));
        title.replaceChildren(...symbols(cell, tree[1]), name);
      }
      const [, result, formula] = tree;
      const isThere = view.isReached(result);
      place.hidden = !isThere;
      const term = termOf(scene, result);
      const isHead = view.cell.head.some((operation) => operation.key === result);
      const whose = isHead || result === "input" ? "" : ` of unit ${view.cursor.unit}`;
      say(name, ` ${term.name}${whose}`);
      outcome.hidden = result === "input";
      const value = isThere ? formatted(evaluate(formula, view.valueOf), term.scale) : "";
      say(outcome, isThere ? `= ${value}` : "Not worked out yet at this step.");
      if (isThere) { for (const each of blocks) each.draw(view, colours); }
    },
  };
}
