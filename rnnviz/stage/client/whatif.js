/**
 * What if? A quantity of the chosen unit is set by hand, for one timestep or from here on, for
 * one unit or all; or the word read here is swapped for another. Everything after it follows.
 */

import { className } from "./answers.js";
import { choices, el, say, symbol } from "./dom.js";
import { editable, isFirstState, spelled } from "./edits.js";
import { symbols } from "./equations.js";
import { formatted, signed } from "./numbers.js";
import { operand } from "./scene.js";
import { quoted } from "./sentences.js";

const UNITS = [
  ["one", "this unit"],
  ["all", "all units"],
];
const TIMES = [
  ["now", "this timestep"],
  ["on", "from here on"],
  ["every", "every timestep"],
];

/** The term of a quantity; a first state is the state before any word. */
function termFor(scene, quantity) {
  return scene.terms[{ h_0: "hidden", c_0: "cell" }[quantity] ?? quantity];
}

/** A quantity of one unit: its number at the cursor. */
function numberOf(scene, quantity, cursor) {
  const first = scene.layers[cursor.layer - 1][quantity];
  const values = isFirstState(quantity) ? first.values : operand(scene, quantity, cursor);
  return values[cursor.unit - 1];
}

/** An edit in words. @param {any} scene @param {import("./edits.js").Edit} edit */
function told(scene, edit) {
  const { quantity, layer, unit, first, last, value } = edit;
  if (quantity === "input") return `t ${first}: read “${value}” instead of ${quoted(scene, first)}`;
  const within = first === last ? `t ${first}` : `t ${first}–${last}`;
  const when = isFirstState(quantity) ? "before any word" : within;
  const who = unit ? `unit ${unit}` : "all units";
  const { name, scale } = termFor(scene, quantity);
  return `layer ${layer}, ${who}, ${when}: ${name} = ${formatted(value, scale)}`;
}

/** The effect on the last output, in one sentence. */
function effect(view) {
  const { scene, base, edits } = view;
  if (!edits.length) return "Nothing is changed yet: drag the slider, type a number, or swap the word.";
  if (!scene.probabilities) return "Compare the strips: before, after, and the difference.";
  const [now, was] = [scene, base].map((each) => each.probabilities.row(each.nTimesteps));
  const leading = was.indexOf(Math.max(...was));
  const name = className(scene, leading) || "probability";
  return `At the end: ${name} ${was[leading].toFixed(2)} before, ${now[leading].toFixed(2)} after (${signed(now[leading] - was[leading], 2)}).`;
}

/**
 * @param {(edits: import("./edits.js").Edit[]) => void} setEdits
 * @param {() => void} undo
 */
export function whatIf(setEdits, undo) {
  let scene, view, quantity;
  const scope = { units: "one", times: "now" };
  const picks = el("div", { class: "rv-picks", role: "group", "aria-label": "Quantity" });
  const units = choices("Which units", UNITS, (value) => rescope({ units: value }), "rv-tab");
  const times = choices("When", TIMES, (value) => rescope({ times: value }), "rv-tab");
  const slider = el("input", { type: "range", class: "rv-slider", "aria-label": "Value", step: "0.01" });
  const field = el("input", { type: "number", class: "rv-field", "aria-label": "Value", step: "0.01" });
  const ends = [el("span"), el("span")];
  const was = el("p", { class: "rv-was" });
  const words = el("select", { class: "rv-words", "aria-label": "Word read instead" });
  const swap = el("label", { class: "rv-swap" }, el("span"), words);
  const outcome = el("p", { class: "rv-effect", role: "status" });
  const list = el("ul", { class: "rv-edits" });
  const undoing = el("button", { type: "button", class: "rv-tab", onclick: undo }, "Undo");
  const clearing = el("button", { type: "button", class: "rv-tab", onclick: () => setEdits([]) }, "Start over");
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

  /** Whether two edits set the very same numbers, so that the later one stands for both. */
  function isSame(a, b) {
    return ["quantity", "layer", "unit", "first", "last"].every((name) => a[name] === b[name]);
  }

  function put(edit) {
    setEdits([...view.edits.filter((other) => !isSame(other, edit)), edit]);
  }

  function set(text) {
    const value = Number(text);
    if (text === "" || !Number.isFinite(value)) return;
    const [first, last] = range();
    const unit = scope.units === "all" ? 0 : view.cursor.unit;
    put({ quantity, layer: view.cursor.layer, unit, first, last, value });
  }

  function rescope(change) {
    Object.assign(scope, change);
    units.press(scope.units);
    times.press(scope.times);
  }

  slider.addEventListener("input", () => set(slider.value));
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
    const options = [["", "as written"], ["(zeros)", "nothing: all zeros"], ...all.map((word) => [word, word])];
    words.replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
  }

  function offerQuantities(cell) {
    const names = editable(scene);
    picks.replaceChildren(
      ...names.map((name) => {
        const { name: title } = termFor(scene, name);
        const label = `Change the ${isFirstState(name) ? "first " : ""}${title}`;
        const letters = isFirstState(name) ? [symbol([name[0], "0"])] : symbols(cell, name);
        return el(
          "button",
          { type: "button", class: "rv-choice", title: label, "aria-label": label, "data-quantity": name,
            onclick: () => { quantity = name; draw(view); } },
          ...letters,
        );
      }),
    );
    if (!names.includes(quantity)) quantity = names.includes("forget_gate") ? "forget_gate" : names[0];
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
            { type: "button", class: "rv-choice", "aria-label": `Take back: ${told(scene, edit)}`,
              onclick: () => setEdits(view.edits.filter((other) => other !== edit)) },
            "×",
          ),
        ),
      ),
    );
  }

  /** @param {import("./view.js").View} now */
  function draw(now) {
    view = now;
    const { cursor, base } = view;
    const term = termFor(scene, quantity);
    const unbounded = term.is_bounded ? term : { low: 2 * term.low, high: 2 * term.high };
    const [value, before] = [view.scene, base].map((each) => numberOf(each, quantity, cursor));
    for (const button of picks.children) button.setAttribute("aria-pressed", String(button.dataset.quantity === quantity));
    [slider.min, slider.max] = [String(unbounded.low), String(unbounded.high)];
    if (document.activeElement !== slider) slider.value = String(value);
    const root = /** @type {any} */ (element.getRootNode());
    if (root.activeElement !== field) field.value = value.toFixed(3);
    say(ends[0], String(unbounded.low).replace("-", "−"));
    say(ends[1], String(unbounded.high));
    const when = isFirstState(quantity) ? "before any word" : `t ${cursor.t}`;
    say(was, `${term.name} of unit ${cursor.unit}, layer ${cursor.layer}, ${when}: ` +
      `${formatted(before, term.scale)} before, ${formatted(value, term.scale)} now`);
    say(swap.firstChild, `Instead of ${quoted(scene, cursor.t)} read`);
    const swapped = view.edits.find((edit) => edit.quantity === "input" && edit.first === cursor.t);
    words.value = swapped ? String(swapped.value) : "";
    say(outcome, effect(view));
    undoing.disabled = clearing.disabled = view.edits.length === 0;
    drawList();
  }

  rescope({});
  return {
    element,
    /** Ask about one quantity, as a click on its number in the ledger does. */
    ask(name) {
      if (editable(scene).includes(name)) quantity = name;
    },
    load(newScene, cell) {
      scene = newScene;
      offerWords();
      offerQuantities(cell);
    },
    draw,
  };
}
