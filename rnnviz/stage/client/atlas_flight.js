/** From one place of the map to another, in a moment. */

/** @import { Place, View } from "./atlas_view.js" */

const TAKES = 450; // milliseconds

/**
 * Where one is after a share of the way.
 * @param {Place} from
 * @param {Place} to
 * @param {number} share
 * @returns {Place}
 */
export function between(from, to, share) {
  if (share >= 1) return to;
  const eased = share * share * (3 - 2 * share);
  const zoom = from.zoom * (to.zoom / from.zoom) ** eased;
  // Where a zoom is under way, the middle moves with it, or it would rush past at the end.
  const way = to.zoom === from.zoom
    ? eased
    : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom);
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, zoom };
}

/**
 * Fly there; at once for those who wish for less motion. Returns how to stop.
 * @param {View} view
 * @param {Place} to
 * @param {(isThere: boolean) => void} moved
 */
export function fly(view, to, moved) {
  const from = view.place;
  const start = performance.now();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let frame = 0;
  const step = (/** @type {number} */ now) => {
    const share = isCalm ? 1 : Math.max(0, (now - start) / TAKES);
    view.go(between(from, to, share));
    moved(share >= 1);
    if (share < 1) frame = requestAnimationFrame(step);
  };
  step(start);
  return () => cancelAnimationFrame(frame);
}
