/**
 * The player: a Scene, a cursor, and the parts that draw them.
 *
 * The cursor is the player's own: it moves here, is mirrored in the page's address, and no
 * step asks the server anything.
 */

import { causes } from "./causes.js";
import { answer, chips } from "./chips.js";
import { colouring, isDark } from "./colours.js";
import { addressMode, addressWriter, fitted, fromAddress, isAtEnd, stepped } from "./cursor.js";
import { el, say } from "./dom.js";
import { equation, valuesAt } from "./equations.js";
import { listen } from "./keys.js";
import { ledger } from "./ledger.js";
import { legend } from "./legend.js";
import { network } from "./network.js";
import { formatted } from "./numbers.js";
import { unpack } from "./scene.js";
import { transport } from "./transport.js";

const SPEEDS = [0.5, 1, 2, 4];
const BEAT = { timestep: 1000, layer: 600 }; // milliseconds a step, at speed 1

class Player {
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.scene = null;
    this.cursor = null;
    this.explained = null;
    this.granularity = "timestep";
    this.speed = 1;
    this.timer = 0;
    this.frame = 0;
    this.mode = addressMode(options.url);
    this.address = addressWriter(this.mode);
    this.build();
    this.stopListening = listen(root, (action) => this.scene && this.act(action));
    this.resizing = new ResizeObserver(() => this.layout());
    this.resizing.observe(root);
    this.resizing.observe(this.ledger.element);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onTheme = () => this.layout();
    this.dark.addEventListener("change", this.onTheme);
  }

  build() {
    const choose = (change) => this.move(change);
    const explain = (block) => this.explain(block);
    this.placeholder = el("p", { class: "rv-placeholder", role: "status" });
    this.banner = el("div", { class: "rv-banner" });
    this.tip = el("div", { class: "rv-tip", "aria-hidden": "true", hidden: "" });
    this.live = el("p", { class: "rv-unseen", "aria-live": "polite" });
    this.heading = el("h2", { class: "rv-heading" });
    this.unitName = el("span", { class: "rv-unit" });
    this.legendPlace = el("div");
    this.equationsPlace = el("div", { class: "rv-equations" });
    this.chips = chips((t) => choose({ t }));
    this.network = network(choose, (event, hit) => this.hoverNetwork(event, hit));
    this.ledger = ledger(choose, explain, (event, hit) => this.hoverLedger(event, hit));
    this.causes = causes(explain);
    this.transport = transport((action) => this.act(action), (t) => choose({ t }));
    const unit = (action, text, label) =>
      el("button", { class: "rv-choice", type: "button", "aria-label": label, title: label, onclick: () => this.act(action) }, text);
    const units = el("div", { class: "rv-units" }, unit("previousUnit", "‹", "Unit before"), this.unitName, unit("nextUnit", "›", "Next unit"));
    const cell = el(
      "section",
      { class: "rv-cell", "aria-label": "The chosen cell" },
      el("div", { class: "rv-cell-head" }, this.heading, units),
      this.ledger.element,
      this.equationsPlace,
      this.causes.element,
    );
    const left = el("section", { class: "rv-left", "aria-label": "The unrolled network" }, this.banner, this.network.element, this.legendPlace);
    this.stage = el(
      "div",
      { class: "rv-stage" },
      this.chips.element,
      el("div", { class: "rv-middle" }, left, cell),
      this.transport.element,
      this.tip,
      this.live,
    );
    this.stage.hidden = true;
    this.root.setAttribute("role", "region");
    this.root.setAttribute("aria-label", "Stage: a recurrent network reading a sentence");
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

  load(scene) {
    const words = (of) => JSON.stringify(of.tokens.map((token) => token.text));
    const isOther = this.scene && words(this.scene) !== words(scene);
    const wished = this.cursor ? { ...this.cursor, t: isOther ? 1 : this.cursor.t } : fromAddress(this.mode);
    this.scene = scene;
    this.cursor = fitted(wished, scene);
    for (const part of [this.chips, this.network, this.ledger, this.causes, this.transport]) part.load(scene);
    if (!this.causes.blocks().includes(this.explained)) {
      this.explained = this.causes.blocks().find((block) => block === "forget_gate") ?? this.causes.blocks()[0];
    }
    this.equations = scene.equations.map((tree) => equation(scene, tree));
    this.equationsPlace.replaceChildren(...this.equations.map((each) => each.element));
    this.legendPlace.replaceChildren(legend(scene));
    this.warn();
    this.placeholder.hidden = true;
    this.stage.hidden = false;
    if (this.timer) this.play();
  }

  /** What the picture cannot show by itself, in plain sentences. */
  warn() {
    const unknown = this.scene.tokens.filter((token) => token.is_unknown).map((token) => token.text);
    const sentences = [];
    if (this.scene.is_random) sentences.push(el("p", { class: "rv-random" }, "Random weights: nothing has been learned."));
    if (unknown.length) {
      const words = [...new Set(unknown)].flatMap((word, index) => [index ? ", " : "", "“", el("bdi", {}, word), "”"]);
      sentences.push(el("p", {}, ...words, `${words.length > 4 ? " have" : " has"} no vector; the network reads zeros there.`));
    }
    this.banner.replaceChildren(...sentences);
    this.banner.hidden = sentences.length === 0;
  }

  /** Measure and paint everything anew: a new scene, size or theme. */
  layout() {
    if (!this.scene || !this.root.clientWidth) return;
    const theme = this.options.theme ?? (isDark(this.root) ? "dark" : "light");
    const palette = this.scene.palettes[theme];
    for (const [name, colour] of Object.entries(palette)) this.root.style.setProperty(`--${name.replace("_", "-")}`, colour);
    this.root.dataset.theme = theme;
    const fonts = { text: getComputedStyle(this.root).fontFamily };
    const colours = colouring(palette);
    for (const part of [this.chips, this.network, this.ledger]) part.layout(colours, fonts);
    this.draw();
  }

  draw() {
    this.frame = 0;
    if (!this.scene) return;
    const { scene, cursor, granularity, speed, explained } = this;
    const computed = granularity === "layer" ? cursor.layer : scene.nLayers;
    const readUpTo = computed === scene.nLayers ? cursor.t : cursor.t - 1;
    const valueOf = valuesAt(scene, cursor);
    const view = { scene, cursor, computed, readUpTo, granularity, speed, explained, valueOf, isPlaying: this.timer !== 0 };
    for (const part of [this.chips, this.network, this.ledger, this.causes, this.transport]) part.draw(view);
    for (const each of this.equations) each.draw(valueOf);
    const word = scene.tokens[cursor.t - 1].text;
    say(this.heading, `Layer ${cursor.layer} · timestep ${cursor.t} · “\u2068${word}\u2069”`);
    say(this.unitName, `unit ${cursor.unit} of ${scene.hiddenSize(cursor.layer)}`);
    say(this.live, this.sentence(view, word));
    Object.assign(this.root.dataset, cursor);
  }

  /** The step in one sentence, for those who listen. */
  sentence({ scene, cursor, readUpTo, valueOf }, word) {
    const said = scene.probabilities && readUpTo === cursor.t ? answer(scene, cursor.t) : null;
    const heard = said ? `: ${said.name || "probability"} ${said.probability.toFixed(2)}` : "";
    const hidden = formatted(valueOf("hidden"), "signed");
    return `Timestep ${cursor.t} of ${scene.nTimesteps}, “${word}”${heard}. Layer ${cursor.layer}, unit ${cursor.unit}: hidden state ${hidden}.`;
  }

  refresh() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** Move the cursor; what is not given stays, and a unit too far is the last one. */
  move(change) {
    const wished = { ...this.cursor, ...change };
    const layer = Math.min(this.scene.nLayers, Math.max(1, wished.layer));
    const unit = Math.min(this.scene.hiddenSize(layer), Math.max(1, wished.unit));
    this.cursor = fitted({ ...wished, layer, unit }, this.scene);
    this.address.later(this.cursor);
    this.refresh();
  }

  explain(block) {
    if (!this.causes.blocks().includes(block)) return;
    this.explained = block;
    this.refresh();
  }

  step(direction) {
    this.move(stepped(this.cursor, direction, this.scene, this.granularity));
  }

  play() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.step(1);
      if (isAtEnd(this.cursor, this.scene, this.granularity)) this.pause();
      else this.play();
    }, BEAT[this.granularity] / this.speed);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (isAtEnd(this.cursor, this.scene, this.granularity)) this.act("first");
    this.play();
  }

  shift(places) {
    const place = SPEEDS.indexOf(this.speed) + places;
    this.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place))];
  }

  /** Do what a key or a button asks; names as in keys.js. */
  act(action) {
    const { layer, unit } = this.cursor;
    const isByLayer = this.granularity === "layer";
    const actions = {
      forward: () => this.step(1),
      back: () => this.step(-1),
      first: () => this.move({ t: 1, ...(isByLayer && { layer: 1 }) }),
      last: () => this.move({ t: this.scene.nTimesteps, ...(isByLayer && { layer: this.scene.nLayers }) }),
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

  hoverNetwork(event, hit) {
    if (!hit) return this.hint(event, "");
    const word = `t ${hit.t} · “\u2068${this.scene.tokens[hit.t - 1].text}\u2069”`;
    if (!hit.row) return this.hint(event, word);
    const readable = hit.t < this.cursor.t || (hit.t === this.cursor.t && this.isComputed(hit.row));
    const value = readable ? formatted(hit.row.array.row(hit.t)[hit.unit - 1], hit.row.term.scale) : "not read yet";
    this.hint(event, `${hit.row.title} · ${word} · ${hit.row.kind === "layer" ? "unit" : "number"} ${hit.unit}: ${value}`);
  }

  isComputed({ kind, layer }) {
    const computed = this.granularity === "layer" ? this.cursor.layer : this.scene.nLayers;
    if (kind === "output") return computed === this.scene.nLayers;
    return kind === "input" || layer <= computed;
  }

  hoverLedger(event, hit) {
    this.hint(event, hit ? `unit ${hit.unit}: ${formatted(hit.value, hit.row.term.scale)}` : "");
  }

  /** A small note beside the pointer. */
  hint(event, text) {
    this.tip.hidden = !text;
    if (!text) return;
    say(this.tip, text);
    const around = this.root.getBoundingClientRect();
    const x = Math.min(event.clientX - around.left + 14, around.width - this.tip.offsetWidth - 8);
    const y = event.clientY - around.top + 18;
    this.tip.style.transform = `translate(${Math.max(4, x)}px, ${Math.min(y, around.height - 34)}px)`;
  }

  destroy() {
    this.pause();
    cancelAnimationFrame(this.frame);
    this.address.stop();
    this.stopListening();
    this.resizing.disconnect();
    this.dark.removeEventListener("change", this.onTheme);
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
