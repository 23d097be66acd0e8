/**
 * The two panels: the words in the plane of the embeddings, and the states of the cursor's
 * layer in that layer's plane; where each lies, and which points it has.
 */

import { caption } from "./trajectory_words.js";
import { frameOf, isComparable, projected, statesOf, wordsOf } from "./trajectory_plane.js";

/** @import { Box, Frame, Path, Point, Space } from "./trajectory_plane.js" */
/** @import { View } from "./trajectory.js" */

/**
 * @typedef {object} Panel
 * @property {number} layer 0 for the words
 * @property {Space} space
 * @property {number} size directions that there are
 * @property {Path} path
 * @property {Point[]} points the path in the plane
 * @property {Path | null} other the path it is compared with, if it lies in the same plane
 * @property {Point[]} otherPoints
 * @property {"none" | "here" | "elsewhere"} otherIs
 * @property {Frame} frame
 * @property {Box} box
 * @property {string[]} lines the caption
 * @property {number} reached the last timestep that has its point
 */

/** @typedef {{label: number, present: number, title: number, axis: number}} Type font sizes */

const NARROW = 560; // pixels: below, the panels stand one above the other
const GAP = 28; // pixels between the panels
const SHARE = 0.42; // of the width is the words': the path needs more room than they do
const WIDE = 440; // pixels of a panel: from here on letters are larger

/**
 * Where the panels lie.
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
function boxesOf(width, height) {
  const isNarrow = width < NARROW;
  if (isNarrow) {
    const each = { x: 0, width, height: (height - GAP) / 2 };
    return [{ ...each, y: 0 }, { ...each, y: each.height + GAP }];
  }
  const left = Math.round(SHARE * (width - GAP));
  return [
    { x: 0, y: 0, width: left, height },
    { x: left + GAP, y: 0, width: width - left - GAP, height },
  ];
}

/** @param {Box} box @returns {Type} */
export function typeOf({ width, height }) {
  const isWide = width >= WIDE && height >= 400; // of the words'
  return isWide
    ? { label: 17, present: 22, title: 20, axis: 15 }
    : { label: 14, present: 17, title: 16, axis: 13 };
}

/**
 * A text in lines of a width.
 * @param {CanvasRenderingContext2D} context its font is set
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
function wrapped(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) === "" || context.measureText(longer).width <= width) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines;
}

/**
 * The same in as few lines, all of about one length: no last word stands alone.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
function balanced(context, text, width) {
  let lines = wrapped(context, text, width);
  for (let share = 0.95; share > 0.5; share -= 0.05) {
    const narrower = wrapped(context, text, share * width);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  return lines;
}

/** Heights of what stands around the plot. @param {Type} type @param {number} nLines */
function rowsOf(type, nLines) {
  const head = Math.round(type.title * 1.35 + type.axis * 1.5);
  return {
    head,
    name: Math.round(type.axis * 1.4),
    foot: Math.round(type.axis * (2.8 + 1.3 * nLines)),
  };
}

/** @param {View} view @param {number} layer @returns {Pick<Panel, "other" | "otherIs">} */
function besides({ scene, other }, layer) {
  if (!other) return { other: null, otherIs: "none" };
  if (!isComparable(scene, other.scene, layer)) return { other: null, otherIs: "elsewhere" };
  const path = layer ? statesOf(other.scene, layer) : wordsOf(other.scene);
  return { other: path, otherIs: "here" };
}

/** @param {Space} space @returns {Point[]} */
export function cloudOf({ cloud }) {
  const points = [];
  for (let row = 1; row <= cloud.values.length / cloud.width; row += 1) {
    const [x, y] = cloud.row(row);
    points.push(/** @type {Point} */ ([x, y]));
  }
  return points;
}

/**
 * Both panels, made once for a scene, a layer and a size.
 * @param {View} view
 * @param {{width: number, height: number}} size
 * @param {CanvasRenderingContext2D} context measures
 * @param {string} family
 * @returns {Panel[]}
 */
export function panelsOf(view, { width, height }, context, family) {
  const { scene, cursor } = view;
  const boxes = boxesOf(width, height);
  const type = typeOf(boxes[0]);
  context.font = `${type.axis}px ${family}`;
  const panels = [0, cursor.layer].map((layer, index) => {
    const space = /** @type {Space} */ (scene.spaces[layer]);
    const path = layer ? statesOf(scene, layer) : wordsOf(scene);
    const beside = besides(view, layer);
    const panel = {
      layer,
      space,
      size: space.mean.values.length,
      path,
      ...beside,
      box: boxes[index],
    };
    const points = path.vectors.map((vector) => projected(space, vector));
    const otherPoints = (beside.other?.vectors ?? []).map((vector) => projected(space, vector));
    const lines = balanced(context, caption(/** @type {Panel} */ (panel)), panel.box.width);
    return { ...panel, points, otherPoints, lines, reached: 0 };
  });
  const nLines = Math.max(...panels.map(({ lines }) => lines.length));
  const { head, name, foot } = rowsOf(type, nLines);
  return panels.map((panel) => {
    const { x, y, width: across, height: down } = panel.box;
    const plot = {
      x,
      y: y + head + name,
      width: across,
      height: Math.max(40, down - head - name - foot),
    };
    const shown = [...panel.points, ...panel.otherPoints];
    return { ...panel, frame: frameOf(shown, cloudOf(panel.space), plot) };
  });
}

/**
 * The last timestep whose point is known in a panel.
 * @param {Panel} panel
 * @param {View} view
 * @returns {number}
 */
export function reachedIn({ layer }, { cursor, computed, isComputed }) {
  if (!layer) return cursor.t;
  const isThere = isComputed ? isComputed("layer", layer, cursor.t) : computed >= layer;
  return isThere ? cursor.t : cursor.t - 1;
}
