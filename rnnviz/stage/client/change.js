/** A change between two states that takes a moment and stops by itself. */

const DURATION = 700; // milliseconds from one end to the other

/**
 * @param {number} share
 * @returns {number}
 */
function eased(share) {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}

/**
 * Moves between 0 and 1, drawing at every frame on the way. Whoever wants less motion gets
 * there at once; a drawing that has left the page is left alone.
 * @param {HTMLElement} element what is drawn in
 * @param {() => void} draw
 */
export function change(element, draw) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let [share, goal, frame, last] = [0, 0, 0, 0];

  /** @param {number} now */
  function step(now) {
    frame = 0;
    if (!element.isConnected) return;
    // A frame that came late moves on by what one frame can show, so that nothing jumps.
    const passed = last ? Math.min(now - last, 64) : 16;
    last = now;
    const left = goal - share;
    share += Math.sign(left) * Math.min(Math.abs(left), passed / DURATION);
    draw();
    if (share !== goal) frame = requestAnimationFrame(step);
  }

  return {
    /** @returns {number} 0…1 */
    value: () => eased(share),
    /** @returns {boolean} */
    isMoving: () => share !== goal,
    /**
     * @param {number} wished 0 or 1
     * @param {boolean} isAtOnce without a change on the way
     */
    goTo(wished, isAtOnce) {
      goal = wished;
      if (isAtOnce || still.matches) {
        cancelAnimationFrame(frame);
        [share, frame] = [goal, 0];
      } else if (share !== goal && !frame) {
        last = 0;
        frame = requestAnimationFrame(step);
      }
    },
  };
}
