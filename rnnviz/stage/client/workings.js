/**
 * The workings: every equation of the chosen unit at this timestep, operation by operation,
 * in symbols and in numbers. An equation opens into its terms.
 */

import { el, say } from "./dom.js";
import { equation, equationOf } from "./equations.js";
import { quoted } from "./sentences.js";

/** @import { Line } from "./equations.js" */
/** @import { Cell, Operation } from "./notation.js" */
/** @import { Scene } from "./scene.js" */
/** @import { View } from "./view.js" */

/** @typedef {{key: string, element: HTMLElement, lines: Line[], note: HTMLElement}} Group */

/** Where the layer's input comes from, in one sentence. @param {View} view */
function origin({ scene, cursor: { t, layer } }) {
  if (layer > 1) return `x is the hidden state of layer ${layer - 1} at this timestep, handed up.`;
  const { id, is_unknown: isUnknown } = scene.tokens[t - 1];
  const word = quoted(scene, t);
  if (isUnknown) return `${word} is not in the vocabulary: its embedding row is all zeros.`;
  if (id === null || !scene.vocab_size) {
    return `x is the embedding of ${word}: ${scene.inputs.width} numbers.`;
  }
  const [place, size] = [id + 1, scene.vocab_size].map((count) => count.toLocaleString("en-US"));
  return (
    `${word} is word ${place} of ${size}. Its one-hot row is 1 there and 0 elsewhere; times the ` +
    `embedding table E it gives row ${place}, the ${scene.inputs.width} numbers of x.`
  );
}

/**
 * One operation with its equations.
 * @param {Scene} scene
 * @param {Cell} cell
 * @param {Operation} operation
 * @param {(result: string) => void} open
 * @returns {Group}
 */
function group(scene, cell, operation, open) {
  const lines = operation.equations.map((tree) => equation(scene, cell, tree));
  for (const { element, result } of lines) {
    element.classList.add("rv-line");
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.addEventListener("click", () => open(result));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open(result);
    });
  }
  const title = el("h3", { class: "rv-operation", "data-term": operation.key }, operation.name);
  const note = el("p", { class: "rv-handed" });
  const handed = operation.key === "input" ? [note] : [];
  note.addEventListener("click", () => open("input"));
  const element = el(
    "section",
    { class: "rv-group", "data-operation": operation.key },
    title,
    el("div", { class: "rv-lines" }, ...handed, ...lines.map((line) => line.element)),
  );
  return { key: operation.key, element, lines, note };
}

/** @param {(result: string) => void} open Called with an equation's result. */
export function workings(open) {
  const list = el("div", { class: "rv-groups" });
  const element = el(
    "section",
    { class: "rv-pane rv-workings", "aria-label": "Every equation of the chosen unit" },
    list,
  );
  /** @type {Group[]} */ let groups = [];
  /** @type {string | null | undefined} */ let shownLit;

  /** Keep the operation stepped through, or the opened one, in sight. @param {string | null} lit */
  function follow(lit) {
    if (lit === shownLit) return;
    shownLit = lit;
    const found = groups.find((each) => each.key === lit)?.element;
    if (!found) return;
    const above = found.offsetTop - list.offsetTop;
    const isBelow = above + found.offsetHeight > list.scrollTop + list.clientHeight;
    if (above < list.scrollTop || isBelow) list.scrollTop = above - list.clientHeight / 3;
  }

  return {
    element,
    /** @param {Scene} scene @param {Cell} cell */
    load(scene, cell) {
      groups = [...cell.operations, ...cell.head].map((each) => group(scene, cell, each, open));
      list.replaceChildren(...groups.map((each) => each.element));
      shownLit = undefined;
    },
    /** @param {View} view */
    draw(view) {
      const { scene, cursor, valueOf, settings, lit, cell } = view;
      const openedResult = equationOf(cell, settings.opened)?.[1];
      const headKeys = new Set(cell.head.map((operation) => operation.key));
      for (const { key, element: section, lines, note } of groups) {
        section.hidden = headKeys.has(key) && cursor.layer !== scene.nLayers;
        if (section.hidden) continue;
        section.toggleAttribute("data-lit", key === lit);
        section.toggleAttribute("data-waiting", !view.isReached(key));
        if (key === "input") say(note, origin(view));
        for (const line of lines) {
          const isThere = view.isReached(line.result);
          line.element.toggleAttribute("data-open", line.result === openedResult);
          line.element.toggleAttribute("data-waiting", !isThere);
          if (isThere) line.draw(valueOf, view.isEdited(line.result, cursor, cursor.unit));
        }
      }
      const isOpened = (/** @type {Group} */ { lines }) =>
        lines.some((line) => line.result === openedResult);
      follow(lit ?? groups.find(isOpened)?.key ?? null);
    },
  };
}
