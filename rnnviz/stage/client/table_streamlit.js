/** The scrolling table as a Streamlit component: one table per place, updated. */

import { mount } from "./table.js";

/** @type {WeakMap<Element, ReturnType<typeof mount>>} */
const tables = new WeakMap();

/**
 * Called by Streamlit; returns the cleanup for when the component leaves the page.
 * @param {{data: import("./table.js").Shown, parentElement: ParentNode,
 *   setTriggerValue: (name: string, value: unknown) => void}} component
 */
export function render({ data, parentElement, setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".rnnviz-table"));
  const table = tables.get(place) ??
    mount(place, (row) => setTriggerValue("pick", row));
  tables.set(place, table);
  table.update(data);
  return () => {
    table.destroy();
    tables.delete(place);
  };
}
