/** What the stage says in plain sentences: warnings, each step, and what lies under the pointer. */

import { answer } from "./answers.js";
import { el } from "./dom.js";
import { formatted, signed } from "./numbers.js";
import { reason } from "./reasons.js";

/** @import { Hit } from "./pointing.js" */
/** @import { Scene } from "./scene.js" */
/** @import { View } from "./view.js" */

const NAMED = 4; // unknown words that are named before the rest are counted
const LONGEST = 30; // letters of a word in a sentence

/**
 * A word in quotes that keeps its own direction apart from the sentence's.
 * @param {Scene} scene
 * @param {number} t
 */
export function quoted(scene, t) {
  return `“\u2068${shortened(scene.tokens[t - 1].text)}\u2069”`;
}

/** @param {string} word */
function shortened(word) {
  const letters = [...word];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : word;
}

/**
 * What the picture cannot show by itself: random weights, words without a vector.
 * @param {Scene} scene
 */
export function warnings(scene) {
  const sentences = [];
  if (scene.is_random) {
    sentences.push(el("p", { class: "rv-random" }, "Random weights: nothing has been learned."));
  }
  if (scene.interventions.length) {
    sentences.push(el("p", {}, "Some numbers were set by hand where this trace was made."));
  }
  const unknown = [
    ...new Set(scene.tokens.filter((token) => token.is_unknown).map((token) => token.text)),
  ];
  if (unknown.length) {
    const words = unknown
      .slice(0, NAMED)
      .flatMap((word, index) => [index ? ", “" : "“", el("bdi", {}, shortened(word)), "”"]);
    const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : "";
    const verb = unknown.length > 1 ? "have" : "has";
    const consequence = `${more} ${verb} no vector; the network reads zeros there, so only its ` +
      "memory and biases speak.";
    sentences.push(el("p", {}, ...words, consequence));
  }
  return sentences;
}

/** How a number moved: "falls from +0.41 to −0.63". @param {number} before @param {number} now */
function moved(before, now) {
  if (Math.abs(now - before) < 0.005) return `stays near ${signed(now, 2)}`;
  return `${now < before ? "falls" : "rises"} from ${signed(before, 2)} to ${signed(now, 2)}`;
}

/** @param {string} text */
function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * The chosen unit's value of an operation that gives one.
 * @param {View} view
 * @param {string} key
 */
function worth({ scene, cursor, valueOf, cell }, key) {
  const gives = cell.operations.some(
    (each) => each.key === key && each.equations.some(([, result]) => result === key),
  );
  return gives ? `, unit ${cursor.unit}: ${formatted(valueOf(key), scene.terms[key].scale)}` : "";
}

/**
 * The step in one sentence, for those who listen.
 * @param {View} view
 */
export function told(view) {
  const { scene, cursor, readUpTo, valueOf, lit, cell } = view;
  const { t, layer, unit } = cursor;
  const place = `Timestep ${t}, ${quoted(scene, t)}`;
  if (lit !== null && !view.isReached("hidden")) {
    const operation = cell.operations.find((each) => each.key === lit);
    return `${place}, layer ${layer}: ${operation?.name ?? lit}${worth(view, lit)}.`;
  }
  const said = scene.probabilities && readUpTo === t ? answer(scene, t) : null;
  const heard = said
    ? ` ${capital(said.name || "probability")} ${said.probability.toFixed(2)}.`
    : "";
  const change = moved(valueOf("hidden_before"), valueOf("hidden"));
  return `${place}: unit ${unit} of layer ${layer} ${change}, ${reason(view)}.${heard}`;
}

/** What lies under the pointer in the unrolled network. @param {View} view @param {Hit} hit */
export function underNetwork(view, { t, row, unit }) {
  const place = `t ${t} · ${quoted(view.scene, t)}`;
  if (!row || unit === undefined) return place;
  const { kind, title, array, term, layer } = row;
  const isThere = array.has(t);
  const known = isThere ? formatted(array.row(t)[unit - 1], term.scale) : "nothing to compare";
  const value = view.isComputed(kind, layer, t) ? known : "not read yet";
  return `${title} · ${place} · ${kind === "layer" ? "unit" : "number"} ${unit}: ${value}`;
}

/** What lies under the pointer in the ledger. @param {import("./ledger.js").Hit} hit */
export function underLedger({ unit, value, term }) {
  return `${term.name}, unit ${unit}: ${formatted(value, term.scale)}`;
}
