/**
 * Each row's numbers as a sheet of colours: one pixel for a cell, one column for a timestep.
 * Made once; drawing a strip is then a single enlarged copy, wherever and however wide.
 */

import { strip, strongest } from "./strips.js";

/** @import { Colours } from "./colours.js" */
/** @import { Place, PlacedRow } from "./place.js" */

/**
 * @typedef {(context: CanvasRenderingContext2D, row: PlacedRow, t: number,
 *   box: {x: number, y: number, width: number, height: number}) => void} Fill
 * Puts a row's numbers at timestep t into a box.
 */

/**
 * "rgb(1,2,3)" as the pixel it is in memory.
 * @param {string} colour
 * @returns {number}
 */
function pixel(colour) {
  const [red, green, blue] = (colour.match(/\d+/g) ?? []).map(Number);
  return new Uint32Array(new Uint8ClampedArray([red, green, blue, 255]).buffer)[0];
}

/**
 * @param {PlacedRow} row
 * @param {number} nTimesteps
 * @param {Colours} colours
 * @returns {HTMLCanvasElement}
 */
function sheet({ array, term, perCell }, nTimesteps, colours) {
  const nCells = Math.ceil(array.width / perCell);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [nTimesteps, nCells];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(nTimesteps, nCells);
  const pixels = new Uint32Array(image.data.buffer);
  const colour = colours.of(term);
  const known = new Map(); // a scale has few colours: each is read once
  for (let t = 1; t <= nTimesteps; t += 1) {
    if (!array.has(t)) continue;
    const values = array.row(t);
    for (let cell = 0; cell < nCells; cell += 1) {
      const name = colour(values[perCell === 1 ? cell : strongest(values, cell, perCell)]);
      if (!known.has(name)) known.set(name, pixel(name));
      pixels[cell * nTimesteps + t - 1] = known.get(name);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Fills boxes by copying from sheets that are made now.
 * @param {Place} place
 * @param {Colours} colours
 * @returns {Fill}
 */
export function copying(place, colours) {
  const sheets = new Map(
    place.rows.map((row) => [row, sheet(row, place.nTimesteps, colours)]),
  );
  return (context, row, t, { x, y, width, height }) => {
    const from = /** @type {HTMLCanvasElement} */ (sheets.get(row));
    context.imageSmoothingEnabled = false;
    context.drawImage(from, t - 1, 0, 1, from.height, x, y, width, height);
  };
}

/**
 * Fills boxes from the numbers themselves, a rectangle for a cell: for pictures of vectors.
 * @param {Colours} colours
 * @returns {Fill}
 */
export function drawing(colours) {
  return (context, { array, term, perCell }, t, box) =>
    strip(context, array.row(t), { ...box, isTall: true }, colours.of(term), perCell);
}
