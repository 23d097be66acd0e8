/** What lies under a point of the network drawing. */

import { spotOf, timestepAt } from "./place.js";

/** @import { Place, PlacedRow } from "./place.js" */

/** @typedef {{t: number, row?: PlacedRow, unit?: number}} Hit unit counts from 1 */

const NEAR = 12; // pixels beside the folded cell that still belong to it

/**
 * What lies under a point; row and unit are missing above and below the strips. Between two
 * rows the nearer one is meant, so that a finger need not be exact.
 * @param {Place} place
 * @param {{now: number, offset: number, fold: number}} at
 * @param {[number, number]} point
 * @returns {Hit | null}
 */
export function under(place, at, [px, py]) {
  const isFolded = at.fold > 0.5;
  const { x, thick } = spotOf(place, at.now, at);
  const t = isFolded ? at.now : timestepAt(place, px - place.gutter + at.offset);
  const isOutside = isFolded ? Math.abs(px - x) > thick / 2 + NEAR : px < place.gutter;
  if (isOutside || t < 1 || t > place.nTimesteps) return null;
  const slack = place.gap / 2;
  const row = place.rows.find(({ y, height }) => py >= y - slack && py <= y + height + slack);
  if (!row) return { t };
  const unit = Math.floor(((py - row.y) / row.height) * row.array.width) + 1;
  return { t, row, unit: Math.min(row.array.width, Math.max(1, unit)) };
}
