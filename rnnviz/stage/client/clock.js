/**
 * The beat of a playing stage. A late beat is followed by the next one when that is due, so
 * that playing keeps its pace; what was missed is not made up for.
 *
 * @param {() => number} beat Milliseconds until the next one.
 * @param {() => boolean} tick Called on every beat; false stops.
 */
export function clock(beat, tick) {
  let timer = 0;
  let due = 0;
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
  };
  const wait = () => {
    const now = performance.now();
    due = Math.max(now, due + beat());
    timer = window.setTimeout(() => (tick() ? wait() : stop()), due - now);
  };
  return {
    start() {
      due = performance.now();
      wait();
    },
    stop,
    isRunning: () => timer !== 0,
  };
}
