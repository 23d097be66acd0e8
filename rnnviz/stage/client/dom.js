/** Elements, and text that is only ever text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes, listeners (onclick: …) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | ((event: Event) => unknown)>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** A 24 × 24 icon from one path. @param {string} path @returns {SVGSVGElement} */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * A row of buttons of which one is pressed.
 * @param {string} label What is chosen, for those who listen.
 * @param {string[][]} options Value and text of each.
 * @param {(value: string) => void} choose
 * @param {string} className
 * @returns {{element: HTMLElement, press: (value: string) => void}}
 */
export function choices(label, options, choose, className) {
  const buttons = options.map(([value, text]) =>
    el(
      "button",
      { type: "button", class: className, "data-value": value, onclick: () => choose(value) },
      text,
    )
  );
  const element = el(
    "div",
    { class: `${className}s`, role: "group", "aria-label": label },
    ...buttons,
  );
  return {
    element,
    press(value) {
      for (const button of buttons) {
        const isPressed = String(button.dataset.value === value);
        if (button.getAttribute("aria-pressed") !== isPressed) {
          button.setAttribute("aria-pressed", isPressed);
        }
      }
    },
  };
}

/**
 * Write text, touching the page only where it changed.
 * @param {Node} node
 * @param {string} text
 */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A symbol as a letter with its subscript: ["c", "t−1"].
 * @param {import("./ink.js").Symbol} symbol
 * @returns {HTMLElement}
 */
export function symbol([letter, subscript]) {
  const node = el("i", { class: "rv-symbol" }, letter);
  if (subscript) node.append(el("sub", {}, subscript));
  return node;
}

/**
 * Give a canvas its size in CSS pixels, sharp on dense screens; returns its context.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function sized(canvas, width, height) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}
