/**
 * Mouse, pen and fingers on the map: drag pans, wheel and pinch zoom, a click picks, and in
 * selecting a closed line is drawn. The page's own scrolling is left alone until the map has
 * been clicked or tapped; Ctrl with the wheel and two fingers always mean the map.
 */

/** @import { Point } from "./atlas_grid.js" */

/**
 * @typedef {object} Hands What the map does with them; places are pixels on the map.
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(at: Point | null) => void} hover
 * @property {(at: Point, isFirstTap: boolean) => void} click
 * @property {() => void} whole
 * @property {(line: Point[], isDone: boolean) => void} lasso
 * @property {() => boolean} isSelecting
 * @property {(isByTouch: boolean) => void} refused a gesture that belongs to the page
 */

const TWICE = 350; // milliseconds in which a second click belongs to a double click
const STILL = 5; // pixels that a click may move
const WHEEL = 0.0022; // zoom of a pixel of scrolling, as an exponent
const LINE = 16; // pixels of a scrolled line
const CORNER = 3; // pixels between two corners of a lasso

/**
 * @param {HTMLElement} map which can have the focus
 * @param {Hands} hands
 */
export function watch(map, hands) {
  /** @type {Map<number, Point>} */
  const down = new Map();
  /** @type {Point[]} */
  let line = [];
  let [moved, isFirstTap, wasSelecting, wasMany] = [0, false, false, false];
  const at = (/** @type {MouseEvent} */ event) => {
    const { left, top } = map.getBoundingClientRect();
    return /** @type {Point} */ ([event.clientX - left, event.clientY - top]);
  };
  let last = -Infinity; // when the click before ended
  const isSecond = (/** @type {PointerEvent} */ { timeStamp }) => {
    const isSoon = timeStamp - last < TWICE;
    last = timeStamp;
    return isSoon;
  };
  const isActive = () => map.matches(":focus-within, :focus");

  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !isActive()) return hands.refused(false);
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? LINE * event.deltaY : event.deltaY;
    const pinch = event.ctrlKey ? 4 : 1; // a trackpad's pinch comes in small steps
    const step = Math.max(-240, Math.min(240, pixels * pinch));
    hands.zoom(Math.exp(-WHEEL * step), ...at(event));
  }, { passive: false });

  map.addEventListener("touchstart", (event) => {
    if (event.touches.length > 1) event.preventDefault(); // two fingers never scroll the page
  }, { passive: false });

  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target !== event.currentTarget) return;
    if (down.size === 0) {
      isFirstTap = event.pointerType === "touch" && !isActive();
      wasSelecting = hands.isSelecting() || event.shiftKey;
      [moved, wasMany, line] = [0, false, [at(event)]];
    }
    down.set(event.pointerId, at(event));
    wasMany ||= down.size > 1;
    map.setPointerCapture(event.pointerId);
    if (!isFirstTap || wasMany) map.focus({ preventScroll: true });
    hands.hover(null);
  });

  map.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") hands.hover(event.target === map ? now : null);
      return;
    }
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    down.set(event.pointerId, now);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    moved = Math.max(moved, Math.hypot(now[0] - line[0][0], now[1] - line[0][1]));
    if (others.length) {
      const [other] = others;
      const apart = (/** @type {Point} */ [x, y]) => Math.hypot(x - other[0], y - other[1]);
      hands.pan(dx / 2, dy / 2);
      const middle = /** @type {Point} */ ([(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      hands.zoom(apart(now) / Math.max(1, apart(before)), ...middle);
    } else if (wasSelecting) {
      const last = line[line.length - 1];
      if (Math.hypot(now[0] - last[0], now[1] - last[1]) < CORNER) return;
      line.push(now);
      hands.lasso(line, false);
    } else if (moved > STILL && !isFirstTap) hands.pan(dx, dy); // the first swipe is the page's
  });

  const lift = (/** @type {PointerEvent} */ event) => {
    if (!down.delete(event.pointerId) || down.size) return;
    const isLasso = wasSelecting && !wasMany && line.length > 2;
    if (isLasso) hands.lasso(line, event.type === "pointerup");
    else if (event.type === "pointerup" && moved <= STILL && !wasMany && !isSecond(event)) {
      map.focus({ preventScroll: true });
      hands.click(at(event), isFirstTap);
    }
    if (event.type === "pointercancel" && isFirstTap) hands.refused(true);
  };
  map.addEventListener("pointerup", lift);
  map.addEventListener("pointercancel", lift);
  map.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") hands.hover(null); // a lifted finger has left as well
  });
}

/**
 * The keys of the map, while it has the focus.
 * @param {HTMLElement} map
 * @param {(key: string) => boolean} act whether the key was the map's
 */
export function watchKeys(map, act) {
  map.addEventListener("keydown", (event) => {
    if (event.target !== map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}
