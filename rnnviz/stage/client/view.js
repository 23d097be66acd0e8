/**
 * All that a drawing needs to know, put together for one moment. Drawings read it and keep
 * nothing of their own but what they have measured.
 *
 * @typedef {object} View
 * @property {import("./scene.js").Scene} scene What is shown: the trace, with edits if there are any.
 * @property {import("./scene.js").Scene} base The trace without edits.
 * @property {{scene: import("./scene.js").Scene, label: string} | null} other What it is compared with.
 * @property {any} cell The cell's operations, ledger and equations in the chosen notation.
 * @property {import("./address.js").Cursor} cursor
 * @property {import("./address.js").Settings} settings
 * @property {string | null} lit The operation being stepped through, by key.
 * @property {(name: string) => boolean} isReached Whether an operand of the chosen cell has a value yet.
 * @property {(kind: string, layer: number, t: number) => boolean} isComputed Likewise for a row of the
 *   network: "input", "layer" or "output".
 * @property {number} readUpTo The last timestep that has an output.
 * @property {any} valueOf The chosen unit's values: see equations.js.
 * @property {number} computed Layers that have their values at the present timestep.
 * @property {boolean} isFolded
 * @property {string} shown "this", "other" or "difference".
 * @property {(name: string) => [string, string]} weightName A parameter's letter and subscript.
 * @property {import("./edits.js").Edit[]} edits
 * @property {(quantity: string, place: {t: number, layer: number}, unit: number) => boolean} isEdited
 */

import { operationsOf } from "./address.js";
import { editedIn } from "./edits.js";
import { valuesAt } from "./equations.js";

/** Which operation gives each operand: {forget_gate: "forget_gate", "pre_activation.candidate": "candidate"}. */
function makers(scene) {
  const found = { input: "input", hidden_before: "input", cell_before: "input" };
  for (const cell of Object.values(scene.notations)) {
    for (const { key, equations } of [...cell.operations, ...cell.head]) {
      for (const [, result] of equations) found[result] = key;
    }
  }
  return found;
}

const made = new WeakMap(); // by the scene's notations, which edits never change

function makersOf(scene) {
  if (!made.has(scene.notations)) made.set(scene.notations, makers(scene));
  return made.get(scene.notations);
}

/** The class that speaks for the output: the only one, or the likeliest. */
export function leadingClass(scene, t) {
  if (!scene.probabilities) return 1;
  const row = scene.probabilities.row(t);
  return row.indexOf(Math.max(...row)) + 1;
}

/**
 * @param {object} state
 * @param {import("./scene.js").Scene} state.scene
 * @param {import("./scene.js").Scene} state.base
 * @param {{scene: import("./scene.js").Scene, label: string} | null} state.other
 * @param {import("./address.js").Cursor} state.cursor
 * @param {import("./address.js").Settings} state.settings
 * @param {import("./edits.js").Edit[]} state.edits
 * @returns {View}
 */
export function viewOf({ scene, base, other, cursor, settings, edits }) {
  const { t, layer, op } = cursor;
  const steps = operationsOf(scene, layer);
  const done = settings.by === "operation" ? steps.indexOf(op) : steps.length;
  const maker = makersOf(scene);
  const isReached = (name) => {
    const place = steps.indexOf(maker[name] ?? name);
    return place < 0 || place <= done;
  };
  const isFinished = (kind, row) => {
    if (settings.by === "timestep" || kind === "input") return true;
    if (kind === "output") return layer === scene.nLayers && isReached("output");
    return row < layer || (row === layer && isReached("hidden"));
  };
  const isComputed = (kind, row, when) => when < t || (when === t && isFinished(kind, row));
  return {
    scene,
    base,
    other,
    cursor,
    settings,
    edits,
    cell: scene.notations[settings.notation],
    lit: settings.by === "operation" ? op : null,
    isReached,
    isComputed,
    readUpTo: isComputed("output", 0, t) ? t : t - 1,
    valueOf: valuesAt(scene, cursor, leadingClass(scene, t)),
    isEdited: editedIn(edits),
    computed: isReached("hidden") ? layer : layer - 1,
    isFolded: settings.folded === "yes",
    shown: other ? settings.shown : "this",
    weightName: (name) => scene.notations[settings.notation].notation.symbols[name][0],
  };
}
