/** Small shapes and symbols that the drawings are made of. */

const LEAST = 12; // pixels: no text is smaller

/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {[letter: string, subscript: string]} Symbol as in equations: ["W", "hh"] */

/**
 * An arrow along one axis; its head is left out where there is no room for it.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {boolean} [hasHead]
 */
export function arrow(context, [x1, y1], [x2, y2], hasHead = true) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  if (hasHead) arrowHead(context, [x2, y2], [Math.sign(x2 - x1), Math.sign(y2 - y1)]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} tip
 * @param {[number, number]} direction of the arrow, along one axis
 */
export function arrowHead(context, [x, y], [dx, dy]) {
  context.beginPath();
  context.moveTo(x + dx, y + dy);
  context.lineTo(x - 6 * dx - 3.5 * dy, y - 6 * dy - 3.5 * dx);
  context.lineTo(x - 6 * dx + 3.5 * dy, y - 6 * dy + 3.5 * dx);
  context.fill();
}

/**
 * A box's outline, just outside it.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {number} [radius]
 */
export function outline(context, box, radius = 2) {
  context.beginPath();
  context.roundRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1, radius);
  context.stroke();
}

/**
 * The path of the disc that stands for a single number.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 */
export function disc(context, box) {
  const radius = Math.min(10, Math.max(3, box.width / 2));
  context.beginPath();
  context.arc(box.x + box.width / 2, box.y + box.height / 2, radius, 0, 7);
}

/**
 * Slanted lines through a box: here there is no number to show.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 */
export function hatch(context, { x, y, width, height }) {
  context.beginPath();
  for (let down = 6; down < width + height; down += 6) {
    // The line x + y = down, from the left or lower edge to the upper or right one.
    context.moveTo(x + Math.max(0, down - height), y + Math.min(height, down));
    context.lineTo(x + Math.min(width, down), y + Math.max(0, down - width));
  }
  context.stroke();
}

/**
 * A symbol or a piece of text, its baseline at y, from x to the right.
 * @param {CanvasRenderingContext2D} context
 * @param {string | Symbol} piece
 * @param {number} x
 * @param {number} y
 * @param {string} family
 * @param {number} size
 * @returns {number} where it ends
 */
function write(context, piece, x, y, family, size) {
  const [text, subscript] = typeof piece === "string" ? [piece, ""] : piece;
  const look = typeof piece === "string" ? "" : "italic ";
  context.font = `${look}${size}px ${family}`;
  context.fillText(text, x, y);
  const end = x + context.measureText(text).width;
  if (!subscript) return end;
  context.font = `${look}${Math.max(LEAST, Math.round(0.72 * size))}px ${family}`;
  context.fillText(subscript, end, y + 0.28 * size);
  return end + context.measureText(subscript).width;
}

/**
 * How wide a line of text and symbols is.
 * @param {CanvasRenderingContext2D} context
 * @param {(string | Symbol)[]} pieces
 * @param {string} family
 * @param {number} size
 * @returns {number}
 */
export function lineWidth(context, pieces, family, size) {
  return pieces.reduce((sum, piece) => {
    const [text, subscript] = typeof piece === "string" ? [piece, ""] : piece;
    const look = typeof piece === "string" ? "" : "italic ";
    context.font = `${look}${size}px ${family}`;
    const width = context.measureText(text).width;
    context.font = `${look}${Math.max(LEAST, Math.round(0.72 * size))}px ${family}`;
    return sum + width + (subscript ? context.measureText(subscript).width : 0);
  }, 0);
}

/**
 * A line of text and symbols.
 * @param {CanvasRenderingContext2D} context
 * @param {(string | Symbol)[]} pieces
 * @param {[number, number]} place of its baseline
 * @param {{family: string, size: number, align?: "left" | "center" | "right"}} look
 * @returns {[number, number]} where it begins and ends
 */
export function line(context, pieces, [x, y], { family, size, align = "left" }) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  const share = { left: 0, center: 0.5, right: 1 }[align];
  const start = share ? x - share * lineWidth(context, pieces, family, size) : x;
  let end = start;
  for (const piece of pieces) end = write(context, piece, end, y, family, size);
  return [start, end];
}

/**
 * A text that fits a width, cut at the end if need be.
 * @param {CanvasRenderingContext2D} context its font is set
 * @param {string} text
 * @param {number} width
 * @returns {string}
 */
export function fitting(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text.slice(0, 200)]; // nobody reads further, and measuring takes time
  while (letters.length > 1) {
    letters.pop();
    if (context.measureText(`${letters.join("")}…`).width <= width) break;
  }
  return `${letters.join("")}…`;
}
