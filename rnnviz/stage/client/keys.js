/** The keyboard: one owner of the arrows, silent while someone types. */

/**
 * Keys by what they do; the help sheet shows the same table.
 * @type {[string, string[], string, string][]}
 */
export const KEYS = [
  ["forward", ["ArrowRight", "PageDown"], "→ or PageDown", "one step forward"],
  ["back", ["ArrowLeft", "PageUp"], "← or PageUp", "one step back"],
  ["up", ["ArrowUp"], "↑", "the layer above"],
  ["down", ["ArrowDown"], "↓", "the layer below"],
  ["toggle", [" "], "space", "play or pause"],
  ["first", ["Home"], "Home", "the first word"],
  ["last", ["End"], "End", "the last word"],
  ["nextUnit", ["]"], "]", "the next unit"],
  ["previousUnit", ["["], "[", "the unit before"],
  ["faster", ["+", "="], "+", "play faster"],
  ["slower", ["-", "−"], "−", "play slower"],
  ["byTimestep", ["1"], "1", "step by timestep"],
  ["byLayer", ["2"], "2", "step by layer"],
  ["byOperation", ["3"], "3", "step by operation"],
  ["zoomIn", ["Enter"], "Enter", "into the cell, then its numbers"],
  ["zoomOut", ["Escape"], "Esc", "back out"],
  ["fold", ["f", "F"], "F", "fold or unroll the network"],
  ["draw", ["d", "D"], "D", "the cell as ledger or diagram"],
  ["nextNotation", ["n", "N"], "N", "the next notation"],
  ["nextPane", ["b", "B"], "B", "what stands beside the network"],
  ["undo", ["z", "Z"], "Z", "undo the last change"],
  ["enlarge", ["p", "P"], "P", "projector mode: larger numbers"],
  ["help", ["?"], "?", "this sheet"],
];

const ACTIONS = new Map(
  KEYS.flatMap(([action, keys]) =>
    keys.map((key) => /** @type {[string, string]} */ ([key, action]))
  ),
);
const TEXT =
  "input:not([type=range]), textarea, select, [role=combobox], [role=option], [role=menuitem]";
const WIDGETS = "input[type=range]:not(.rv-scrub), [role=slider], [role=radio], [role=tab]";
const BUTTONS = "button, a[href], summary, [role=button]";
const LINE = "input[type=text], input[type=number], input:not([type])";
const PRESSES = [" ", "Enter"]; // what presses a button
const CLICKER = ["PageUp", "PageDown"]; // say nothing to a field of one line

/**
 * Whether a key belongs to what has the focus: to a field always, to other widgets and, for
 * space and Enter, to buttons, if Tab led there. After a click the stage keeps its keys.
 * @param {string} key
 * @param {EventTarget} target
 * @param {boolean} isByKey How the focus got there.
 */
function isTaken(key, target, isByKey) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches(TEXT)) {
    return !(CLICKER.includes(key) && target.matches(LINE));
  }
  if (!isByKey) return false;
  return target.matches(WIDGETS) || (PRESSES.includes(key) && target.matches(BUTTONS));
}

/**
 * Enter and Escape hand the keys back from a field of one line, once it has had them.
 * @param {KeyboardEvent} event
 * @param {EventTarget} target
 */
function leave(event, target) {
  const isDone = event.key === "Enter" || event.key === "Escape";
  if (isDone && target instanceof HTMLElement && target.matches(LINE)) {
    setTimeout(() => target.blur());
  }
}

/** @param {HTMLElement} root */
function isOnScreen(root) {
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/**
 * Listen on the document. Returns how to stop.
 * @param {HTMLElement} root
 * @param {(action: string) => boolean | void} act Called for our keys; false leaves the key alone.
 */
export function listen(root, act) {
  let isByKey = true; // how the focus got where it is
  const onPointer = () => (isByKey = false);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Tab") isByKey = true;
    const action = ACTIONS.get(event.key);
    const target = event.composedPath()[0];
    leave(event, target);
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTaken(event.key, target, isByKey) || !isOnScreen(root)) return;
    if (act(action) === false) return;
    event.preventDefault();
    event.stopPropagation(); // or a clicked radio would move as well
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onPointer, true);
  return () => {
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onPointer, true);
  };
}
