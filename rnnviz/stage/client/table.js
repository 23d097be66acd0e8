/**
 * An embedding table that can be scrolled through: all V rows have their place, and those in
 * sight are fetched and drawn.
 */

import { WordList } from "./atlas_words.js";
import { el } from "./dom.js";
import { signed } from "./numbers.js";
import { RowBlocks } from "./table_blocks.js";

/**
 * @typedef {object} Shown
 * @property {string} rows path of the rows, little-endian float32
 * @property {string} words path of the words, one a line
 * @property {number} n how many rows, V
 * @property {number} width numbers in a row, I
 * @property {number} current the picked row
 * @property {number} reach the value of the end colours
 * @property {string} label what it is, for those who listen
 * @property {string} lost said where rows cannot be fetched
 */

const ROW = 30; // px
const TALLEST = 16e6; // px that an element may be high in every browser
const N_NUMBERS = 4; // written beside a strip

/**
 * A row's numbers as one background of equal cells.
 * @param {Float32Array} values
 * @param {number} reach
 */
export function stripes(values, reach) {
  const n = values.length;
  const stops = Array.from(values, (value, i) => {
    const share = Math.min(100, (100 * Math.abs(value)) / reach).toFixed(1);
    const end = value < 0 ? "negative" : "positive";
    const ink = `color-mix(in srgb, var(--${end}) ${share}%, var(--zero))`;
    return `${ink} ${(100 * i) / n}% ${(100 * (i + 1)) / n}%`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

/**
 * Where a scrolled element stands in rows; beyond TALLEST its height stands for more.
 * @param {{top: number, height: number, view: number, n: number}} scrolled in px, and rows
 */
export function rowAt({ top, height, view, n }) {
  return height > view ? ((top / (height - view)) * (n * ROW - view)) / ROW : 0;
}

class Table {
  /** @param {HTMLElement} place @param {(row: number) => void} pick */
  constructor(place, pick) {
    this.pick = pick;
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {RowBlocks | null} */
    this.blocks = null;
    this.words = new WordList(new Uint8Array());
    /** @type {ReturnType<typeof line>[]} */
    this.lines = [];
    this.window = el("div", { class: "rv-rows-window" });
    this.tall = el("div", { class: "rv-rows-tall" }, this.window);
    this.scroller = el("div", { class: "rv-rows", tabindex: 0, role: "region" }, this.tall);
    this.said = el("p", { class: "rv-quiet", role: "status" });
    place.replaceChildren(this.scroller, this.said);
    this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.scroller);
  }

  /** @param {Shown} shown */
  update(shown) {
    const before = this.shown;
    this.shown = shown;
    if (before?.rows !== shown.rows) this.open(shown);
    if (before?.rows !== shown.rows || before?.current !== shown.current) this.reveal();
    this.draw();
  }

  /** @param {Shown} shown */
  open({ rows, words, n, width, label, lost }) {
    this.blocks = new RowBlocks(rows, n, width, (isLost) => {
      this.said.textContent = isLost ? lost : "";
      this.draw();
    });
    this.tall.style.height = `${Math.min(n * ROW, TALLEST)}px`;
    this.scroller.setAttribute("aria-label", label);
    this.words = new WordList(new Uint8Array());
    fetch(words)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => {
        if (this.shown?.words !== words) return;
        this.words = new WordList(new Uint8Array(bytes));
        this.draw();
      })
      .catch(() => {
        this.said.textContent = lost;
      });
  }

  /** The row at the top of the view, with its fraction. */
  top() {
    const { scrollTop: top, scrollHeight: height, clientHeight: view } = this.scroller;
    return rowAt({ top, height, view, n: this.shown?.n ?? 0 });
  }

  /** Scroll to the picked row, unless it is in sight. */
  reveal() {
    if (!this.shown) return;
    const { current, n } = this.shown;
    const { scrollHeight: height, clientHeight: view } = this.scroller;
    const seen = view / ROW;
    const top = this.top();
    if (current >= top && current + 1 <= top + seen) return;
    const wanted = Math.max(0, Math.min(n - seen, current + 0.5 - seen / 2));
    this.scroller.scrollTop = ((wanted * ROW) / (n * ROW - view)) * (height - view);
  }

  draw() {
    if (!this.shown || !this.blocks) return;
    const { n, current, reach } = this.shown;
    const top = this.top();
    const first = Math.floor(top);
    const n_lines = Math.min(n, Math.ceil(this.scroller.clientHeight / ROW) + 1);
    while (this.lines.length < n_lines) {
      const added = line(this.pick);
      this.lines.push(added);
      this.window.append(added.element);
    }
    this.lines.forEach((each, k) => {
      const row = first + k;
      const isSeen = k < n_lines && row < n;
      each.element.hidden = !isSeen;
      if (!isSeen) return;
      each.element.style.transform = `translateY(${(row - top) * ROW}px)`;
      const values = this.blocks?.row(row) ?? null;
      each.fill({ row, word: this.words.at(row), values, reach, isHere: row === current });
    });
  }

  destroy() {
    this.sizes.disconnect();
    this.blocks?.stop();
  }
}

/**
 * A table in a place; `update` says what it shows.
 * @param {HTMLElement} place
 * @param {(row: number) => void} pick called with a row that was clicked
 */
export function mount(place, pick) {
  return new Table(place, pick);
}

/** One line in sight; it is filled anew as rows pass by. @param {(row: number) => void} pick */
function line(pick) {
  let at = -1;
  let filled = "";
  const name = el("span", { class: "rv-rows-name" });
  const strip = el("span", { class: "rv-strip" });
  const numbers = el("span", { class: "rv-number rv-rows-numbers" });
  const element = el(
    "button",
    { type: "button", class: "rv-rows-line", onclick: () => pick(at) },
    name,
    strip,
    numbers,
  );

  /**
   * @param {{row: number, word: string, values: Float32Array | null, reach: number,
   *   isHere: boolean}} given
   */
  function fill({ row, word, values, reach, isHere }) {
    const wanted = `${row} ${word} ${values !== null} ${isHere}`;
    if (wanted === filled) return;
    filled = wanted;
    at = row;
    name.textContent = `${row.toLocaleString("en")} ${word}`;
    strip.style.background = values ? stripes(values, reach) : "";
    const written = values ? Array.from(values.subarray(0, N_NUMBERS), (v) => signed(v, 2)) : [];
    numbers.textContent = values ? written.join(" ") : "…";
    element.setAttribute("aria-pressed", String(isHere));
  }
  return { element, fill };
}
