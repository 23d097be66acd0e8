/** The sentence as chips; under each read word, the output after it. */

import { answer, className } from "./answers.js";
import { el, say } from "./dom.js";

/** @import { Answer } from "./answers.js" */
/** @import { Scene, Token } from "./scene.js" */
/** @import { View } from "./view.js" */

/**
 * @typedef {object} Chip A word with what was said after it.
 * @property {HTMLElement} cell
 * @property {HTMLElement} word
 * @property {HTMLElement} bar
 * @property {HTMLElement} number
 * @property {HTMLElement} before
 */

/**
 * Letters of the longest answer, "name 0.00": chips keep their width when it changes.
 * @param {Scene} scene
 */
function longest(scene) {
  const { n_classes: n } = scene.network;
  if (n <= 1) return 0; // the one class is named beside the line
  return 5 + Math.max(...Array.from({ length: n }, (_, index) => className(scene, index).length));
}

/**
 * One class: how far the probability leans from one half. Several: how far from nothing.
 * @param {HTMLElement} bar
 * @param {Answer} answer
 */
function paintBar(bar, { probability, isOnly }) {
  const from = isOnly ? Math.min(0.5, probability) : 0;
  const to = isOnly ? Math.max(0.5, probability) : probability;
  const colour = isOnly ? (probability < 0.5 ? "negative" : "positive") : "gate-open";
  bar.style.left = `${100 * from}%`;
  bar.style.width = `${100 * (to - from)}%`;
  bar.style.background = `var(--${colour})`;
}

/**
 * The other trace's answer for the same word, if it reads the same word there.
 * @param {View} view
 * @param {number} t
 */
function otherAnswer(view, t) {
  const { other, scene } = view;
  if (!other?.scene.probabilities || t > other.scene.nTimesteps) return null;
  const isSame = other.scene.tokens[t - 1].text === scene.tokens[t - 1].text;
  return isSame ? answer(other.scene, t) : null;
}

/**
 * The chip line.
 * @param {(t: number) => void} choose Called when a word is clicked.
 * @param {string} name What the line is called for those who listen.
 */
export function chips(choose, name = "The sentence") {
  const label = el("div", { class: "rv-chips-label", "aria-hidden": "true" });
  const line = el("div", { class: "rv-chips-line", role: "group", "aria-label": name });
  const compared = el("span", { class: "rv-compared-label" });
  const element = el("div", { class: "rv-chips" }, label, line);
  /** @type {Scene} */ let scene;
  /** @type {Chip[]} */ let parts = [];
  /** @type {{chips: [left: number, width: number][], visible: number, start: number} | null} */
  let places = null; // of the chips, measured with the line

  /** Fade the ends behind which the sentence goes on. */
  function fade() {
    const rest = line.scrollWidth - line.clientWidth - line.scrollLeft;
    line.style.setProperty("--left", `${Math.min(24, line.scrollLeft)}px`);
    line.style.setProperty("--right", `${Math.min(24, Math.max(0, rest))}px`);
  }
  line.addEventListener("scroll", fade, { passive: true });

  /** @param {Token} token @param {number} index @returns {Chip} */
  function chip(token, index) {
    const word = el("button", { class: "rv-chip", type: "button", dir: "auto" }, token.text);
    if (token.is_unknown) {
      word.classList.add("rv-unknown");
      word.title = "Unknown word: the network reads a vector of zeros";
    }
    word.addEventListener("click", () => choose(index + 1));
    const bar = el("span", { class: "rv-fill" });
    const number = el("span", { class: "rv-number" });
    const before = el("span", { class: "rv-before", title: "In the other trace" });
    const cell = el("div", { class: "rv-token" }, word);
    if (scene.probabilities) cell.append(el("span", { class: "rv-bar" }, bar), number, before);
    return { cell, word, bar, number, before };
  }

  /** @param {number} t */
  function keepInView(t) {
    if (!places?.chips[t - 1]) return;
    const [left, width] = places.chips[t - 1];
    const { start, visible } = places;
    const margin = Math.min(80, visible / 4);
    if (left - margin < start || left + width + margin > start + visible) {
      places.start = Math.max(0, left + width / 2 - visible / 2);
      line.scrollLeft = places.start;
    }
  }

  /** @param {Chip} chip @param {number} t @param {View} view */
  function drawToken({ cell, word, bar, number, before }, t, view) {
    const { cursor, readUpTo } = view;
    const when = t === cursor.t ? "present" : t < cursor.t ? "past" : "future";
    const isAnswered = scene.probabilities !== null && t <= readUpTo;
    const said = isAnswered ? answer(view.scene, t) : null;
    const was = isAnswered ? otherAnswer(view, t) : null;
    const decimals = was ? 3 : 2; // or two near answers look the same
    const state = `${when} ${isAnswered} ${said?.probability} ${was?.probability}`;
    if (cell.dataset.state === state) return;
    cell.dataset.state = state;
    cell.dataset.when = when;
    cell.toggleAttribute("data-answered", isAnswered);
    word.tabIndex = when === "present" ? 0 : -1; // one stop for Tab; arrows do the rest
    if (when === "present") word.setAttribute("aria-current", "step");
    else word.removeAttribute("aria-current");
    if (!scene.probabilities) return;
    say(
      number,
      said ? `${said.isOnly ? "" : `${said.name} `}${said.probability.toFixed(decimals)}` : "",
    );
    say(before, was ? was.probability.toFixed(decimals) : "");
    if (said) paintBar(bar, said);
  }

  return {
    element,
    /** @param {Scene} newScene */
    load(newScene) {
      scene = newScene;
      parts = scene.tokens.map(chip);
      line.replaceChildren(...parts.map((part) => part.cell));
      line.classList.toggle("rv-has-one-class", scene.network.n_classes === 1);
      line.style.setProperty("--answer", String(longest(scene)));
      element.classList.toggle("rv-many", parts.length > 13);
      const what = scene.class_names.length === 1 ? scene.class_names[0] : "probability";
      label.replaceChildren(
        el("span", {}, "word"),
        ...(scene.probabilities
          ? [el("span", { "data-term": "probabilities" }, what), compared]
          : []),
      );
      line.scrollLeft = 0;
    },
    layout() {
      places = {
        chips: parts.map(({ cell }) => [cell.offsetLeft - line.offsetLeft, cell.offsetWidth]),
        visible: line.clientWidth,
        start: line.scrollLeft,
      };
      fade();
    },
    /** @param {View} view */
    draw(view) {
      element.classList.toggle("rv-compared", view.other !== null);
      say(compared, view.other?.label ?? "");
      parts.forEach((part, index) => drawToken(part, index + 1, view));
      keepInView(view.cursor.t);
    },
  };
}
