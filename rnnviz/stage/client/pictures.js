/** A drawing as a file: an SVG of real vectors, or a PNG at twice the screen's size. */

import { SvgRecorder } from "./svg.js";

const SHARPNESS = 2; // pixels of the PNG for one on the screen

/**
 * @typedef {object} Picture
 * @property {() => string} svg the drawing as a standalone SVG document
 * @property {() => Promise<Blob>} png the drawing as a PNG
 */

/**
 * What `paint` draws, as files.
 * @param {(context: CanvasRenderingContext2D) => void} paint draws in CSS pixels from (0, 0)
 * @param {{width: number, height: number, ground: string}} page its size and the colour behind
 * @returns {Picture}
 */
export function pictureOf(paint, { width, height, ground }) {
  return {
    svg() {
      const recorder = new SvgRecorder(width, height, ground);
      paint(/** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (recorder)));
      return recorder.toString();
    },
    png() {
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(width * SHARPNESS));
      canvas.height = Math.max(1, Math.round(height * SHARPNESS));
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.scale(SHARPNESS, SHARPNESS);
      context.fillStyle = ground;
      context.fillRect(0, 0, width, height);
      paint(context);
      return new Promise((resolve, reject) => {
        const done = (/** @type {Blob | null} */ blob) =>
          blob ? resolve(blob) : reject(new Error("the browser made no PNG"));
        canvas.toBlob(done, "image/png");
      });
    },
  };
}
