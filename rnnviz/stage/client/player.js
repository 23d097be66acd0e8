/**
 * The player: a Scene, a place in it, how it is shown, and the parts that draw it.
 *
 * Place and settings are the player's own: they move here, are mirrored in the page's address,
 * and no step asks the server anything.
 */

import { actions, SPEEDS } from "./actions.js";
import { addressMode, addressWriter, fromAddress, settled } from "./address.js";
import { fitted, isAtEnd, stepped } from "./address.js";
import { clock } from "./clock.js";
import { colouring, isDark } from "./colours.js";
import { say } from "./dom.js";
import { editedIn, readEdits, replay, spelled } from "./edits.js";
import { listen } from "./keys.js";
import { build } from "./layout.js";
import { prove } from "./proof.js";
import { told, warnings } from "./sentences.js";
import { unpack } from "./scene.js";
import { viewOf } from "./view.js";

/** @import { Cursor, Wished } from "./address.js" */
/** @import { Colours } from "./colours.js" */
/** @import { Edit } from "./edits.js" */
/** @import { Proof } from "./proof.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Moment } from "./view.js" */
/** @typedef {{url?: string, theme?: string}} Options See mount. */

/** @type {Record<string, number>} */
const BEAT = { timestep: 1000, layer: 600, operation: 900 }; // milliseconds a step, at speed 1
const LATE = 1500; // milliseconds in which Streamlit has written its own part of the address
const HEARD = 300; // milliseconds without a step before the step is told to those who listen

/**
 * Where the last player of this page was when it was removed, and in which sentence.
 * @type {{words: string | null, cursor: Cursor | null}}
 */
const left = { words: null, cursor: null };

/** The sentence, to be compared. @param {Scene} scene */
function words(scene) {
  return JSON.stringify(scene.tokens.map((token) => token.text));
}

export class Player {
  /** @param {HTMLElement} root @param {Options} options */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    /** @type {Scene | null} */
    this.base = null; // the scene as it came
    /** @type {Scene | null} */
    this.scene = null; // with the edits
    /** @type {ReturnType<typeof replay> | null} */
    this.replaying = null;
    /** @type {Cursor | null} */
    this.cursor = null;
    /** @type {Edit[]} */
    this.edits = [];
    /** @type {Edit[][]} */
    this.past = []; // earlier edits, for undo
    /** @type {Colours | null} */
    this.colours = null; // none before anything is measured
    this.speed = SPEEDS[1];
    this.clock = clock(() => BEAT[this.settings.by] / this.speed, () => this.beat());
    this.frame = 0;
    this.telling = 0;
    this.reminding = 0;
    this.stopProof = () => {};
    this.mode = addressMode(options.url);
    this.address = addressWriter(this.mode);
    this.settings = settled(fromAddress(this.mode));
    this.ui = build(root, this);
    this.stopListening = listen(root, (action) => this.press(action));
    this.onHistory = () => this.reread();
    addEventListener("popstate", this.onHistory);
    this.onLayout = () => this.layout();
    this.resizing = new ResizeObserver(this.onLayout);
    this.resizing.observe(root);
    this.resizing.observe(this.ui.cell.ledger.element);
    this.resizing.observe(this.ui.network.drawing.element);
    document.fonts.ready.then(this.onLayout); // the drawings hold text
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", this.onLayout);
  }

  /**
   * Show a scene's bytes, or wait while there are none.
   * @param {Uint8Array | ArrayBuffer | null} bytes
   */
  update(bytes) {
    if (!bytes) return this.wait("The stage waits for a sentence.");
    try {
      this.load(unpack(bytes));
    } catch (error) {
      return this.wait(`This scene cannot be shown: ${/** @type {Error} */ (error).message}.`);
    }
    this.layout();
  }

  /** Show a sentence instead of a scene. @param {string} sentence */
  wait(sentence) {
    this.clock.stop();
    this.stopProof();
    this.scene = null;
    this.ui.stage.hidden = true;
    this.ui.placeholder.hidden = false;
    say(this.ui.placeholder, sentence);
  }

  /**
   * Where to start: at first where this sentence's last player was, or the address says.
   * @param {Scene} scene
   */
  wished(scene) {
    if (this.cursor === null) {
      return (left.words === words(scene) && left.cursor) || fromAddress(this.mode);
    }
    const isOther = this.base !== null && words(this.base) !== words(scene);
    return { ...this.cursor, ...(isOther && { t: 1 }) };
  }

  /** After going back or forward the address is right, whatever is shown. */
  reread() {
    this.address.stop();
    left.words = null;
    const address = fromAddress(this.mode);
    this.cursor = this.scene && address.t !== null ? fitted(address, this.scene) : null;
    if (!this.cursor || !this.base) return;
    this.settings = settled(address);
    this.setEdits(readEdits(this.settings.edits, this.base));
    this.rearrange();
  }

  /** @param {Scene} scene */
  load(scene) {
    const isFirst = this.cursor === null; // the plain address says the start by itself
    this.cursor = fitted(this.wished(scene), scene);
    this.base = this.scene = scene;
    this.replaying = null;
    this.edits = readEdits(this.settings.edits, scene);
    this.past = [];
    if (this.edits.length) this.rerun();
    this.settings.edits = spelled(this.edits);
    if (!isFirst || this.cursor.t > 1) {
      this.remember();
      clearTimeout(this.reminding); // what put another scene here may rewrite the address as well
      this.reminding = window.setTimeout(() => this.remember(), LATE);
    }
    this.fill();
    const sentences = warnings(scene);
    this.ui.banner.replaceChildren(...sentences);
    this.ui.banner.hidden = sentences.length === 0;
    this.root.setAttribute("aria-label", `Stage: ${scene.title || "a recurrent network"}`);
    this.ui.placeholder.hidden = true;
    this.ui.stage.hidden = false;
    this.reprove();
  }

  /** Give every part the scene in the chosen notation. */
  fill() {
    const { scene, base } = this;
    if (!scene || !base) return;
    const cell = scene.notations[this.settings.notation];
    for (const part of this.ui.parts) part.load?.(scene, cell, base);
  }

  /** Work the edits out; a new object each time, so that drawings see that it changed. */
  rerun() {
    if (!this.base) return;
    this.replaying ??= replay(this.base);
    this.scene = this.edits.length ? { ...this.replaying.run(this.edits) } : this.base;
  }

  /** Prove what is shown, in the page's idle moments. */
  reprove() {
    this.stopProof();
    const { scene, base } = this;
    if (!scene || !base) return;
    const isEdited = this.edits.length > 0;
    const report = (/** @type {Proof} */ proof) => this.ui.status.report(base, proof, isEdited);
    this.stopProof = prove(scene, editedIn(this.edits, base), report);
  }

  /** Measure and paint everything anew: another scene, size or theme. */
  layout() {
    if (!this.scene || !this.root.clientWidth) return;
    const theme = this.options.theme ?? (isDark(this.root) ? "dark" : "light");
    const colours = colouring(this.scene.palettes[theme]);
    this.colours = colours;
    for (const [name, colour] of Object.entries(colours.palette)) {
      this.root.style.setProperty(`--${name.replace("_", "-")}`, colour);
    }
    Object.assign(this.root.dataset, { theme, zoom: this.settings.zoom, pane: this.settings.pane });
    this.root.toggleAttribute("data-big", this.settings.big === "yes");
    const view = this.view();
    this.root.dataset.compared = view.other === null ? "no" : this.edits.length ? "edits" : "other";
    for (const part of this.ui.parts) part.arrange?.(view);
    const fonts = { text: getComputedStyle(this.root).fontFamily };
    for (const part of this.ui.parts) {
      if (part.element.offsetParent !== null) part.layout?.(colours, fonts, view);
    }
    this.draw();
  }

  /** All that a drawing needs to know, where there is a scene. @returns {Moment} */
  view() {
    const { settings, edits, speed } = this;
    const scene = /** @type {Scene} */ (this.scene);
    const base = /** @type {Scene} */ (this.base);
    const cursor = /** @type {Cursor} */ (this.cursor);
    const beside = base.beside && { scene: base.beside, label: base.beside.title || "the other" };
    const other = edits.length ? { scene: base, label: "before" } : beside;
    const view = viewOf({ scene, base, other, cursor, settings, edits });
    return Object.assign(view, { isPlaying: this.clock.isRunning(), speed });
  }

  draw() {
    this.frame = 0;
    if (!this.scene || !this.cursor || !this.colours) return;
    const view = this.view();
    for (const part of this.ui.parts) {
      if (part.element.offsetParent !== null) part.draw(view, this.colours);
    }
    clearTimeout(this.telling);
    this.telling = window.setTimeout(
      () => this.scene && say(this.ui.live, told(this.view())),
      HEARD,
    );
    const { t, layer, unit, op } = this.cursor;
    Object.assign(this.root.dataset, { t, layer, unit, op });
  }

  refresh() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** Another zoom, pane or notation: parts come and go, so all is measured again. */
  rearrange() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.fill();
      this.layout();
    });
  }

  remember() {
    if (this.cursor) this.address.later(this.cursor, this.settings);
  }

  /**
   * Move the cursor; what is not given stays, and what lies too far stops at the end.
   * @param {Partial<Cursor>} change
   */
  move(change) {
    const { scene } = this;
    if (!this.cursor || !scene) return;
    const wished = { ...this.cursor, ...change };
    const layer = Math.min(scene.nLayers, Math.max(1, wished.layer));
    const unit = Math.min(scene.hiddenSize(layer), Math.max(1, wished.unit));
    this.cursor = fitted({ ...wished, layer, unit }, scene);
    this.remember();
    this.refresh();
  }

  /** Change how the stage is shown. @param {Wished} settings */
  change(settings) {
    const before = this.settings;
    this.settings = settled({ ...before, ...settings });
    this.remember();
    const isLight = Object.keys(settings).every((name) =>
      ["by", "opened", "folded"].includes(name)
    );
    if (isLight) this.refresh();
    else this.rearrange();
  }

  /**
   * A click in the network: go there; on the cell where one is already, open it.
   * @param {{t: number, layer?: number, unit?: number}} place
   */
  pick(place) {
    const isThere = place.t === this.cursor?.t && place.layer === this.cursor.layer;
    const isHere = isThere && place.unit !== undefined;
    this.move(place);
    if (isHere && this.settings.zoom === "network") this.change({ zoom: "cell" });
  }

  /**
   * Change what was changed by hand.
   * @param {Edit[]} edits
   * @param {boolean} isGoingOn Whether a drag goes on, which is undone as one.
   */
  setEdits(edits, isGoingOn = false) {
    if (!isGoingOn) this.past.push(this.edits);
    this.edits = edits;
    this.settings.edits = spelled(edits);
    this.rerun();
    this.remember();
    this.reprove();
    this.rearrange();
  }

  /** @returns {false | void} false where nothing is left to undo. */
  undo() {
    const before = this.past.pop();
    if (!before) return false;
    this.setEdits(before);
    this.past.pop(); // undoing is nothing to undo
  }

  /** @param {number} direction 1 or -1. */
  step(direction) {
    if (!this.cursor || !this.scene) return;
    this.move(stepped(this.cursor, direction, this.scene, this.settings.by));
  }

  /** @returns {boolean} */
  isAtEnd() {
    const { cursor, scene } = this;
    return !cursor || !scene || isAtEnd(cursor, scene, this.settings.by);
  }

  /** One step of a playing stage. @returns {boolean} Whether there is another. */
  beat() {
    this.step(1);
    this.refresh(); // at the end the button changes as well
    return !this.isAtEnd();
  }

  /** @returns {void} */
  toggle() {
    if (this.clock.isRunning()) return this.clock.stop();
    if (this.isAtEnd()) this.act("first");
    this.clock.start();
  }

  /**
   * A key: while the sheet of keys lies over the stage, only the one that closes it counts.
   * @param {string} action
   * @returns {boolean | void}
   */
  press(action) {
    if (!this.scene || (this.ui.transport.isHelping() && action !== "help")) return false;
    const { gloss } = this.ui;
    if (action === "zoomOut" && gloss.isOpen()) return gloss.hide(); // the nearest thing first
    return this.act(action);
  }

  /**
   * Do what a key or a button asks; names as in keys.js.
   * @param {string} action
   * @returns {boolean | void}
   */
  act(action) {
    if (!this.cursor || !this.scene) return false;
    const isDone = actions(this, this.cursor, this.scene)[action]();
    this.refresh();
    return isDone;
  }

  destroy() {
    this.clock.stop();
    this.stopProof();
    if (this.cursor && this.base) {
      Object.assign(left, { words: words(this.base), cursor: this.cursor });
    }
    this.scene = null;
    removeEventListener("popstate", this.onHistory);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.telling);
    clearTimeout(this.reminding);
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
 * options.url: where the view is mirrored: "query", "hash" or "none"; by default the query,
 * in a page opened from disk the hash. options.theme: "light" or "dark"; by default the page's.
 * @param {HTMLElement} element
 * @param {Uint8Array | ArrayBuffer | null} bytes
 * @param {Options} options
 * @returns {Player} update(bytes) shows another scene, destroy() removes it.
 */
export function mount(element, bytes, options = {}) {
  element.classList.add("rnnviz-player");
  const player = new Player(element, options);
  player.update(bytes);
  return player;
}
