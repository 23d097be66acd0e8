/**
 * The cloud: every visible point added to the pixels it covers, then pixels to colours.
 *
 * From afar a point is a pixel and many at one place are darker; closer, points are dots that
 * grow until they can be told apart. Where points with colours overlap, the highest value is on
 * top: an average would hide the few that matter among the many that do not.
 */

/** @import { Grid } from "./atlas_grid.js" */
/** @import { View } from "./atlas_view.js" */
/** @import { Inks } from "./atlas_inks.js" */

const SHARE = 0.28; // a dot's radius in distances between points
const LEAST = 0.5; // CSS pixels
const LARGEST = 3;
const GROWTH = 0.4; // power of the zoom with which dots grow where the cloud is thin
const PEAK = 5; // the darkest pixel holds so many times the mean
const LEVELS = 63; // of density

/** @typedef {{size: number, weights: Float32Array}} Dot */

export class Splat {
  /** @param {Grid} grid */
  constructor(grid) {
    this.grid = grid;
    this.area = inhabited(grid);
    /** @type {Uint8Array | null} a colour's number for each point, in the grid's order */
    this.values = null;
    this.density = new Float32Array(0);
    this.top = new Uint8Array(0);
    /** @type {ImageData | null} */
    this.image = null;
  }

  /** Colour numbers by row; null for none. @param {Uint8Array | null} values */
  paint(values) {
    this.values = values && Uint8Array.from(this.grid.rows, (row) => values[row]);
  }

  /** A dot's radius in CSS pixels. @param {View} view */
  radius({ unit, place }) {
    const least = LEAST * Math.max(1, place.zoom) ** GROWTH;
    const apart = Math.sqrt((this.area * unit * unit) / Math.max(1, this.grid.size));
    return Math.min(LARGEST, Math.max(least, SHARE * apart));
  }

  /**
   * @param {CanvasRenderingContext2D} context of a canvas of the view's size
   * @param {View} view
   * @param {Inks} inks
   */
  draw(context, view, inks) {
    const { width, height } = context.canvas;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
      this.density = new Float32Array(width * height);
      this.top = new Uint8Array(width * height);
    }
    this.density.fill(0);
    if (this.values) this.top.fill(0);
    const dense = width / view.width; // device pixels of a CSS pixel
    const dot = dotOf(this.radius(view) * dense);
    this.add(view, dense, dot);
    this.shade(new Uint32Array(this.image.data.buffer), this.scale(view, dense, dot), inks);
    context.putImageData(this.image, 0, 0);
  }

  /** Levels of a unit of density. @param {View} view @param {number} dense @param {Dot} dot */
  scale({ unit }, dense, { weights }) {
    const covered = weights.reduce((sum, weight) => sum + weight, 0) * this.grid.size;
    const mean = covered / (this.area * (unit * dense) ** 2);
    return LEVELS / Math.max(1, PEAK * mean);
  }

  /** @param {View} view @param {number} dense @param {Dot} dot */
  add(view, dense, dot) {
    const { xs, ys } = this.grid;
    const { density, top, values } = this;
    const { width, height } = /** @type {ImageData} */ (this.image);
    const unit = view.unit * dense;
    const [x0, y0] = view.where(0, 0);
    const isPixel = dot.size === 1;
    for (const [from, to] of this.grid.runs(view.bounds)) {
      for (let i = from; i < to; i += 1) {
        const px = Math.floor((xs[i] - x0) * unit);
        const py = Math.floor((y0 - ys[i]) * unit);
        if (!isPixel) {
          this.stamp(px, py, dot, values ? values[i] : 0);
          continue;
        }
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        const pixel = py * width + px;
        density[pixel] += 1;
        if (values && values[i] > top[pixel]) top[pixel] = values[i];
      }
    }
  }

  /** @param {number} px @param {number} py @param {Dot} dot @param {number} value */
  stamp(px, py, { size, weights }, value) {
    const { density, top } = this;
    const { width, height } = /** @type {ImageData} */ (this.image);
    const half = size >> 1;
    const [left, right] = [Math.max(0, px - half), Math.min(width - 1, px + half)];
    const bottom = Math.min(height - 1, py + half);
    for (let y = Math.max(0, py - half); y <= bottom; y += 1) {
      const weight = (y - py + half) * size + half - px;
      for (let x = left; x <= right; x += 1) {
        const covered = weights[weight + x];
        if (covered === 0) continue;
        const pixel = y * width + x;
        density[pixel] += covered;
        if (value > top[pixel]) top[pixel] = value;
      }
    }
  }

  /** @param {Uint32Array} pixels @param {number} scale @param {Inks} inks */
  shade(pixels, scale, { table, levels }) {
    const { density, top } = this;
    const isPlain = !this.values;
    for (let pixel = 0; pixel < pixels.length; pixel += 1) {
      const amount = density[pixel];
      if (amount === 0) {
        pixels[pixel] = 0;
        continue;
      }
      const level = Math.min(LEVELS, (amount * scale) | 0);
      const alpha = amount < 1 ? amount : 1; // a dot's soft edge
      const ink = table[(isPlain ? 0 : top[pixel] * levels) + level];
      pixels[pixel] = alpha < 1 ? (ink & 0xffffff) | (((ink >>> 24) * alpha) << 24) : ink;
    }
  }
}

/** How many levels of density the inks must have. */
export const N_LEVELS = LEVELS + 1;

/** A disc's share of each pixel around its own. @param {number} radius in device pixels @returns {Dot} */
function dotOf(radius) {
  if (radius <= 0.55) return { size: 1, weights: Float32Array.of(1) };
  const half = Math.ceil(radius - 0.5);
  const size = 2 * half + 1;
  const weights = new Float32Array(size * size);
  for (let i = 0; i < weights.length; i += 1) {
    const away = Math.hypot((i % size) - half, Math.floor(i / size) - half);
    weights[i] = Math.min(1, Math.max(0, radius + 0.5 - away));
  }
  return { size, weights };
}

/** The area in which most points lie, in the map's units. @param {Grid} grid */
function inhabited({ starts, side, columns, lines, size }) {
  // The inverse of the mean density that a point has around it: Σn / Σn² cells.
  let squares = 0;
  for (let cell = 0; cell < side * side; cell += 1) {
    squares += (starts[cell + 1] - starts[cell]) ** 2;
  }
  return Math.max(1, (size * size) / Math.max(1, squares)) / (columns * lines);
}
