/** The colours of points: a table from a value's number and a density to a pixel. */

import { N_LEVELS } from "./atlas_splat.js";

/** @import { Palette } from "./colours.js" */

/**
 * @typedef {object} Inks
 * @property {Uint32Array} table pixels as a canvas holds them, by value and level
 * @property {number} levels of density for each value
 */

/** @typedef {"plain" | "frequency" | "similarity" | "group"} Meaning */

export const N_VALUES = 128; // steps of a colour scale; number 0 is "no value"
const FAINT = 0.5; // opacity of the lowest density
const BOLD = 0.85; // the same where colours mean something
const DEEP = 0.62; // how far the densest place goes from the cloud's colour to the text's

/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** @param {number[]} from @param {number[]} to @param {number} share */
const mixed = (from, to, share) => from.map((value, c) => value + (to[c] - value) * share);

/** Colours of groups, as names in the palette. @type {(keyof Palette)[]} */
const GROUP_INKS = ["positive", "negative", "gate_open", "bad", "text"];

/** @param {Palette} palette @returns {string[]} */
export function groupInks(palette) {
  return GROUP_INKS.map((name) => palette[name]);
}

/**
 * A scale's colours from its low to its high end, as #rrggbb.
 * @param {Meaning} colour
 * @param {Palette} palette
 */
export function scaleOf(colour, palette) {
  if (colour === "frequency") return [palette.cloud, palette.gate_open];
  return [palette.negative, palette.cloud, palette.positive];
}

/**
 * @param {Meaning} colour
 * @param {number} value from 0
 * @param {Palette} palette
 */
function inkOf(colour, value, palette) {
  if (value === 0 || colour === "plain") return channels(palette.cloud);
  if (colour === "group") return channels(groupInks(palette)[(value - 1) % GROUP_INKS.length]);
  const stops = scaleOf(colour, palette).map(channels);
  const at = ((value - 1) / (N_VALUES - 1)) * (stops.length - 1);
  const left = Math.min(Math.floor(at), stops.length - 2);
  return mixed(stops[left], stops[left + 1], at - left);
}

/**
 * @param {Meaning} colour
 * @param {Palette} palette
 * @returns {Inks}
 */
export function inksOf(colour, palette) {
  const n = colour === "plain" ? 1 : N_VALUES + 1;
  const table = new Uint32Array(n * N_LEVELS);
  const dark = channels(palette.text);
  const faint = colour === "plain" ? FAINT : BOLD;
  for (let value = 0; value < n; value += 1) {
    const ink = inkOf(colour, value, palette);
    for (let level = 0; level < N_LEVELS; level += 1) {
      const share = Math.sqrt(level / (N_LEVELS - 1));
      const isGrey = colour === "plain" || value === 0;
      const [red, green, blue] = mixed(ink, dark, isGrey ? DEEP * share * share : 0);
      const alpha = 255 * (faint + (1 - faint) * share);
      table[value * N_LEVELS + level] = ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    }
  }
  return { table, levels: N_LEVELS };
}

/**
 * How many words are more frequent than a row's; undefined if nobody knows.
 * @param {{words: string | string[], ranks: number[]}} shown
 * @param {number} row
 * @returns {number | undefined}
 */
export function rankOf({ words, ranks }, row) {
  return typeof words === "string" ? row : ranks[row];
}

/**
 * The colour's number of each row: 0 where it has none.
 * @param {import("./atlas.js").Shown} shown
 * @param {Float32Array | null} similarities
 * @returns {Uint8Array | null}
 */
export function valuesOf(shown, similarities) {
  const { colour, n, groups, n_ranked } = shown;
  const top = N_VALUES - 1;
  const values = new Uint8Array(n);
  if (colour === "frequency") {
    const span = Math.log(Math.max(2, n, n_ranked));
    for (let row = 0; row < n; row += 1) {
      const rank = rankOf(shown, row);
      if (rank !== undefined) values[row] = 1 + Math.round(top * (1 - Math.log(rank + 1) / span));
    }
  } else if (colour === "similarity" && similarities) {
    for (let row = 0; row < n; row += 1) {
      values[row] = 1 + Math.round((top * (Math.min(1, Math.max(-1, similarities[row])) + 1)) / 2);
    }
  } else if (colour === "group") {
    groups.forEach(([, rows], index) => {
      for (const row of rows) values[row] = 1 + index;
    });
  } else return null;
  return values;
}
