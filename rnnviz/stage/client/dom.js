/** Elements, and text that is only ever text. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (onclick: …) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A 24 × 24 icon from one path. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/** Write text, touching the page only where it changed. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A symbol as a letter with its subscript: ["c", "t−1"]. */
export function symbol([letter, subscript]) {
  const node = el("i", { class: "rv-symbol" }, letter);
  if (subscript) node.append(el("sub", {}, subscript));
  return node;
}

/** Give a canvas its size in CSS pixels, sharp on dense screens; returns its context. */
export function sized(canvas, width, height) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}
