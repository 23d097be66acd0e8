/**
 * A Scene's bytes as data: u32 header length | JSON header | float32 blob.
 *
 * @typedef {object} Table An array of the scene, rows counted from 1.
 * @property {Float32Array} values All numbers, row after row.
 * @property {number} width Numbers in a row.
 * @property {(row: number) => Float32Array} row One row, a view.
 *
 * @typedef {{t: number, layer: number}} Place A timestep of a layer, both from 1.
 *
 * @typedef {object} Token
 * @property {string} text
 * @property {boolean} is_unknown Whether it has no vector of its own.
 * @property {number | null} id Its row of the embedding table, from 0.
 *
 * @typedef {object} Term A quantity, as terms.py explains it.
 * @property {string} key
 * @property {string} symbol
 * @property {string} name
 * @property {string[]} axes
 * @property {number} low
 * @property {number} high
 * @property {boolean} is_bounded
 * @property {Scale} scale
 * @property {string} meaning
 *
 * @typedef {object} Network What it looks like, without its numbers: see spec.py.
 * @property {"rnn" | "lstm" | "gru"} cell
 * @property {number} input_size
 * @property {number[]} hidden_sizes
 * @property {boolean} bias
 * @property {"tanh" | "relu"} nonlinearity
 * @property {boolean} reset_after
 * @property {number} n_classes
 *
 * @typedef {object} Space A plane for a path: see state_space.py.
 * @property {Table} mean
 * @property {Table} components
 * @property {Table} cloud
 * @property {number[]} explained_variance_ratio
 * @property {number} n_sentences
 *
 * @typedef {{framework: string, form: string, text: string}} Snippet
 * @typedef {Record<string, Table>} LayerRecord A layer's quantities, first states and weights.
 *
 * @typedef {object} Change Numbers that were set by an intervention, and follow from nothing.
 * @property {string} quantity
 * @property {number} layer From 1; 0 for the output.
 * @property {number[] | null} units From 1; null for all.
 * @property {number} first Timesteps, from 1.
 * @property {number} last
 *
 * @typedef {object} Scene The header, as scene.py writes it, with its arrays in place.
 * @property {string} title
 * @property {string} notes
 * @property {string} link
 * @property {boolean} is_random
 * @property {string[]} class_names
 * @property {Token[]} tokens
 * @property {number} vocab_size 0 if unsaid.
 * @property {Record<string, Table>} words Vectors that a what-if can put into the sentence.
 * @property {Space[]} spaces The words' first and then one a layer, or none.
 * @property {number | null} parity The largest difference from torch's own kernel.
 * @property {Change[]} interventions What was set where the trace was made.
 * @property {Snippet[]} code
 * @property {Table} inputs
 * @property {LayerRecord[]} layers
 * @property {Record<string, Table>} head Its weights; none without a head.
 * @property {Table | null} output
 * @property {Table | null} probabilities
 * @property {Network} network
 * @property {Record<string, Term>} terms
 * @property {Record<string, Palette>} palettes By theme.
 * @property {string[]} blocks What the stacked quantities hold, in the trace's order.
 * @property {Record<string, Cell>} notations
 * @property {number} nTimesteps
 * @property {number} nLayers
 * @property {(layer: number) => number} hiddenSize
 * @property {Scene | null} beside What it is compared with.
 */

/** @import { Palette, Scale } from "./colours.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Vector } from "./trees.js" */

const FORMAT = "rnnviz-scene";
const VERSION = 2;

/** The header, and where the numbers begin. @param {Uint8Array} bytes @returns {[any, number]} */
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

/** @typedef {{offset: number, shape: number[]}} Ref Where an array lies in the blob. */

/**
 * A header with its arrays in place.
 * @param {any} head As JSON has it.
 * @param {Float32Array} blob
 * @returns {Scene}
 */
function placed(head, blob) {
  const array = (/** @type {Ref} */ ref) => {
    const size = ref.shape.reduce((product, axis) => product * axis, 1);
    if (ref.offset + size > blob.length) throw new Error("it ends before its last number");
    return table(blob.subarray(ref.offset, ref.offset + size), ref.shape[ref.shape.length - 1]);
  };
  const arrays = (/** @type {Record<string, Ref>} */ refs) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, array(ref)]));
  /** @type {LayerRecord[]} */
  const layers = head.layers.map(arrays);
  return {
    ...head,
    layers,
    head: arrays(head.head),
    words: arrays(head.words),
    spaces: head.spaces.map((/** @type {Record<string, Ref>} */ space) => ({
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
    hiddenSize: (/** @type {number} */ layer) => layers[layer - 1].hidden.width,
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

/**
 * Each block's rows in a stack of blocks: [start, size].
 * @param {Scene} scene
 * @param {string} block
 * @param {number} length
 */
function blockOf(scene, block, length) {
  const size = length / scene.blocks.length;
  return [scene.blocks.indexOf(block) * size, size];
}

/**
 * A state as a timestep found it.
 * @param {Scene} scene
 * @param {string} state
 * @param {Place} place
 */
function before(scene, state, { t, layer }) {
  const record = scene.layers[layer - 1];
  return t === 1 ? record[`${state[0]}_0`].values : record[state].row(t - 1);
}

/**
 * One vector plus or minus another.
 * @param {Vector} first
 * @param {Vector} second
 * @param {number} sign
 */
function combined(first, second, sign) {
  return Float64Array.from(first, (value, index) => value + sign * second[index]);
}

/** @type {Record<string, [first: string, second: string, sign: number]>} */
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
 * @returns {Vector}
 */
export function operand(scene, name, at) {
  if (name === "output" || name === "probabilities") {
    return /** @type {Table} */ (scene[name]).row(at.t);
  }
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

/** The term that names and colours an operand. @param {Scene} scene @param {string} name */
export function termOf(scene, name) {
  return scene.terms[termKey(name)];
}

/**
 * A layer's operations at one timestep, in order; the head's follow the top layer's.
 * @param {Scene} scene
 * @param {number} layer
 */
export function operationsAt(scene, layer) {
  const { operations, head } = scene.notations.torch;
  return layer === scene.nLayers ? [...operations, ...head] : operations;
}

/**
 * What these operations work out: every number that the trace records of the layer.
 * @param {Scene} scene
 * @param {number} layer
 */
export function equationsAt(scene, layer) {
  return operationsAt(scene, layer).flatMap((operation) => operation.equations);
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
  const array = isHead ? /** @type {Table} */ (scene[name]) : scene.layers[layer - 1][quantity];
  const [start, size] = block ? blockOf(scene, block, array.width) : [0, array.width];
  return { array, start, size };
}
