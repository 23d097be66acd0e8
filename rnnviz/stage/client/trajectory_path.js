/** What moves while stepping: the words and states that have been read, and the present one. */

import { line } from "./ink.js";
import { DOT, otherWord, paintNames, PRESENT } from "./trajectory_names.js";
import { typeOf } from "./trajectory_panels.js";
import { status } from "./trajectory_words.js";

/** @import { View } from "./trajectory.js" */
/** @import { Look } from "./trajectory_ground.js" */
/** @import { Panel } from "./trajectory_panels.js" */
/** @import { Point } from "./trajectory_plane.js" */

const [FADING, FAINTEST] = [0.08, 0.4]; // a timestep's part, and what remains
const HEAD = 7; // pixels of an arrow head; a shorter piece of the path has none

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} point
 * @param {number} radius
 * @param {boolean} [isFilled]
 */
function dot(context, point, radius, isFilled = true) {
  context.beginPath();
  context.arc(...point, radius, 0, 7);
  if (isFilled) context.fill();
  else context.stroke();
}

/**
 * An arrow head in the middle of a piece of the path, where no dot covers it.
 * @param {CanvasRenderingContext2D} context
 * @param {Point} from
 * @param {Point} to
 */
function head(context, [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 2 * HEAD + 2 * DOT) return;
  const [dx, dy] = [((x2 - x1) / length) * HEAD, ((y2 - y1) / length) * HEAD];
  const [x, y] = [(x1 + x2) / 2 + dx / 2, (y1 + y2) / 2 + dy / 2];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - dx - 0.55 * dy, y - dy + 0.55 * dx);
  context.lineTo(x - dx + 0.55 * dy, y - dy - 0.55 * dx);
  context.fill();
}

/** How strong what was read some timesteps ago still is. @param {number} age */
const strength = (age) => Math.max(FAINTEST, 1 - FADING * age);

/**
 * A path from its first point on; the older a piece, the fainter.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {string} colour
 */
function trail(context, points, colour) {
  context.strokeStyle = context.fillStyle = colour;
  for (let index = 1; index < points.length; index += 1) {
    context.globalAlpha = strength(points.length - 1 - index);
    context.beginPath();
    context.moveTo(...points[index - 1]);
    context.lineTo(...points[index]);
    context.stroke();
    head(context, points[index - 1], points[index]);
  }
  context.globalAlpha = 1;
}

/**
 * The other path, dashed, and where it has got to.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintOther(context, { otherPoints, frame, reached }, { palette }) {
  const points = otherPoints.slice(0, reached + 1).map(frame.place);
  context.lineWidth = 2;
  context.setLineDash([6, 5]);
  trail(context, points, palette.muted);
  context.setLineDash([]);
  for (const point of points.slice(1)) dot(context, point, DOT - 1);
  const end = points.at(-1);
  if (!end) return;
  context.fillStyle = palette.ground;
  dot(context, end, PRESENT - 1);
  context.lineWidth = 3;
  dot(context, end, PRESENT - 1, false);
}

/**
 * The state's way so far: from h_0, an open ring, to the present.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintWay(context, { points, frame, reached }, { palette }) {
  const way = points.slice(0, reached + 1).map(frame.place);
  context.lineWidth = 2;
  trail(context, way.slice(0, -1), palette.text);
  context.lineWidth = 3;
  trail(context, way.slice(-2), palette.accent);
  context.fillStyle = palette.text;
  way.slice(1, -1).forEach((point, index) => {
    context.globalAlpha = strength(way.length - 3 - index);
    dot(context, point, DOT);
  });
  context.globalAlpha = 1;
  context.fillStyle = palette.ground;
  context.strokeStyle = palette.text;
  context.lineWidth = 2;
  dot(context, way[0], DOT + 1);
  dot(context, way[0], DOT + 1, false);
}

/**
 * Words that were read as dots, those to come as faint rings.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintWords(context, { points, frame, reached }, { palette }) {
  context.lineWidth = 1.5;
  context.strokeStyle = palette.cloud;
  for (const point of points.slice(reached)) dot(context, frame.place(point), DOT, false);
  context.fillStyle = palette.text;
  for (const point of points.slice(0, reached)) dot(context, frame.place(point), DOT);
}

/**
 * The present one, large; open where its layer has not been computed yet.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {View} view
 * @param {Look} look
 */
function paintPresent(context, { points, path, frame, reached, layer }, view, { palette }) {
  const point = frame.place(points[reached - path.first]);
  const isNow = !layer || reached === view.cursor.t;
  context.fillStyle = palette.ground;
  dot(context, point, PRESENT + 2);
  context.fillStyle = context.strokeStyle = palette.accent;
  context.lineWidth = 3;
  dot(context, point, isNow ? PRESENT : PRESENT - 1, isNow);
}

/**
 * How far the present one is from the one before, or from the other path's.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {View} view
 * @param {Look} look
 */
function paintStatus(context, panel, view, { palette, family }) {
  const { box } = panel;
  const type = typeOf(box);
  context.fillStyle = palette.text;
  const baseline = box.y + 1.35 * type.title + 0.95 * type.axis;
  line(context, status(panel, view), [box.x, baseline], { family, size: type.axis });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {View} view
 * @param {Look} look
 */
export function paintMoving(context, panel, view, look) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  paintStatus(context, panel, view, look);
  if (panel.layer) {
    paintOther(context, panel, look);
    paintWay(context, panel, look);
  } else {
    paintWords(context, panel, look);
    const instead = otherWord(panel, view);
    context.strokeStyle = look.palette.muted;
    if (instead) dot(context, panel.frame.place(instead.point), PRESENT - 1, false);
  }
  paintNames(context, panel, view, look);
  paintPresent(context, panel, view, look);
}
