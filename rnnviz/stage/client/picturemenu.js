/** Saves what is on the stage as a picture: SVG or PNG. */

import { el } from "./dom.js";
import { pictureOf } from "./pictures.js";

/** @import { Player } from "./player.js" */

/** Hand a file to the browser. @param {Blob} blob @param {string} name */
function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * @typedef {object} Drawing
 * @property {HTMLElement} element
 * @property {(context: CanvasRenderingContext2D) => void} paint
 * @property {() => import("./pictures.js").Picture} [picture]
 */

/**
 * The drawing that a class would point at: the network, the diagram, the ledger or the path.
 * @param {Player} player
 * @returns {[name: string, drawing: Drawing]}
 */
function drawingOf(player) {
  const { settings } = player;
  const { network, cell, path } = player.ui;
  if (settings.zoom === "network" && settings.pane === "path") return ["path", path];
  if (settings.zoom === "network") return ["network", network.drawing];
  return cell.isFlow(player.view()) ? ["diagram", cell.diagram] : ["cell", cell.ledger];
}

/** The buttons. @param {Player} player */
export function pictureMenu(player) {
  /** @param {string} kind "svg" or "png" */
  async function save(kind) {
    if (!player.scene || !player.cursor || !player.colours) return;
    const [name, drawing] = drawingOf(player);
    const canvas = /** @type {HTMLCanvasElement} */ (drawing.element.querySelector("canvas"));
    const ground = player.colours.palette.ground;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight, ground };
    const picture = drawing.picture?.() ?? pictureOf((context) => drawing.paint(context), size);
    const { t } = player.cursor;
    if (kind === "png") return download(await picture.png(), `rnnviz-${name}-t${t}.png`);
    download(new Blob([picture.svg()], { type: "image/svg+xml" }), `rnnviz-${name}-t${t}.svg`);
  }
  const button = (/** @type {string} */ kind) => {
    const title = `Save the drawing as ${kind.toUpperCase()}`;
    const attributes = { type: "button", class: "rv-tab", title, onclick: () => save(kind) };
    return el("button", attributes, kind.toUpperCase());
  };
  const group = { class: "rv-tabs rv-save", role: "group", "aria-label": "Save the drawing" };
  return el("div", group, button("svg"), button("png"));
}
