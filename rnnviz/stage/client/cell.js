/**
 * The chosen cell: as a ledger of strips or as a drawing of its data flow. Beside the network
 * it also carries the chosen unit's main equations and why a gate is open.
 */

import { causes } from "./causes.js";
import { diagram } from "./diagram.js";
import { el } from "./dom.js";
import { equation } from "./equations.js";
import { ledger } from "./ledger.js";

/** @import { Colours } from "./colours.js" */
/** @import { Line } from "./equations.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene } from "./scene.js" */
/** @import { View } from "./view.js" */

/** @param {import("./ledger.js").Asks} asks What the panel's parts may ask for. */
export function cellPane(asks) {
  const strips = ledger(asks);
  const flow = diagram(asks.choose, asks.hover);
  const why = causes(asks.explain);
  const place = el("div", { class: "rv-equations" });
  const element = el(
    "section",
    { class: "rv-pane rv-cell", "aria-label": "The chosen cell" },
    strips.element,
    flow.element,
    place,
    why.element,
  );
  /** @type {Line[]} */ let equations = [];
  const isFlow = (/** @type {View} */ { settings }) =>
    settings.zoom === "cell" && settings.drawing === "diagram";
  return {
    element,
    ledger: strips,
    diagram: flow,
    isFlow,
    /** @param {Scene} scene @param {Cell} cell */
    load(scene, cell) {
      strips.load(scene, cell);
      flow.load(scene);
      why.load(scene, cell);
      equations = cell.equations.map((tree) => equation(scene, cell, tree));
      place.replaceChildren(...equations.map((each) => each.element));
    },
    /**
     * What is hidden depends on the zoom, and must be settled before anything is measured.
     * @param {View} view
     */
    arrange(view) {
      const isBeside = view.settings.zoom === "network";
      flow.element.hidden = !isFlow(view);
      strips.element.hidden = isFlow(view);
      place.hidden = !isBeside;
      why.element.hidden = !isBeside;
    },
    /** @param {Colours} colours @param {{text: string}} fonts @param {View} view */
    layout(colours, fonts, view) {
      if (isFlow(view)) flow.layout(colours, fonts);
      else strips.layout(colours);
    },
    /** @param {View} view */
    draw(view) {
      if (isFlow(view)) return flow.draw({ ...view, notation: view.settings.notation });
      strips.draw(view);
      if (view.settings.zoom !== "network") return;
      const { cursor, valueOf, isEdited } = view;
      for (const each of equations) {
        each.element.hidden = !view.isReached(each.result);
        if (!each.element.hidden) each.draw(valueOf, isEdited(each.result, cursor, cursor.unit));
      }
      why.draw(view);
    },
  };
}
