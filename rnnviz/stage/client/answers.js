/** What the head says after a word. */

/** @import { Scene } from "./scene.js" */
/** @typedef {{name: string, probability: number, isOnly: boolean}} Answer */

/**
 * A class in words; "" where there is only one without a name.
 * @param {Scene} scene
 * @param {number} index From 0.
 * @returns {string}
 */
export function className(scene, index) {
  return scene.class_names[index] ?? (scene.network.n_classes === 1 ? "" : `class ${index + 1}`);
}

/**
 * The class that speaks for the output, from 0: the only one, or the likeliest.
 * @param {Scene} scene
 * @param {number} t
 */
export function leadingClass(scene, t) {
  if (!scene.probabilities) return 0;
  const row = scene.probabilities.row(t);
  return row.indexOf(Math.max(...row));
}

/**
 * What a row of probabilities says: the one class, or the likeliest of several.
 * @param {Scene} scene One with a head.
 * @param {number} t
 * @returns {Answer}
 */
export function answer(scene, t) {
  const row = /** @type {import("./scene.js").Table} */ (scene.probabilities).row(t);
  const index = leadingClass(scene, t);
  return { name: className(scene, index), probability: row[index], isOnly: row.length === 1 };
}
