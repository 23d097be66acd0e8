/** What the head says after a word. */

/** @returns {string} A class in words; "" where there is only one without a name. */
export function className(scene, index) {
  return scene.class_names[index] ?? (scene.network.n_classes === 1 ? "" : `class ${index + 1}`);
}

/**
 * What a row of probabilities says: the one class, or the likeliest of several.
 * @returns {{name: string, probability: number, isOnly: boolean}}
 */
export function answer(scene, t) {
  const row = scene.probabilities.row(t);
  const index = row.indexOf(Math.max(...row));
  return { name: className(scene, index), probability: row[index], isOnly: row.length === 1 };
}
