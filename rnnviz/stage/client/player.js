/**
 * The player: a Scene, a place in it, how it is shown, and the parts that draw it.
 *
 * Place and settings are the player's own: they move here, are mirrored in the page's address,
 * and no step asks the server anything.
 */

import { actions, SPEEDS } from "./actions.js";
import { addressMode, addressWriter, fromAddress, settled } from "./address.js";
import { fitted, isAtEnd, stepped } from "./address.js";
import { colouring, isDark } from "./colours.js";
import { say } from "./dom.js";
import { editedIn, readEdits, replay, spelled } from "./edits.js";
import { listen } from "./keys.js";
import { build } from "./layout.js";
import { prove } from "./proof.js";
import { told, warnings } from "./sentences.js";
import { unpack } from "./scene.js";
import { viewOf } from "./view.js";

const BEAT = { timestep: 1000, layer: 600, operation: 900 }; // milliseconds a step, at speed 1
const LATE = 1500; // milliseconds in which Streamlit has written its own part of the address
const HEARD = 300; // milliseconds without a step before the step is told to those who listen

/** Where the last player of this page was when it was removed, and in which sentence. */
const left = { words: null, cursor: null };

function words(scene) {
  return JSON.stringify(scene.tokens.map((token) => token.text));
}

export class Player {
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.base = null; // the scene as it came
    this.scene = null; // with the edits
    this.cursor = null;
    this.edits = [];
    this.past = []; // earlier edits, for undo
    this.speed = SPEEDS[1];
    this.timer = 0;
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

  /** Show a scene's bytes, or wait while there are none. */
  update(bytes) {
    if (!bytes) return this.wait("The stage waits for a sentence.");
    try {
      this.load(unpack(bytes));
    } catch (error) {
      return this.wait(`This scene cannot be shown: ${/** @type {Error} */ (error).message}.`);
    }
    this.layout();
  }

  wait(sentence) {
    this.pause();
    this.stopProof();
    this.scene = null;
    this.ui.stage.hidden = true;
    this.ui.placeholder.hidden = false;
    say(this.ui.placeholder, sentence);
  }

  /** Where to start: at first where this sentence's last player was, or the address says. */
  wished(scene) {
    if (this.cursor === null) {
      return left.words === words(scene) ? left.cursor : fromAddress(this.mode);
    }
    const isOther = this.base !== null && words(this.base) !== words(scene);
    return { ...this.cursor, ...(isOther && { t: 1 }) };
  }

  /** After going back or forward the address is right, whatever is shown. */
  reread() {
    this.address.stop();
    left.words = null;
    const address = fromAddress(this.mode);
    const isPlace = this.scene && address.t !== null;
    this.cursor = isPlace ? fitted(address, this.scene) : null;
    if (!isPlace) return;
    this.settings = settled(address);
    this.setEdits(readEdits(this.settings.edits, this.base));
    this.rearrange();
  }

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
    const cell = this.scene.notations[this.settings.notation];
    for (const part of this.ui.parts) part.load?.(this.scene, cell, this.base);
  }

  /** Work the edits out; a new object each time, so that drawings see that it changed. */
  rerun() {
    this.replaying ??= replay(this.base);
    this.scene = this.edits.length ? { ...this.replaying.run(this.edits) } : this.base;
  }

  /** Prove what is shown, in the page's idle moments. */
  reprove() {
    this.stopProof();
    const isEdited = this.edits.length > 0;
    const report = (proof) => this.ui.status.report(this.base, proof, isEdited);
    this.stopProof = prove(this.scene, editedIn(this.edits), report);
  }

  /** Measure and paint everything anew: another scene, size or theme. */
  layout() {
    if (!this.scene || !this.root.clientWidth) return;
    const theme = this.options.theme ?? (isDark(this.root) ? "dark" : "light");
    this.colours = colouring(this.scene.palettes[theme]);
    for (const [name, colour] of Object.entries(this.colours.palette)) {
      this.root.style.setProperty(`--${name.replace("_", "-")}`, colour);
    }
    Object.assign(this.root.dataset, { theme, zoom: this.settings.zoom, pane: this.settings.pane });
    this.root.toggleAttribute("data-big", this.settings.big === "yes");
    const view = this.view();
    this.root.dataset.compared = view.other === null ? "no" : this.edits.length ? "edits" : "other";
    for (const part of this.ui.parts) part.arrange?.(view);
    this.fonts = { text: getComputedStyle(this.root).fontFamily };
    for (const part of this.ui.parts) {
      if (part.element.offsetParent !== null) part.layout?.(this.colours, this.fonts, view);
    }
    this.draw();
  }

  /** All that a drawing needs to know. */
  view() {
    const { scene, base, cursor, settings, edits, speed } = this;
    const beside = base.beside && { scene: base.beside, label: base.beside.title || "the other" };
    const other = edits.length ? { scene: base, label: "before" } : beside;
    const view = viewOf({ scene, base, other, cursor, settings, edits });
    return Object.assign(view, { isPlaying: this.timer !== 0, speed });
  }

  draw() {
    this.frame = 0;
    if (!this.scene || !this.cursor) return;
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
    this.address.later(this.cursor, this.settings);
  }

  /** Move the cursor; what is not given stays, and what lies too far stops at the end. */
  move(change) {
    if (!this.cursor) return;
    const { scene } = this;
    const wished = { ...this.cursor, ...change };
    const layer = Math.min(scene.nLayers, Math.max(1, wished.layer));
    const unit = Math.min(scene.hiddenSize(layer), Math.max(1, wished.unit));
    this.cursor = fitted({ ...wished, layer, unit }, scene);
    this.remember();
    this.refresh();
  }

  /** Change how the stage is shown. */
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

  /** A click in the network: go there; on the cell where one is already, open it. */
  pick(place) {
    const { t, layer } = this.cursor;
    const isHere = place.t === t && place.layer === layer && place.unit !== undefined;
    this.move(place);
    if (isHere && this.settings.zoom === "network") this.change({ zoom: "cell" });
  }

  setEdits(edits) {
    this.past.push(this.edits);
    this.edits = edits;
    this.settings.edits = spelled(edits);
    this.rerun();
    this.remember();
    this.reprove();
    this.rearrange();
  }

  undo() {
    if (this.past.length === 0) return false;
    const before = this.past.pop();
    this.setEdits(before);
    this.past.pop(); // undoing is nothing to undo
  }

  step(direction) {
    this.move(stepped(this.cursor, direction, this.scene, this.settings.by));
  }

  isAtEnd() {
    return isAtEnd(this.cursor, this.scene, this.settings.by);
  }

  play() {
    const beat = BEAT[this.settings.by] / this.speed;
    this.due = Math.max(performance.now(), (this.due ?? 0) + beat); // late beats do not add up
    this.timer = window.setTimeout(() => {
      this.step(1);
      if (this.isAtEnd()) this.pause();
      else this.play();
    }, Math.max(0, this.due - performance.now()) || beat);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.due = undefined;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.isAtEnd()) this.act("first");
    this.play();
  }

  /** A key: while the sheet of keys lies over the stage, only the one that closes it counts. */
  press(action) {
    if (!this.scene || (this.ui.transport.isHelping() && action !== "help")) return false;
    const { gloss } = this.ui;
    if (action === "zoomOut" && gloss.isOpen()) return gloss.hide(); // the nearest thing first
    return this.act(action);
  }

  /** Do what a key or a button asks; names as in keys.js. */
  act(action) {
    if (!this.cursor || !this.scene) return false;
    const isDone = actions(this)[action]();
    this.refresh();
    return isDone;
  }

  destroy() {
    this.pause();
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
 * @param {{url?: string, theme?: string}} options
 * @returns {Player} update(bytes) shows another scene, destroy() removes it.
 */
export function mount(element, bytes, options = {}) {
  element.classList.add("rnnviz-player");
  const player = new Player(element, options);
  player.update(bytes);
  return player;
}
