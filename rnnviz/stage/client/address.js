/**
 * Where the player looks, and its place in the page's address.
 *
 * @typedef {{t: number, layer: number, unit: number, op: string}} Cursor Counted from 1; `op` is
 *   the operation reached, by its key.
 * @typedef {object} Settings How the stage is shown; each is a name in the address.
 * @property {string} zoom "network", "cell" or "number".
 * @property {string} drawing The cell as "ledger" or "diagram".
 * @property {string} pane Beside the network: "cell", "path", "code" or "whatif".
 * @property {string} notation "torch", "course" or "keras".
 * @property {string} by A step is one "timestep", "layer" or "operation".
 * @property {string} folded "yes" draws one cell a layer with its loop.
 * @property {string} big "yes" is projector mode.
 * @property {Choice} shown Where two are compared.
 * @property {string} opened The equation whose terms are shown, by its result.
 * @property {string} edits What was changed by hand, as edits.js writes it.
 *
 * @typedef {Partial<Record<keyof Settings, string>>} Wished Other settings, not yet checked.
 */

import { operationsAt } from "./scene.js";

/** @import { Choice } from "./stack.js" */

/** @type {("t" | "layer" | "unit")[]} */
const PLACE = ["t", "layer", "unit"];
const PAUSE = 200; // milliseconds without a step before the address is rewritten

/** @type {Record<string, string[]>} Allowed values, the default first; an empty list allows any. */
const CHOICES = {
  zoom: ["network", "cell", "number"],
  drawing: ["ledger", "diagram"],
  pane: ["cell", "path", "code", "whatif"],
  notation: ["torch", "course", "keras"],
  by: ["timestep", "layer", "operation"],
  folded: ["", "yes"],
  big: ["", "yes"],
  shown: ["this", "other", "difference"],
  opened: [],
  edits: [],
  op: [],
};

/**
 * A whole number from a range, whether it came as a number or as text.
 * @param {unknown} value
 * @param {number} low
 * @param {number} high
 * @param {number} otherwise
 */
function whole(value, low, high, otherwise) {
  const number = Number(value);
  const isGiven = value !== null && value !== undefined && value !== "";
  return isGiven && Number.isInteger(number) && number >= low && number <= high
    ? number
    : otherwise;
}

/**
 * The keys of a layer's operations at one timestep, in order.
 * @param {import("./scene.js").Scene} scene
 * @param {number} layer
 * @returns {string[]}
 */
export function operationsOf(scene, layer) {
  return operationsAt(scene, layer).map((operation) => operation.key);
}

/**
 * The cursor that a scene can show; what it cannot show falls back to the start.
 * @param {{t?: unknown, layer?: unknown, unit?: unknown, op?: string | null}} wished
 * @param {import("./scene.js").Scene} scene
 * @returns {Cursor}
 */
export function fitted(wished, scene) {
  const layer = whole(wished.layer, 1, scene.nLayers, scene.nLayers);
  const steps = operationsOf(scene, layer);
  return {
    t: whole(wished.t, 1, scene.nTimesteps, 1),
    layer,
    unit: whole(wished.unit, 1, scene.hiddenSize(layer), 1),
    op: steps.find((key) => key === wished.op) ?? steps[steps.length - 1],
  };
}

/**
 * The settings with nonsense replaced by defaults.
 * @param {Record<string, string | null | undefined>} wished
 * @returns {Settings}
 */
export function settled(wished) {
  const entries = Object.entries(CHOICES).map(([name, allowed]) => {
    const value = wished[name] ?? "";
    return [name, allowed.length === 0 || allowed.includes(value) ? value : allowed[0]];
  });
  return /** @type {Settings} */ (/** @type {unknown} */ (Object.fromEntries(entries)));
}

/**
 * The cursor one step on (direction 1) or back (-1); it stays where the sentence ends.
 * @param {Cursor} cursor
 * @param {number} direction
 * @param {import("./scene.js").Scene} scene
 * @param {string} by
 * @returns {Cursor}
 */
export function stepped(cursor, direction, scene, by) {
  const { t, layer, op } = cursor;
  const { nTimesteps, nLayers } = scene;
  if (by === "timestep") return { ...cursor, t: Math.min(nTimesteps, Math.max(1, t + direction)) };
  const steps = operationsOf(scene, layer);
  const next = steps.indexOf(op) + direction;
  if (by === "operation" && next >= 0 && next < steps.length) return { ...cursor, op: steps[next] };
  const place = (t - 1) * nLayers + (layer - 1) + direction;
  if (place < 0 || place >= nTimesteps * nLayers) return cursor;
  const entered = (place % nLayers) + 1;
  const sequence = operationsOf(scene, entered);
  const first = by === "operation" && direction > 0 ? 0 : sequence.length - 1;
  return { ...cursor, t: Math.floor(place / nLayers) + 1, layer: entered, op: sequence[first] };
}

/**
 * Whether nothing is left to step to.
 * @param {Cursor} cursor
 * @param {import("./scene.js").Scene} scene
 * @param {string} by
 */
export function isAtEnd(cursor, scene, by) {
  const next = stepped(cursor, 1, scene, by);
  return next.t === cursor.t && next.layer === cursor.layer && next.op === cursor.op;
}

/** @param {string} mode See addressMode. */
function parameters(mode) {
  const text = mode === "hash" ? location.hash.slice(1) : location.search;
  return new URLSearchParams(mode === "none" ? "" : text);
}

/**
 * Where the page's address keeps the view: its query, its hash (files), or nowhere.
 * @param {string | undefined} wish "query", "hash" or "none".
 */
export function addressMode(wish) {
  return wish ?? (location.protocol.startsWith("http") ? "query" : "hash");
}

/**
 * Place and settings in the page's address; unchecked, null where it says nothing.
 * @param {string} mode
 * @returns {Record<string, string | null>}
 */
export function fromAddress(mode) {
  const given = parameters(mode);
  return Object.fromEntries(
    [...PLACE, ...Object.keys(CHOICES)].map((name) => [name, given.get(name)]),
  );
}

/**
 * Mirrors the view in the page's address, keeping all that is not ours.
 * @param {string} mode
 */
export function addressWriter(mode) {
  let timer = 0;
  const write = (/** @type {Cursor} */ cursor, /** @type {Settings} */ settings) => {
    const given = parameters(mode);
    for (const name of PLACE) given.set(name, String(cursor[name]));
    const op = settings.by === "operation" ? cursor.op : "";
    /** @type {Record<string, string>} */
    const shown = { ...settings, op };
    for (const [name, [usual = ""]] of Object.entries(CHOICES)) {
      if (shown[name] === usual) given.delete(name);
      else given.set(name, shown[name]);
    }
    const address = mode === "hash" ? `#${given}` : `${location.pathname}?${given}${location.hash}`;
    history.replaceState(history.state, "", address);
  };
  return {
    /** @param {Cursor} cursor @param {Settings} settings */
    later(cursor, settings) {
      clearTimeout(timer);
      if (mode !== "none") timer = window.setTimeout(write, PAUSE, { ...cursor }, { ...settings });
    },
    stop: () => clearTimeout(timer),
  };
}
