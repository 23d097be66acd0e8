/**
 * Which part of the map is on the screen, and its place in the page's address.
 *
 * A unit is as long across as it is up, so that a distance on the map is a distance.
 */

/** @import { Bounds, Point } from "./atlas_grid.js" */

/** @typedef {{x: number, y: number, zoom: number}} Place the middle, and how far it is zoomed in */

const INSET = 22; // pixels around the cloud when all of it is shown
const OUT = 0.5; // the least zoom; 1 shows the whole map
const IN = 2000; // the most
const WHOLE = { x: 0, y: 0, zoom: 1 };
const NAME = "at";
const DIGITS = 5;
const PAUSE = 200; // milliseconds without a move before the address is rewritten

export class View {
  constructor() {
    this.width = 1;
    this.height = 1;
    /** @type {Bounds} */
    this.frame = { left: 0, right: 1, low: 0, high: 1 };
    /** @type {Place} the middle of the frame is (0, 0) */
    this.place = WHOLE;
  }

  /** Pixels of a unit. */
  get unit() {
    const { left, right, low, high } = this.frame;
    const across = Math.max(1, this.width - 2 * INSET) / (right - left);
    const up = Math.max(1, this.height - 2 * INSET) / (high - low);
    return Math.min(across, up) * this.place.zoom;
  }

  /** Where the frame's middle lies in the map. @returns {Point} */
  get origin() {
    const { left, right, low, high } = this.frame;
    return [(left + right) / 2, (low + high) / 2];
  }

  get isWhole() {
    return this.place.zoom === 1 && this.place.x === 0 && this.place.y === 0;
  }

  /** The map's part on the screen. @returns {Bounds} */
  get bounds() {
    const [left, high] = this.where(0, 0);
    const [right, low] = this.where(this.width, this.height);
    return { left, right, low, high };
  }

  /** Pixels of a point of the map. @param {Point} point @returns {Point} */
  pixels([x, y]) {
    const [[x0, y0], unit] = [this.origin, this.unit];
    return [
      this.width / 2 + (x - x0 - this.place.x) * unit,
      this.height / 2 - (y - y0 - this.place.y) * unit,
    ];
  }

  /** The point of the map at pixels. @param {number} px @param {number} py @returns {Point} */
  where(px, py) {
    const [[x0, y0], unit] = [this.origin, this.unit];
    return [
      x0 + this.place.x + (px - this.width / 2) / unit,
      y0 + this.place.y - (py - this.height / 2) / unit,
    ];
  }

  /** @param {Place} place */
  go({ x, y, zoom }) {
    const { left, right, low, high } = this.frame;
    const [halfX, halfY] = [(right - left) * 2, (high - low) * 2]; // far words lie outside
    this.place = {
      x: Math.min(halfX, Math.max(-halfX, x)),
      y: Math.min(halfY, Math.max(-halfY, y)),
      zoom: Math.min(IN, Math.max(OUT, zoom)),
    };
  }

  whole() {
    this.place = WHOLE;
  }

  /** @param {number} dx pixels @param {number} dy */
  pan(dx, dy) {
    const { x, y, zoom } = this.place;
    this.go({ x: x - dx / this.unit, y: y + dy / this.unit, zoom });
  }

  /** Zoom so that what lies at some pixels stays there. */
  zoom(/** @type {number} */ factor, px = this.width / 2, py = this.height / 2) {
    const [x, y] = this.where(px, py);
    this.go({ ...this.place, zoom: this.place.zoom * factor });
    const [nowX, nowY] = this.where(px, py);
    this.go({ ...this.place, x: this.place.x + x - nowX, y: this.place.y + y - nowY });
  }

  /** The place with a point of the map in its middle. @param {Point} point @param {number} zoom */
  around([x, y], zoom) {
    const [x0, y0] = this.origin;
    return { x: x - x0, y: y - y0, zoom };
  }

  /** Whether a point lies on the screen, some pixels from its edge. @param {Point} point */
  isShown(point, edge = 24) {
    const [px, py] = this.pixels(point);
    return px >= edge && py >= edge && px <= this.width - edge && py <= this.height - edge;
  }
}

/** The place that the page's address asks for, null if none. @returns {Place | null} */
export function placeInAddress() {
  const given = new URLSearchParams(location.search).get(NAME)?.split(",").map(Number) ?? [];
  if (given.length !== 3 || !given.every(Number.isFinite) || given[2] <= 0) return null;
  return { x: given[0], y: given[1], zoom: given[2] };
}

/** Mirrors the view in the page's address, keeping all that is not ours. */
export function placeWriter() {
  let timer = 0;
  const write = (/** @type {View} */ view) => {
    const address = new URL(location.href);
    const { x, y, zoom } = view.place;
    const text = [x, y, zoom].map((value) => Number(value.toPrecision(DIGITS))).join(",");
    if (view.isWhole) address.searchParams.delete(NAME);
    else address.searchParams.set(NAME, text);
    if (address.href === location.href) return;
    history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
  };
  return {
    /** @param {View} view */
    later(view) {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE, view);
    },
    stop: () => clearTimeout(timer),
  };
}
