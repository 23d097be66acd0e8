/**
 * Vectors in the plane of a state space, and that plane on the screen.
 *
 * A unit is as long across as it is up, so that a distance on the picture is a distance. The
 * range holds every timestep's point, read or not, and the middle of the cloud: it never moves
 * while stepping, and a few far states of other sentences do not make this one's path small.
 */

/** @import { Scene, Table } from "./scene.js" */

/** @typedef {[x: number, y: number]} Point in the plane, or in CSS pixels */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {{mean: Table, components: Table, cloud: Table, explained_variance_ratio: number[],
 *   n_sentences: number}} Space */

/**
 * @typedef {object} Frame The part of the plane that a box shows.
 * @property {Box} box
 * @property {number} unit pixels of a unit
 * @property {(point: Point) => Point} place where a point of the plane lies on the screen
 * @property {{x: number[], y: number[]}} ticks round numbers inside the box
 */

const MIDDLE = 0.8; // of the cloud, along each axis, is inside at least
const INSET = 18; // pixels between the outermost points and the box
const TICK = 72; // pixels between two ticks, at least

/**
 * (vector − mean) · components
 * @param {Space} space
 * @param {ArrayLike<number>} vector
 * @returns {Point}
 */
export function projected({ mean, components }, vector) {
  const [first, second] = [components.row(1), components.row(2)];
  let [x, y] = [0, 0];
  for (let unit = 0; unit < vector.length; unit += 1) {
    const centred = vector[unit] - mean.values[unit];
    x += centred * first[unit];
    y += centred * second[unit];
  }
  return [x, y];
}

/**
 * What a panel's points stand for: the vectors of timesteps from `first` on.
 * @typedef {{first: number, vectors: ArrayLike<number>[]}} Path
 */

/** @param {Scene} scene @returns {Path} the words, from timestep 1 */
export function wordsOf(scene) {
  const { nTimesteps, inputs } = scene;
  return {
    first: 1,
    vectors: Array.from({ length: nTimesteps }, (_, index) => inputs.row(index + 1)),
  };
}

/** @param {Scene} scene @param {number} layer @returns {Path} its states, from h_0 */
export function statesOf(scene, layer) {
  const { h_0, hidden } = scene.layers[layer - 1];
  const later = Array.from({ length: scene.nTimesteps }, (_, index) => hidden.row(index + 1));
  return { first: 0, vectors: [h_0.values, ...later] };
}

/**
 * How far two vectors are from each other, in all their directions.
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 * @returns {number}
 */
export function distance(a, b) {
  return Math.hypot(...Array.from(a, (value, unit) => value - b[unit]));
}

/**
 * Whether two scenes' states of a layer can lie in one plane: the same weights made them.
 * @param {Scene} scene
 * @param {Scene} other
 * @param {number} layer 0 for the words
 * @returns {boolean}
 */
export function isComparable(scene, other, layer) {
  if (scene.inputs.width !== other.inputs.width) return false;
  const same = (/** @type {Table} */ a, /** @type {Table | undefined} */ b) =>
    a === b ||
    (b !== undefined &&
      a.values.length === b.values.length &&
      a.values.every((value, index) => value === b.values[index]));
  return scene.layers
    .slice(0, layer)
    .every((record, index) =>
      ["W_ih", "W_hh", "b_ih", "b_hh"].every((name) =>
        same(record[name], other.layers[index]?.[name])
      )
    );
}

/** A round step of at least `least`: 1, 2 or 5 times a power of ten. @param {number} least */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** @param {number} low @param {number} high @param {number} step */
function multiples(low, high, step) {
  const [from, to] = [Math.ceil(low / step), Math.floor(high / step)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => (from + index) * step);
}

/**
 * From where to where numbers lie along an axis.
 * @param {Point[]} points all of them inside
 * @param {Point[]} cloud its middle inside
 * @param {0 | 1} axis
 * @returns {[low: number, high: number]}
 */
function rangeOf(points, cloud, axis) {
  const sorted = cloud.map((point) => point[axis]).sort((a, b) => a - b);
  const cut = Math.floor(((1 - MIDDLE) / 2) * sorted.length);
  const middle = sorted.slice(cut, sorted.length - cut);
  const values = [...points.map((point) => point[axis]), ...middle].filter(Number.isFinite);
  return values.length ? [Math.min(...values), Math.max(...values)] : [0, 0];
}

/**
 * The frame that shows all of these points in a box, and the middle of a cloud.
 * @param {Point[]} points
 * @param {Point[]} cloud
 * @param {Box} box
 * @returns {Frame}
 */
export function frameOf(points, cloud, box) {
  const ranges = [rangeOf(points, cloud, 0), rangeOf(points, cloud, 1)];
  const room = [box.width, box.height].map((pixels) => Math.max(1, pixels - 2 * INSET));
  const units = ranges.map((
    [low, high],
    axis,
  ) => (high - low > 1e-6 ? room[axis] / (high - low) : Infinity));
  const least = Math.min(...units);
  const unit = Number.isFinite(least) ? least : Math.min(...room) / 2; // nothing varies
  const [middleX, middleY] = ranges.map(([low, high]) => (low + high) / 2);
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2];
  const step = roundStep(TICK / unit);
  const [halfX, halfY] = [box.width / 2 / unit, box.height / 2 / unit];
  return {
    box,
    unit,
    place: ([x, y]) => [centreX + (x - middleX) * unit, centreY - (y - middleY) * unit],
    ticks: {
      x: multiples(middleX - halfX, middleX + halfX, step),
      y: multiples(middleY - halfY, middleY + halfY, step),
    },
  };
}

/**
 * Whether a point, with some pixels around it, lies in the frame's box.
 * @param {Frame} frame
 * @param {Point} point
 * @param {number} around
 * @returns {boolean}
 */
export function isInside({ box, place }, point, around) {
  const [x, y] = place(point);
  const isAcross = x >= box.x + around && x <= box.x + box.width - around;
  return isAcross && y >= box.y + around && y <= box.y + box.height - around;
}
