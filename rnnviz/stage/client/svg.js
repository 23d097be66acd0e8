/**
 * A stand-in for a canvas' 2D context that writes down what is drawn and gives it as a
 * standalone SVG document. It knows the part of the context that our drawings use.
 *
 * Text is never trusted: whatever a token holds comes out as characters, and the document
 * stays well-formed XML. A path takes the transformation that holds when it is filled,
 * stroked or clipped with.
 */

import { PathRecorder } from "./paths.js";
import { attributes, escaped, figure, fontParts } from "./xml.js";

/** @typedef {[number, number, number, number, number, number]} Matrix */

const ANCHORS = { left: "start", start: "start", center: "middle", right: "end", end: "end" };
const BASELINES = {
  alphabetic: "",
  middle: "central",
  top: "text-before-edge",
  hanging: "hanging",
  bottom: "text-after-edge",
  ideographic: "ideographic",
};
/** Everything that save() keeps and restore() brings back. */
const STATE = [
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "lineCap",
  "lineJoin",
  "font",
  "textAlign",
  "textBaseline",
  "globalAlpha",
  "imageSmoothingEnabled",
  "matrix",
  "dash",
  "clipping",
];
/** Draw into it as into a context; toString() is the SVG. */
export class SvgRecorder extends PathRecorder {
  /**
   * @param {number} width CSS pixels
   * @param {number} height
   * @param {string} [ground] a colour behind everything
   */
  constructor(width, height, ground = "") {
    super();
    this.width = width;
    this.height = height;
    this.ground = ground;
    this.fillStyle = this.strokeStyle = "black";
    this.lineWidth = 1;
    this.lineCap = "butt";
    this.lineJoin = "miter";
    this.font = "10px sans-serif";
    this.textAlign = "start";
    this.textBaseline = "alphabetic";
    this.globalAlpha = 1;
    this.imageSmoothingEnabled = true;
    /** @type {Matrix} */
    this.matrix = [1, 0, 0, 1, 0, 0];
    /** @type {number[]} */
    this.dash = [];
    this.clipping = ""; // the id of the clip path that holds
    this.nClips = 0;
    /** @type {Record<string, unknown>[]} */
    this.saved = [];
    /** @type {string[]} */
    this.parts = [];
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  save() {
    const self = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    this.saved.push(Object.fromEntries(STATE.map((name) => [name, self[name]])));
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {Matrix} matrix */
  setTransform(...matrix) {
    this.matrix = matrix;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a, b, c, d, e + a * x + c * y, f + b * x + d * y];
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = [...dash];
  }

  /**
   * One element; what cannot be placed is left out, as a canvas does.
   * @param {string} tag
   * @param {Record<string, string | number | undefined>} given
   * @param {string} [content] already escaped
   */
  add(tag, given, content = "") {
    const numbers = Object.values(given).filter((value) => typeof value === "number");
    if (!numbers.every(Number.isFinite) || /NaN|Infinity/.test(String(given.d ?? ""))) return;
    const isMoved = this.matrix.join() !== "1,0,0,1,0,0";
    const common = {
      transform: isMoved ? `matrix(${this.matrix.map(figure).join(" ")})` : undefined,
      opacity: this.globalAlpha < 1 ? this.globalAlpha : undefined,
    };
    const element = `<${tag}${attributes({ ...given, ...common })}>${content}</${tag}>`;
    // The clip path stands in the page's own pixels, so it goes around what is moved.
    this.parts.push(
      this.clipping ? `<g clip-path="url(#${this.clipping})">${element}</g>` : element,
    );
  }

  inked() {
    return {
      fill: "none",
      stroke: this.strokeStyle,
      "stroke-width": this.lineWidth,
      "stroke-linecap": this.lineCap === "butt" ? undefined : this.lineCap,
      "stroke-linejoin": this.lineJoin === "miter" ? undefined : this.lineJoin,
      "stroke-dasharray": this.dash.map(figure).join(" "),
    };
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.add("rect", { x, y, width, height, fill: this.fillStyle });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.add("rect", { x, y, width, height, ...this.inked() });
  }

  /**
   * Clearing all forgets what was drawn; clearing a part lays the ground over it.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   */
  clearRect(x, y, width, height) {
    const [a, , , d, e, f] = this.matrix;
    const isAll = x * a + e <= 0 &&
      y * d + f <= 0 &&
      (x + width) * a + e >= this.width &&
      (y + height) * d + f >= this.height;
    if (isAll && !this.clipping) this.parts = [];
    else if (this.ground) this.add("rect", { x, y, width, height, fill: this.ground });
  }

  fill() {
    if (this.path) this.add("path", { d: this.path, fill: this.fillStyle });
  }

  stroke() {
    if (this.path) this.add("path", { d: this.path, ...this.inked() });
  }

  /** What is drawn from now on shows only inside the path, and inside the clip before it. */
  clip() {
    this.nClips += 1;
    const [id, outer] = [`clip-${this.nClips}`, this.clipping];
    const transform = `matrix(${this.matrix.map(figure).join(" ")})`;
    const shape = `<path${attributes({ d: this.path, transform })}/>`;
    const around = outer ? `url(#${outer})` : undefined;
    this.parts.push(`<clipPath${attributes({ id, "clip-path": around })}>${shape}</clipPath>`);
    this.clipping = id;
  }

  /** @param {string} text */
  measureText(text) {
    const ruler = /** @type {CanvasRenderingContext2D} */ (this.ruler);
    ruler.font = this.font;
    return ruler.measureText(text);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const look = {
      "text-anchor": ANCHORS[/** @type {keyof typeof ANCHORS} */ (this.textAlign)],
      "dominant-baseline": BASELINES[/** @type {keyof typeof BASELINES} */ (this.textBaseline)],
      ...fontParts(this.font),
      "xml:space": /^ | $| {2}/.test(text) ? "preserve" : undefined,
    };
    this.add("text", { x, y, fill: this.fillStyle, ...look }, escaped(text));
  }

  /**
   * Another recorder as vectors, a canvas as a picture: (image, x, y), with width and
   * height, or with the part of the image to take before them.
   * @param {SvgRecorder | HTMLCanvasElement} image
   * @param {...number} numbers
   */
  drawImage(image, ...numbers) {
    const whole = [0, 0, image.width, image.height];
    const [sx, sy, sw, sh, x, y, width, height] = numbers.length === 8
      ? numbers
      : [...whole, numbers[0], numbers[1], numbers[2] ?? whole[2], numbers[3] ?? whole[3]];
    const box = { x, y, width, height, preserveAspectRatio: "none" };
    if (image instanceof SvgRecorder) {
      const viewBox = [sx, sy, sw, sh].map(figure).join(" ");
      return this.add("svg", { ...box, viewBox }, image.content(`clip-${++this.nClips}-`));
    }
    const cut = document.createElement("canvas");
    [cut.width, cut.height] = [Math.max(1, Math.round(sw)), Math.max(1, Math.round(sh))];
    const context = /** @type {CanvasRenderingContext2D} */ (cut.getContext("2d"));
    context.drawImage(image, sx, sy, sw, sh, 0, 0, cut.width, cut.height);
    const style = this.imageSmoothingEnabled ? undefined : "image-rendering: pixelated";
    this.add("image", { ...box, href: cut.toDataURL("image/png"), style });
  }

  /**
   * The elements alone; a prefix keeps a nested drawing's clip paths apart.
   * @param {string} [prefix]
   * @returns {string}
   */
  content(prefix = "") {
    const whole = { width: this.width, height: this.height, fill: this.ground };
    const ground = this.ground ? `<rect${attributes(whole)}/>` : "";
    const drawn = ground + this.parts.join("\n");
    // Escaped text holds no quotation mark, so only our own attributes can match.
    return prefix ? drawn.replace(/( id="| clip-path="url\(#)(?=clip-)/g, `$1${prefix}`) : drawn;
  }

  /**
   * @override
   * @returns {string}
   */
  toString() {
    const { width, height } = this;
    const viewBox = `0 0 ${figure(width)} ${figure(height)}`;
    const size = attributes({ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<svg${size}>\n${this.content()}\n</svg>\n`;
  }
}
