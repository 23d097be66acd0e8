/** Which colours mean which numbers, for the quantities on the stage. */

import { el } from "./dom.js";

/** @import { Scene } from "./scene.js" */

/** @type {Record<string, string>} */
const SHORT = {
  input: "embedding",
  hidden: "states",
  cell: "cell state",
  output: "output",
  pre_activation: "sums",
};

/**
 * Quantities of the signed scale by their reach: [[1, {states: "hidden"}], …].
 * @param {Scene} scene
 */
function byReach(scene) {
  const keys = new Set([
    "hidden",
    "input",
    ...scene.notations.torch.ledger.map((row) => row.term),
    ...(scene.output ? ["output"] : []),
  ]);
  /** @type {Map<number, Map<string, string>>} */
  const reaches = new Map();
  for (const key of keys) {
    const term = scene.terms[key];
    const name = SHORT[key] ?? (key.endsWith("contribution") ? "contributions" : term.name);
    if (term.scale === "signed") {
      reaches.set(term.high, (reaches.get(term.high) ?? new Map()).set(name, key));
    }
  }
  return [...reaches].sort(([a], [b]) => a - b);
}

/** The legend for a scene. @param {Scene} scene */
export function legend(scene) {
  const reaches = byReach(scene).flatMap(([reach, names], index) => [
    el("span", {}, `${index ? " · " : ""}±${reach} `),
    ...[...names].flatMap(([name, key], place) => [
      place ? ", " : "",
      el("span", { "data-term": key }, name),
    ]),
  ]);
  const { ledger } = scene.notations.torch;
  const hasGates = ledger.some((row) => scene.terms[row.term].scale === "gate");
  const gates = [el("span", { class: "rv-ramp rv-ramp-gate" }), el("span", {}, "0…1 gates")];
  const title =
    "Ranges are fixed. Where a quantity has no bound, values beyond its range take the end colour.";
  return el(
    "p",
    { class: "rv-legend", title },
    el("span", { class: "rv-ramp rv-ramp-signed" }),
    el("span", {}, ...reaches),
    ...(hasGates ? gates : []),
  );
}
