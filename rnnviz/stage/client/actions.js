/** What keys and buttons do, by the names of keys.js; false leaves the key to the page. */

const LEVELS = ["network", "cell", "number"];
const NOTATIONS = ["course", "torch", "keras"];
const PANES = ["cell", "path", "code", "whatif"];
export const SPEEDS = [0.5, 1, 2, 4, 10];

/**
 * The entry after a value; the first one after the last.
 * @template Entry
 * @param {Entry[]} list
 * @param {Entry} value
 */
function after(list, value) {
  return list[(list.indexOf(value) + 1) % list.length];
}

/**
 * @param {import("./player.js").Player} player
 * @param {import("./address.js").Cursor} cursor Where the player is.
 * @param {import("./scene.js").Scene} scene What it shows.
 * @returns {Record<string, () => boolean | void>}
 */
export function actions(player, { layer, unit }, scene) {
  const { settings } = player;
  const isByTimestep = settings.by === "timestep";
  const zoom = (/** @type {number} */ places) => {
    const place = LEVELS.indexOf(settings.zoom) + places;
    if (place < 0 || place >= LEVELS.length) return false;
    player.change({ zoom: LEVELS[place] });
  };
  const paced = (/** @type {number} */ places) => {
    const place = SPEEDS.indexOf(player.speed) + places;
    player.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place))];
  };
  const jump = (/** @type {number} */ t, /** @type {boolean} */ bottom) => {
    const end = { layer: bottom ? 1 : scene.nLayers, op: bottom ? "input" : "" };
    player.move({ t, ...(!isByTimestep && end) });
  };
  return {
    forward: () => player.step(1),
    back: () => player.step(-1),
    first: () => jump(1, true),
    last: () => jump(scene.nTimesteps, false),
    up: () => player.move({ layer: layer + 1 }),
    down: () => player.move({ layer: layer - 1 }),
    nextUnit: () => player.move({ unit: unit + 1 }),
    previousUnit: () => player.move({ unit: unit - 1 }),
    toggle: () => player.toggle(),
    faster: () => paced(1),
    slower: () => paced(-1),
    nextSpeed: () => {
      player.speed = after(SPEEDS, player.speed);
    },
    byTimestep: () => player.change({ by: "timestep" }),
    byLayer: () => player.change({ by: "layer" }),
    byOperation: () => player.change({ by: "operation" }),
    zoomIn: () => zoom(1),
    zoomOut: () => zoom(-1),
    fold: () => player.change({ folded: settings.folded ? "" : "yes" }),
    draw: () => player.change({ drawing: settings.drawing === "ledger" ? "diagram" : "ledger" }),
    nextNotation: () => player.change({ notation: after(NOTATIONS, settings.notation) }),
    nextPane: () => player.change({ pane: after(PANES, settings.pane) }),
    undo: () => player.undo(),
    enlarge: () => player.change({ big: settings.big ? "" : "yes" }),
    help: () => player.ui.transport.toggleHelp(),
  };
}
