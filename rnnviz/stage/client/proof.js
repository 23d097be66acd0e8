/**
 * The whole trace proven: every number that an equation gives, worked out again in double
 * precision from the trace's own operands, a slice of work at a time so that no step waits.
 *
 * @typedef {object} Proof
 * @property {number} count Numbers that were worked out.
 * @property {number} wrong Those that the trace gives otherwise.
 * @property {number} largest The largest difference.
 * @property {{t: number, layer: number, unit: number, result: string} | null} first The first
 *   wrong number.
 * @property {boolean} isDone Whether nothing is left to do.
 */

import { equationsAt, matrix, operand } from "./scene.js";
import { compute, operands, products } from "./trees.js";

/** @import { IsEdited } from "./edits.js" */
/** @import { Place, Scene } from "./scene.js" */
/** @import { Equation, Formula, MatrixOf, VectorOf } from "./trees.js" */

/** How far a number may differ, relative to the largest one involved: the trace is float32. */
export const TOLERANCE = 1e-5;

const SLICE = 6; // milliseconds of work before the page may draw

/**
 * How large the numbers behind a result are, unit by unit: rounding grows with them.
 * @param {Formula} formula
 * @param {VectorOf} vectorOf
 * @param {MatrixOf} matrixOf
 * @param {number} size
 */
function reaches(formula, vectorOf, matrixOf, size) {
  const reach = new Float64Array(size).fill(1);
  for (const name of operands(formula)) {
    if (name.startsWith("W_")) continue;
    const values = vectorOf(name);
    if (values.length !== size) continue;
    for (let unit = 0; unit < size; unit += 1) {
      reach[unit] = Math.max(reach[unit], Math.abs(values[unit]));
    }
  }
  for (const [, weight, vector] of products(formula)) {
    const { values, width } = matrixOf(weight);
    const factors = compute(vector, vectorOf, matrixOf);
    for (let unit = 0, at = 0; unit < size; unit += 1) {
      let sum = 0;
      for (let k = 0; k < width; k += 1, at += 1) sum += Math.abs(values[at] * factors[k]);
      reach[unit] = Math.max(reach[unit], sum);
    }
  }
  return reach;
}

/**
 * One equation at one place, for all its units.
 * @param {Scene} scene
 * @param {Equation} equation
 * @param {Place} place
 * @param {Proof} proof What is found is added to it.
 * @param {IsEdited} isEdited
 */
function verify(scene, [, result, formula], place, proof, isEdited) {
  const vectorOf = (/** @type {string} */ name) => operand(scene, name, place);
  const matrixOf = (/** @type {string} */ name) => matrix(scene, name, place);
  const computed = compute(formula, vectorOf, matrixOf);
  const traced = vectorOf(result);
  let reach = null; // only asked for where a difference is not tiny anyway
  for (let unit = 0; unit < traced.length; unit += 1) {
    if (isEdited(result, place, unit + 1)) continue;
    const difference = Math.abs(computed[unit] - traced[unit]);
    proof.count += 1;
    if (difference <= TOLERANCE) {
      proof.largest = Math.max(proof.largest, difference);
      continue;
    }
    reach ??= reaches(formula, vectorOf, matrixOf, traced.length);
    proof.largest = difference > proof.largest || Number.isNaN(difference)
      ? difference
      : proof.largest;
    if (difference <= TOLERANCE * reach[unit]) continue;
    proof.wrong += 1;
    proof.first ??= { ...place, unit: unit + 1, result };
  }
}

/**
 * Every (timestep, layer) with the equations that hold there.
 * @param {Scene} scene
 * @returns {Generator<[Equation, Place], void>}
 */
function* places(scene) {
  const byLayer = scene.layers.map((_, index) => equationsAt(scene, index + 1));
  for (let t = 1; t <= scene.nTimesteps; t += 1) {
    for (let layer = 1; layer <= scene.nLayers; layer += 1) {
      for (const tree of byLayer[layer - 1]) yield [tree, { t, layer }];
    }
  }
}

/**
 * Prove a scene in slices.
 * @param {Scene} scene
 * @param {IsEdited} isEdited Whether a number was set by hand, and so follows from nothing.
 * @param {(proof: Proof) => void} report Called after every slice.
 * @returns {() => void} How to stop.
 */
export function prove(scene, isEdited, report) {
  /** @type {Proof} */
  const proof = { count: 0, wrong: 0, largest: 0, first: null, isDone: false };
  const work = places(scene);
  let timer = 0;
  const slice = () => {
    const end = performance.now() + SLICE;
    do {
      const next = work.next();
      if (next.done) {
        proof.isDone = true;
        break;
      }
      const [tree, place] = next.value;
      verify(scene, tree, place, proof, isEdited);
    } while (performance.now() < end);
    report(proof);
    if (!proof.isDone) timer = window.setTimeout(slice, 4);
  };
  timer = window.setTimeout(slice, 60); // after the first picture
  return () => clearTimeout(timer);
}
