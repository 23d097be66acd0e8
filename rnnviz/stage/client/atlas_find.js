/** Finding a word: what starts like it is offered, Enter goes there. */

import { missing } from "./atlas_sentences.js";
import { el, say } from "./dom.js";

/** @import { WordList } from "./atlas_words.js" */

const OFFERED = 8;

/**
 * @param {() => WordList | null} words
 * @param {(row: number) => void} go
 */
export function finder(words, go) {
  let at = -1; // the offer that is marked
  /** @type {number[]} */
  let rows = [];
  const id = `ra-${crypto.randomUUID?.() ?? Math.random()}`;
  const field = el("input", {
    type: "text",
    class: "ra-field",
    placeholder: "find a word",
    "aria-label": "Find a word on the map",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  const list = el("ul", { id, class: "ra-offers", role: "listbox", "aria-label": "Words" });
  const said = el("p", { class: "ra-said", role: "status" });
  list.hidden = true;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (/** @type {number} */ row) => {
    field.value = words()?.at(row) ?? "";
    close();
    say(said, "");
    go(row);
  };
  const mark = () => {
    [...list.children].forEach((offer, index) =>
      offer.setAttribute("aria-selected", String(index === at))
    );
    if (at >= 0) field.setAttribute("aria-activedescendant", `${id}-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const offer = () => {
    const all = words();
    const text = field.value.trim();
    say(said, "");
    rows = text && all ? all.starting(text, OFFERED) : [];
    if (text && all && rows.length === 0) rows = all.starting(text.toLowerCase(), OFFERED);
    at = -1;
    list.replaceChildren(
      ...rows.map((row, index) =>
        el("li", {
          id: `${id}-${index}`,
          role: "option",
          "aria-selected": "false",
          onpointerdown: (event) => {
            event.preventDefault(); // the field keeps the focus
            take(row);
          },
        }, all?.at(row) ?? "")
      ),
    );
    list.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(rows.length > 0));
  };
  const enter = () => {
    const [all, text] = [words(), field.value.trim()];
    if (!text || !all) return;
    const row = at >= 0 ? rows[at] : all.row(text);
    if (row >= 0) return take(row);
    close();
    say(said, missing(text, all.length));
  };
  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // no key of a field is the page's
    if (event.key === "Enter") enter();
    else if (event.key === "Escape") close();
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      at = (at + step + rows.length + (at < 0 && step < 0 ? 1 : 0)) % rows.length;
      mark();
    }
  });
  return el("div", { class: "ra-find" }, field, list, said);
}
