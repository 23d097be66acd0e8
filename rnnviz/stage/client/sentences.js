/** What the stage says in plain sentences: warnings, each step, and what lies under the pointer. */

import { answer } from "./chips.js";
import { el } from "./dom.js";
import { formatted } from "./numbers.js";

const NAMED = 4; // unknown words that are named before the rest are counted
const LONGEST = 30; // letters of a word in a sentence

/** A word in quotes that keeps its own direction apart from the sentence's. */
export function quoted(scene, t) {
  return `“\u2068${shortened(scene.tokens[t - 1].text)}\u2069”`;
}

function shortened(word) {
  const letters = [...word];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : word;
}

/** What the picture cannot show by itself: random weights, words without a vector. */
export function warnings(scene) {
  const sentences = [];
  if (scene.is_random)
    sentences.push(el("p", { class: "rv-random" }, "Random weights: nothing has been learned."));
  const unknown = [
    ...new Set(scene.tokens.filter((token) => token.is_unknown).map((token) => token.text)),
  ];
  if (unknown.length) {
    const words = unknown
      .slice(0, NAMED)
      .flatMap((word, index) => [index ? ", “" : "“", el("bdi", {}, shortened(word)), "”"]);
    const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : "";
    const verb = unknown.length > 1 ? "have" : "has";
    sentences.push(
      el("p", {}, ...words, `${more} ${verb} no vector; the network reads zeros there, so only its memory and biases speak.`),
    );
  }
  return sentences;
}

/** The step in one sentence, for those who listen. */
export function told({ scene, cursor, readUpTo, valueOf }) {
  const { t, layer, unit } = cursor;
  const said = scene.probabilities && readUpTo === t ? answer(scene, t) : null;
  const heard = said ? `: ${said.name || "probability"} ${said.probability.toFixed(2)}` : "";
  const hidden = formatted(valueOf("hidden"), "signed");
  return (
    `Timestep ${t} of ${scene.nTimesteps}, ${quoted(scene, t)}${heard}. ` +
    `Layer ${layer}, unit ${unit}: hidden state ${hidden}.`
  );
}

function isRead({ scene, cursor, computed, readUpTo }, { kind, layer }, t) {
  if (t !== cursor.t) return t < cursor.t;
  if (kind === "output") return readUpTo === t;
  return kind === "input" || layer <= computed || computed === scene.nLayers;
}

/** What lies under the pointer in the unrolled network. */
export function underNetwork(view, { t, row, unit }) {
  const place = `t ${t} · ${quoted(view.scene, t)}`;
  if (!row) return place;
  const { kind, title, array, term } = row;
  const value = isRead(view, row, t)
    ? formatted(array.row(t)[unit - 1], term.scale)
    : "not read yet";
  return `${title} · ${place} · ${kind === "layer" ? "unit" : "number"} ${unit}: ${value}`;
}

/** What lies under the pointer in the ledger. */
export function underLedger({ unit, value, term }) {
  return `${term.name}, unit ${unit}: ${formatted(value, term.scale)}`;
}
