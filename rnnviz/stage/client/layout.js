/**
 * Where everything stands: the parts are made here and put into the page.
 *
 * @typedef {object} Part What the player loads, measures and draws.
 * @property {HTMLElement} element
 * @property {(scene: Scene, cell: Cell, base: Scene) => void} [load]
 * @property {(view: View) => void} [arrange] Before anything is measured.
 * @property {(colours: Colours, fonts: {text: string}, view: View) => void} [layout]
 * @property {(view: Moment, colours: Colours) => void} draw
 */

import { cellPane } from "./cell.js";
import { chips } from "./chips.js";
import { codePane } from "./codepane.js";
import { el } from "./dom.js";
import { glossary } from "./glossary.js";
import { head } from "./head.js";
import { hint } from "./hint.js";
import { network } from "./network.js";
import { pictureMenu } from "./picturemenu.js";
import { underLedger, underNetwork } from "./sentences.js";
import { status } from "./status.js";
import { termsPane } from "./terms.js";
import { touches } from "./touch.js";
import { trajectory } from "./trajectory.js";
import { transport } from "./transport.js";
import { whatIf } from "./whatif.js";
import { workings } from "./workings.js";

/** @import { Cursor, Wished } from "./address.js" */
/** @import { Colours } from "./colours.js" */
/** @import { Cell } from "./notation.js" */
/** @import { Player } from "./player.js" */
/** @import { Hit } from "./pointing.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Moment, View } from "./view.js" */

/**
 * The network with the sentences that lie on it; a part like the others.
 * @param {Player} player
 * @param {(event: PointerEvent, hit: Hit | null) => void} hover
 */
function networkPane(player, hover) {
  const banner = el("div", { class: "rv-banner" });
  const drawing = network(
    (place) => player.pick(place),
    hover,
    () => player.change({ zoom: "cell" }),
  );
  const element = el(
    "section",
    { class: "rv-pane rv-left", "aria-label": "The unrolled network" },
    banner,
    drawing.element,
  );
  return {
    banner,
    element,
    drawing,
    load: drawing.load,
    layout: drawing.layout,
    draw: drawing.draw,
  };
}

/**
 * The path's drawing as a pane of its own.
 * @param {import("./trajectory.js").Trajectory} drawing
 */
function pathPane(drawing) {
  const attributes = { class: "rv-pane rv-path", "aria-label": "The path of the states" };
  return { ...drawing, element: el("section", attributes, drawing.element) };
}

/**
 * The other sentence's words, where two sentences are compared.
 * @param {(t: number) => void} choose
 */
function otherChips(choose) {
  const line = chips(choose, "The sentence it is compared with");
  line.element.classList.add("rv-chips-other");
  /** @type {Scene | null} */ let scene = null; // if it has other words
  return {
    element: line.element,
    /** @param {Scene} _scene @param {Cell} _cell @param {Scene} base */
    load(_scene, _cell, base) {
      const other = base.beside;
      const isOther = other?.tokens.some((token, i) => token.text !== base.tokens[i]?.text);
      scene = isOther ? other : null;
      line.element.hidden = !scene;
      if (scene) line.load(scene);
    },
    layout: () => scene && line.layout(),
    /** @param {View} view */
    draw(view) {
      if (!scene) return;
      const readUpTo = Math.min(view.readUpTo, scene.nTimesteps);
      line.draw({ ...view, scene, other: null, readUpTo });
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {Player} player
 */
export function build(root, player) {
  const choose = (/** @type {Partial<Cursor>} */ change) => player.move(change);
  const act = (/** @type {string} */ action) => player.act(action);
  const change = (/** @type {Wished} */ settings) => player.change(settings);
  const tip = hint(root);
  /**
   * Shows what is under the pointer in words.
   * @template Below
   * @param {(hit: Below) => string} words
   * @returns {(event: PointerEvent, hit: Below | null) => void}
   */
  const tell = (words) => (event, hit) => tip.show(event, hit ? words(hit) : "");
  const open = (/** @type {string} */ opened) => {
    change({ opened, ...(player.settings.zoom === "cell" && { zoom: "number" }) });
  };
  const whatif = whatIf((...given) => player.setEdits(...given), () => player.undo());
  const parts = {
    chips: chips((t) => choose({ t })),
    otherChips: otherChips((t) => choose({ t })),
    head: head(change, act),
    network: networkPane(player, tell((hit) => underNetwork(player.view(), hit))),
    cell: cellPane({
      choose,
      explain: (tree) => typeof tree === "string" && change({ opened: tree }),
      edit: (quantity) => {
        whatif.ask(quantity);
        change({ zoom: "network", pane: "whatif" });
      },
      hover: tell(underLedger),
    }),
    workings: workings(open),
    terms: termsPane(choose),
    path: pathPane(trajectory(choose, tell((hit) => hit.text))),
    code: codePane(),
    whatif,
    status: status(change, choose),
    transport: transport(act, (t) => choose({ t })),
  };
  const placeholder = el("p", { class: "rv-placeholder", role: "status" });
  const live = el("p", { class: "rv-unseen", "aria-live": "polite" });
  const { head: trail, status: below, ...others } = parts;
  const { chips: sentence, otherChips: other, transport: bottom, ...panes } = others;
  const drawings = Object.values(panes).map((pane) => pane.element);
  const middle = el("div", { class: "rv-middle" }, ...drawings);
  trail.element.lastElementChild?.prepend(below.notations);
  parts.network.element.prepend(trail.comparing);
  below.element.append(pictureMenu(player));
  const gloss = glossary(root, () => (player.scene ? player.view() : null));
  const stage = el(
    "div",
    { class: "rv-stage", hidden: "" },
    sentence.element,
    other.element,
    trail.element,
    middle,
    below.element,
    bottom.element,
    tip.element,
    gloss.element,
    live,
  );
  touches(middle, act);
  root.setAttribute("role", "region");
  root.replaceChildren(placeholder, stage);
  const { banner } = parts.network;
  /** @type {Part[]} */
  const all = Object.values(parts);
  return { ...parts, parts: all, banner, placeholder, stage, live, gloss };
}
