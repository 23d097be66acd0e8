/** Fingers: a swipe steps, two fingers spread zoom in and pinched zoom out. */

const FAR = 48; // CSS pixels before a swipe is one
const SPREAD = 1.3; // how much further apart two fingers must be

/**
 * @param {HTMLElement} element Where the fingers are watched.
 * @param {(action: string) => void} act Names as in keys.js.
 */
export function touches(element, act) {
  /** @type {Map<number, {x: number, y: number, startX: number, startY: number}>} */
  const fingers = new Map();
  let apart = 0; // distance of two fingers when the second came down
  let wasPinch = false;

  const distance = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    const { clientX: x, clientY: y } = event;
    fingers.set(event.pointerId, { x, y, startX: x, startY: y });
    if (fingers.size === 1) wasPinch = false;
    if (fingers.size === 2) apart = distance();
  });
  element.addEventListener("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    [finger.x, finger.y] = [event.clientX, event.clientY];
    if (fingers.size !== 2 || wasPinch) return;
    const ratio = distance() / Math.max(1, apart);
    if (ratio < SPREAD && ratio > 1 / SPREAD) return;
    wasPinch = true;
    act(ratio > 1 ? "zoomIn" : "zoomOut");
  });
  const lift = (/** @type {PointerEvent} */ event) => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!finger || wasPinch || event.type === "pointercancel") return;
    const [dx, dy] = [finger.x - finger.startX, finger.y - finger.startY];
    if (Math.abs(dx) > FAR && Math.abs(dx) > 2 * Math.abs(dy)) act(dx < 0 ? "forward" : "back");
  };
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", lift);
}
