/**
 * Equations as trees: a number, an operand's name, or [operator, …arguments]; trees.py names
 * the operators and operands.
 *
 * @typedef {number | Formula} Tree
 * @typedef {string | Branch} Formula A tree that gives a vector.
 * @typedef {[operator: string, ...children: Tree[]]} Branch
 * @typedef {[equals: string, result: string, formula: Formula]} Equation
 * @typedef {[at: string, weight: string, vector: Formula]} Product A matrix times a vector.
 * @typedef {Float32Array | Float64Array} Vector
 * @typedef {(name: string) => Vector} VectorOf An operand's numbers.
 * @typedef {(name: string) => {values: Float32Array, width: number}} MatrixOf A weight's rows.
 * @typedef {{text: string} | {sign: string, isBeforeLone?: boolean} |
 *   {operand: string, isAdded?: boolean} | {product: Product, isAdded?: boolean}} Piece A piece
 *   of a tree as it is written: see `written`.
 */

/** @import { ValueOf } from "./equations.js" */

/** @type {Record<string, number>} */
const RANK = { "=": 0, "+": 1, "-": 1, "*": 2, "@": 2 };
/** @type {Record<string, string>} */
const SIGN = { "=": "=", "+": "+", "-": "−", "*": "×", "@": "" };
/** @type {Record<string, string>} */
const WRITTEN = { sigmoid: "σ", tanh: "tanh", relu: "relu", softmax: "softmax" };

/** @type {Record<string, (...values: number[]) => number>} */
const OPERATION = {
  "+": (...terms) => terms.reduce((sum, term) => sum + term),
  "-": (left, right) => left - right,
  "*": (...factors) => factors.reduce((product, factor) => product * factor),
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
};

/** Softmax, shifted by its largest input so that nothing overflows. @param {Vector} values */
function softmax(values) {
  const top = Math.max(...values);
  const powers = Float64Array.from(values, (value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * A matrix times a vector: each row's weighted sum.
 * @param {{values: Float32Array, width: number}} matrix
 * @param {Vector} vector
 */
function product({ values, width }, vector) {
  const sums = new Float64Array(values.length / width);
  for (let row = 0, at = 0; row < sums.length; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1, at += 1) sum += values[at] * vector[column];
    sums[row] = sum;
  }
  return sums;
}

/**
 * A tree's values for all units at once, in double precision.
 * @param {Formula} tree
 * @param {VectorOf} vectorOf
 * @param {MatrixOf | null} matrixOf null where no product can occur.
 * @returns {Vector}
 */
export function compute(tree, vectorOf, matrixOf) {
  if (typeof tree === "string") return vectorOf(tree);
  const [operator, ...children] = tree;
  if (operator === "@" && matrixOf) {
    const [, weight, vector] = /** @type {Product} */ (tree);
    return product(matrixOf(weight), compute(vector, vectorOf, matrixOf));
  }
  const values = children.map((child) =>
    typeof child === "number" ? child : compute(child, vectorOf, matrixOf)
  );
  const long = /** @type {Vector} */ (values.find((value) => typeof value !== "number"));
  if (operator === "softmax") return softmax(long);
  const operate = OPERATION[operator];
  if (values.length === 1) return Float64Array.from(long, (value) => operate(value));
  return Float64Array.from(
    long,
    (_, unit) =>
      operate(...values.map((value) => (typeof value === "number" ? value : value[unit]))),
  );
}

/**
 * A tree's value for one unit, in double precision.
 * @param {Tree} tree
 * @param {ValueOf} valueOf An operand's value by its name; its `dot(weight, vector)` gives a
 *   matrix product's, its `all(tree)` that of a function of a whole vector.
 * @returns {number}
 */
export function evaluate(tree, valueOf) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return valueOf(tree);
  const [operator, ...children] = tree;
  if (operator === "@") {
    const [, weight, vector] = /** @type {Product} */ (tree);
    return valueOf.dot(weight, vector);
  }
  if (operator === "softmax") return valueOf.all(tree);
  return OPERATION[operator](...children.map((child) => evaluate(child, valueOf)));
}

/**
 * The operands of a tree, in the order in which they are written.
 * @param {Tree} tree
 * @returns {string[]}
 */
export function operands(tree) {
  if (!Array.isArray(tree)) return typeof tree === "string" ? [tree] : [];
  return tree.slice(1).flatMap(operands);
}

/**
 * The matrix products in a tree.
 * @param {Tree} tree
 * @returns {Product[]}
 */
export function products(tree) {
  if (!Array.isArray(tree)) return [];
  if (tree[0] === "@") return [/** @type {Product} */ (tree)];
  return tree.slice(1).flatMap(products);
}

/**
 * A tree as written, from left to right: {text}, {sign} between two sides, {operand}, or
 * {product} for a matrix product, which numbers show as its sum.
 * An operand that follows a plus carries isAdded, since its own sign can stand for the plus.
 * @param {Tree} tree
 * @param {{isTransposed?: boolean, keepsProducts?: boolean}} options isTransposed writes a
 *   vector before its matrix; keepsProducts leaves products whole, as numbers need them.
 * @param {number} rank
 * @returns {Piece[]}
 */
export function written(tree, options = {}, rank = 0) {
  if (typeof tree === "number") return [{ text: String(tree) }];
  if (typeof tree === "string") return [{ operand: tree }];
  const [operator, ...children] = tree;
  if (operator === "@" && options.keepsProducts) {
    return [{ product: /** @type {Product} */ (tree) }];
  }
  if (operator in WRITTEN) {
    return [{ text: `${WRITTEN[operator]}(` }, ...written(children[0], options), { text: ")" }];
  }
  const own = RANK[operator];
  const sides = children.map((child, index) =>
    written(child, options, own + (index && "-@".includes(operator) ? 1 : 0))
  );
  if (operator === "@" && options.isTransposed) sides.reverse();
  const parts = sides.flatMap((side, index) => (index ? join(operator, side) : side));
  return own < rank ? [{ text: "(" }, ...parts, { text: ")" }] : parts;
}

/**
 * What follows a side of an operator: its sign, then the next side.
 * @param {string} operator
 * @param {Piece[]} side
 * @returns {Piece[]}
 */
function join(operator, side) {
  const [first] = side;
  const isLone = side.length === 1 && ("operand" in first || "product" in first);
  if (operator === "+" && isLone) {
    return [{ sign: SIGN[operator], isBeforeLone: true }, { ...first, isAdded: true }];
  }
  return [{ sign: SIGN[operator] }, ...side];
}
