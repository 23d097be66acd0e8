/** The line below the drawings: what colours mean, whose notation is used, and the proof. */

import { choices, el, say } from "./dom.js";
import { legend } from "./legend.js";
import { tiny } from "./numbers.js";

/** @import { Wished } from "./address.js" */
/** @import { Proof } from "./proof.js" */
/** @import { Scene } from "./scene.js" */
/** @import { View } from "./view.js" */

const NOTATIONS = [
  ["course", "Course"],
  ["torch", "PyTorch"],
  ["keras", "Keras"],
];

/** @param {number} count */
function thousands(count) {
  return count.toLocaleString("en-US");
}

/** The badge's words for a proof. @param {Proof} proof */
function verdict({ count, wrong, largest, isDone }) {
  if (wrong) return `✗ ${thousands(wrong)} of ${thousands(count)} numbers do not follow`;
  if (!isDone) return `… ${thousands(count)} numbers re-derived`;
  return `✓ all ${thousands(count)} numbers re-derived, largest difference ${tiny(largest)}`;
}

/** What torch itself says, in the badge. @param {Scene} scene @param {boolean} isEdited */
function parityWords(scene, isEdited) {
  if (isEdited) return "with your changes";
  if (scene.interventions.length) return "with the changes it came with";
  if (scene.parity !== null) return `PyTorch ${tiny(scene.parity)}`;
  return scene.network.cell === "gru" && !scene.network.reset_after
    ? "PyTorch has no GRU that resets before"
    : "";
}

/**
 * @param {(settings: Wished) => void} change
 * @param {(place: {t: number, layer: number, unit: number}) => void} choose Goes to the first
 *   wrong number.
 */
export function status(change, choose) {
  const colours = el("div", { class: "rv-legends" });
  const notations = choices("Notation", NOTATIONS, (notation) => change({ notation }), "rv-tab");
  const words = el("span", {});
  const parity = el("span", { class: "rv-parity" });
  const badge = el("button", { type: "button", class: "rv-badge" }, words, parity);
  const element = el("div", { class: "rv-status" }, colours, badge);
  /** @type {Proof | undefined} */ let proof;
  badge.addEventListener("click", () => {
    if (!proof?.first) return;
    const { t, layer, unit } = proof.first;
    choose({ t, layer, unit });
  });
  return {
    element,
    notations: notations.element,
    /** @param {Scene} scene */
    load(scene) {
      colours.replaceChildren(legend(scene));
    },
    /**
     * @param {Scene} scene As it came: torch's word is about it.
     * @param {Proof} found
     * @param {boolean} isEdited
     */
    report(scene, found, isEdited) {
      proof = found;
      say(words, verdict(found));
      say(parity, found.wrong ? "" : parityWords(scene, isEdited));
      badge.dataset.holds = String(found.wrong === 0);
      badge.dataset.isDone = String(found.isDone);
      const { first } = found;
      badge.title = first
        ? `First at layer ${first.layer}, timestep ${first.t}, unit ${first.unit}: ` +
          `${first.result}. Click to go there.`
        : "Every number that an equation gives was worked out again on this page, from the " +
          "numbers beside it. PyTorch’s own kernel was asked where the trace was made.";
    },
    /** @param {View} view */
    draw({ settings }) {
      notations.press(settings.notation);
    },
  };
}
