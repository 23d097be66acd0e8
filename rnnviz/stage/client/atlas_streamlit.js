/**
 * The atlas as a Streamlit component. Streamlit calls again for new data or another theme,
 * without cleaning up first: one atlas per place, updated.
 */

import { mount } from "./atlas.js";

/** @type {WeakMap<Element, import("./atlas.js").Atlas>} */
const maps = new WeakMap();

/**
 * Called by Streamlit; returns the cleanup for when the component leaves the page.
 * @param {{data: import("./atlas.js").Shown, parentElement: ParentNode,
 *   setTriggerValue: import("./atlas.js").Tell}} component
 */
export function render({ data, parentElement, setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".rnnviz-atlas"));
  const map = maps.get(place);
  if (map) {
    map.tell = setTriggerValue;
    map.update(data);
  } else maps.set(place, mount(place, data, setTriggerValue));
  return () => {
    maps.get(place)?.destroy();
    maps.delete(place);
  };
}
