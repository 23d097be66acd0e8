/** The map as a picture to keep, with its axes and what it loses. */

import { el, sized } from "./dom.js";

/** @import { Shown } from "./atlas.js" */
/** @import { Parts } from "./atlas_parts.js" */
/** @import { Palette } from "./colours.js" */

const MARGIN = 24; // pixels
const LINE = 20;

/**
 * @param {Parts} parts
 * @param {Shown} shown
 * @param {Palette} palette
 */
export function save({ cloud, marks, map }, { axes, note }, palette) {
  const { clientWidth: width, clientHeight: height } = map;
  const [across, up] = axes;
  const lines = [[across && `→ ${across}`, up && `↑ ${up}`].filter(Boolean).join("    "), note];
  const written = lines.filter(Boolean);
  const canvas = el("canvas");
  const full = height + 2 * MARGIN + LINE * written.length;
  const context = sized(canvas, width + 2 * MARGIN, full);
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width + 2 * MARGIN, full);
  for (const layer of [cloud, marks]) context.drawImage(layer, MARGIN, MARGIN, width, height);
  context.font = `13px ${getComputedStyle(map).fontFamily}`;
  context.fillStyle = palette.text;
  written.forEach((line, index) =>
    context.fillText(line, MARGIN, height + MARGIN + LINE * (index + 1), width)
  );
  el("a", { download: "words.png", href: canvas.toDataURL("image/png") }).click();
}
