/** The elements around the map: buttons, titles, what it says, and the lit words as a list. */

import { EMPTY, fetching, WHERE } from "./atlas_sentences.js";
import { el, icon, say } from "./dom.js";

/** @import { Shown } from "./atlas.js" */

const ICONS = {
  lasso:
    "M4 12c0-4 4-7 9-7s8 2 8 5-4 6-9 6c-2 0-4 0-5-1 1 2 1 4-2 6l-1-1c2-2 2-3 1-5-1-1-1-2-1-3z" +
    "M6 11c0 2 2 4 6 4s7-2 7-5-2-3-6-3-7 2-7 4z",
  out: "M5 11h14v2H5z",
  in: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  whole: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z",
  picture: "M11 4h2v8l3-3 1.4 1.4L12 15.8l-5.4-5.4L8 9l3 3zM5 18h14v2H5z",
};

/**
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} act
 */
function button(name, label, act) {
  const made = el(
    "button",
    { type: "button", class: "ra-button", title: label, "aria-label": label, onclick: act },
  );
  made.append(icon(ICONS[name]));
  return made;
}

/** @param {Record<"select" | "zoomOut" | "zoomIn" | "whole" | "save", () => void>} acts */
export function buttons({ select, zoomOut, zoomIn, whole, save }) {
  const lasso = button("lasso", "Select words: draw around them", select);
  lasso.setAttribute("aria-pressed", "false");
  const element = el(
    "div",
    { class: "ra-buttons" },
    lasso,
    button("out", "Zoom out (−)", zoomOut),
    button("in", "Zoom in (+)", zoomIn),
    button("whole", "The whole map (0)", whole),
    button("picture", "Save as a picture", save),
  );
  return { element, lasso };
}

/** @typedef {ReturnType<typeof parts>} Parts */

/** The map itself and what lies on it. */
export function parts() {
  const cloud = el("canvas", { class: "ra-cloud", "aria-hidden": "true" });
  const marks = el("canvas", { class: "ra-marks", role: "img" });
  const readout = el("p", { class: "ra-readout" });
  const hint = el("p", { class: "ra-hint" });
  const legend = el("div", { class: "ra-legend" });
  const state = el("div", { class: "ra-state", role: "status" });
  const ends = ["left", "right", "low", "high"].map((side) => el("p", { class: `ra-end-${side}` }));
  const map = el("div", { class: "ra-map", tabindex: 0, role: "group", "aria-label": WHERE });
  map.append(cloud, marks, ...ends, legend, readout, hint, state);
  const lit = el("div", { class: "ra-lit", role: "group", "aria-label": "Words lit on the map" });
  const axes = [el("span"), el("span")];
  const foot = el("div", { class: "ra-axes" }, ...axes);
  const note = el("p", { class: "ra-note" });
  for (const part of [readout, hint, legend, state]) part.hidden = true;
  let timer = 0;
  return {
    cloud,
    marks,
    readout,
    legend,
    map,
    lit,
    foot,
    note,
    /** @param {string} text for a moment */
    hint(text) {
      say(hint, text);
      hint.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(() => (hint.hidden = true), 1800);
    },
    /** @param {Shown} shown */
    name({ axes: [across, up], ends: named, note: loss, alt, n }) {
      say(axes[0], across && !across.includes("→") ? `→ ${across}` : across);
      say(axes[1], up && `↑ ${up}`);
      foot.hidden = !across && !up;
      say(note, loss);
      note.hidden = !loss;
      marks.setAttribute("aria-label", alt || `A map of ${n} words`);
      const texts = named ? [...named[0], ...named[1]] : ["", "", "", ""];
      const arrows = [(/** @type {string} */ t) => `← ${t}`, (/** @type {string} */ t) => `${t} →`];
      ends.forEach((end, index) => {
        const text = texts[index];
        say(end, text && (index < 2 ? arrows[index](text) : `${index === 2 ? "↓" : "↑"} ${text}`));
        end.hidden = !text;
      });
    },
    /** What lies on the map, in its pixels. */
    taken: () =>
      [...ends, legend].filter((part) => !part.hidden).map((part) => {
        const [box, whole] = [part.getBoundingClientRect(), map.getBoundingClientRect()];
        const { width, height } = box;
        return { x: box.x - whole.x, y: box.y - whole.y, width, height };
      }),
    /** @param {number} n @param {number} share */
    waiting(n, share) {
      state.hidden = false;
      state.replaceChildren(el("p", {}, n ? fetching(n, share) : EMPTY));
      if (n) state.append(el("progress", { max: 1, value: share, "aria-label": "Fetching" }));
    },
    /** @param {string} sentence @param {() => void} again */
    broken(sentence, again) {
      state.hidden = false;
      const retry = el("button", { type: "button", class: "ra-button", onclick: again });
      retry.append("Try again");
      state.replaceChildren(el("p", {}, sentence), retry);
    },
    ready() {
      state.hidden = true;
      state.replaceChildren();
    },
  };
}
