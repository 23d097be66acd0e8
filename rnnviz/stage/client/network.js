/**
 * The network drawing: layers upward and, unrolled, time to the right with one lit column;
 * folded, one cell a layer with its loop. Changing between the two, the columns slide over
 * each other: it is the same cell at every timestep.
 *
 * Unrolled, two pictures are made once for a scene, a size and a theme: everything read, and
 * nothing read. A step only cuts them together at the cursor.
 */

import { paintCaption, paintFades, paintFoot, paintTitles } from "./captions.js";
import { change } from "./change.js";
import { el, sized } from "./dom.js";
import { paintLoops } from "./folded.js";
import { paintCrowdedWeights, paintFrame, paintLit } from "./highlights.js";
import { lineWidth } from "./ink.js";
import { pictureOf } from "./pictures.js";
import { edge, followed, isSeen, placeOf, spotOf } from "./place.js";
import { under } from "./pointing.js";
import { copying, drawing } from "./sheets.js";
import { stack } from "./stack.js";
import { paintColumn, paintColumns } from "./unrolled.js";

/** @import { Colours } from "./colours.js" */
/** @import { Symbol } from "./ink.js" */
/** @import { Picture } from "./pictures.js" */
/** @import { Place, PlacedRow } from "./place.js" */
/** @import { Fill } from "./sheets.js" */
/** @import { Choice, Kind, Scene } from "./stack.js" */
/** @import { Hit } from "./pointing.js" */
/** @import { Drawing, Weight } from "./unrolled.js" */

const LARGEST = 16000; // pixels of a canvas' width that every browser can draw
/** @type {Record<Weight, Symbol>} */
const NAMES = { W_ih: ["W", "ih"], W_hh: ["W", "hh"], b: ["b", ""] };

/** @typedef {{t: number, layer: number, unit: number}} Cursor */

/**
 * @typedef {object} View What the drawing needs to know of the stage.
 * @property {Cursor} cursor
 * @property {number} computed how many layers of the present timestep have been computed
 * @property {((kind: Kind, layer: number, t: number) => boolean)} [isComputed] in its stead,
 *   for the present timestep: whether a strip has its values; layer is 0 where kind is no layer
 * @property {boolean} [isFolded] whether one cell a layer is wanted
 * @property {{scene: Scene, label: string} | null} [other] a trace to compare with
 * @property {Choice} [shown] which numbers are shown; "this" without an other
 * @property {(weight: Weight, layer: number) => Symbol} [weightName]
 */

/**
 * @typedef {object} NetworkDrawing
 * @property {HTMLElement} element data-form tells "folded", "unrolled" or "changing"
 * @property {(scene: Scene) => void} load shows another scene from the next layout on
 * @property {(colours: Colours, fonts: {text: string}) => void} layout measures anew
 * @property {(view: View) => void} draw
 * @property {(context: CanvasRenderingContext2D) => void} paint draws what is on the screen
 *   once more, as vectors, into any context
 * @property {() => Picture} picture what is on the screen as files
 */

/**
 * Pixels of the two pictures for one of the screen's.
 * @param {Place} place
 * @returns {number}
 */
function densityOf({ reach }) {
  return Math.min(window.devicePixelRatio || 1, LARGEST / reach);
}

/**
 * The drawing.
 * @param {(change: {t: number, layer?: number, unit?: number}) => void} choose for a click
 * @param {(event: PointerEvent, hit: Hit | null) => void} hover above values, null elsewhere
 * @param {(at: {t: number, layer: number}) => void} [open] for a double click on a layer
 * @returns {NetworkDrawing}
 */
export function network(choose, hover, open = () => {}) {
  const canvas = /** @type {HTMLCanvasElement} */ (
    el("canvas", { class: "rv-network-canvas", "aria-hidden": "true" })
  );
  const element = el("div", { class: "rv-network" }, canvas);
  const [read, unread] = [document.createElement("canvas"), document.createElement("canvas")];
  const folding = change(element, () => render());
  /** @type {Scene} */ let scene;
  /** @type {View} */ let view;
  /** @type {Place} */ let place;
  /** @type {Drawing} */ let drawn;
  /** @type {Colours} */ let colours;
  /** @type {{text: string}} */ let fonts;
  /** @type {CanvasRenderingContext2D} */ let context;
  /** @type {{scene: Scene, other?: Scene, shown: Choice, names: string} | null} */
  let painted = null; // of what the pictures are; null: to be painted anew
  /** @type {{t: number, layer: number} | null} */ let clicked = null;
  let offset = 0;

  /** @returns {Choice} */
  const shown = () => (view.other ? (view.shown ?? "this") : "this");
  const at = () => ({ now: view.cursor.t, offset, fold: folding.value() });
  const here = () => spotOf(place, view.cursor.t, at());

  /** @type {(weight: Weight, layer: number) => Symbol} */
  const nameOf = (weight, layer) => view.weightName?.(weight, layer) ?? NAMES[weight];

  /** @returns {(row: PlacedRow, t: number) => boolean} */
  function reading() {
    const { cursor, computed, isComputed } = view;
    return ({ kind, layer }, t) => {
      if (t !== cursor.t) return t < cursor.t;
      if (isComputed) return isComputed(kind, layer, t);
      return kind === "input" || computed >= (kind === "layer" ? layer : scene.nLayers);
    };
  }

  /**
   * One of the two pictures, as wide as all columns.
   * @param {HTMLCanvasElement} picture
   * @param {boolean} isRead
   */
  function paintPicture(picture, isRead) {
    const density = densityOf(place);
    picture.width = Math.ceil(place.reach * density);
    picture.height = Math.ceil(place.height * density);
    const into = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
    into.setTransform(density, 0, 0, density, 0, 0);
    paintColumns(into, drawn, isRead);
  }

  /** Place and paint anew if other numbers, names or another size are to be shown. */
  function prepare() {
    const other = view.other?.scene;
    const layers = scene.layers.map((_, index) => index + 1);
    const weights = /** @type {Weight[]} */ (Object.keys(NAMES));
    const names = JSON.stringify(layers.map((layer) => weights.map((w) => nameOf(w, layer))));
    const wanted = { scene, other, shown: shown(), names };
    const isSame = painted !== null &&
      Object.entries(wanted).every(([key, value]) => Reflect.get(painted ?? {}, key) === value);
    if (isSame) return;
    const { clientWidth: width, clientHeight: height } = element;
    const { nTimesteps } = scene;
    const nClasses = scene.network.n_classes;
    const rows = stack(scene, view.other?.scene ?? null, shown());
    const given = { nTimesteps, nClasses, width, height };
    const widthOf = (/** @type {number} */ size) =>
      Math.max(
        ...layers.map((layer) => lineWidth(context, [nameOf("W_hh", layer)], fonts.text, size)),
      );
    place = placeOf(rows, given, widthOf);
    const fill = copying(place, colours);
    drawn = { place, colours, fonts, fill, nameOf, hasBias: scene.network.bias };
    paintPicture(read, true);
    paintPicture(unread, false);
    painted = wanted;
  }

  /**
   * A part of a picture to where it belongs on the screen; in columns' pixels.
   * @param {HTMLCanvasElement} picture
   * @param {{left: number, right: number, top: number, bottom: number}} part
   */
  function cut(picture, part) {
    const left = Math.max(part.left, offset);
    const [width, height] = [
      Math.min(part.right, offset + place.view) - left,
      part.bottom - part.top,
    ];
    if (width <= 0 || height <= 0) return;
    const density = densityOf(place);
    const source = [left, part.top, width, height].map((pixels) => pixels * density);
    const [sx, sy, sw, sh] = source;
    const x = place.gutter + left - offset;
    context.drawImage(picture, sx, sy, sw, sh, x, part.top, width, height);
  }

  /** Both pictures around the cursor; what has not been computed there is still unread. */
  function compose() {
    const { rows, height, reach } = place;
    const { t } = view.cursor;
    const [left, right] = [edge(place, t - 1), edge(place, t)];
    const isRead = reading();
    cut(read, { left: 0, right: left, top: 0, bottom: height });
    rows.forEach((row, index) => {
      const top = index ? row.y - 3 : 0;
      const bottom = index + 1 < rows.length ? rows[index + 1].y - 3 : height;
      cut(isRead(row, t) ? read : unread, { left, right, top, bottom });
    });
    cut(unread, { left: right, right: reach, top: 0, bottom: height });
  }

  /**
   * Column by column, the present one last: the others slide below it.
   * @param {CanvasRenderingContext2D} into
   * @param {Fill} fill
   */
  function paintEach(into, fill) {
    const isRead = reading();
    const now = view.cursor.t;
    const order = Array.from({ length: scene.nTimesteps }, (_, index) => index + 1)
      .filter((t) => isSeen(place, t, offset))
      .sort((a, b) => Math.abs(b - now) - Math.abs(a - now));
    for (const t of order) {
      const spot = spotOf(place, t, at());
      if (spot.alpha > 0) paintColumn(into, { ...drawn, fill }, t, spot, (row) => isRead(row, t));
    }
  }

  /**
   * Everything, with the columns drawn by `columns`.
   * @param {CanvasRenderingContext2D} into
   * @param {() => void} columns
   */
  function paintAll(into, columns) {
    const { cursor, other } = view;
    const { fold } = at();
    const words = shown() === "other" && other ? other.scene.tokens : scene.tokens;
    paintLit(into, drawn, here());
    into.save();
    if (place.isLong) {
      into.beginPath();
      into.rect(place.gutter, 0, place.width - place.gutter, place.height);
      into.clip();
    }
    columns();
    paintFoot(into, drawn, at(), (t) => words[t - 1]?.text ?? "");
    paintFades(into, drawn, at());
    into.restore();
    paintCrowdedWeights(into, drawn, here());
    if (fold > 0) paintLoops(into, drawn, here(), cursor);
    paintFrame(into, drawn, here(), cursor);
    paintTitles(into, drawn);
    const about = { layer: cursor.layer, nLayers: scene.nLayers, shown: shown() };
    paintCaption(into, drawn, { ...about, fold, label: other?.label ?? "" });
  }

  function render() {
    context.clearRect(0, 0, place.width, place.height);
    paintAll(context, () => (at().fold === 0 ? compose() : paintEach(context, drawn.fill)));
    const form = at().fold === 1 ? "folded" : "unrolled";
    element.dataset.form = folding.isMoving() ? "changing" : form;
  }

  /**
   * @param {MouseEvent} event
   * @returns {Hit | null}
   */
  const hitBy = ({ offsetX, offsetY }) =>
    painted && view ? under(place, at(), [offsetX, offsetY]) : null;

  canvas.addEventListener("click", (event) => {
    const hit = hitBy(event);
    if (!hit) return;
    const { t, row, unit } = hit;
    const layer = row?.kind === "layer" ? row.layer : 0;
    // A long sentence may move below the pointer: the second click is meant for the same strip.
    if (event.detail < 2) clicked = layer ? { t, layer } : null;
    if (event.detail < 2 || !clicked) choose(layer ? { t, layer, unit } : { t });
  });
  canvas.addEventListener("dblclick", () => clicked && open(clicked));
  canvas.addEventListener("pointermove", (event) => hover(event, hitBy(event)));
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  const paint = (/** @type {CanvasRenderingContext2D} */ into) =>
    paintAll(into, () => paintEach(into, drawing(colours)));

  return {
    element,
    load(newScene) {
      [scene, painted, offset] = [newScene, null, 0];
      element.style.setProperty("--rows", String(scene.nLayers + 1));
    },
    layout(newColours, newFonts) {
      [colours, fonts, painted] = [newColours, newFonts, null];
      context = sized(canvas, element.clientWidth, element.clientHeight);
    },
    draw(newView) {
      const isFirst = view === undefined;
      view = newView;
      prepare();
      offset = followed(place, view.cursor.t, offset);
      folding.goTo(view.isFolded ? 1 : 0, isFirst);
      render();
    },
    paint,
    picture() {
      const { width, height } = place;
      return pictureOf(paint, { width, height, ground: colours.palette.ground });
    },
  };
}
