/** The path of a drawing context, written down as SVG path data. */

import { figure } from "./xml.js";

/** What a context knows of paths; `path` is the data so far. */
export class PathRecorder {
  constructor() {
    this.path = "";
  }

  beginPath() {
    this.path = "";
  }

  closePath() {
    this.path += "Z";
  }

  /** @param {string} letter @param {...number} numbers */
  to(letter, ...numbers) {
    this.path += letter + numbers.map(figure).join(" ");
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.to("M", x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.to(this.path ? "L" : "M", x, y);
  }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) {
    this.to("Q", cx, cy, x, y);
  }

  /**
   * @param {number} ax
   * @param {number} ay
   * @param {number} bx
   * @param {number} by
   * @param {number} x
   * @param {number} y
   */
  bezierCurveTo(ax, ay, bx, by, x, y) {
    this.to("C", ax, ay, bx, by, x, y);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.to("M", x, y);
    this.path += `h${figure(width)}v${figure(height)}h${figure(-width)}Z`;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {number | number[]} radii one for all corners
   */
  roundRect(x, y, width, height, radii = 0) {
    const wished = Array.isArray(radii) ? (radii[0] ?? 0) : radii;
    const r = Math.max(0, Math.min(wished, Math.abs(width) / 2, Math.abs(height) / 2));
    const corner = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      `a${figure(r)} ${figure(r)} 0 0 1 ${figure(dx)} ${figure(dy)}`;
    this.to("M", x + r, y);
    this.path += `h${figure(width - 2 * r)}${corner(r, r)}v${figure(height - 2 * r)}${
      corner(-r, r)
    }`;
    this.path += `h${figure(2 * r - width)}${corner(-r, -r)}v${figure(2 * r - height)}${
      corner(r, -r)
    }Z`;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {number} start
   * @param {number} end
   * @param {boolean} [isBack] counter-clockwise
   */
  arc(x, y, radius, start, end, isBack = false) {
    const turn = 2 * Math.PI;
    const wished = isBack ? start - end : end - start;
    const sweep = wished >= turn ? turn : ((wished % turn) + turn) % turn;
    const at = (/** @type {number} */ share) => {
      const angle = start + (isBack ? -1 : 1) * sweep * share;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    };
    this.to(this.path ? "L" : "M", ...at(0));
    // Two halves: one arc that ends where it starts would be nothing.
    for (const share of [0.5, 1]) this.to("A", radius, radius, 0, 0, isBack ? 0 : 1, ...at(share));
  }
}
