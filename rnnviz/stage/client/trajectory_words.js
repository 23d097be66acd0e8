/** What the trajectory says in words: on the picture, at the pointer, and to those who listen. */

import { signed } from "./numbers.js";
import { distance } from "./trajectory_plane.js";

/** @import { Symbol } from "./ink.js" */
/** @import { Panel } from "./trajectory_panels.js" */
/** @import { Point } from "./trajectory_plane.js" */
/** @import { View } from "./trajectory.js" */

export const NO_PLANE = "No plane was fitted for this network.";

const LONGEST = 18; // letters of another trace's name

/** @param {number} ratio */
const percent = (ratio) => `${Math.round(100 * ratio)} %`;
/** @param {Point} point */
const at = ([x, y]) => `(${signed(x, 2)}, ${signed(y, 2)})`;
/** @param {number} t @returns {Symbol} */
const state = (t) => ["h", String(t)];

/**
 * A timestep's word, as it is read.
 * @param {View} view
 * @param {number} t
 * @returns {string}
 */
export function wordAt({ scene, edits = [] }, t) {
  const swap = edits.findLast(
    ({ quantity, first, last }) => quantity === "input" && first <= t && t <= last,
  );
  return String(swap?.value ?? scene.tokens[t - 1]?.text ?? "");
}

/** A name that leaves room for others. @param {string} text */
export function shortened(text) {
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : text;
}

/** What this path is called beside another one. @param {View} view */
export function ownName({ edits = [] }) {
  return edits.length ? "after" : "this";
}

/** @param {Panel} panel @param {number} component from 1 */
export function axisName({ space }, component) {
  return `component ${component} · ${
    percent(space.explained_variance_ratio[component - 1])
  } of variance`;
}

/** What the picture shows, and what it cannot. @param {Panel} panel */
export function caption({ space, size, layer }) {
  const n = space.n_sentences;
  const grey = layer
    ? `Grey: states in ${n} other sentence${n === 1 ? "" : "s"}.`
    : "Grey: other words.";
  if (size <= 2) {
    return `${grey} ${size} of ${size} direction${size > 1 ? "s" : ""}: nothing is left out.`;
  }
  const [first, second] = space.explained_variance_ratio;
  const kept = `2 of ${size} directions, ${percent(first + second)} of the variance`;
  return `${grey} ${kept}: what looks close here need not be close.`;
}

/**
 * The line below a panel's title: how far the present one is from what it is compared with.
 * @param {Panel} panel
 * @param {View} view
 * @returns {(string | Symbol)[]}
 */
export function status({ layer, size, path, other, otherIs, reached }, view) {
  if (!layer) return [`each word is ${size} numbers, read one by one`];
  if (otherIs === "elsewhere") return ["the other network’s states have a plane of their own"];
  if (reached < 1) return [state(0), ", before the first word"];
  const here = path.vectors[reached];
  if (other && view.other && reached < other.vectors.length) {
    const apart = distance(here, other.vectors[reached]).toFixed(2);
    return [
      state(reached),
      ` is ${apart} from “${shortened(view.other.label)}” in all ${size} directions`,
    ];
  }
  const moved = distance(here, path.vectors[reached - 1]).toFixed(2);
  return [state(reached), ` is ${moved} from `, state(reached - 1), ` in all ${size} directions`];
}

/**
 * One point in words.
 * @param {Panel} panel
 * @param {View} view
 * @param {number} t
 * @returns {string}
 */
export function told({ layer, size, path, points }, view, t) {
  const point = points[t - path.first];
  if (!layer) {
    return `“${wordAt(view, t)}” at ${at(point)}${t > view.cursor.t ? ", not read yet" : ""}`;
  }
  if (t === 0) return `h_0 at ${at(point)}, before the first word`;
  const inPlane = distance(point, points[t - 1]).toFixed(2);
  const inAll = distance(path.vectors[t], path.vectors[t - 1]).toFixed(2);
  const moved = `moved ${inPlane} from h_${t - 1} here, ${inAll} in all ${size} directions`;
  return `h_${t} after “${wordAt(view, t)}” at ${at(point)}, ${moved}`;
}

/**
 * Both panels in words.
 * @param {Panel[]} panels
 * @param {View} view
 * @returns {string}
 */
export function twin(panels, view) {
  const sentences = panels.map((panel) => {
    const name = panel.layer ? `Layer ${panel.layer}` : "Words";
    const { other, points, otherPoints, reached } = panel;
    const isBeside = panel.layer && view.other && other && reached < other.vectors.length;
    const apart = isBeside
      ? ` “${view.other?.label}” is at ${at(otherPoints[reached])}, ${
        distance(
          points[reached],
          otherPoints[reached],
        ).toFixed(2)
      } away.`
      : "";
    return `${name}: ${told(panel, view, reached)}.${apart} ${caption(panel)}`;
  });
  return sentences.join(" ");
}
