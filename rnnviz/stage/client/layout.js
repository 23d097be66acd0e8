/** Where everything stands: the parts are made here and put into the page. */

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

/** The network with the sentences that lie on it; a part like the others. */
function networkPane(player, tell) {
  const banner = el("div", { class: "rv-banner" });
  const drawing = network(
    (place) => player.pick(place),
    tell((hit) => underNetwork(player.view(), hit)),
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
    load: (scene) => drawing.load(scene),
    layout: (colours, fonts) => drawing.layout(colours, fonts),
    draw: (view) => drawing.draw(view),
  };
}

/** A drawing that is a pane of its own. */
function paneOf(part, className, label) {
  const element = el("section", { class: `rv-pane ${className}`, "aria-label": label }, part.element);
  return { ...part, element };
}

/** The other sentence's words, where two sentences are compared. */
function otherChips(choose) {
  const line = chips(choose, "The sentence it is compared with");
  line.element.classList.add("rv-chips-other");
  let isShown = false;
  return {
    element: line.element,
    load(_scene, _cell, base) {
      const other = base.beside;
      isShown = Boolean(other) && other.tokens.some((token, i) => token.text !== base.tokens[i]?.text);
      line.element.hidden = !isShown;
      if (isShown) line.load(other);
    },
    layout: () => isShown && line.layout(),
    draw(view) {
      if (!isShown) return;
      const scene = view.base.beside;
      line.draw({ ...view, scene, other: null, readUpTo: Math.min(view.readUpTo, scene.nTimesteps) });
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {any} player
 */
export function build(root, player) {
  const choose = (change) => player.move(change);
  const act = (action) => player.act(action);
  const change = (settings) => player.change(settings);
  const tip = hint(root);
  const tell = (words) => (event, hit) => tip.show(event, hit ? words(hit) : "");
  const open = (result) => player.change({ opened: result, ...(player.settings.zoom === "cell" && { zoom: "number" }) });
  const whatif = whatIf((edits) => player.setEdits(edits), () => player.undo());
  const parts = {
    chips: chips((t) => choose({ t })),
    otherChips: otherChips((t) => choose({ t })),
    head: head(change, act),
    network: networkPane(player, tell),
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
    path: paneOf(trajectory(choose, tell((hit) => hit.text)), "rv-path", "The path of the states"),
    code: codePane(),
    whatif,
    status: status(change, choose),
    transport: transport(act, (t) => choose({ t })),
  };
  const placeholder = el("p", { class: "rv-placeholder", role: "status" });
  const live = el("p", { class: "rv-unseen", "aria-live": "polite" });
  const { chips: sentence, otherChips: other, head: trail, status: below, transport: bottom, ...panes } = parts;
  const middle = el("div", { class: "rv-middle" }, ...Object.values(panes).map((pane) => pane.element));
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
  return { ...parts, parts: Object.values(parts), banner, placeholder, stage, live, gloss };
}
