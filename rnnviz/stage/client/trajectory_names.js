/** Which points have a name, where it stands, and what it may not lie over. */

import { fitting } from "./ink.js";
import { takenByTicks } from "./trajectory_ground.js";
import { placed } from "./trajectory_labels.js";
import { typeOf } from "./trajectory_panels.js";
import { ownName, shortened, wordAt } from "./trajectory_words.js";

/** @import { View } from "./trajectory.js" */
/** @import { Look } from "./trajectory_ground.js" */
/** @import { Label } from "./trajectory_labels.js" */
/** @import { Panel } from "./trajectory_panels.js" */
/** @import { Box, Point } from "./trajectory_plane.js" */

export const DOT = 4; // pixels, the radius of what was read
export const PRESENT = 8; // and of what is there now
const RECENT = 3; // pieces of the path that no name lies over
const LONGEST = 0.6; // of the plot's width, for a name

/**
 * Another word in the present one's place.
 * @param {Panel} panel
 * @param {View} view
 * @returns {{point: Point, text: string} | null}
 */
export function otherWord({ layer, path, other, otherPoints, reached }, view) {
  if (layer || !other || !view.other || reached > other.vectors.length) return null;
  const [ours, theirs] = [path.vectors[reached - 1], other.vectors[reached - 1]];
  if (Array.from(ours).every((value, index) => value === theirs[index])) return null;
  const text = view.other.scene.tokens[reached - 1]?.text ?? "";
  return { point: otherPoints[reached - 1], text };
}

/** @typedef {{text: string, point: Point, rank: "present" | "other" | "past"}} Named */

/**
 * The present state, the other path's, the start, and then back from the latest.
 * @param {Panel} panel
 * @param {View} view
 * @returns {Named[]}
 */
function namedStates({ points, otherPoints, reached }, view) {
  const nameOf = (/** @type {number} */ t) => (t === 0 ? "h₀" : wordAt(view, t));
  const end = view.other ? otherPoints[reached] : undefined;
  const own = end ? `${nameOf(reached)} · ${ownName(view)}` : nameOf(reached);
  /** @type {Named[]} */
  const found = [{ text: own, point: points[reached], rank: "present" }];
  if (end) found.push({ text: shortened(view.other?.label ?? ""), point: end, rank: "other" });
  const start = reached ? [0] : [];
  const past = Array.from({ length: Math.max(0, reached - 1) }, (_, index) => reached - 1 - index);
  for (const t of [...start, ...past]) {
    found.push({ text: nameOf(t), point: points[t], rank: "past" });
  }
  return found;
}

/**
 * The present word, the one it stands for, and then back from the latest. A word that stands
 * twice in the sentence is one point.
 * @param {Panel} panel
 * @param {View} view
 * @returns {Named[]}
 */
function namedWords(panel, view) {
  const { points, reached } = panel;
  /** @type {Named[]} */
  const found = [];
  const seen = new Set();
  for (let t = reached; t > 0; t -= 1) {
    const text = wordAt(view, t);
    if (!seen.has(text)) {
      found.push({ text, point: points[t - 1], rank: t < reached ? "past" : "present" });
    }
    seen.add(text);
  }
  const instead = otherWord(panel, view);
  const text = `${instead?.text} · ${shortened(view.other?.label ?? "")}`;
  if (instead) found.splice(1, 0, { text, point: instead.point, rank: "other" });
  return found;
}

/**
 * @param {CanvasRenderingContext2D} context measures
 * @param {Panel} panel
 * @param {View} view
 * @param {Look} look
 * @returns {Label[]}
 */
function labelsOf(context, panel, view, { palette, family }) {
  const type = typeOf(panel.box);
  const { place, box } = panel.frame;
  const plain = { font: `${type.label}px ${family}`, size: type.label };
  const bold = { font: `600 ${type.present}px ${family}`, size: type.present };
  const styles = {
    present: { ...bold, gap: PRESENT + 7, colour: palette.accent, isNeeded: true },
    other: { ...plain, gap: PRESENT + 6, colour: palette.muted, isNeeded: true },
    past: { ...plain, gap: DOT + 4, colour: palette.text },
  };
  const named = panel.layer ? namedStates(panel, view) : namedWords(panel, view);
  return named.map(({ text, point, rank }) => {
    context.font = styles[rank].font;
    return {
      text: fitting(context, text, LONGEST * box.width),
      point: place(point),
      ...styles[rank],
    };
  });
}

/** @param {Point} point in pixels @param {number} radius @returns {Box} */
const around = ([x, y], radius) => ({
  x: x - radius,
  y: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

/**
 * A piece of the path as small boxes in a row.
 * @param {Point} from
 * @param {Point} to
 * @returns {Box[]}
 */
function beads([x1, y1], [x2, y2]) {
  const n = Math.min(60, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 6));
  return Array.from({ length: n }, (_, index) => {
    const share = (index + 0.5) / n;
    return around([x1 + share * (x2 - x1), y1 + share * (y2 - y1)], 3);
  });
}

/** The last pieces of a path. @param {Point[]} way @returns {Box[]} */
function latest(way) {
  const last = way.slice(-RECENT - 1);
  return last.slice(1).flatMap((to, index) => beads(last[index], to));
}

/**
 * What no name may lie over: points, the last pieces of the paths, the axis' numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {string} family
 * @returns {Box[]}
 */
function takenBy(context, panel, family) {
  const { points, otherPoints, path, frame, reached, layer } = panel;
  const way = points.slice(0, reached + 1 - path.first).map(frame.place);
  const others = layer ? otherPoints.slice(0, reached + 1).map(frame.place) : [];
  return [
    ...[...way.slice(-1), ...others.slice(-1)].map((point) => around(point, PRESENT + 2)),
    ...way.slice(0, -1).map((point) => around(point, DOT)),
    ...(layer ? [...latest(way), ...latest(others)] : []),
    ...takenByTicks(context, panel, family),
  ];
}

/**
 * Names with a little of the ground behind them, so that lines do not cross letters.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {View} view
 * @param {Look} look
 */
export function paintNames(context, panel, view, look) {
  const { box: plot } = panel.frame;
  const inside = { ...plot, x: plot.x + 3, width: plot.width - 6 };
  const taken = takenBy(context, panel, look.family);
  const labels = placed(context, labelsOf(context, panel, view, look), taken, inside);
  for (const { box } of labels) {
    context.fillStyle = look.palette.ground;
    context.globalAlpha = 0.8;
    context.fillRect(box.x - 2, box.y, box.width + 4, box.height);
  }
  context.globalAlpha = 1;
  for (const { text, box, font, size, colour } of labels) {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, box.x, box.y + 0.85 * size + 1);
  }
}
