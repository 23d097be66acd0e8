/** What stands still while stepping: titles, axes, the cloud, and what the picture cannot show. */

import { cloudOf, typeOf } from "./trajectory_panels.js";
import { isInside } from "./trajectory_plane.js";
import { axisName } from "./trajectory_words.js";

/** @import { Panel } from "./trajectory_panels.js" */
/** @import { Box } from "./trajectory_plane.js" */

/** @typedef {{palette: Record<string, string>, family: string}} Look */

const POINT = 2.2; // pixels, a cloud point's radius
const HAZE = 0.65; // its opacity: many at one place are darker

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintTitle(context, { box, layer, size }, { palette, family }) {
  const type = typeOf(box);
  const title = layer ? `Layer ${layer}` : "Words";
  context.font = `600 ${type.title}px ${family}`;
  context.fillStyle = palette.text;
  context.fillText(title, box.x, box.y + type.title);
  const end = context.measureText(title).width;
  const what = layer ? `path of its hidden state, ${size} units` : "their embeddings";
  context.font = `${type.axis}px ${family}`;
  if (end + 10 + context.measureText(what).width > box.width) return;
  context.fillStyle = palette.muted;
  context.fillText(what, box.x + end + 10, box.y + type.title);
}

/** @param {number} value */
const tickName = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

/**
 * Where each tick's number stands: its baseline's start, and the text.
 * @param {CanvasRenderingContext2D} context its font is set
 * @param {Panel} panel
 * @param {number} size of the letters
 */
function ticksOf(context, { frame }, size) {
  const { box, place, ticks } = frame;
  const across = ticks.x.map((value) => {
    const text = tickName(value);
    const width = context.measureText(text).width;
    const x = place([value, 0])[0];
    return {
      text,
      x: x - width / 2,
      y: box.y + box.height + 1.25 * size,
      width,
      line: x,
      isUp: true,
    };
  });
  const up = ticks.y.map((value) => {
    const text = tickName(value);
    const line = place([0, value])[1];
    return {
      text,
      x: box.x + 4,
      y: line - 3,
      width: context.measureText(text).width,
      line,
      isUp: false,
    };
  });
  const isRoom = (/** @type {{y: number}} */ { y }) => y - size > box.y && y < box.y + box.height;
  return [
    ...across.filter(({ x, width }) => x >= box.x && x + width <= box.x + box.width),
    ...up.filter(isRoom),
  ];
}

/**
 * The numbers inside the plot, which no name may lie over.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {string} family
 * @returns {Box[]}
 */
export function takenByTicks(context, panel, family) {
  const size = typeOf(panel.box).axis;
  context.font = `${size}px ${family}`;
  return ticksOf(context, panel, size)
    .filter(({ isUp }) => !isUp)
    .map(({ x, y, width }) => ({ x, y: y - size, width, height: size + 2 }));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintGrid(context, panel, { palette, family }) {
  const { x, y, width, height } = panel.frame.box;
  const size = typeOf(panel.box).axis;
  context.font = `${size}px ${family}`;
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  context.fillStyle = palette.muted;
  for (const tick of ticksOf(context, panel, size)) {
    context.beginPath();
    context.moveTo(tick.isUp ? tick.line : x, tick.isUp ? y : tick.line);
    context.lineTo(tick.isUp ? tick.line : x + width, tick.isUp ? y + height : tick.line);
    context.stroke();
    context.fillText(tick.text, tick.x, tick.y);
  }
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + height);
  context.lineTo(x, y + height);
  context.lineTo(x, y);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintNames(context, panel, { palette, family }) {
  const { box, frame, lines } = panel;
  const size = typeOf(box).axis;
  const bottom = frame.box.y + frame.box.height;
  context.font = `${size}px ${family}`;
  context.fillStyle = palette.muted;
  context.fillText(`↑ ${axisName(panel, 2)}`, box.x, frame.box.y - 0.45 * size);
  context.textAlign = "right";
  context.fillText(`${axisName(panel, 1)} →`, box.x + box.width, bottom + 2.5 * size);
  context.textAlign = "left";
  context.fillStyle = palette.text;
  lines.forEach((line, index) => {
    context.fillText(line, box.x, bottom + size * (4 + 1.3 * index));
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
function paintCloud(context, { space, frame }, { palette }) {
  context.fillStyle = palette.cloud;
  context.globalAlpha = HAZE;
  for (const point of cloudOf(space)) {
    if (!isInside(frame, point, POINT)) continue;
    context.beginPath();
    context.arc(...frame.place(point), POINT, 0, 7);
    context.fill();
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Look} look
 */
export function paintGround(context, panel, look) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  paintTitle(context, panel, look);
  paintGrid(context, panel, look);
  paintCloud(context, panel, look);
  paintNames(context, panel, look);
}
