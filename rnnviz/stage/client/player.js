/**
 * The player: a Scene, a cursor, and the parts that draw them.
 *
 * The cursor is the player's own: it moves here, is mirrored in the page's address, and no
 * step asks the server anything.
 */

import { cellPanel } from "./cell.js";
import { chips } from "./chips.js";
import { colouring, isDark } from "./colours.js";
import { addressMode, addressWriter, fitted, fromAddress, isAtEnd, stepped } from "./cursor.js";
import { el, say } from "./dom.js";
import { valuesAt } from "./equations.js";
import { hint } from "./hint.js";
import { listen } from "./keys.js";
import { legend } from "./legend.js";
import { network } from "./network.js";
import { told, underLedger, underNetwork, warnings } from "./sentences.js";
import { unpack } from "./scene.js";
import { transport } from "./transport.js";

const SPEEDS = [0.5, 1, 2, 4];
const BEAT = { timestep: 1000, layer: 600 }; // milliseconds a step, at speed 1

/** Where the last player of this page was when it was removed, and in which sentence. */
const left = { words: null, cursor: null };

function words(scene) {
  return JSON.stringify(scene.tokens.map((token) => token.text));
}

class Player {
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.scene = null;
    this.cursor = null;
    this.explained = "forget_gate";
    this.granularity = "timestep";
    this.speed = 1;
    this.timer = 0;
    this.frame = 0;
    this.mode = addressMode(options.url);
    this.address = addressWriter(this.mode);
    this.build();
    this.stopListening = listen(root, (action) => this.scene && this.press(action));
    this.onHistory = () => this.reread();
    addEventListener("popstate", this.onHistory);
    this.onLayout = () => this.layout();
    this.resizing = new ResizeObserver(this.onLayout);
    this.resizing.observe(root);
    this.resizing.observe(this.cell.ledger);
    document.fonts.ready.then(this.onLayout); // the drawings hold text
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", this.onLayout);
  }

  build() {
    const choose = (change) => this.move(change);
    const act = (action) => this.act(action);
    const hover = (tell) => (event, hit) => this.tip.show(event, hit ? tell(hit) : "");
    this.tip = hint(this.root);
    this.chips = chips((t) => choose({ t }));
    this.network = network(
      choose,
      hover((hit) => underNetwork(this.view(), hit)),
    );
    this.cell = cellPanel({
      choose,
      act,
      explain: (block) => this.explain(block),
      hover: hover(underLedger),
    });
    this.transport = transport(act, (t) => choose({ t }));
    this.parts = [this.chips, this.network, this.cell, this.transport];
    this.placeholder = el("p", { class: "rv-placeholder", role: "status" });
    this.banner = el("div", { class: "rv-banner" });
    this.legend = el("div");
    this.live = el("p", { class: "rv-unseen", "aria-live": "polite" });
    const unrolled = el(
      "section",
      { class: "rv-left", "aria-label": "The unrolled network" },
      this.banner,
      this.network.element,
      this.legend,
    );
    const middle = el("div", { class: "rv-middle" }, unrolled, this.cell.element);
    const shown = [this.chips.element, middle, this.transport.element, this.tip.element, this.live];
    this.stage = el("div", { class: "rv-stage", hidden: "" }, ...shown);
    this.root.setAttribute("role", "region");
    this.root.replaceChildren(this.placeholder, this.stage);
  }

  /** Show a scene's bytes, or wait while there are none. */
  update(bytes) {
    if (!bytes) return this.wait("The stage waits for a sentence.");
    try {
      this.load(unpack(bytes));
    } catch (error) {
      return this.wait(`This scene cannot be shown: ${error.message}.`);
    }
    this.layout();
  }

  wait(sentence) {
    this.pause();
    this.scene = null;
    this.stage.hidden = true;
    this.placeholder.hidden = false;
    say(this.placeholder, sentence);
  }

  /** Where to start: at first where this sentence's last player was, or the address says. */
  wished(scene) {
    if (this.cursor === null) {
      return left.words === words(scene) ? left.cursor : fromAddress(this.mode);
    }
    const isOther = this.scene !== null && words(this.scene) !== words(scene);
    return { ...this.cursor, ...(isOther && { t: 1 }) };
  }

  /** After going back or forward the address is right, whatever is shown. */
  reread() {
    this.address.stop();
    left.words = null;
    const address = fromAddress(this.mode);
    this.cursor = this.scene && address.t !== null ? fitted(address, this.scene) : null;
    if (this.cursor) this.refresh();
  }

  load(scene) {
    const isFirst = this.cursor === null; // the plain address says the start by itself
    this.cursor = fitted(this.wished(scene), scene);
    this.scene = scene;
    if (!isFirst || this.cursor.t > 1) this.address.later(this.cursor);
    for (const part of this.parts) part.load(scene);
    const sentences = warnings(scene);
    this.banner.replaceChildren(...sentences);
    this.banner.hidden = sentences.length === 0;
    this.legend.replaceChildren(legend(scene));
    this.root.setAttribute("aria-label", `Stage: ${scene.title || "a recurrent network"}`);
    this.placeholder.hidden = true;
    this.stage.hidden = false;
  }

  /** Measure and paint everything anew: another scene, size or theme. */
  layout() {
    if (!this.scene || !this.root.clientWidth) return;
    const theme = this.options.theme ?? (isDark(this.root) ? "dark" : "light");
    const colours = colouring(this.scene.palettes[theme]);
    for (const [name, colour] of Object.entries(colours.palette)) {
      this.root.style.setProperty(`--${name.replace("_", "-")}`, colour);
    }
    this.root.dataset.theme = theme;
    const fonts = { text: getComputedStyle(this.root).fontFamily };
    for (const part of this.parts) part.layout?.(colours, fonts);
    this.draw();
  }

  /** All that a drawing needs to know. */
  view() {
    const { scene, cursor, granularity, speed, explained } = this;
    const computed = granularity === "layer" ? cursor.layer : scene.nLayers;
    const readUpTo = computed === scene.nLayers ? cursor.t : cursor.t - 1;
    const valueOf = valuesAt(scene, cursor);
    const isPlaying = this.timer !== 0;
    return { scene, cursor, granularity, speed, explained, computed, readUpTo, valueOf, isPlaying };
  }

  draw() {
    this.frame = 0;
    if (!this.scene || !this.cursor) return;
    const view = this.view();
    for (const part of this.parts) part.draw(view);
    say(this.live, told(view));
    Object.assign(this.root.dataset, this.cursor);
  }

  refresh() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** Move the cursor; what is not given stays, and what lies too far stops at the end. */
  move(change) {
    if (!this.cursor) return;
    const { scene } = this;
    const wished = { ...this.cursor, ...change };
    const layer = Math.min(scene.nLayers, Math.max(1, wished.layer));
    const unit = Math.min(scene.hiddenSize(layer), Math.max(1, wished.unit));
    this.cursor = fitted({ ...wished, layer, unit }, scene);
    this.address.later(this.cursor);
    this.refresh();
  }

  explain(block) {
    this.explained = block;
    this.refresh();
  }

  step(direction) {
    this.move(stepped(this.cursor, direction, this.scene, this.granularity));
  }

  isAtEnd() {
    return isAtEnd(this.cursor, this.scene, this.granularity);
  }

  play() {
    this.timer = setTimeout(() => {
      this.step(1);
      if (this.isAtEnd()) this.pause();
      else this.play();
    }, BEAT[this.granularity] / this.speed);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.isAtEnd()) this.act("first");
    this.play();
  }

  shift(places) {
    const place = SPEEDS.indexOf(this.speed) + places;
    this.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place))];
  }

  /** A key: while the sheet of keys lies over the stage, only the one that closes it counts. */
  press(action) {
    if (action === "help" || !this.transport.isHelping()) this.act(action);
  }

  /** Do what a key or a button asks; names as in keys.js. */
  act(action) {
    if (!this.cursor) return;
    const { layer, unit } = this.cursor;
    const { nTimesteps, nLayers } = this.scene;
    const isByLayer = this.granularity === "layer";
    const actions = {
      forward: () => this.step(1),
      back: () => this.step(-1),
      first: () => this.move({ t: 1, ...(isByLayer && { layer: 1 }) }),
      last: () => this.move({ t: nTimesteps, ...(isByLayer && { layer: nLayers }) }),
      up: () => this.move({ layer: layer + 1 }),
      down: () => this.move({ layer: layer - 1 }),
      nextUnit: () => this.move({ unit: unit + 1 }),
      previousUnit: () => this.move({ unit: unit - 1 }),
      toggle: () => this.toggle(),
      faster: () => this.shift(1),
      slower: () => this.shift(-1),
      nextSpeed: () => (this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]),
      byTimestep: () => (this.granularity = "timestep"),
      byLayer: () => (this.granularity = "layer"),
      help: () => this.transport.toggleHelp(),
    };
    actions[action]();
    this.refresh();
  }

  destroy() {
    this.pause();
    if (this.cursor && this.scene) Object.assign(left, { words: words(this.scene), cursor: this.cursor });
    this.scene = null;
    removeEventListener("popstate", this.onHistory);
    cancelAnimationFrame(this.frame);
    this.address.stop();
    this.stopListening();
    this.resizing.disconnect();
    this.dark.removeEventListener("change", this.onLayout);
    this.root.replaceChildren();
  }
}

/**
 * Put a player into an element.
 *
 * options.url: where the cursor is mirrored: "query", "hash" or "none"; by default the query,
 * in a page opened from disk the hash. options.theme: "light" or "dark"; by default the page's.
 * Returns the player: update(bytes) shows another scene, destroy() removes it.
 */
export function mount(element, bytes, options = {}) {
  element.classList.add("rnnviz-player");
  const player = new Player(element, options);
  player.update(bytes);
  return player;
}
