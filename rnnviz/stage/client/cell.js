/** The chosen cell: its ledger, the chosen unit's equations, and why a gate is open. */

import { causes } from "./causes.js";
import { el, say } from "./dom.js";
import { equation } from "./equations.js";
import { ledger } from "./ledger.js";
import { quoted } from "./sentences.js";

function unitButton(act, action, text, label) {
  const attributes = { class: "rv-choice", type: "button", title: label, "aria-label": label };
  return el("button", { ...attributes, onclick: () => act(action) }, text);
}

/**
 * The panel. `choose(change)` moves the cursor, `explain(block)` asks why, `act(action)` is
 * a key's action, `hover(event, hit)` tells what lies under the pointer.
 */
export function cellPanel({ choose, act, explain, hover }) {
  const strips = ledger(choose, explain, hover);
  const why = causes(explain);
  const heading = el("h2", { class: "rv-heading" });
  const unit = el("span", { class: "rv-unit" });
  const units = el(
    "div",
    { class: "rv-units" },
    unitButton(act, "previousUnit", "‹", "Unit before"),
    unit,
    unitButton(act, "nextUnit", "›", "Next unit"),
  );
  const place = el("div", { class: "rv-equations" });
  const element = el(
    "section",
    { class: "rv-cell", "aria-label": "The chosen cell" },
    el("div", { class: "rv-cell-head" }, heading, units),
    strips.element,
    place,
    why.element,
  );
  let equations;
  return {
    element,
    ledger: strips.element,
    load(scene) {
      strips.load(scene);
      why.load(scene);
      equations = scene.equations.map((tree) => equation(scene, tree));
      place.replaceChildren(...equations.map((each) => each.element));
    },
    layout: (colours) => strips.layout(colours),
    draw(view) {
      const { scene, cursor, valueOf } = view;
      strips.draw(view);
      why.draw(view);
      for (const each of equations) each.draw(valueOf);
      say(heading, `Layer ${cursor.layer} · timestep ${cursor.t} · ${quoted(scene, cursor.t)}`);
      say(unit, `unit ${cursor.unit} of ${scene.hiddenSize(cursor.layer)}`);
    },
  };
}
