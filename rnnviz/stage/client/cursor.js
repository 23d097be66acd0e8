/** The cursor {t, layer, unit}, counted from 1: how it moves, and its place in the address. */

const NAMES = ["t", "layer", "unit"];
const PAUSE = 200; // milliseconds without a step before the address is rewritten

function whole(value, low, high, otherwise) {
  const number = Number(value);
  const isGiven = value !== null && value !== undefined && value !== "";
  return isGiven && Number.isInteger(number) && number >= low && number <= high
    ? number
    : otherwise;
}

/** The cursor that a scene can show; what it cannot show falls back to the start. */
export function fitted(wished, scene) {
  const layer = whole(wished.layer, 1, scene.nLayers, scene.nLayers);
  return {
    t: whole(wished.t, 1, scene.nTimesteps, 1),
    layer,
    unit: whole(wished.unit, 1, scene.hiddenSize(layer), 1),
  };
}

/** The cursor one step on (direction 1) or back (-1); it stays where the sentence ends. */
export function stepped({ t, layer, unit }, direction, scene, granularity) {
  const { nTimesteps, nLayers } = scene;
  if (granularity === "timestep") {
    return { t: Math.min(nTimesteps, Math.max(1, t + direction)), layer, unit };
  }
  const place = (t - 1) * nLayers + (layer - 1) + direction;
  const held = Math.min(nTimesteps * nLayers - 1, Math.max(0, place));
  return { t: Math.floor(held / nLayers) + 1, layer: (held % nLayers) + 1, unit };
}

/** Whether nothing is left to step to. */
export function isAtEnd({ t, layer }, scene, granularity) {
  return t === scene.nTimesteps && (granularity === "timestep" || layer === scene.nLayers);
}

function parameters(mode) {
  const text = mode === "hash" ? location.hash.slice(1) : location.search;
  return new URLSearchParams(mode === "none" ? "" : text);
}

/** Where the page's address keeps the cursor: its query, its hash (files), or nowhere. */
export function addressMode(wish) {
  return wish ?? (location.protocol.startsWith("http") ? "query" : "hash");
}

/** The cursor in the page's address; unchecked. */
export function fromAddress(mode) {
  const given = parameters(mode);
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name)]));
}

/** Mirrors the cursor in the page's address, keeping all that is not ours. */
export function addressWriter(mode) {
  let timer = 0;
  const write = (cursor) => {
    const given = parameters(mode);
    for (const name of NAMES) given.set(name, cursor[name]);
    const address = mode === "hash" ? `#${given}` : `${location.pathname}?${given}${location.hash}`;
    history.replaceState(history.state, "", address);
  };
  return {
    later(cursor) {
      clearTimeout(timer);
      if (mode !== "none") timer = setTimeout(write, PAUSE, { ...cursor });
    },
    stop: () => clearTimeout(timer),
  };
}
