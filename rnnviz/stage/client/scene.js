/** A Scene's bytes as data: u32 header length | JSON header | float32 blob. */

const FORMAT = "rnnviz-scene";
const VERSION = 1;

function header(bytes) {
  if (bytes.length < 4) throw new Error("it is shorter than its own length field");
  const length = new DataView(bytes.buffer).getUint32(0, true);
  if (4 + length > bytes.length) throw new Error("it ends inside its header");
  const read = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (read.format !== FORMAT) throw new Error("it is not an rnnviz scene");
  if (read.version !== VERSION) throw new Error(`its version is ${read.version}, not ${VERSION}`);
  return [read, 4 + length];
}

/** Read a scene (Uint8Array or ArrayBuffer); throws an Error with one clear reason. */
export function unpack(data) {
  const bytes = new Uint8Array(data).slice();
  const [head, start] = header(bytes);
  const blob = new Float32Array(
    bytes.buffer.slice(start, start + 4 * ((bytes.length - start) >> 2)),
  );
  const array = (ref) => {
    const size = ref.shape.reduce((product, axis) => product * axis, 1);
    if (ref.offset + size > blob.length) throw new Error("it ends before its last number");
    const values = blob.subarray(ref.offset, ref.offset + size);
    const width = ref.shape.at(-1);
    return { values, width, row: (t) => values.subarray((t - 1) * width, t * width) };
  };
  const layers = head.layers.map((refs) =>
    Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, array(ref)])),
  );
  return {
    ...head,
    layers,
    inputs: array(head.inputs),
    output: head.output && array(head.output),
    probabilities: head.probabilities && array(head.probabilities),
    nTimesteps: head.tokens.length,
    nLayers: layers.length,
    hiddenSize: (layer) => layers[layer - 1].hidden.width,
  };
}

function before(scene, state, { t, layer }) {
  const record = scene.layers[layer - 1];
  return t === 1 ? record[`${state[0]}_0`].values : record[state].row(t - 1);
}

/** An operand's values at a timestep of a layer, (H,): see equations.py for its names. */
export function operand(scene, name, at) {
  const state = name.match(/^(\w+)_before$/);
  if (state) return before(scene, state[1], at);
  const [quantity, block] = name.split(".");
  const row = scene.layers[at.layer - 1][quantity].row(at.t);
  if (block === undefined) return row;
  const size = row.length / scene.blocks.length;
  const start = scene.blocks.indexOf(block) * size;
  return row.subarray(start, start + size);
}

/** The term that names and colours an operand. */
export function termOf(scene, name) {
  return scene.terms[name.replace(/_before$/, "").split(".")[0]];
}

/** An operand's letter and subscript: c_t, c_t−1, or u_f for the forget gate's block. */
export function symbolOf(scene, name) {
  const [letter, subscript = ""] = termOf(scene, name).symbol.split("_");
  if (name.endsWith("_before")) return [letter, "t−1"];
  const block = name.split(".")[1];
  if (block === undefined || scene.blocks.length === 1) return [letter, subscript];
  return [letter, scene.terms[block].symbol.split("_")[0]];
}
