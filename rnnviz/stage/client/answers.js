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
 * What a row of probabilities says: the one class, or the likeliest of several.
 * @param {Scene} scene One with a head.
 * @param {number} t
 * @returns {Answer}
 */
export function answer(scene, t) {
  const row = /** @type {import("./scene.js").Table} */ (scene.probabilities).row(t);
  const index = row.indexOf(Math.max(...row));
  return { name: className(scene, index), probability: row[index], isOnly: row.length === 1 };
}
