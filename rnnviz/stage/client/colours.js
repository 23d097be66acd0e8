/**
 * Colours of the scene's palettes: fixed ranges, never stretched.
 *
 * @typedef {Record<"ground" | "panel" | "line" | "text" | "muted" | "accent" | "on_accent" |
 *   "accent_soft" | "negative" | "zero" | "positive" | "gate_shut" | "gate_open" | "good" | "bad" |
 *   "cloud", string>} Palette A theme's colours, as palette.py explains them.
 * @typedef {"signed" | "gate"} Scale
 * @typedef {{scale: Scale, low: number, high: number}} Range What a value is coloured by.
 * @typedef {(value: number) => string} Colour
 * @typedef {{palette: Palette, of: (range: Range) => Colour}} Colours
 */

const STEPS = 128;

/** Red, green and blue of #rrggbb. @param {string} hex */
function channels(hex) {
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** A ramp through evenly spaced stops, as css colours. @param {string[]} stops */
function ramp(stops) {
  const colours = stops.map(channels);
  return Array.from({ length: 2 * STEPS + 1 }, (_, step) => {
    const place = (step / (2 * STEPS)) * (stops.length - 1);
    const left = Math.min(Math.floor(place), stops.length - 2);
    const mixed = colours[left].map((from, c) =>
      Math.round(from + (colours[left + 1][c] - from) * (place - left))
    );
    return `rgb(${mixed.join(",")})`;
  });
}

/**
 * A theme's colours, and `of(term)`: the function from a value to its css colour.
 * @param {Palette} palette
 * @returns {Colours}
 */
export function colouring(palette) {
  const ramps = {
    signed: ramp([palette.negative, palette.zero, palette.positive]),
    gate: ramp([palette.gate_shut, palette.gate_open]),
  };
  const of = (/** @type {Range} */ { scale, low, high }) => {
    const colours = ramps[scale];
    const steps = colours.length - 1;
    return (/** @type {number} */ value) => {
      const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
      return colours[Math.round(share * steps) || 0];
    };
  };
  return { palette, of };
}

/**
 * Whether the page around an element is dark: Streamlit's ground, else the system's wish.
 * @param {Element} element
 */
export function isDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  if (!ground) return matchMedia("(prefers-color-scheme: dark)").matches;
  const context = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  context.fillStyle = ground;
  const [red, green, blue] = channels(context.fillStyle);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
