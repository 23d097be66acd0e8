/** The map as a picture to keep, with what its colours mean, its axes and what it loses. */

import { groupInks, scaleOf } from "./atlas_inks.js";
import { scaleEnds, scaleTitle } from "./atlas_sentences.js";
import { el, sized } from "./dom.js";

/** @import { Shown } from "./atlas.js" */
/** @import { Parts } from "./atlas_parts.js" */
/** @import { Palette } from "./colours.js" */

const MARGIN = 24; // pixels
const LINE = 20;
const SCALE = 120; // a colour scale's length

/**
 * A sentence in lines that fit.
 * @param {CanvasRenderingContext2D} context its font is set
 * @param {string} text
 * @param {number} width
 */
export function wrapped(context, text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    const fits = lines.length > 0 && context.measureText(longer).width <= width;
    if (fits) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * What the colours mean, in a line.
 * @param {CanvasRenderingContext2D} context
 * @param {Shown} shown
 * @param {Palette} palette
 * @param {string} word the current one
 * @param {number} y the line's baseline
 */
function paintLegend(context, { colour, groups }, palette, word, y) {
  let x = MARGIN;
  const write = (/** @type {string} */ text) => {
    context.fillStyle = palette.text;
    context.fillText(text, x, y);
    x += context.measureText(text).width + 8;
  };
  const box = (/** @type {string | CanvasGradient} */ ink, /** @type {number} */ width) => {
    context.fillStyle = ink;
    context.fillRect(x, y - 10, width, 10);
    x += width + 8;
  };
  if (colour === "group") {
    groupInks(palette).slice(0, groups.length).forEach((ink, index) => {
      box(ink, 10);
      write(`${groups[index][0]}  `);
    });
    return;
  }
  const ends = scaleEnds(colour);
  write(`${scaleTitle(colour, word)}:  ${ends[0]}`);
  const scale = context.createLinearGradient(x, 0, x + SCALE, 0);
  const stops = scaleOf(colour, palette);
  stops.forEach((stop, index) => scale.addColorStop(index / (stops.length - 1), stop));
  box(scale, SCALE);
  write(ends[ends.length - 1]);
}

/**
 * @param {Parts} parts
 * @param {Shown} shown
 * @param {Palette} palette
 * @param {string} word the current one
 */
export function save({ cloud, marks, map }, shown, palette, word) {
  const { clientWidth: width, clientHeight: height } = map;
  const font = `13px ${getComputedStyle(map).fontFamily}`;
  const canvas = el("canvas");
  const draft = sized(canvas, width, height);
  draft.font = font;
  const axes = shown.axes.map((axis, index) => axis && `${"→↑"[index]} ${axis}`);
  const written = [...axes, shown.note].flatMap((text) => wrapped(draft, text, width));
  const isColoured = shown.colour !== "plain";
  const full = height + 2 * MARGIN + LINE * (written.length + Number(isColoured));
  const context = sized(canvas, width + 2 * MARGIN, full);
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width + 2 * MARGIN, full);
  for (const layer of [cloud, marks]) context.drawImage(layer, MARGIN, MARGIN, width, height);
  context.font = font;
  const first = height + MARGIN + LINE;
  if (isColoured) paintLegend(context, shown, palette, word, first);
  context.fillStyle = palette.text;
  written.forEach((line, index) =>
    context.fillText(line, MARGIN, first + LINE * (index + Number(isColoured)))
  );
  el("a", { download: "words.png", href: canvas.toDataURL("image/png") }).click();
}
