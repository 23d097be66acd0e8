/** Saves what is on the stage as a picture: SVG or PNG. */

import { el } from "./dom.js";
import { pictureOf } from "./pictures.js";

/** Hand a file to the browser. */
function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The drawing that a class would point at: the network, the diagram, the ledger or the path. */
function drawingOf(player) {
  const { settings } = player;
  const { network, cell, path } = player.ui;
  if (settings.zoom === "network" && settings.pane === "path") return ["path", path];
  if (settings.zoom === "network") return ["network", network.drawing];
  return cell.isFlow(player.view()) ? ["diagram", cell.diagram] : ["cell", cell.ledger];
}

/** @param {any} player */
export function pictureMenu(player) {
  async function save(kind) {
    if (!player.scene) return;
    const [name, drawing] = drawingOf(player);
    const canvas = drawing.element.querySelector("canvas");
    const ground = player.colours.palette.ground;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight, ground };
    const picture = drawing.picture?.() ?? pictureOf((context) => drawing.paint(context), size);
    const { t } = player.cursor;
    if (kind === "png") return download(await picture.png(), `rnnviz-${name}-t${t}.png`);
    download(new Blob([picture.svg()], { type: "image/svg+xml" }), `rnnviz-${name}-t${t}.svg`);
  }
  const button = (kind) =>
    el(
      "button",
      { type: "button", class: "rv-tab", title: `Save the drawing as ${kind.toUpperCase()}`, onclick: () => save(kind) },
      kind.toUpperCase(),
    );
  return el("div", { class: "rv-tabs rv-save", role: "group", "aria-label": "Save the drawing" }, button("svg"), button("png"));
}
