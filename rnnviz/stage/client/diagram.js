/**
 * The chosen cell as its data flow: every line carries the real vector of this timestep as a
 * strip, with the chosen unit's number. The ledger's table is its twin in text.
 *
 * @typedef {object} DiagramView What the diagram needs of a View: see view.js.
 * @property {Scene} scene
 * @property {{t: number, layer: number, unit: number}} cursor
 * @property {string} notation "torch", "course" or "keras".
 * @property {string | null} [lit] The step that is being looked at.
 * @property {(name: string) => boolean} [isReached]
 */

import { el, sized } from "./dom.js";
import { diagramOf } from "./diagram_cells.js";
import { paintDiagram, unitAt } from "./diagram_ink.js";
import { planned } from "./diagram_plan.js";
import { partName } from "./diagram_words.js";
import { operand } from "./scene.js";
import { compute } from "./trees.js";

/** @import { Colours } from "./colours.js" */
/** @import { PlacedPart, Plan } from "./diagram_plan.js" */
/** @import { Hit } from "./ledger.js" */
/** @import { Scene } from "./scene.js" */

const SMALL = 500; // CSS pixels: a phone

/**
 * @param {(change: {unit: number}) => void} choose A strip was clicked.
 * @param {(event: PointerEvent, hit: Hit | null) => void} hover
 */
export function diagram(choose, hover) {
  const canvas = el("canvas", { class: "rv-diagram-canvas", "aria-hidden": "true" });
  const element = el("div", { class: "rv-diagram" }, canvas);
  const size = { width: 0, height: 0 };
  let context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {Scene} */ let scene;
  /** @type {Colours} */ let colours;
  /** @type {{text: string}} */ let fonts;
  /** @type {DiagramView} */ let view;
  /** @type {Plan | null} */ let plan = null;
  let plannedFor = "";

  const isReached = (/** @type {string} */ name) => view.isReached?.(name) ?? true;
  const termOf = (/** @type {PlacedPart} */ { term }) => view.scene.terms[term];
  const valuesOf = (/** @type {PlacedPart} */ { tree }) =>
    compute(tree, (name) => operand(view.scene, name, view.cursor), null);

  /** Plan anew where the notation or the size is another one; hidden, there is nothing to plan. */
  function prepare() {
    if (plan && plannedFor === view.notation) return;
    const { clientWidth: width, clientHeight: height } = element;
    plan = null;
    if (!width) return;
    const { notation } = scene.notations[view.notation];
    const given = { width, height, notation, context, family: fonts.text };
    plan = planned(diagramOf(scene, view.notation, width < SMALL), given);
    plannedFor = view.notation;
    Object.assign(size, { width, height: plan.height });
    context = sized(canvas, size.width, size.height);
  }

  /** @param {CanvasRenderingContext2D} target */
  function paint(target) {
    if (!plan) return;
    const { unit } = view.cursor;
    const lit = view.lit ?? "";
    paintDiagram(target, { plan, colours, fonts, view, unit, lit, isReached, termOf, valuesOf });
  }

  /** What lies under a point. @param {MouseEvent} event */
  function under({ offsetX: x, offsetY: y }) {
    if (!plan || !view) return null;
    const part = plan.parts.find(
      ({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
    );
    if (!part || !isReached(part.by)) return null;
    const values = valuesOf(part);
    const unit = unitAt(part, values, x);
    const term = { ...termOf(part), name: partName(part, termOf(part)) };
    return { part, hit: { unit, value: values[unit - 1], term } };
  }

  canvas.addEventListener("click", (event) => {
    const found = under(event);
    if (found && found.part.id !== "input") choose({ unit: found.hit.unit });
  });
  canvas.addEventListener("pointermove", (event) => hover(event, under(event)?.hit ?? null));
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  return {
    element,
    size,
    paint,
    /** @param {Scene} newScene */
    load(newScene) {
      [scene, plan] = [newScene, null];
    },
    /** @param {Colours} newColours @param {{text: string}} newFonts */
    layout(newColours, newFonts) {
      [colours, fonts, plan] = [newColours, newFonts, null];
    },
    /** @param {DiagramView} now */
    draw(now) {
      view = now;
      prepare();
      if (!plan) return;
      context.clearRect(0, 0, size.width, size.height);
      paint(context);
    },
    /**
     * Each strip as it is drawn: where, what it holds, and the chosen unit's value once there
     * is one.
     */
    numbers() {
      const hasNumber = (/** @type {PlacedPart} */ part) =>
        isReached(part.by) && part.id !== "input";
      return (plan?.parts ?? []).map((part) => ({
        name: part.id,
        tree: part.tree,
        box: part.box,
        label: part.label.flat().join(""),
        isReached: isReached(part.by),
        value: hasNumber(part) ? valuesOf(part)[view.cursor.unit - 1] : null,
      }));
    },
    /** The steps, by key, for which there is something in the diagram. */
    operations() {
      const drawn = plan ? [...plan.parts, ...plan.nodes] : [];
      return [...new Set(drawn.flatMap(({ operations }) => operations))];
    },
  };
}
