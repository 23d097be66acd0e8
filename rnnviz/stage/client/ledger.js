/**
 * The ledger: the chosen cell's vectors as strips aligned by unit, the operation in the
 * margin. A table carries it for everyone; one canvas draws the strips over its middle.
 * Where two traces are compared each row has three strips: this, the other, the difference.
 *
 * @typedef {{unit: number, value: number, term: Term}} Hit A unit under the pointer.
 *
 * @typedef {object} Asks
 * @property {(change: {unit: number}) => void} choose A cell was clicked.
 * @property {(tree: Formula) => void} explain A row's name was clicked.
 * @property {(quantity: string) => void} edit A row's number was clicked.
 * @property {(event: PointerEvent, hit: Hit | null) => void} hover
 *
 * @typedef {object} Row A row of the table, and from where to where its strips reach.
 * @property {HTMLElement} line
 * @property {Formula} tree
 * @property {Term} term
 * @property {HTMLElement} value
 * @property {HTMLElement} cell
 * @property {number} top
 * @property {number} bottom
 */

import { el, say, sized, symbol } from "./dom.js";
import { inSymbols } from "./equations.js";
import { formatted } from "./numbers.js";
import { operand } from "./scene.js";
import { cellOf, strip, strongest, unitsPerCell } from "./strips.js";
import { compute, evaluate, operands } from "./trees.js";

/** @import { Cursor } from "./address.js" */
/** @import { Colours, Range } from "./colours.js" */
/** @import { Cell, LedgerRow } from "./notation.js" */
/** @import { Scene, Term } from "./scene.js" */
/** @import { Formula, Vector } from "./trees.js" */
/** @import { View } from "./view.js" */

const LEAST_CELL = 2.5; // CSS pixels in which a unit can still be told from the next
const SHARES = [0, 0.44, 0.72, 1]; // of a row's height: this, the other, the difference

/**
 * A ledger row's values at the cursor, (H,).
 * @param {Scene} scene
 * @param {Formula} tree
 * @param {Cursor} cursor
 */
function valuesOf(scene, tree, cursor) {
  return compute(tree, (name) => operand(scene, name, cursor), null);
}

/**
 * A row's values in the other trace, if it has that quantity in the same width.
 * @param {View} view
 * @param {Formula} tree
 */
function otherValues(view, tree) {
  const { other, cursor } = view;
  const { t, layer } = cursor;
  if (!other || t > other.scene.nTimesteps || layer > other.scene.nLayers) return null;
  if (other.scene.hiddenSize(layer) !== view.scene.hiddenSize(layer)) return null;
  const record = other.scene.layers[layer - 1];
  const isThere = operands(tree).every((name) => {
    const [quantity, block] = name.replace(/_before$/, "").split(".");
    return (quantity in record || /_product$|^b$/.test(quantity)) &&
      (block === undefined || other.scene.blocks.includes(block));
  });
  return isThere ? valuesOf(other.scene, tree, cursor) : null;
}

/** A row's operation as it is written. @param {string} sign */
function operation(sign) {
  return sign === "W_hn" ? [symbol(["W", "hn"])] : [sign];
}

/**
 * One row of the table.
 * @param {Scene} scene
 * @param {Cell} cell
 * @param {LedgerRow} entry
 * @param {Asks["explain"]} explain
 * @returns {Row}
 */
function rowOf(scene, cell, { operation: sign, operand: tree, term: key, name }, explain) {
  const term = scene.terms[key];
  const value = el("td", { class: "rv-value" });
  const label = el(
    "button",
    { type: "button", class: "rv-name-button", "data-term": key, onclick: () => explain(tree) },
    el("span", {}, name),
    el("span", {}, ...inSymbols(cell, tree)),
  );
  const place = el("td", { class: "rv-strip" });
  const line = el(
    "tr",
    { class: sign === "=" ? "rv-result" : "" },
    el("td", { class: "rv-sign" }, ...operation(sign)),
    el("th", { class: "rv-name", scope: "row" }, label),
    place,
    value,
  );
  if (typeof tree === "string") {
    value.dataset.quantity = tree;
    value.title = "Change it: what if?";
  }
  return { line, tree, term, value, cell: place, top: 0, bottom: 0 };
}

/** @param {HTMLElement} table @param {HTMLElement} canvas */
function frameOf(table, canvas) {
  return el("div", { class: "rv-ledger-frame" }, table, canvas);
}

/** @param {HTMLElement} caption @param {HTMLElement} body */
function tableOf(caption, body) {
  const names = ["operation", "quantity", "strip", "value"];
  const header = names.map((name) => el("th", { scope: "col" }, name));
  const kinds = ["sign", "name", "strip", "value"];
  const columns = kinds.map((kind) => el("col", { class: `rv-${kind}-column` }));
  return el(
    "table",
    { class: "rv-ledger-table" },
    el("colgroup", {}, ...columns),
    caption,
    el("thead", { class: "rv-unseen" }, el("tr", {}, ...header)),
    body,
  );
}

/** @param {Asks} asks */
export function ledger({ choose, explain, edit, hover }) {
  const canvas = el("canvas", { class: "rv-ledger-canvas", "aria-hidden": "true" });
  const body = el("tbody");
  const caption = el("caption", { class: "rv-unseen" });
  const note = el("p", { class: "rv-note" });
  const frame = frameOf(tableOf(caption, body), canvas);
  const element = el("div", { class: "rv-ledger" }, frame, note);
  /** @type {Row[]} */ let rows = [];
  /** @type {Colours} */ let colours;
  /** @type {View | undefined} */ let view;
  /** @type {CanvasRenderingContext2D} */ let context;
  let perCell = 1;
  const size = { width: 0, height: 0 };

  body.addEventListener("click", (event) => {
    const { quantity } = /** @type {HTMLElement} */ (event.target).dataset;
    if (quantity) edit(quantity);
  });

  /** What lies under the pointer. @param {MouseEvent} event @returns {Hit | null} */
  function at({ offsetX, offsetY }) {
    if (!view || !size.width) return null;
    const row = rows.find(({ top, bottom }) => offsetY >= top - 3 && offsetY <= bottom + 3);
    if (!row || !operands(row.tree).every(view.isReached)) return null;
    const { scene, cursor } = view;
    const nCells = Math.ceil(scene.hiddenSize(cursor.layer) / perCell);
    const cell = Math.min(nCells - 1, Math.max(0, Math.floor((offsetX / size.width) * nCells)));
    const values = valuesOf(scene, row.tree, cursor);
    const unit = strongest(values, cell, perCell);
    return { unit: unit + 1, value: values[unit], term: row.term };
  }

  /** The violet frame through all strips. @param {View} view */
  function selected({ cursor, scene }) {
    const [from, width] = cellOf(cursor.unit, scene.hiddenSize(cursor.layer), perCell, size.width);
    const wide = Math.max(width + 3, 8);
    context.strokeStyle = colours.palette.accent;
    context.lineWidth = 2.5;
    context.beginPath();
    context.roundRect(
      from + width / 2 - wide / 2,
      rows[0].top - 3,
      wide,
      rows[rows.length - 1].bottom - rows[0].top + 6,
      3,
    );
    context.stroke();
  }

  /** @param {number} top @param {number} bottom */
  function outlined(top, bottom) {
    context.lineWidth = 1;
    context.strokeStyle = colours.palette.line;
    context.strokeRect(-0.5, top - 0.5, size.width + 1, bottom - top + 1);
  }

  /** @param {Vector} values @param {number} top @param {number} bottom @param {Range} range */
  function paintStrip(values, top, bottom, range) {
    const box = { x: 0, y: top, width: size.width, height: bottom - top };
    strip(context, values, box, colours.of(range), perCell);
    outlined(top, bottom);
  }

  /**
   * This, the other, and this minus the other, one below the other.
   * @param {Vector} values
   * @param {Vector | null} others
   * @param {Row} row
   */
  function paintThree(values, others, { top, bottom, term }) {
    if (!others) return paintStrip(values, top, bottom, term); // nothing to compare it with
    const edges = SHARES.map((share) => top + share * (bottom - top));
    paintStrip(values, edges[0], edges[1], term);
    paintStrip(others, edges[1] + 1, edges[2], term);
    const difference = Float64Array.from(values, (value, unit) => value - others[unit]);
    const reach = Math.max(Math.abs(term.low), term.high);
    /** @type {Range} */
    const range = { scale: "signed", low: -reach, high: reach };
    paintStrip(difference, edges[2] + 1, edges[3], range);
  }

  /** @param {Row} row @param {View} view */
  function paintRow(row, view) {
    const { tree, term, top, bottom, value } = row;
    row.line.toggleAttribute("data-lit", view.lit !== null && tree === view.lit);
    if (!operands(tree).every(view.isReached)) {
      outlined(top, bottom);
      return say(value, "");
    }
    const { scene, cursor } = view;
    const values = valuesOf(scene, tree, cursor);
    if (view.other) paintThree(values, otherValues(view, tree), row);
    else paintStrip(values, top, bottom, term);
    say(value, formatted(evaluate(tree, view.valueOf), term.scale));
    const isEdited = typeof tree === "string" && view.isEdited(tree, cursor, cursor.unit);
    value.toggleAttribute("data-edited", isEdited);
  }

  /** @param {View} view */
  function noteFor({ other, edits }) {
    const shared = perCell > 1 ? `Each cell shows the strongest of ${perCell} units. ` : "";
    const three = other
      ? `From the top: ${edits.length ? "after" : "this"}, ${other.label}, the difference; ` +
        "a row of one strip has no counterpart."
      : "";
    return shared + three;
  }

  canvas.addEventListener("click", (event) => {
    const hit = at(event);
    if (hit) choose({ unit: hit.unit });
  });
  canvas.addEventListener("pointermove", (event) => hover(event, at(event)));
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  return {
    element,
    /** @param {Scene} scene @param {Cell} cell */
    load(scene, cell) {
      rows = cell.ledger.map((entry) => rowOf(scene, cell, entry, explain));
      body.replaceChildren(...rows.map(({ line }) => line));
      element.style.setProperty("--n-rows", String(rows.length));
    },
    /** @param {Colours} newColours */
    layout(newColours) {
      colours = newColours;
      size.width = Math.max(0, rows[0].cell.clientWidth - 6);
      const around = frame.getBoundingClientRect();
      for (const each of rows) {
        const box = each.cell.getBoundingClientRect();
        each.top = box.top - around.top + 3;
        each.bottom = box.bottom - around.top - 3;
      }
      size.height = around.height;
      canvas.style.left = `${rows[0].cell.getBoundingClientRect().left - around.left}px`;
      context = sized(canvas, size.width + 6, size.height);
      context.translate(3, 0);
    },
    /** The strips as they stand, for a saved picture. @param {CanvasRenderingContext2D} target */
    paint(target) {
      if (!view) return;
      const own = context;
      context = target;
      for (const row of rows) paintRow(row, view);
      selected(view);
      context = own;
    },
    size,
    /** @param {View} now */
    draw(now) {
      view = now;
      const { scene, cursor } = now;
      perCell = unitsPerCell(scene.hiddenSize(cursor.layer), size.width, LEAST_CELL);
      context.clearRect(-3, 0, size.width + 6, size.height);
      for (const row of rows) paintRow(row, now);
      selected(now);
      say(caption, `Layer ${cursor.layer}, timestep ${cursor.t}, unit ${cursor.unit}`);
      say(note, noteFor(now));
      note.hidden = note.textContent === "";
    },
  };
}
