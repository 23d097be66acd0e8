/**
 * What was changed by hand: a list of edits, each setting one quantity of some units at some
 * timesteps of a layer, and the trace that follows from them.
 *
 * In the address an edit is quantity:layer:unit:first-last:value; unit 0 is every unit, and a
 * value is a number or, for the first layer's input, a word. Edits are joined by ";".
 *
 * @typedef {object} Edit
 * @property {string} quantity A quantity of the cell, "input", "h_0" or "c_0".
 * @property {number} layer
 * @property {number} unit 0 for all.
 * @property {number} first The first timestep, from 1.
 * @property {number} last The last one, counted with it.
 * @property {number | string} value A number, or a word whose vector is read instead.
 */

import { equationsAt, matrix, operand, storage, table } from "./scene.js";
import { compute } from "./trees.js";

/** @import { Place, Scene, Table } from "./scene.js" */
/** @import { Equation } from "./trees.js" */
/** @typedef {(quantity: string, place: Place, unit: number) => boolean} IsEdited */

const MOST = 40; // edits that an address may carry

/**
 * The quantities of a scene that a hand may set: what the cell computes, then its first states.
 * @param {import("./scene.js").Scene} scene
 * @returns {string[]}
 */
export function editable(scene) {
  const named = scene.notations.torch.operations.map(({ key }) => key);
  const computed = named.filter((key) => !/^(input|.*contribution|pre_activation)$/.test(key));
  return [...computed, "h_0", ...("c_0" in scene.layers[0] ? ["c_0"] : [])];
}

/** Whether a quantity is a first state, which belongs to no timestep. @param {string} quantity */
export function isFirstState(quantity) {
  return quantity === "h_0" || quantity === "c_0";
}

/** @param {Edit[]} edits @returns {string} */
export function spelled(edits) {
  return edits
    .map(({ quantity, layer, unit, first, last, value }) =>
      [quantity, layer, unit, `${first}-${last}`, encodeURIComponent(String(value))].join(":")
    )
    .join(";");
}

/** Whether an edit fits a scene. @param {Scene} scene @param {Edit} edit */
function fits(scene, edit) {
  const isWhole = [edit.layer, edit.unit, edit.first, edit.last].every(Number.isInteger);
  if (!isWhole || edit.layer < 1 || edit.layer > scene.nLayers) return false;
  if (edit.first < 1 || edit.last > scene.nTimesteps || edit.first > edit.last) return false;
  if (edit.unit < 0 || edit.unit > scene.hiddenSize(edit.layer)) return false;
  if (edit.quantity === "input") return edit.layer === 1 && vectorFor(scene, edit) !== null;
  return editable(scene).includes(edit.quantity) && Number.isFinite(edit.value);
}

/**
 * The edits in an address that a scene can carry out; the others are left out.
 * @param {string} text
 * @param {import("./scene.js").Scene} scene
 * @returns {Edit[]}
 */
export function readEdits(text, scene) {
  return text
    .split(";")
    .slice(0, MOST)
    .map((part) => {
      const [quantity = "", layer, unit, range = "", value = ""] = part.split(":");
      const [first, last] = range.split("-").map(Number);
      const written = safely(value);
      return {
        quantity,
        layer: Number(layer),
        unit: Number(unit),
        first,
        last,
        value: quantity === "input" ? written : written === "" ? NaN : Number(written),
      };
    })
    .filter((edit) => fits(scene, edit));
}

/** What stands for a text in an address; "" for what stands for none. @param {string} text */
function safely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * The vector that a word brings: one of the scene's own words, or of those sent along.
 * @param {Scene} scene
 * @param {Edit} edit Its value is the word.
 */
function vectorFor(scene, { value }) {
  if (value === "(zeros)") return new Float32Array(scene.inputs.width);
  if (Object.hasOwn(scene.words, value)) return scene.words[value].values;
  const t = scene.tokens.findIndex((token) => token.text === value) + 1;
  return t ? scene.inputs.row(t) : null;
}

/**
 * Whether an edit sets a quantity's unit at a place.
 * @param {Edit} edit
 * @param {string} quantity
 * @param {Place} place
 * @param {number} unit
 */
function touches(edit, quantity, { t, layer }, unit) {
  return (
    edit.quantity === quantity &&
    edit.layer === layer &&
    edit.first <= t &&
    t <= edit.last &&
    (edit.unit === 0 || edit.unit === unit)
  );
}

/**
 * Whether a number came set: by an intervention where the trace was made.
 * @param {Scene} scene
 * @param {string} quantity
 * @param {Place} place
 * @param {number} unit
 */
function cameSet(scene, quantity, { t, layer }, unit) {
  return scene.interventions.some((change) =>
    (change.quantity === quantity || quantity.startsWith(`${change.quantity}.`)) &&
    (change.layer === layer || change.quantity === "output") &&
    change.first <= t && t <= change.last && (change.units?.includes(unit) ?? true)
  );
}

/**
 * A function that tells whether a number was set by hand, here or where the trace was made.
 * @param {Edit[]} edits
 * @param {Scene} scene
 * @returns {IsEdited}
 */
export function editedIn(edits, scene) {
  return (quantity, place, unit) =>
    edits.some((edit) => touches(edit, quantity, place, unit)) ||
    cameSet(scene, quantity, place, unit);
}

/**
 * Give back what came set, so that working out anew does not undo it.
 * @param {Scene} base
 * @param {string} quantity
 * @param {Place} place
 * @param {Float32Array} row
 * @param {Float32Array} given The row as it came.
 */
function hold(base, quantity, place, row, given) {
  if (base.interventions.length === 0) return;
  for (let unit = 1; unit <= row.length; unit += 1) {
    if (cameSet(base, quantity, place, unit)) row[unit - 1] = given[unit - 1];
  }
}

/** Whether a layer reads the states below as they are. @param {Scene} scene @param {number} index */
function readsBelow(scene, index) {
  const [read, below] = [scene.layers[index].input, scene.layers[index - 1].hidden];
  return read.values.byteOffset === below.values.byteOffset;
}

const KEPT = new Set(["W_ih", "W_hh", "b_ih", "b_hh", "input"]);

/** @param {Table} array */
function copy(array) {
  return table(array.values.slice(), array.width);
}

/** A scene of its own numbers over the same weights. @param {Scene} scene @returns {Scene} */
function copied(scene) {
  const inputs = copy(scene.inputs);
  /** @type {import("./scene.js").LayerRecord[]} */
  const layers = [];
  for (const record of scene.layers) {
    const own = Object.entries(record).map(([name, array]) => [
      name,
      KEPT.has(name) ? array : copy(array),
    ]);
    const layer = Object.fromEntries(own);
    const index = layers.length;
    const isOwn = index > 0 && !readsBelow(scene, index); // an intervention set some of it
    layer.input = index === 0 ? inputs : isOwn ? copy(record.input) : layers[index - 1].hidden;
    layers.push(layer);
  }
  return {
    ...scene,
    layers,
    inputs,
    output: scene.output && copy(scene.output),
    probabilities: scene.probabilities && copy(scene.probabilities),
    hiddenSize: (layer) => layers[layer - 1].hidden.width,
  };
}

/** The source's numbers in the target's arrays. @param {Scene} target @param {Scene} source */
function restore(target, source) {
  const put = (/** @type {Table | null} */ to, /** @type {Table | null} */ from) =>
    to && from && to.values.set(from.values);
  put(target.inputs, source.inputs);
  put(target.output, source.output);
  put(target.probabilities, source.probabilities);
  target.layers.forEach((record, index) => {
    for (const name of Object.keys(record)) {
      if (!KEPT.has(name)) put(record[name], source.layers[index][name]);
    }
  });
}

/**
 * Set what the edits say about one result at one place.
 * @param {Scene} scene
 * @param {Edit[]} edits
 * @param {string} quantity
 * @param {Place} place
 * @param {Float32Array} row
 */
function apply(scene, edits, quantity, place, row) {
  for (const edit of edits) {
    if (edit.quantity !== quantity) continue;
    if (quantity === "input" && touches(edit, quantity, place, 0)) {
      row.set(vectorFor(scene, edit) ?? row);
      continue;
    }
    for (let unit = 1; unit <= row.length; unit += 1) {
      if (touches(edit, quantity, place, unit)) row[unit - 1] = Number(edit.value);
    }
  }
}

/**
 * Work out one timestep of one layer anew.
 * @param {Scene} scene
 * @param {Scene} base As it came.
 * @param {Edit[]} edits
 * @param {Equation[]} equations
 * @param {Place} place
 */
function recompute(scene, base, edits, equations, place) {
  const vectorOf = (/** @type {string} */ name) => operand(scene, name, place);
  const matrixOf = (/** @type {string} */ name) => matrix(scene, name, place);
  for (const [, result, formula] of equations) {
    const { array, start, size } = storage(scene, result, place.layer);
    const row = array.row(place.t).subarray(start, start + size);
    row.set(compute(formula, vectorOf, matrixOf));
    const given = storage(base, result, place.layer).array.row(place.t);
    hold(base, result, place, row, given.subarray(start, start + size));
    apply(scene, edits, result, place, row);
  }
}

/**
 * The states below as a layer reads them that has an input of its own.
 * @param {Scene} scene
 * @param {Scene} base
 * @param {Place} place
 */
function handUp(scene, base, place) {
  const row = scene.layers[place.layer - 1].input.row(place.t);
  row.set(scene.layers[place.layer - 2].hidden.row(place.t));
  hold(base, "input", place, row, base.layers[place.layer - 1].input.row(place.t));
}

/** Set what the edits say about the first states. @param {Scene} scene @param {Edit[]} edits */
function firstStates(scene, edits) {
  for (const name of ["h_0", "c_0"]) {
    scene.layers.forEach((record, index) => {
      if (!record[name]) return;
      for (const edit of edits) {
        if (edit.quantity !== name || edit.layer !== index + 1) continue;
        const value = Number(edit.value);
        if (edit.unit === 0) record[name].values.fill(value);
        else record[name].values[edit.unit - 1] = value;
      }
    });
  }
}

/**
 * Replays a scene with edits. Everything from the first edited timestep on is worked out anew
 * by the same equations that the stage shows; everything before it stays bit for bit.
 * @param {import("./scene.js").Scene} base
 */
export function replay(base) {
  const scene = copied(base);
  const byLayer = base.layers.map((_, index) => equationsAt(base, index + 1));
  return {
    scene,
    /** @param {Edit[]} edits */
    run(edits) {
      restore(scene, base);
      firstStates(scene, edits);
      const starts = edits.map((edit) => (isFirstState(edit.quantity) ? 1 : edit.first));
      for (let t = Math.min(...starts); t <= scene.nTimesteps; t += 1) {
        apply(base, edits, "input", { t, layer: 1 }, scene.inputs.row(t));
        for (let layer = 1; layer <= scene.nLayers; layer += 1) {
          if (layer > 1 && !readsBelow(scene, layer - 1)) handUp(scene, base, { t, layer });
          recompute(scene, base, edits, byLayer[layer - 1], { t, layer });
        }
      }
      return scene;
    },
  };
}
