/** Numbers, text and fonts as they are written in an SVG document. */

// What XML 1.0 forbids or discourages: controls, halves of a surrogate pair, no characters.
const IMPOSSIBLE = /[\p{Cc}\p{Cs}\ufdd0-\ufdef\ufffe\uffff]/gu;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Any text as XML text or as an attribute's value.
 * @param {unknown} text
 * @returns {string}
 */
export function escaped(text) {
  return String(text)
    .replace(/[\t\n\r]/g, " ")
    .replace(IMPOSSIBLE, "\ufffd")
    .replace(/[&<>"']/g, (sign) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (sign)]);
}

/**
 * A number, to the hundredth of a pixel.
 * @param {number} value
 * @returns {string}
 */
export function figure(value) {
  return String(Math.round(value * 100) / 100);
}

/**
 * Attributes as they stand in a tag; those without a value are left out.
 * @param {Record<string, string | number | undefined>} given
 * @returns {string}
 */
export function attributes(given) {
  return Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) =>
      ` ${name}="${typeof value === "number" ? figure(value) : escaped(value)}"`
    )
    .join("");
}

/**
 * A css font, "italic 600 14px Source Sans, sans-serif", in its parts.
 * @param {string} font
 * @returns {Record<string, string | number | undefined>}
 */
export function fontParts(font) {
  const found = font.match(/^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/s);
  const [, look = "", size = "10", family = "sans-serif"] = found ?? [];
  return {
    "font-family": family,
    "font-size": Number(size),
    "font-style": /\b(?:italic|oblique)\b/.test(look) ? "italic" : undefined,
    "font-weight": look.match(/\b(?:[1-9]00|bold)\b/)?.[0],
  };
}
