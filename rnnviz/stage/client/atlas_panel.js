/** The words of a selection: listed, copied, or handed on. */

import { lookAt, selected } from "./atlas_sentences.js";
import { el, say } from "./dom.js";

/** @import { WordList } from "./atlas_words.js" */

const ROW = 30; // pixels of a line: only those on the screen are elements
const BESIDE = 6; // lines above and below them

/**
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(rows: Uint32Array, words: WordList, most: number) => void} show
 * @property {() => void} close
 */

/**
 * @param {(words: string[]) => void} look hands words on
 * @param {(word: string) => void} pick
 * @param {() => void} closed
 * @returns {Panel}
 */
export function selection(look, pick, closed) {
  /** @type {Uint32Array} */
  let rows = new Uint32Array();
  let most = 0;
  /** @type {WordList | null} */
  let words = null;
  const word = (/** @type {number} */ row) => words?.at(row) ?? "";
  const title = el("h3", {});
  const list = el("div", { class: "ra-list", tabindex: 0, role: "list", "aria-label": "Selected" });
  const inner = el("div", { class: "ra-inner" });
  list.append(inner);

  const draw = () => {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - BESIDE);
    const n = Math.ceil((list.clientHeight || 300) / ROW) + 2 * BESIDE;
    inner.replaceChildren(
      ...Array.from(rows.subarray(first, first + n), (row, index) => {
        const button = el("button", { type: "button", onclick: () => pick(word(row)) }, word(row));
        button.style.top = `${(first + index) * ROW}px`;
        return button;
      }),
    );
  };
  list.addEventListener("scroll", draw);
  const copy = el("button", { type: "button", onclick: copied }, "Copy");
  async function copied() {
    const text = Array.from(rows, word).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      say(copy, "Copied");
    } catch {
      say(copy, "Not allowed");
    }
    setTimeout(say, 1500, copy, "Copy");
  }
  const onward = el("button", {
    type: "button",
    class: "ra-strong",
    onclick: () => {
      look(Array.from(rows.subarray(0, most), word));
      close();
    },
  });
  const close = () => {
    element.hidden = true;
    closed();
  };
  const shut = el("button", { type: "button", "aria-label": "Close", onclick: close }, "✕");
  const element = el(
    "section",
    { class: "ra-panel", "aria-label": "Selected words" },
    el("header", {}, title, shut),
    list,
    el("footer", {}, copy, onward),
  );
  element.hidden = true;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return {
    element,
    close,
    show(found, all, limit) {
      [rows, words, most] = [found, all, limit];
      say(title, selected(rows.length));
      say(onward, lookAt(rows.length, most));
      onward.hidden = most === 0 || rows.length === 0;
      copy.hidden = rows.length === 0;
      inner.style.height = `${rows.length * ROW}px`;
      element.hidden = false;
      list.scrollTop = 0;
      draw();
    },
  };
}
