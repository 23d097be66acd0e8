/** A small note beside the pointer. */

import { el, say } from "./dom.js";

/** The note; `show(event, text)` moves it, an empty text hides it. @param {HTMLElement} root */
export function hint(root) {
  const element = el("div", { class: "rv-tip", "aria-hidden": "true", hidden: "" });
  return {
    element,
    /** @param {MouseEvent} event @param {string} text */
    show({ clientX, clientY }, text) {
      element.hidden = !text;
      if (!text) return;
      say(element, text);
      const around = root.getBoundingClientRect();
      const x = Math.min(clientX - around.left + 14, around.width - element.offsetWidth - 8);
      const y = Math.min(clientY - around.top + 18, around.height - 34);
      element.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
    },
  };
}
