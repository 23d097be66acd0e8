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
const FIELDS =
  "input, textarea, select, [role=slider], [role=radio], [role=tab], [role=option], [role=combobox], [role=menuitem]";
const BUTTONS = "button, a[href], summary, [role=button]";

function isTyping(target, root) {
  if (!(target instanceof Element)) return false;
  if (target.isContentEditable) return true;
  return target.matches(FIELDS) && !root.contains(target);
}

function isButton(target) {
  return target instanceof Element && target.matches(BUTTONS);
}

function isOnScreen(root) {
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Listen on the document; `act(action)` is called for our keys. Returns how to stop. */
export function listen(root, act) {
  let clicked = null; // a space presses the button that Tab led to; after a click it plays
  const onPointer = (event) => (clicked = event.target.closest(BUTTONS));
  const onKey = (event) => {
    if (event.key === "Tab") clicked = null;
    const action = ACTIONS.get(event.key);
    const target = event.composedPath()[0];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(target, root) || !isOnScreen(root)) return;
    if (event.key === " " && isButton(target) && target !== clicked) return;
    event.preventDefault();
    act(action);
  };
  document.addEventListener("keydown", onKey);
  root.addEventListener("pointerdown", onPointer);
  return () => {
    document.removeEventListener("keydown", onKey);
    root.removeEventListener("pointerdown", onPointer);
  };
}
