/**
 * The atlas: a map of words that one can pan, zoom, search and select in, for any number of them.
 *
 * The cloud is one picture made point by point (atlas_splat.js), and what is lit lies on a second
 * canvas above it: another current word draws only the second one.
 *
 * @typedef {object} Shown What Python says; see app/atlas.py.
 * @property {string | string[]} words
 * @property {string | number[][]} points
 * @property {number} n
 * @property {number | null} current
 * @property {number[]} neighbours
 * @property {number[]} chosen
 * @property {import("./atlas_inks.js").Meaning} colour
 * @property {string | number[]} similarities
 * @property {[string, number[]][]} groups
 * @property {[string, string]} axes
 * @property {[[string, string], [string, string]] | null} ends
 * @property {string} note
 * @property {string} alt
 * @property {number[]} ranks
 * @property {number} n_ranked
 * @property {Record<string, Palette>} palettes
 * @property {number} n_listed
 *
 * @typedef {(name: "pick" | "list", value: string | string[]) => void} Tell
 */

import { numbers, wordList } from "./atlas_fetch.js";
import { finder } from "./atlas_find.js";
import { fly } from "./atlas_flight.js";
import { Grid } from "./atlas_grid.js";
import { inksOf, rankOf, valuesOf } from "./atlas_inks.js";
import { legendOf } from "./atlas_legend.js";
import { litRows, paintMarks } from "./atlas_marks.js";
import { selection } from "./atlas_panel.js";
import { buttons, parts } from "./atlas_parts.js";
import { save } from "./atlas_picture.js";
import { watch, watchKeys } from "./atlas_pointer.js";
import { facts, failed, FINGERS, LASSO, WHEEL } from "./atlas_sentences.js";
import { Splat } from "./atlas_splat.js";
import { placeInAddress, placeWriter, View } from "./atlas_view.js";
import { isDark } from "./colours.js";
import { el, say, sized } from "./dom.js";

/** @import { Palette } from "./colours.js" */
/** @import { Point } from "./atlas_grid.js" */
/** @import { Label } from "./atlas_labels.js" */
/** @import { Place } from "./atlas_view.js" */
/** @import { WordList } from "./atlas_words.js" */

const REACH = 12; // pixels around a point in which it is meant
const STEP = 60; // pixels of an arrow key
const CLOSER = 1.5; // of a button or key
const NEAR = 6; // zoom at which a found word is shown, at least

export class Atlas {
  /** @param {HTMLElement} root @param {Shown} shown @param {Tell} tell */
  constructor(root, shown, tell) {
    this.root = root;
    this.shown = shown;
    this.tell = tell;
    this.view = new View();
    this.address = placeWriter();
    /** @type {Grid | null} */
    this.grid = null;
    /** @type {Splat | null} */
    this.splat = null;
    /** @type {WordList | null} */
    this.words = null;
    /** @type {Float32Array | null} */
    this.similarities = null;
    /** @type {Label[]} */
    this.labels = [];
    this.found = this.hovered = -1;
    this.frame = 0;
    this.stop = () => {}; // ends a flight
    this.isCloudOld = true;
    /** @type {import("./trajectory_plane.js").Box[]} where no name may stand */
    this.taken = [];
    /** @type {Point[]} */
    this.line = [];
    this.isSelecting = false;
    this.fetching = new AbortController();
    this.theme = this.size = "";
    this.palette = shown.palettes.light;
    this.parts = parts();
    this.panel = selection(
      (words) => this.tell("list", words),
      (word) => this.tell("pick", word),
      () => this.lasso([], false),
    );
    this.lassoButton = this.build();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.parts.map);
    this.dress();
    this.resize(); // after what is written has taken its room
    this.load(null);
  }

  /** Put the parts together; returns the button that turns selecting on. */
  build() {
    const { map, lit, foot, note } = this.parts;
    const find = finder(() => this.words, (row) => this.find(row));
    const { element, lasso } = buttons({
      select: () => this.select(!this.isSelecting),
      zoomOut: () => this.move(() => this.view.zoom(1 / CLOSER)),
      zoomIn: () => this.move(() => this.view.zoom(CLOSER)),
      whole: () => this.fly({ x: 0, y: 0, zoom: 1 }),
      save: () => save(this.parts, this.shown, this.palette, this.word),
    });
    map.append(this.panel.element);
    this.root.replaceChildren(el("div", { class: "ra-bar" }, find, element), map, lit, foot, note);
    watch(map, this.hands());
    watchKeys(map, (key) => this.press(key));
    map.addEventListener("dblclick", () => this.fly({ x: 0, y: 0, zoom: 1 }));
    return lasso;
  }

  /** @returns {import("./atlas_pointer.js").Hands} */
  hands() {
    return {
      pan: (dx, dy) => this.move(() => this.view.pan(dx, dy)),
      zoom: (factor, x, y) => this.move(() => this.view.zoom(factor, x, y)),
      hover: (at) => this.hover(at ? this.rowAt(at) : -1),
      click: (at, isFirstTap) => {
        const row = this.rowAt(at);
        if (isFirstTap || !this.words) this.hover(row);
        else if (row >= 0) this.tell("pick", this.words.at(row));
      },
      whole: () => this.fly({ x: 0, y: 0, zoom: 1 }),
      lasso: (line, isDone) => this.lasso(line, isDone),
      isSelecting: () => this.isSelecting,
      refused: (isByTouch) => this.parts.hint(isByTouch ? FINGERS : WHEEL),
    };
  }

  /** Other data from Python, or another theme. @param {Shown} shown */
  update(shown) {
    const before = this.shown;
    this.shown = shown;
    this.dress();
    if (!this.grid || this.isOther(before, "points") || this.isOther(before, "words")) {
      return this.load(before);
    }
    if (before.colour !== shown.colour || this.isOther(before, "groups")) this.recolour();
    this.light(before.current !== shown.current);
    this.address.later(this.view); // a run of the page may have rewritten the address
    if (this.isOther(before, "similarities")) this.loadSimilarities();
  }

  /** Whether a part of the data is another than it was. */
  isOther(
    /** @type {Shown} */ before,
    /** @type {"points" | "words" | "similarities" | "groups"} */ name,
  ) {
    const [old, now] = [before[name], this.shown[name]];
    return typeof now === "string" ? now !== old : JSON.stringify(now) !== JSON.stringify(old);
  }

  /** The theme's colours, and all that is written. */
  dress() {
    const { palettes } = this.shown;
    const theme = isDark(this.root) ? "dark" : "light";
    this.parts.name(this.shown);
    this.family = getComputedStyle(this.root).fontFamily;
    if (theme === this.theme) return;
    this.theme = theme;
    this.palette = palettes[theme];
    for (const [name, colour] of Object.entries(this.palette)) {
      this.root.style.setProperty(`--${name.replace("_", "-")}`, colour);
    }
    this.recolour();
    this.redraw();
  }

  /** @param {Shown | null} before null where there was no map */
  async load(before) {
    this.fetching.abort();
    const { signal } = this.fetching = new AbortController();
    const { shown, parts } = this;
    const { n } = shown;
    this.root.dataset.state = n ? "fetching" : "empty";
    parts.waiting(n, 0);
    if (!n) return;
    const isSameMap = this.grid !== null && before !== null && !this.isOther(before, "points");
    const share = [0, 0];
    const progress = (/** @type {0 | 1} */ part) => (/** @type {number} */ done) => {
      share[part] = done;
      if (!signal.aborted) parts.waiting(n, (share[0] + share[1]) / 2);
    };
    try {
      const [points, words] = await Promise.all([
        numbers(shown.points, n, 2, progress(0), signal),
        wordList(shown.words, n, progress(1), signal),
      ]);
      this.settle(points, words, isSameMap, before === null);
    } catch (error) {
      if (signal.aborted) return;
      this.fetching.abort(); // the other part is of no use
      this.root.dataset.state = "broken";
      parts.broken(
        failed(error instanceof Error ? error.message : String(error)),
        () => this.load(before),
      );
    }
  }

  /**
   * @param {Float32Array} points
   * @param {WordList} words
   * @param {boolean} isSameMap
   * @param {boolean} isFirst
   */
  settle(points, words, isSameMap, isFirst) {
    this.words = words;
    this.grid = new Grid(points);
    this.splat = new Splat(this.grid);
    this.view.frame = this.grid.frame;
    this.found = this.hovered = -1;
    if (!isSameMap) this.view.whole();
    const asked = isFirst ? placeInAddress() : null;
    if (asked) this.view.go(asked);
    if (!isFirst) this.address.later(this.view);
    this.panel.element.hidden = true;
    this.parts.ready();
    this.root.dataset.state = "ready";
    this.recolour();
    this.light(!asked);
    this.loadSimilarities();
  }

  /** Cosines come after the rest; until they are there the cloud keeps its colours. */
  async loadSimilarities() {
    const { signal } = this.fetching;
    const { similarities, n } = this.shown;
    this.similarities = null;
    if (similarities.length === 0) return;
    const given = await numbers(similarities, n, 1, () => {}, signal).catch(() => null);
    if (similarities !== this.shown.similarities) return; // others were asked for meanwhile
    this.similarities = given;
    if (this.shown.colour !== "similarity") return;
    this.recolour();
    this.redraw();
  }

  recolour() {
    this.inks = inksOf(this.shown.colour, this.palette);
    this.splat?.paint(valuesOf(this.shown, this.similarities));
    this.isCloudOld = true;
  }

  /** Show the lit words, and go where the current one is. @param {boolean} isNew */
  light(isNew) {
    const { shown, grid, words, parts } = this;
    if (!grid || !words) return;
    const legend = legendOf(shown, this.palette, this.word);
    parts.legend.replaceChildren(...legend);
    parts.legend.hidden = legend.length === 0;
    const rows = [...litRows(this.scenery()).keys()];
    parts.lit.replaceChildren(...rows.map((row) => {
      const word = words.at(row);
      return el("button", { type: "button", onclick: () => this.tell("pick", word) }, word);
    }));
    const { current } = shown;
    if (isNew && current !== null && !this.view.isShown(grid.at(current))) {
      this.fly(this.view.around(grid.at(current), this.view.place.zoom));
    }
    this.taken = parts.taken();
    this.redraw();
  }

  /** The current word. */
  get word() {
    return this.words?.at(this.shown.current ?? -1) ?? "";
  }

  scenery() {
    const { shown, words, view, found, hovered, palette, taken, family = "" } = this;
    const grid = /** @type {Grid} */ (this.grid);
    return { shown, grid, words, view, found, hovered, palette, taken, family };
  }

  /** @param {Point} at pixels */
  rowAt([x, y]) {
    if (!this.grid) return -1;
    const named = this.labels.find(({ box }) =>
      x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
    );
    return named?.row ?? this.grid.nearest(this.view.where(x, y), REACH / this.view.unit);
  }

  /** @param {number} row */
  hover(row) {
    const { readout } = this.parts;
    if (row !== this.hovered) {
      this.hovered = row;
      this.redraw();
    }
    readout.hidden = row < 0 || !this.grid || !this.words;
    if (row < 0 || !this.grid || !this.words) return;
    const told = facts(rankOf(this.shown, row), this.similarities?.[row]);
    readout.replaceChildren(el("b", {}, this.words.at(row)), told && ` ${told}`);
    const [x, y] = this.view.pixels(this.grid.at(row));
    const isRight = x > this.view.width / 2;
    readout.style.left = isRight ? "auto" : `${Math.max(4, x + 12)}px`;
    readout.style.right = isRight ? `${Math.max(4, this.view.width - x + 12)}px` : "auto";
    readout.style.top = `${Math.min(this.view.height - 40, Math.max(4, y + 12))}px`;
  }

  /** Mark a word and go there. @param {number} row */
  find(row) {
    if (!this.grid) return;
    this.found = row;
    this.fly(this.view.around(this.grid.at(row), Math.max(NEAR, this.view.place.zoom)));
    this.hover(row);
  }

  /** @param {() => void} change of the view */
  move(change) {
    this.stop();
    change();
    this.moved();
  }

  moved() {
    this.isCloudOld = true;
    this.hovered = -1;
    this.parts.readout.hidden = true;
    this.address.later(this.view);
    this.redraw();
  }

  /** @param {Place} to */
  fly(to) {
    this.stop();
    this.stop = fly(this.view, to, (isThere) => {
      this.moved();
      if (isThere && this.found >= 0) this.hover(this.found);
    });
  }

  /** @param {string} key @returns {boolean} */
  press(key) {
    const pan = (/** @type {number} */ x, /** @type {number} */ y) => () =>
      this.move(() => this.view.pan(STEP * x, STEP * y));
    const zoom = (/** @type {number} */ by) => () => this.move(() => this.view.zoom(by));
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowLeft: pan(1, 0),
      ArrowRight: pan(-1, 0),
      ArrowUp: pan(0, 1),
      ArrowDown: pan(0, -1),
      "+": zoom(CLOSER),
      "=": zoom(CLOSER),
      "-": zoom(1 / CLOSER),
      "−": zoom(1 / CLOSER),
      "0": () => this.fly({ x: 0, y: 0, zoom: 1 }),
    };
    acts.Escape = () => this.isSelecting ? this.select(false) : this.parts.map.blur();
    acts[key]?.();
    return key in acts;
  }

  /** @param {boolean} isSelecting */
  select(isSelecting) {
    this.isSelecting = isSelecting;
    this.lassoButton.setAttribute("aria-pressed", String(isSelecting));
    this.root.classList.toggle("is-selecting", isSelecting);
    if (isSelecting) this.parts.hint(LASSO);
  }

  /** @param {Point[]} line pixels @param {boolean} isDone */
  lasso(line, isDone) {
    this.line = line.map(([x, y]) => this.view.where(x, y));
    if (isDone && this.grid && this.words) {
      this.select(false);
      this.panel.show(this.grid.inside(this.line), this.words, this.shown.n_listed);
    }
    this.redraw();
  }

  resize() {
    const { map, cloud, marks } = this.parts;
    const { clientWidth: width, clientHeight: height } = map;
    const size = `${width} ${height} ${devicePixelRatio}`;
    if (!width || !height || size === this.size) return;
    this.size = size;
    [this.view.width, this.view.height] = [width, height];
    this.cloudContext = sized(cloud, width, height);
    this.marksContext = sized(marks, width, height);
    this.isCloudOld = true;
    this.taken = this.parts.taken();
    this.draw();
  }

  redraw() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { cloudContext, marksContext, splat, inks } = this;
    if (!cloudContext || !marksContext || !splat || !inks) return;
    if (this.isCloudOld) splat.draw(cloudContext, this.view, inks);
    this.isCloudOld = false;
    this.labels = paintMarks(marksContext, this.scenery());
    this.drawLine(marksContext);
    this.root.dataset.drawn = String(Number(this.root.dataset.drawn ?? 0) + 1);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawLine(context) {
    if (this.line.length < 2) return;
    context.beginPath();
    for (const point of this.line) context.lineTo(...this.view.pixels(point));
    context.closePath();
    context.lineWidth = 2;
    context.strokeStyle = context.fillStyle = this.palette.accent;
    context.stroke();
    context.globalAlpha = 0.12;
    context.fill();
    context.globalAlpha = 1;
  }

  destroy() {
    this.fetching.abort();
    this.sizes.disconnect();
    this.address.stop();
    cancelAnimationFrame(this.frame);
    this.stop();
    say(this.root, "");
  }
}

/**
 * @param {HTMLElement} root
 * @param {Shown} shown
 * @param {Tell} tell
 */
export function mount(root, shown, tell) {
  return new Atlas(root, shown, tell);
}
