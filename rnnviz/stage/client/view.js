/**
 * All that a drawing needs to know, put together for one moment. Drawings read it and keep
 * nothing of their own but what they have measured.
 *
 * @typedef {{scene: Scene, label: string}} Other A trace to compare with.
 *
 * @typedef {object} View
 * @property {Scene} scene What is shown: the trace, with edits if there are any.
 * @property {Scene} base The trace without edits.
 * @property {Other | null} other
 * @property {Cell} cell The cell's operations, ledger and equations in the chosen notation.
 * @property {Cursor} cursor
 * @property {Settings} settings
 * @property {string | null} lit The operation being stepped through, by key.
 * @property {(name: string) => boolean} isReached Whether an operand of the chosen cell has a
 *   value yet.
 * @property {(kind: string, layer: number, t: number) => boolean} isComputed Likewise for a row
 *   of the network: "input", "layer" or "output".
 * @property {number} readUpTo The last timestep that has an output.
 * @property {ValueOf} valueOf The chosen unit's values.
 * @property {number} computed Layers that have their values at the present timestep.
 * @property {boolean} isFolded
 * @property {Choice} shown
 * @property {(name: string) => Symbol} weightName A parameter's letter and subscript.
 * @property {Edit[]} edits
 * @property {IsEdited} isEdited
 *
 * @typedef {View & {isPlaying: boolean, speed: number}} Moment A view with how it moves on.
 */

/** @import { Cursor, Settings } from "./address.js" */
/** @import { Edit, IsEdited } from "./edits.js" */
/** @import { ValueOf } from "./equations.js" */
/** @import { Symbol } from "./ink.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Choice } from "./stack.js" */

import { operationsOf } from "./address.js";
import { leadingClass } from "./answers.js";
import { editedIn } from "./edits.js";
import { valuesAt } from "./equations.js";

/**
 * Which operation gives each operand: {forget_gate: "forget_gate",
 * "pre_activation.candidate": "candidate"}.
 * @param {Scene} scene
 */
function makers(scene) {
  /** @type {Record<string, string>} */
  const found = { input: "input", hidden_before: "input", cell_before: "input" };
  for (const cell of Object.values(scene.notations)) {
    for (const { key, equations } of [...cell.operations, ...cell.head]) {
      for (const [, result] of equations) found[result] = key;
    }
  }
  return found;
}

/** @type {WeakMap<object, Record<string, string>>} */
const made = new WeakMap(); // by the scene's notations, which edits never change

/** @param {Scene} scene */
function makersOf(scene) {
  const known = made.get(scene.notations) ?? makers(scene);
  made.set(scene.notations, known);
  return known;
}

/**
 * @param {object} state
 * @param {Scene} state.scene
 * @param {Scene} state.base
 * @param {Other | null} state.other
 * @param {Cursor} state.cursor
 * @param {Settings} state.settings
 * @param {Edit[]} state.edits
 * @returns {View}
 */
export function viewOf({ scene, base, other, cursor, settings, edits }) {
  const { t, layer, op } = cursor;
  const steps = operationsOf(scene, layer);
  const done = settings.by === "operation" ? steps.indexOf(op) : steps.length;
  const maker = makersOf(scene);
  const isReached = (/** @type {string} */ name) => {
    const place = steps.indexOf(maker[name] ?? name);
    return place < 0 || place <= done;
  };
  const isFinished = (/** @type {string} */ kind, /** @type {number} */ row) => {
    if (settings.by === "timestep" || kind === "input") return true;
    if (kind === "output") return layer === scene.nLayers && isReached("output");
    return row < layer || (row === layer && isReached("hidden"));
  };
  /** @type {View["isComputed"]} */
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
    valueOf: valuesAt(scene, cursor, leadingClass(scene, t) + 1),
    isEdited: editedIn(edits, base),
    computed: isReached("hidden") ? layer : layer - 1,
    isFolded: settings.folded === "yes",
    shown: other ? settings.shown : "this",
    weightName: (name) => scene.notations[settings.notation].notation.symbols[name][0],
  };
}
