/** Every term explains itself: symbol, shape, range and meaning, on hover, focus or tap. */

import { el } from "./dom.js";
import { bound } from "./numbers.js";
import { shapeOf } from "./parameters.js";

const WAIT = 350; // milliseconds of rest before a hover counts as a question

/** @import { Scene, Term } from "./scene.js" */
/** @import { View } from "./view.js" */

/**
 * What an axis' letters stand for in this network; null where it is not known.
 * @param {Scene} scene
 * @param {number} layer
 * @returns {Record<string, number | null>}
 */
function sizes(scene, layer) {
  const { network } = scene;
  return {
    T: scene.nTimesteps,
    I: layer > 1 ? scene.hiddenSize(layer - 1) : network.input_size,
    H: scene.hiddenSize(layer),
    G: scene.blocks.length,
    "G·H": scene.blocks.length * scene.hiddenSize(layer),
    C: network.n_classes,
    V: scene.vocab_size || null,
  };
}

/**
 * A shape in letters and in this network's numbers.
 * @param {Term} term
 * @param {Scene} scene
 * @param {number} layer
 */
function shape(term, scene, layer) {
  const known = sizes(scene, layer);
  const letters = term.axes.join(", ");
  const numbers = term.axes.map((axis) => known[axis] ?? axis).join(", ");
  return letters === numbers ? `(${letters})` : `(${letters}) = (${numbers})`;
}

/**
 * @param {HTMLElement} root Where the words stand.
 * @param {() => View | null} viewNow
 */
export function glossary(root, viewNow) {
  const element = el("div", { class: "rv-gloss", role: "tooltip", id: "rv-gloss", hidden: "" });
  let timer = 0;
  /** @type {HTMLElement | null} */ let asked = null;

  /** @param {View} view @param {Term} term @param {string} operand "" for the term itself. */
  function fill(view, term, operand) {
    const { scene, cursor, cell } = view;
    const written = cell.notation.symbols[operand] ?? cell.notation.symbols[term.key];
    const symbol = written
      ? written.map((pair) => pair.filter(Boolean).join("_")).join(" ")
      : term.symbol;
    const own = operand ? shapeOf(scene, cell, operand, cursor.layer) : "";
    const range = `${bound(term.low)} to ${bound(term.high)}`;
    element.replaceChildren(
      el("b", {}, term.name),
      el("span", { class: "rv-gloss-symbol" }, ` ${symbol} `),
      el("p", {}, term.meaning),
      el(
        "p",
        { class: "rv-gloss-facts" },
        `${own || `shape ${shape(term, scene, cursor.layer)}`} · ` +
          (term.is_bounded ? `range ${range}` : `any size; colours from ${range}`),
      ),
    );
  }

  /** @param {HTMLElement} target */
  function place(target) {
    const [around, box] = [root.getBoundingClientRect(), target.getBoundingClientRect()];
    const width = element.offsetWidth;
    const x = Math.min(Math.max(4, box.left - around.left), around.width - width - 4);
    const below = box.bottom - around.top + 8;
    const isLow = box.bottom + element.offsetHeight + 12 > window.innerHeight;
    const y = isLow ? box.top - around.top - element.offsetHeight - 8 : below;
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** @param {HTMLElement} target */
  function show(target) {
    const view = viewNow();
    const term = view?.scene.terms[target.dataset.term ?? ""];
    if (!view || !term) return;
    asked = target;
    fill(view, term, target.dataset.operand ?? "");
    element.hidden = false;
    place(target);
    if (target.matches("button, [tabindex]")) target.setAttribute("aria-describedby", element.id);
  }

  function hide() {
    clearTimeout(timer);
    element.hidden = true;
    asked?.removeAttribute("aria-describedby");
    asked = null;
  }

  const found = (/** @type {Event} */ { target }) => /** @type {HTMLElement | null} */ (
    target instanceof Element ? target.closest("[data-term]") : null
  );
  root.addEventListener("pointerover", (event) => {
    const target = found(event);
    if (event.pointerType === "touch" || target === asked) return;
    hide();
    if (target) timer = window.setTimeout(show, WAIT, target);
  });
  root.addEventListener("pointerleave", hide);
  root.addEventListener("pointerup", (event) => {
    const target = event.pointerType === "touch" ? found(event) : null;
    if (target && target !== asked) show(target);
    else if (event.pointerType === "touch") hide();
  });
  root.addEventListener("focusin", (event) => {
    const target = found(event);
    if (target?.matches(":focus-visible")) show(target);
  });
  root.addEventListener("focusout", hide);
  return { element, hide, isOpen: () => !element.hidden };
}
