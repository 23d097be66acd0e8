/** The sentence as chips; under each read word, the output after it. */

import { el, say } from "./dom.js";

function leading(row) {
  return row.reduce((best, value, index) => (value > row[best] ? index : best), 0);
}

function className(scene, index) {
  return scene.class_names[index] ?? (scene.network.n_classes === 1 ? "" : `class ${index + 1}`);
}

/** Letters of the longest answer, "name 0.00": chips keep their width when it changes. */
function longest(scene) {
  const { n_classes: n } = scene.network;
  if (n <= 1) return 0; // the one class is named beside the line
  return 5 + Math.max(...Array.from({ length: n }, (_, index) => className(scene, index).length));
}

/** What a row of probabilities says: the one class, or the likeliest of several. */
export function answer(scene, t) {
  const row = scene.probabilities.row(t);
  const index = leading(row);
  return { name: className(scene, index), probability: row[index], isOnly: row.length === 1 };
}

/** One class: how far the probability leans from one half. Several: how far from nothing. */
function paintBar(bar, { probability, isOnly }) {
  const from = isOnly ? Math.min(0.5, probability) : 0;
  const to = isOnly ? Math.max(0.5, probability) : probability;
  const colour = isOnly ? (probability < 0.5 ? "negative" : "positive") : "gate-open";
  bar.style.left = `${100 * from}%`;
  bar.style.width = `${100 * (to - from)}%`;
  bar.style.background = `var(--${colour})`;
}

/** The chip line. `choose(t)` is called when a word is clicked. */
export function chips(choose) {
  const label = el("div", { class: "rv-chips-label", "aria-hidden": "true" });
  const line = el("div", { class: "rv-chips-line", role: "group", "aria-label": "The sentence" });
  const element = el("div", { class: "rv-chips" }, label, line);
  let scene, parts, places;

  /** Fade the ends behind which the sentence goes on. */
  function fade() {
    const rest = line.scrollWidth - line.clientWidth - line.scrollLeft;
    line.style.setProperty("--left", `${Math.min(24, line.scrollLeft)}px`);
    line.style.setProperty("--right", `${Math.min(24, Math.max(0, rest))}px`);
  }
  line.addEventListener("scroll", fade, { passive: true });

  function chip(token, index) {
    const word = el("button", { class: "rv-chip", type: "button", dir: "auto" }, token.text);
    if (token.is_unknown) {
      word.classList.add("rv-unknown");
      word.title = "Unknown word: the network reads a vector of zeros";
    }
    word.addEventListener("click", () => choose(index + 1));
    const bar = el("span", { class: "rv-fill" });
    const number = el("span", { class: "rv-number" });
    const cell = el("div", { class: "rv-token" }, word);
    if (scene.probabilities) cell.append(el("span", { class: "rv-bar" }, bar), number);
    return { cell, word, bar, number };
  }

  function keepInView(t) {
    const [left, width] = places[t - 1];
    const { start, visible } = places;
    const margin = Math.min(80, visible / 4);
    if (left - margin < start || left + width + margin > start + visible) {
      places.start = Math.max(0, left + width / 2 - visible / 2);
      line.scrollLeft = places.start;
    }
  }

  return {
    element,
    load(newScene) {
      scene = newScene;
      parts = scene.tokens.map(chip);
      line.replaceChildren(...parts.map((part) => part.cell));
      line.classList.toggle("rv-has-one-class", scene.network.n_classes === 1);
      line.style.setProperty("--answer", longest(scene));
      element.classList.toggle("rv-many", parts.length > 13);
      const what = scene.class_names.length === 1 ? scene.class_names[0] : "probability";
      label.replaceChildren(
        el("span", {}, "word"),
        ...(scene.probabilities ? [el("span", {}, what)] : []),
      );
      line.scrollLeft = 0;
    },
    layout() {
      places = parts.map(({ cell }) => [cell.offsetLeft - line.offsetLeft, cell.offsetWidth]);
      places.visible = line.clientWidth;
      places.start = line.scrollLeft;
      fade();
    },
    draw({ cursor, readUpTo }) {
      parts.forEach(({ cell, word, bar, number }, index) => {
        const t = index + 1;
        const when = t === cursor.t ? "present" : t < cursor.t ? "past" : "future";
        const isAnswered = scene.probabilities !== null && t <= readUpTo;
        const state = `${when} ${isAnswered}`;
        if (cell.dataset.state === state) return;
        cell.dataset.state = state;
        cell.dataset.when = when;
        cell.toggleAttribute("data-answered", isAnswered);
        word.tabIndex = when === "present" ? 0 : -1; // one stop for Tab; arrows do the rest
        if (when === "present") word.setAttribute("aria-current", "step");
        else word.removeAttribute("aria-current");
        if (!scene.probabilities) return;
        const said = isAnswered ? answer(scene, t) : null;
        say(
          number,
          said ? `${said.isOnly ? "" : `${said.name} `}${said.probability.toFixed(2)}` : "",
        );
        if (said) paintBar(bar, said);
      });
      keepInView(cursor.t);
    },
  };
}
