/**
 * A Scene's bytes as data: u32 header length | JSON header | float32 blob.
 *
 * @typedef {object} Table An array of the scene, rows counted from 1.
 * @property {Float32Array} values All numbers, row after row.
 * @property {number} width Numbers in a row.
 * @property {(row: number) => Float32Array} row One row, a view.
 *
 * @typedef {{t: number, layer: number}} Place A timestep of a layer, both from 1.
 * @typedef {string | number | any[]} Tree See trees.js.
 * @typedef {Record<string, any>} Scene The header with its arrays in place.
 */

const FORMAT = "rnnviz-scene";
const VERSION = 2;

/** @param {Uint8Array} bytes @returns {[Record<string, any>, number]} */
function header(bytes) {
  if (bytes.length < 4) throw new Error("it is shorter than its own length field");
  const length = new DataView(bytes.buffer).getUint32(0, true);
  if (4 + length > bytes.length) throw new Error("it ends inside its header");
  const read = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (read.format !== FORMAT) throw new Error("it is not an rnnviz scene");
  if (read.version !== VERSION) throw new Error(`its version is ${read.version}, not ${VERSION}`);
  return [read, 4 + length];
}

/**
 * A table over numbers that lie in a row.
 * @param {Float32Array} values
 * @param {number} width
 * @returns {Table}
 */
export function table(values, width) {
  return { values, width, row: (t) => values.subarray((t - 1) * width, t * width) };
}

/** @param {Record<string, any>} head @param {Float32Array} blob @returns {Scene} */
function placed(head, blob) {
  const array = (ref) => {
    const size = ref.shape.reduce((product, axis) => product * axis, 1);
    if (ref.offset + size > blob.length) throw new Error("it ends before its last number");
    return table(blob.subarray(ref.offset, ref.offset + size), ref.shape.at(-1));
  };
  const arrays = (refs) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, array(ref)]));
  const layers = head.layers.map(arrays);
  return {
    ...head,
    layers,
    head: arrays(head.head),
    words: arrays(head.words),
    spaces: head.spaces.map((space) => ({
      ...space,
      mean: array(space.mean),
      components: array(space.components),
      cloud: array(space.cloud),
    })),
    inputs: array(head.inputs),
    output: head.output && array(head.output),
    probabilities: head.probabilities && array(head.probabilities),
    nTimesteps: head.tokens.length,
    nLayers: layers.length,
    hiddenSize: (layer) => layers[layer - 1].hidden.width,
    beside: head.beside ? placed(head.beside, blob) : null,
  };
}

/**
 * Read a scene; throws an Error with one clear reason.
 * @param {Uint8Array | ArrayBuffer} data
 * @returns {Scene}
 */
export function unpack(data) {
  const bytes = new Uint8Array(data).slice();
  const [head, start] = header(bytes);
  const blob = new Float32Array(
    bytes.buffer.slice(start, start + 4 * ((bytes.length - start) >> 2)),
  );
  return placed(head, blob);
}

/** Each block's rows in a stack of blocks: [start, size]. */
function blockOf(scene, block, length) {
  const size = length / scene.blocks.length;
  return [scene.blocks.indexOf(block) * size, size];
}

function before(scene, state, { t, layer }) {
  const record = scene.layers[layer - 1];
  return t === 1 ? record[`${state[0]}_0`].values : record[state].row(t - 1);
}

function combined(first, second, sign) {
  return Float64Array.from(first, (value, index) => value + sign * second[index]);
}

const MADE = {
  input_product: ["input_contribution", "b_ih", -1],
  recurrent_product: ["recurrent_contribution", "b_hh", -1],
  b: ["b_ih", "b_hh", 1],
};

/**
 * An operand's numbers at a timestep of a layer, (H,) or (C,): see trees.py for its names.
 * @param {Scene} scene
 * @param {string} name
 * @param {Place} at
 * @returns {Float32Array | Float64Array}
 */
export function operand(scene, name, at) {
  if (name === "output" || name === "probabilities") return scene[name].row(at.t);
  if (name === "b_o") return scene.head.b_o.values;
  const state = name.match(/^(\w+)_before$/);
  if (state) return before(scene, state[1], at);
  const [quantity, block] = name.split(".");
  if (quantity in MADE) {
    const [first, second, sign] = MADE[quantity];
    return combined(
      operand(scene, `${first}.${block}`, at),
      operand(scene, `${second}.${block}`, at),
      sign,
    );
  }
  const array = scene.layers[at.layer - 1][quantity];
  const row = quantity.startsWith("b_") ? array.values : array.row(at.t);
  if (block === undefined) return row;
  const [start, size] = blockOf(scene, block, row.length);
  return row.subarray(start, start + size);
}

/**
 * A weight matrix, or one block of it: a row per unit.
 * @param {Scene} scene
 * @param {string} name "W_ih.forget_gate", "W_ho"
 * @param {Place} at
 * @returns {Table}
 */
export function matrix(scene, name, at) {
  if (name === "W_ho") return scene.head.W_ho;
  const [quantity, block] = name.split(".");
  const { values, width } = scene.layers[at.layer - 1][quantity];
  const [start, size] = blockOf(scene, block, values.length / width);
  return table(values.subarray(start * width, (start + size) * width), width);
}

/**
 * The key of the term that names, colours and explains an operand.
 * @param {string} name
 * @returns {string}
 */
export function termKey(name) {
  const base = name.replace(/_before$/, "").split(".")[0];
  if (base.startsWith("W_")) return "weight";
  return base === "b" || base.startsWith("b_") ? "bias" : base;
}

/** The term that names and colours an operand. */
export function termOf(scene, name) {
  return scene.terms[termKey(name)];
}

/**
 * Where a quantity's numbers lie, to be written: its array and first column of its block.
 * @param {Scene} scene
 * @param {string} name A result of the canonical operations.
 * @param {number} layer
 * @returns {{array: Table, start: number, size: number}}
 */
export function storage(scene, name, layer) {
  const [quantity, block] = name.split(".");
  const isHead = name === "output" || name === "probabilities";
  const array = isHead ? scene[quantity] : scene.layers[layer - 1][quantity];
  const [start, size] = block ? blockOf(scene, block, array.width) : [0, array.width];
  return { array, start, size };
}
