/**
 * What the drawing stacks, and the numbers in it: this trace's, another's, or what the two
 * differ by.
 */

/**
 * @typedef {object} Numbers An array with timesteps, counted from 1, as rows.
 * @property {number} width
 * @property {(t: number) => Float32Array} row
 */

/**
 * @typedef {object} Shown Numbers, and at which timesteps there are any.
 * @property {number} width
 * @property {(t: number) => Float32Array} row without numbers there, all are NaN
 * @property {(t: number) => boolean} has
 */

/** @import { Term } from "./scene.js" */

/**
 * @typedef {object} Scene What is drawn of a Scene.
 * @property {number} nTimesteps
 * @property {number} nLayers
 * @property {Numbers} inputs
 * @property {Record<string, Numbers>[]} layers
 * @property {Numbers | null} output
 * @property {Record<string, Term>} terms
 * @property {{text: string}[]} tokens
 * @property {{n_classes: number, bias: boolean}} network
 */

/** @typedef {"input" | "layer" | "output"} Kind */
/** @typedef {"this" | "other" | "difference"} Choice which numbers are shown */

/**
 * @typedef {object} Row
 * @property {Kind} kind
 * @property {number} layer counted from 1; 0 for what is no layer
 * @property {string} title
 * @property {string} note
 * @property {Shown} array
 * @property {Term} term its colours and range
 */

/**
 * @param {Numbers | null | undefined} numbers
 * @param {number} nTimesteps how many timesteps they have
 * @param {number} width where there are none
 * @returns {Shown}
 */
function present(numbers, nTimesteps, width) {
  const nothing = new Float32Array(numbers?.width ?? width).fill(NaN);
  const has = (/** @type {number} */ t) => Boolean(numbers) && t <= nTimesteps;
  return {
    width: nothing.length,
    has,
    row: (t) => (numbers && has(t) ? numbers.row(t) : nothing),
  };
}

/**
 * @param {Shown} left
 * @param {Shown} right
 * @returns {Shown}
 */
function difference(left, right) {
  const nothing = new Float32Array(left.width).fill(NaN);
  const has = (/** @type {number} */ t) =>
    left.width === right.width && left.has(t) && right.has(t);
  const row = (/** @type {number} */ t) => {
    if (!has(t)) return nothing;
    const taken = right.row(t);
    return left.row(t).map((value, unit) => value - taken[unit]);
  };
  return { width: left.width, has, row };
}

/**
 * A difference has a sign, whatever it is a difference of.
 * @param {Term} term
 * @returns {Term}
 */
function signedTerm(term) {
  const reach = Math.max(Math.abs(term.low), Math.abs(term.high));
  return { ...term, scale: "signed", low: -reach, high: reach };
}

/**
 * The rows from the top: output, layers L…1, embedding.
 * @param {Scene} scene
 * @param {Scene | null} other
 * @param {Choice} shown
 * @returns {Row[]}
 */
export function stack(scene, other, shown) {
  const choice = other ? shown : "this";
  const pick = (/** @type {(from: Scene) => Numbers | null | undefined} */ of) => {
    const mine = present(of(scene), scene.nTimesteps, 0);
    if (!other || choice === "this") return mine;
    const theirs = present(of(other), other.nTimesteps, mine.width);
    return choice === "other" ? theirs : difference(mine, theirs);
  };
  const termOf = (/** @type {string} */ key) =>
    choice === "difference" ? signedTerm(scene.terms[key]) : scene.terms[key];
  /** @type {Row[]} */
  const layers = scene.layers.map((_, index) => {
    const array = pick((from) => from.layers[index]?.hidden);
    const note = array.width === 1 ? "1 unit" : `${array.width} units`;
    const [layer, title] = [index + 1, `layer ${index + 1}`];
    return { kind: "layer", layer, title, note, array, term: termOf("hidden") };
  });
  const inputs = pick((from) => from.inputs);
  /** @type {Row} */
  const input = {
    kind: "input",
    layer: 0,
    title: "embedding",
    note: `${inputs.width} numbers`,
    array: inputs,
    term: termOf("input"),
  };
  if (!scene.output) return [...layers.reverse(), input];
  /** @type {Row} */
  const output = {
    kind: "output",
    layer: 0,
    title: "output",
    note: "",
    array: pick((from) => from.output),
    term: termOf("output"),
  };
  return [output, ...layers.reverse(), input];
}
