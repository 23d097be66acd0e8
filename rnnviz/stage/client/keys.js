/** The keyboard: one owner of the arrows, silent while someone types. */

/** Keys by what they do; the help sheet shows the same table. */
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
  ["help", ["?"], "?", "this sheet"],
];

const ACTIONS = new Map(KEYS.flatMap(([action, keys]) => keys.map((key) => [key, action])));
const TEXT = "input:not([type=range]), textarea, select, [role=combobox], [role=option], [role=menuitem]";
const WIDGETS = "input[type=range], [role=slider], [role=radio], [role=tab]";
const BUTTONS = "button, a[href], summary, [role=button]";
const LINE = "input[type=text], input:not([type])";
const CLICKER = ["PageUp", "PageDown"]; // say nothing to a field of one line

/**
 * Whether a key belongs to what has the focus: to a field always, to other widgets and, for
 * the space bar, to buttons, if Tab led there. After a click the stage keeps its keys.
 */
function isTaken(key, target, root, isByKey) {
  if (!(target instanceof Element)) return false;
  const isOurs = root.contains(target);
  if (target.isContentEditable || (target.matches(TEXT) && !isOurs))
    return !(CLICKER.includes(key) && target.matches(LINE));
  if (!isByKey) return false;
  return (target.matches(WIDGETS) && !isOurs) || (key === " " && target.matches(BUTTONS));
}

/** Enter and Escape hand the keys back from a field of one line, once it has had them. */
function leave(event, target) {
  const isDone = event.key === "Enter" || event.key === "Escape";
  if (isDone && target instanceof Element && target.matches(LINE))
    setTimeout(() => target.blur());
}

function isOnScreen(root) {
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Listen on the document; `act(action)` is called for our keys. Returns how to stop. */
export function listen(root, act) {
  let isByKey = true; // how the focus got where it is
  const onPointer = () => (isByKey = false);
  const onKey = (event) => {
    if (event.key === "Tab") isByKey = true;
    const action = ACTIONS.get(event.key);
    const target = event.composedPath()[0];
    leave(event, target);
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTaken(event.key, target, root, isByKey) || !isOnScreen(root)) return;
    event.preventDefault();
    event.stopPropagation(); // or a clicked radio would move as well
    act(action);
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onPointer, true);
  return () => {
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onPointer, true);
  };
}
