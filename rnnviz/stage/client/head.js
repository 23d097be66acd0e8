/**
 * The line above the drawings: where one is (network › cell › unit), which also zooms, and
 * what stands beside the network.
 */

import { choices, el, say } from "./dom.js";
import { quoted } from "./sentences.js";

const PANES = [
  ["cell", "Cell"],
  ["path", "Path"],
  ["code", "Code"],
  ["whatif", "What if"],
];
const DRAWINGS = [
  ["ledger", "Ledger"],
  ["diagram", "Diagram"],
];

/** @import { Wished } from "./address.js" */
/** @import { View } from "./view.js" */

/** A network's or sentence's name that fits a button. @param {string} label */
function shortened(label) {
  return label.length > 22 ? `${label.slice(0, 21)}…` : label;
}

/**
 * One level of the way in, which zooms to it.
 * @param {string} level
 * @param {string} title
 * @param {(settings: Wished) => void} change
 */
function crumb(level, title, change) {
  const button = el("button", {
    type: "button",
    class: "rv-crumb",
    title,
    "data-level": level,
    onclick: () => change({ zoom: level }),
  });
  return button;
}

/**
 * @param {(action: string) => void} act
 * @param {string} action
 * @param {string} text
 * @param {string} label
 */
function unitButton(act, action, text, label) {
  const attributes = { class: "rv-choice", type: "button", title: label, "aria-label": label };
  return el("button", { ...attributes, onclick: () => act(action) }, text);
}

/**
 * @param {(settings: Wished) => void} change
 * @param {(action: string) => void} act
 */
export function head(change, act) {
  const levels = ["network", "cell", "number"];
  const titles = [
    "The whole network",
    "Into this cell (Enter)",
    "Into this unit's numbers (Enter)",
  ];
  const crumbs = levels.map((level, index) => crumb(level, titles[index], change));
  const units = el(
    "span",
    { class: "rv-units" },
    unitButton(act, "previousUnit", "‹", "Unit before"),
    unitButton(act, "nextUnit", "›", "Next unit"),
  );
  const trail = el(
    "nav",
    { class: "rv-trail", "aria-label": "Zoom" },
    crumbs[0],
    el("span", { "aria-hidden": "true" }, "›"),
    crumbs[1],
    el("span", { "aria-hidden": "true" }, "›"),
    crumbs[2],
    units,
  );
  const folding = el("button", { type: "button", class: "rv-tab", onclick: () => act("fold") });
  const panes = choices("Beside the network", PANES, (pane) => change({ pane }), "rv-tab");
  const drawings = choices("The cell as", DRAWINGS, (drawing) => change({ drawing }), "rv-tab");
  const comparing = choices(
    "Show",
    [["this", "after"], ["other", "before"], ["difference", "difference"]],
    (shown) => change({ shown }),
    "rv-tab",
  );
  const element = el(
    "div",
    { class: "rv-head" },
    trail,
    el("div", { class: "rv-head-tools" }, folding, drawings.element, panes.element),
  );

  /** @param {View} view */
  function nameComparison(view) {
    const [first, second] = comparing.element.children;
    say(first, view.edits.length ? "after" : "this");
    say(second, shortened(view.other?.label ?? ""));
  }

  return {
    element,
    comparing: comparing.element,
    /** @param {View} view */
    draw(view) {
      const { scene, cursor, settings } = view;
      const { zoom } = settings;
      say(crumbs[0], "Network");
      say(crumbs[1], `Layer ${cursor.layer} · t ${cursor.t} · ${quoted(scene, cursor.t)}`);
      say(crumbs[2], `unit ${cursor.unit} of ${scene.hiddenSize(cursor.layer)}`);
      for (const each of crumbs) {
        if (each.dataset.level === zoom) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
      }
      folding.hidden = zoom !== "network";
      say(folding, settings.folded ? "Unroll" : "Fold");
      folding.setAttribute("aria-pressed", String(Boolean(settings.folded)));
      folding.title = "One cell with its loop, or one copy a timestep: the same weights (F)";
      panes.element.hidden = zoom !== "network";
      drawings.element.hidden = zoom !== "cell";
      comparing.element.hidden = view.other === null;
      panes.press(settings.pane);
      drawings.press(settings.drawing);
      comparing.press(settings.shown);
      nameComparison(view);
    },
  };
}
