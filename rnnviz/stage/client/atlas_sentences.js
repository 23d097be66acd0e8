/** What the map says. */

/** @import { Meaning } from "./atlas_inks.js" */

const count = (/** @type {number} */ n) => n.toLocaleString("en-GB");

export const WHERE = "Map: arrows move, + and − zoom, 0 shows all of it";
export const EMPTY = "There is nothing to show on this map yet.";
export const WHEEL = "Click the map first, or hold Ctrl (⌘) while scrolling, to zoom";
export const LASSO = "Draw around the words you want to list";
export const FINGERS = "Tap the map to move it";

/** @param {number} n @param {number} share */
export function fetching(n, share) {
  return `Fetching ${count(n)} places… ${Math.round(100 * share)} %`;
}

export const SILENT = "The server did not answer: is it still there, and are you online?";

/** @param {string} why */
export const failed = (why) => `The map could not be fetched. ${why}`;

/** @param {string} word @param {number} n */
export function missing(word, n) {
  return `“${word}” is not among the ${count(n)} words on this map.`;
}

/**
 * A word at the pointer.
 * @param {number | undefined} rank from 0
 * @param {number | undefined} cosine
 */
export function facts(rank, cosine) {
  const ranked = rank === undefined ? [] : [`rank ${count(rank + 1)}`];
  const similar = cosine === undefined ? [] : [`cosine ${cosine.toFixed(3).replace("-", "−")}`];
  return [...ranked, ...similar].join(" · ");
}

/** @param {number} n */
export const selected = (n) => `${count(n)} ${n === 1 ? "word" : "words"}`;

/** @param {number} n how many are selected @param {number} most how many are handed on */
export function lookAt(n, most) {
  if (n === 1) return "Look at it";
  return n > most ? `Look at the first ${most}` : "Look at these";
}

/** What the ends of a colour scale mean. @param {Meaning} colour @returns {string[]} */
export function scaleEnds(colour) {
  return colour === "frequency" ? ["rare", "frequent"] : ["−1", "0", "1"];
}

/** @param {Meaning} colour @param {string} word */
export function scaleTitle(colour, word) {
  if (colour === "frequency") return "how frequent";
  return word ? `cosine to “${word}”` : "cosine similarity";
}
