/**
 * The trajectory: what is read as points, and the state's path through its plane. Left the
 * sentence's words in the plane of the embeddings, right the states h_0 … h_t of the cursor's
 * layer; grey behind both what other sentences give.
 *
 * All that stands still is painted once, for a scene, a layer, a size and a theme; a step
 * copies it and draws the path over it.
 */

import { el, say, sized } from "./dom.js";
import { paintGround } from "./trajectory_ground.js";
import { panelsOf, reachedIn } from "./trajectory_panels.js";
import { paintMoving } from "./trajectory_path.js";
import { NO_PLANE, told, twin } from "./trajectory_words.js";

/** @import { Scene } from "./scene.js" */
/** @import { Panel } from "./trajectory_panels.js" */

/**
 * @typedef {object} View What the trajectory needs to know of the stage.
 * @property {Scene} scene
 * @property {{t: number, layer: number, unit: number}} cursor
 * @property {number} computed how many layers of the present timestep have been computed
 * @property {(kind: string, layer: number, t: number) => boolean} [isComputed] in its stead
 * @property {{scene: Scene, label: string} | null} [other] a trace to compare with
 * @property {import("./edits.js").Edit[]} [edits] what changes `scene` from the other
 */

/**
 * @typedef {object} Spot A point as it is drawn.
 * @property {number} t 0 is the state before the first word
 * @property {number} x along the first component
 * @property {number} y along the second
 * @property {number} left CSS pixels from the drawing's corner
 * @property {number} top
 */

/**
 * @typedef {object} Trajectory
 * @property {HTMLElement} element
 * @property {(scene: Scene) => void} load
 * @property {(colours: {palette: Record<string, string>}, fonts: {text: string}) => void} layout
 * @property {(view: View) => void} draw
 * @property {(context: CanvasRenderingContext2D) => void} paint draws what is on the screen
 *   once more, as vectors, into any context
 * @property {() => {words: Spot[], states: Spot[], other: Spot[]}} points those that are drawn
 *   at the cursor; the last of words and of states is the present one
 */

const NEAR = 16; // pixels from a point that still mean it

/** @param {Panel} panel @returns {Spot[]} */
function spotsOf({ points, path, frame, reached }) {
  return points.slice(0, reached + 1 - path.first).map((point, index) => {
    const [left, top] = frame.place(point);
    return { t: path.first + index, x: point[0], y: point[1], left, top };
  });
}

/** @param {Panel} panel @returns {Spot[]} */
function otherSpots(panel) {
  return panel.layer ? spotsOf({ ...panel, points: panel.otherPoints }) : [];
}

/**
 * The point below the pointer: the nearest, and of several at one place the latest that was
 * read. Words lie where they lie, read or not; a state that was not reached is nowhere.
 * @param {Panel[]} panels
 * @param {number} px
 * @param {number} py
 * @returns {{panel: Panel, t: number} | null}
 */
function under(panels, px, py) {
  let [best, hit] = [NEAR, /** @type {{panel: Panel, t: number} | null} */ (null)];
  for (const panel of panels) {
    const last = panel.layer ? panel.reached : panel.points.length;
    const spots = spotsOf({ ...panel, reached: last });
    const rank = (/** @type {Spot} */ { t }) => (t > panel.reached ? -t : t);
    for (const spot of spots.sort((a, b) => rank(b) - rank(a))) {
      const away = Math.hypot(spot.left - px, spot.top - py);
      if (away < best) [best, hit] = [away, { panel, t: spot.t }];
    }
  }
  return hit;
}

/**
 * @param {(change: {t: number}) => void} choose for a click on a point
 * @param {(event: PointerEvent, hit: {text: string} | null) => void} hover
 * @returns {Trajectory}
 */
export function trajectory(choose, hover) {
  const canvas = el("canvas", { class: "rv-trajectory-canvas", "aria-hidden": "true" });
  const words = el("p", { class: "rv-unseen" });
  const none = el("p", { class: "rv-trajectory-none", hidden: "" }, NO_PLANE);
  const element = el("div", { class: "rv-trajectory" }, canvas, words, none);
  const ground = document.createElement("canvas");
  const size = { width: 0, height: 0 };
  /** @type {CanvasRenderingContext2D} */ let context;
  /** @type {View} */ let view;
  /** @type {Panel[]} */ let panels = [];
  /** @type {import("./trajectory_ground.js").Look} */ let look;
  /** @type {unknown[] | null} */ let painted = null; // of what the ground is; null: paint anew

  /** Place and paint anew what stands still, if it is of something else. */
  function prepare() {
    const wanted = [view.scene, view.cursor.layer, view.other?.scene ?? null];
    if (painted?.every((part, index) => part === wanted[index])) return;
    panels = panelsOf(view, size, context, look.family);
    const still = sized(ground, size.width, size.height);
    for (const panel of panels) paintGround(still, panel, look);
    painted = wanted;
  }

  const hitBy = (/** @type {MouseEvent} */ { offsetX, offsetY }) => under(panels, offsetX, offsetY);

  canvas.addEventListener("click", (event) => {
    const hit = hitBy(event);
    if (hit && hit.t > 0) choose({ t: hit.t });
  });
  canvas.addEventListener("pointermove", (event) => {
    const hit = hitBy(event);
    canvas.style.cursor = hit && hit.t > 0 ? "pointer" : "";
    hover(event, hit && { text: told(hit.panel, view, hit.t) });
  });
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  return {
    element,
    load(scene) {
      const isThere = scene.spaces.length > 0;
      [none.hidden, canvas.hidden, words.hidden] = [isThere, !isThere, !isThere];
      [painted, panels] = [null, []];
    },
    layout({ palette }, fonts) {
      look = { palette, family: fonts.text };
      [size.width, size.height] = [element.clientWidth, element.clientHeight];
      context = sized(canvas, size.width, size.height);
      painted = null;
    },
    draw(now) {
      view = now;
      if (!view.scene.spaces.length) return;
      prepare();
      for (const panel of panels) panel.reached = reachedIn(panel, view);
      context.clearRect(0, 0, size.width, size.height);
      context.drawImage(ground, 0, 0, size.width, size.height);
      for (const panel of panels) paintMoving(context, panel, view, look);
      say(words, twin(panels, view));
    },
    paint(into) {
      into.fillStyle = look.palette.text;
      into.font = `16px ${look.family}`;
      if (!panels.length) into.fillText(NO_PLANE, 16, 32);
      for (const panel of panels) {
        paintGround(into, panel, look);
        paintMoving(into, panel, view, look);
      }
    },
    points() {
      const [first, second] = panels;
      return { words: spotsOf(first), states: spotsOf(second), other: otherSpots(second) };
    },
  };
}
