/**
 * The player as a Streamlit component. Streamlit calls again for new data or another theme,
 * without cleaning up first: one player per place, updated.
 */

import { mount } from "./player.js";

/** @type {WeakMap<Element, import("./player.js").Player>} */
const players = new WeakMap();

/**
 * Called by Streamlit; returns the cleanup for when the component leaves the page.
 * @param {{data: Uint8Array | null, parentElement: ParentNode}} component
 */
export function render({ data, parentElement }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".rnnviz-player"));
  const player = players.get(place);
  if (player) player.update(data);
  else players.set(place, mount(place, data));
  return () => {
    players.get(place)?.destroy();
    players.delete(place);
  };
}
