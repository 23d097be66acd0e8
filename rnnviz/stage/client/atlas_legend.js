/** What the colours mean. */

import { groupInks, rankOf, scaleOf } from "./atlas_inks.js";
import { scaleEnds, scaleTitle } from "./atlas_sentences.js";
import { el } from "./dom.js";

/** @import { Palette } from "./colours.js" */
/** @import { Shown } from "./atlas.js" */

/**
 * @param {Shown} shown
 * @param {Palette} palette
 * @param {string} word the current one
 * @returns {Node[]} nothing where colours mean nothing
 */
export function legendOf(shown, palette, word) {
  const { colour, groups } = shown;
  const isUnknown = colour === "frequency" && rankOf(shown, 0) === undefined;
  if (colour === "plain" || isUnknown) return [];
  if (colour === "group") {
    const inks = groupInks(palette);
    return groups.slice(0, inks.length).map(([name], index) => {
      const spot = el("i", { class: "ra-spot" });
      spot.style.background = inks[index];
      return el("span", {}, spot, name);
    });
  }
  const strip = el("span", { class: "ra-strip" });
  strip.style.background = `linear-gradient(to right, ${scaleOf(colour, palette).join(", ")})`;
  const ends = scaleEnds(colour).map((end) => el("span", {}, end));
  return [
    el("b", {}, scaleTitle(colour, word)),
    strip,
    el("span", { class: "ra-ends" }, ...ends),
  ];
}
