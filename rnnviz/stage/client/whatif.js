/**
 * What if? A quantity of the chosen unit is set by hand, for one timestep or from here on, for
 * one unit or all; or the word read here is swapped for another. Everything after it follows.
 */

import { className, leadingClass } from "./answers.js";
import { choices, el, say, symbol } from "./dom.js";
import { editable, isFirstState, spelled } from "./edits.js";
import { symbols } from "./equations.js";
import { formatted, signed } from "./numbers.js";
import { operand } from "./scene.js";
import { quoted } from "./sentences.js";

/** @import { Cursor } from "./address.js" */
/** @import { Edit } from "./edits.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Scene, Table } from "./scene.js" */
/** @import { View } from "./view.js" */

const UNITS = [
  ["one", "this unit"],
  ["all", "all units"],
];
const TIMES = [
  ["now", "this timestep"],
  ["on", "from here on"],
  ["every", "every timestep"],
];

/** @type {Record<string, string>} */
const STATES = { h_0: "hidden", c_0: "cell" };

/**
 * The term of a quantity; a first state is the state before any word.
 * @param {Scene} scene
 * @param {string} quantity
 */
function termFor(scene, quantity) {
  return scene.terms[STATES[quantity] ?? quantity];
}

/**
 * A quantity of one unit: its number at the cursor.
 * @param {Scene} scene
 * @param {string} quantity
 * @param {Cursor} cursor
 */
function numberOf(scene, quantity, cursor) {
  const first = scene.layers[cursor.layer - 1][quantity];
  const values = isFirstState(quantity) ? first.values : operand(scene, quantity, cursor);
  return values[cursor.unit - 1];
}

/** An edit in words. @param {Scene} scene @param {Edit} edit */
function told(scene, edit) {
  const { quantity, layer, unit, first, last, value } = edit;
  if (quantity === "input") {
    return `t ${first}: read “${value}” instead of ${quoted(scene, first)}`;
  }
  const within = first === last ? `t ${first}` : `t ${first}–${last}`;
  const when = isFirstState(quantity) ? "before any word" : within;
  const who = unit ? `unit ${unit}` : "all units";
  const { name, scale } = termFor(scene, quantity);
  return `layer ${layer}, ${who}, ${when}: ${name} = ${formatted(Number(value), scale)}`;
}

/** The effect on the last output, in one sentence. @param {View} view */
function effect(view) {
  const { scene, base, edits } = view;
  if (!edits.length) {
    return "Nothing is changed yet: drag the slider, type a number, or swap the word.";
  }
  if (!scene.probabilities) return "Compare the strips: before, after, and the difference.";
  const [now, was] = [scene, base].map(({ probabilities, nTimesteps }) =>
    /** @type {Table} */ (probabilities).row(nTimesteps)
  );
  const leading = leadingClass(base, base.nTimesteps);
  const name = className(scene, leading) || "probability";
  const [before, after] = [was[leading], now[leading]];
  return `At the end: ${name} ${before.toFixed(2)} before, ${after.toFixed(2)} after ` +
    `(${signed(after - before, 2)}).`;
}

/**
 * Whether two edits set the very same numbers, so that the later one stands for both.
 * @param {Edit} a
 * @param {Edit} b
 */
function isSame(a, b) {
  const isOne = a.quantity === b.quantity && a.layer === b.layer && a.unit === b.unit;
  return isOne && a.first === b.first && a.last === b.last;
}

/**
 * @param {(edits: Edit[], isGoingOn?: boolean) => void} setEdits
 * @param {() => void} undo
 */
export function whatIf(setEdits, undo) {
  let isDragging = false;
  /** @type {Scene} */ let scene;
  /** @type {View} */ let view;
  let quantity = ""; // none before a scene is loaded
  const scope = { units: "one", times: "now" };
  const picks = el("div", { class: "rv-picks", role: "group", "aria-label": "Quantity" });
  const units = choices("Which units", UNITS, (value) => rescope({ units: value }), "rv-tab");
  const times = choices("When", TIMES, (value) => rescope({ times: value }), "rv-tab");
  const input = { "aria-label": "Value", step: "0.01" };
  const slider = el("input", { type: "range", class: "rv-slider", ...input });
  const field = el("input", { type: "number", class: "rv-field", ...input });
  const ends = [el("span"), el("span")];
  const was = el("p", { class: "rv-was" });
  const words = el("select", { class: "rv-words", "aria-label": "Word read instead" });
  const instead = el("span");
  const swap = el("label", { class: "rv-swap" }, instead, words);
  const outcome = el("p", { class: "rv-effect", role: "status" });
  const list = el("ul", { class: "rv-edits" });
  const tab = { type: "button", class: "rv-tab" };
  const undoing = el("button", { ...tab, onclick: undo }, "Undo");
  const clearing = el("button", { ...tab, onclick: () => setEdits([]) }, "Start over");
  const element = el(
    "section",
    { class: "rv-pane rv-whatif", "aria-label": "What if" },
    el("h2", {}, "What if this were different?"),
    picks,
    was,
    el("div", { class: "rv-value-row" }, ends[0], slider, ends[1], field),
    el("div", { class: "rv-scope" }, units.element, times.element),
    swap,
    outcome,
    list,
    el("div", { class: "rv-scope" }, undoing, clearing),
  );

  function range() {
    const { cursor } = view;
    if (isFirstState(quantity)) return [1, 1];
    if (scope.times === "on") return [cursor.t, scene.nTimesteps];
    return scope.times === "every" ? [1, scene.nTimesteps] : [cursor.t, cursor.t];
  }

  /** @param {Edit} edit */
  function put(edit) {
    const others = view.edits.filter((other) => !isSame(other, edit));
    setEdits([...others, edit], isDragging);
  }

  /** Set the quantity to what is typed or dragged to. @param {string} text */
  function set(text) {
    const value = Number(text);
    if (text === "" || !Number.isFinite(value)) return;
    const [first, last] = range();
    const unit = scope.units === "all" ? 0 : view.cursor.unit;
    put({ quantity, layer: view.cursor.layer, unit, first, last, value });
  }

  /** @param {Partial<typeof scope>} change */
  function rescope(change) {
    Object.assign(scope, change);
    units.press(scope.units);
    times.press(scope.times);
  }

  slider.addEventListener("input", () => {
    set(slider.value);
    isDragging = true; // until it is let go, when "change" follows
  });
  slider.addEventListener("change", () => (isDragging = false));
  field.addEventListener("change", () => set(field.value));
  words.addEventListener("change", () => {
    const { t } = view.cursor;
    const edit = { quantity: "input", layer: 1, unit: 0, first: t, last: t, value: words.value };
    if (words.value) put(edit);
    else setEdits(view.edits.filter((other) => !isSame(other, edit)));
  });

  function offerWords() {
    const own = scene.tokens.map((token) => token.text);
    const all = [...new Set([...Object.keys(scene.words), ...own])].sort();
    const none = [["", "as written"], ["(zeros)", "nothing: all zeros"]];
    const options = [...none, ...all.map((word) => [word, word])];
    words.replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
  }

  /** @param {Cell} cell */
  function offerQuantities(cell) {
    const names = editable(scene);
    picks.replaceChildren(
      ...names.map((name) => {
        const { name: title } = termFor(scene, name);
        const label = `Change the ${isFirstState(name) ? "first " : ""}${title}`;
        const letters = isFirstState(name) ? [symbol([name[0], "0"])] : symbols(cell, name);
        const button = { type: "button", class: "rv-choice", title: label, "aria-label": label };
        const onclick = () => {
          quantity = name;
          draw(view);
        };
        return el("button", { ...button, "data-quantity": name, onclick }, ...letters);
      }),
    );
    if (!names.includes(quantity)) {
      quantity = names.includes("forget_gate") ? "forget_gate" : names[0];
    }
  }

  function drawList() {
    const key = spelled(view.edits);
    if (list.dataset.key === key) return;
    list.dataset.key = key;
    list.replaceChildren(
      ...view.edits.map((edit) =>
        el(
          "li",
          {},
          el("span", {}, told(scene, edit)),
          el(
            "button",
            {
              type: "button",
              class: "rv-choice",
              "aria-label": `Take back: ${told(scene, edit)}`,
              onclick: () => setEdits(view.edits.filter((other) => other !== edit)),
            },
            "×",
          ),
        )
      ),
    );
  }

  /** @param {View} now */
  function draw(now) {
    view = now;
    const { cursor, base } = view;
    const term = termFor(scene, quantity);
    const unbounded = term.is_bounded ? term : { low: 2 * term.low, high: 2 * term.high };
    const [value, before] = [view.scene, base].map((each) => numberOf(each, quantity, cursor));
    for (const button of picks.children) {
      const isChosen = button.getAttribute("data-quantity") === quantity;
      button.setAttribute("aria-pressed", String(isChosen));
    }
    [slider.min, slider.max] = [String(unbounded.low), String(unbounded.high)];
    if (document.activeElement !== slider) slider.value = String(value);
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    if (root.activeElement !== field) field.value = value.toFixed(3);
    say(ends[0], String(unbounded.low).replace("-", "−"));
    say(ends[1], String(unbounded.high));
    const when = isFirstState(quantity) ? "before any word" : `t ${cursor.t}`;
    const numbers = [before, value].map((number) => formatted(number, term.scale));
    const whose = `${term.name} of unit ${cursor.unit}, layer ${cursor.layer}, ${when}`;
    say(was, `${whose}: ${numbers[0]} before, ${numbers[1]} now`);
    say(instead, `Instead of ${quoted(scene, cursor.t)} read`);
    const swapped = view.edits.find((edit) => edit.quantity === "input" && edit.first === cursor.t);
    words.value = swapped ? String(swapped.value) : "";
    say(outcome, effect(view));
    undoing.disabled = clearing.disabled = view.edits.length === 0;
    drawList();
  }

  rescope({});
  return {
    element,
    /**
     * Ask about one quantity, as a click on its number in the ledger does.
     * @param {string} name
     */
    ask(name) {
      if (editable(scene).includes(name)) quantity = name;
    },
    /** @param {Scene} newScene @param {Cell} cell */
    load(newScene, cell) {
      scene = newScene;
      offerWords();
      offerQuantities(cell);
    },
    draw,
  };
}
