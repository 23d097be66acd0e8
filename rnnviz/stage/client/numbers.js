/** How numbers are written: a fixed width, a true minus, an explicit sign. */

/** @param {number} value @param {number} decimals */
function digits(value, decimals) {
  const size = Math.abs(value);
  if (size >= 1000) return size.toExponential(1).replace("e+", "e");
  return size.toFixed(size >= 100 ? Math.min(decimals, 1) : decimals);
}

/**
 * "+0.365", "−0.292"; with a sign even where it rounds to zero.
 * @param {number} value
 * @param {number} decimals
 */
export function signed(value, decimals = 3) {
  if (!Number.isFinite(value)) return "not a number";
  return (value < 0 ? "−" : "+") + digits(value, decimals);
}

/**
 * A number as its scale asks for: gates have no sign.
 * @param {number} value
 * @param {string | undefined} scale
 * @param {number} decimals
 */
export function formatted(value, scale, decimals = 3) {
  if (!Number.isFinite(value)) return "not a number";
  return scale === "gate" && value >= 0 ? digits(value, decimals) : signed(value, decimals);
}

/** A difference: "0", "3e−8". @param {number} value */
export function tiny(value) {
  return value === 0 ? "0" : value.toExponential(0).replace("e-", "e−").replace("e+", "e");
}

/** A range's end: "+1", "−2", "0". @param {number} value */
export function bound(value) {
  return value === 0 ? "0" : (value < 0 ? "−" : "+") + Math.abs(value);
}
