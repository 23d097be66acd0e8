/** One transport at the bottom edge: buttons, scrub track, granularity, speed, help. */

import { el, icon, say } from "./dom.js";
import { KEYS } from "./keys.js";

const ICONS = {
  first: "M5 5h2.6v14H5zM20 5v14L9 12z",
  back: "M18 5v14L7 12z",
  play: "M7 4.5v15L20 12z",
  pause: "M6 5h4.4v14H6zM13.6 5H18v14h-4.4z",
  forward: "M6 5v14l11-7z",
  last: "M16.4 5H19v14h-2.6zM4 5v14l11-7z",
};
/** @import { Scene } from "./scene.js" */
/** @import { Moment } from "./view.js" */

/** @type {Record<string, string>} */
const LABELS = {
  first: "First word",
  back: "Step back",
  toggle: "Play",
  forward: "Step forward",
  last: "Last word",
};

/** What a step may be: its name, the same in a narrow place, and its key's action. */
const GRAINS = [
  ["timestep", "time", "byTimestep"],
  ["layer", "layer", "byLayer"],
  ["operation", "op", "byOperation"],
];

/**
 * A button that does what a key does.
 * @param {string} action
 * @param {(action: string) => void} act
 * @param {...Node} children
 */
function button(action, act, ...children) {
  return el(
    "button",
    {
      class: "rv-button",
      type: "button",
      title: LABELS[action],
      "aria-label": LABELS[action],
      onclick: () => act(action),
    },
    ...children,
  );
}

function helpSheet() {
  const rows = KEYS.map(([, , keys, what]) =>
    el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, what))
  );
  const close = el("button", { class: "rv-button rv-close", type: "button" }, "Close");
  const sheet = el(
    "dialog",
    { class: "rv-help", "aria-label": "Keys" },
    el("h2", {}, "Keys"),
    el("table", {}, ...rows),
    el(
      "p",
      {},
      "Click a word, a strip or a unit to go there; click it again to open the cell. A row of " +
        "the ledger says why its gate is open; its number can be changed. Two fingers zoom, " +
        "one swipes.",
    ),
    close,
  );
  close.addEventListener("click", () => sheet.close());
  return sheet;
}

/** @param {number} nTimesteps */
function dots(nTimesteps) {
  const every = Math.ceil(nTimesteps / 40);
  const marks = [];
  for (let index = 0; index < nTimesteps; index += every) {
    marks.push(
      el("span", { class: "rv-dot", style: `--place: ${index / Math.max(1, nTimesteps - 1)}` }),
    );
  }
  return marks;
}

/**
 * The transport.
 * @param {(action: string) => void} act Takes the names of keys.js.
 * @param {(t: number) => void} choose
 */
export function transport(act, choose) {
  const play = button("toggle", act, icon(ICONS.play));
  play.classList.add("rv-play");
  const scrub = el("input", {
    class: "rv-scrub",
    type: "range",
    min: 1,
    step: 1,
    "aria-label": "Timestep",
  });
  scrub.addEventListener("input", () => choose(Number(scrub.value)));
  const marks = el("div", { class: "rv-dots", "aria-hidden": "true" });
  const grains = GRAINS.map(([name, short, action]) =>
    el(
      "button",
      {
        class: "rv-grain",
        type: "button",
        "data-grain": name,
        "aria-label": `by ${name}`,
        onclick: () => act(action),
      },
      el("span", { class: "rv-long" }, name),
      el("span", { class: "rv-short" }, short),
    )
  );
  const speed = el("button", {
    class: "rv-button rv-speed",
    type: "button",
    onclick: () => act("nextSpeed"),
  });
  const sheet = helpSheet();
  const help = el(
    "button",
    {
      class: "rv-button rv-ask",
      type: "button",
      "aria-label": "Help: keys",
      onclick: () => act("help"),
    },
    "?",
  );
  const element = el(
    "div",
    { class: "rv-transport", role: "group", "aria-label": "Transport" },
    el(
      "div",
      { class: "rv-buttons" },
      button("first", act, icon(ICONS.first)),
      button("back", act, icon(ICONS.back)),
      play,
      button("forward", act, icon(ICONS.forward)),
      button("last", act, icon(ICONS.last)),
    ),
    el("div", { class: "rv-track" }, marks, scrub),
    el("div", { class: "rv-grains", role: "group", "aria-label": "Step by" }, ...grains),
    el("div", { class: "rv-extras" }, speed, help),
    sheet,
  );
  return {
    element,
    /** @param {Scene} scene */
    load(scene) {
      scrub.max = String(scene.nTimesteps);
      scrub.disabled = scene.nTimesteps === 1;
      marks.replaceChildren(...dots(scene.nTimesteps));
    },
    isHelping: () => sheet.open,
    toggleHelp() {
      if (sheet.open) sheet.close();
      else sheet.showModal();
    },
    /** @param {Moment} view */
    draw({ scene, cursor, isPlaying, speed: factor, settings }) {
      const word = scene.tokens[cursor.t - 1].text;
      const label = isPlaying ? "Pause" : "Play";
      scrub.value = String(cursor.t);
      scrub.setAttribute("aria-valuetext", `${cursor.t} of ${scene.nTimesteps}: ${word}`);
      const share = (cursor.t - 1) / Math.max(1, scene.nTimesteps - 1);
      element.style.setProperty("--place", String(share));
      if (play.title !== label) {
        play.title = label;
        play.setAttribute("aria-label", label);
        play.replaceChildren(icon(isPlaying ? ICONS.pause : ICONS.play));
      }
      for (const choice of grains) {
        choice.setAttribute("aria-pressed", String(choice.dataset.grain === settings.by));
      }
      say(speed, `${factor}×`);
      speed.setAttribute("aria-label", `Speed ${factor} times`);
    },
  };
}
