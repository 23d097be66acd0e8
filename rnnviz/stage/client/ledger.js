/**
 * The ledger: the chosen cell's vectors as strips aligned by unit, the operation in the
 * margin. A table carries it for everyone; one canvas draws the strips over its middle.
 * Where two traces are compared each row has three strips: this, the other, the difference.
 */

import { el, say, sized, symbol } from "./dom.js";
import { inSymbols } from "./equations.js";
import { formatted } from "./numbers.js";
import { operand } from "./scene.js";
import { cellOf, strip, strongest, unitsPerCell } from "./strips.js";
import { compute, evaluate, operands } from "./trees.js";

const LEAST_CELL = 2.5; // CSS pixels in which a unit can still be told from the next
const SHARES = [0, 0.44, 0.72, 1]; // of a row's height: this, the other, the difference

/** A ledger row's values at the cursor, (H,). */
function valuesOf(scene, tree, cursor) {
  return compute(tree, (name) => operand(scene, name, cursor), null);
}

/** A row's values in the other trace, if it has that quantity in the same width. */
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

function operation(sign) {
  return sign === "W_hn" ? [symbol(["W", "hn"])] : [sign];
}

/** One row of the table. */
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

function frameOf(table, canvas) {
  return el("div", { class: "rv-ledger-frame" }, table, canvas);
}

function emptyTable(body) {
  const header = ["operation", "quantity", "strip", "value"].map((name) => el("th", { scope: "col" }, name));
  const columns = ["sign", "name", "strip", "value"].map((name) => el("col", { class: `rv-${name}-column` }));
  return el(
    "table",
    { class: "rv-ledger-table" },
    el("colgroup", {}, ...columns),
    el("caption", { class: "rv-unseen" }),
    el("thead", { class: "rv-unseen" }, el("tr", {}, ...header)),
    body,
  );
}

/**
 * @param {object} asks
 * @param {(change: {unit: number}) => void} asks.choose A cell was clicked.
 * @param {(tree: any) => void} asks.explain A row's name was clicked.
 * @param {(quantity: string) => void} asks.edit A row's number was clicked.
 * @param {(event: PointerEvent, hit: any) => void} asks.hover
 */
export function ledger({ choose, explain, edit, hover }) {
  const canvas = el("canvas", { class: "rv-ledger-canvas", "aria-hidden": "true" });
  const body = el("tbody");
  const table = emptyTable(body);
  const caption = table.querySelector("caption");
  const note = el("p", { class: "rv-note" });
  const frame = frameOf(table, canvas);
  const element = el("div", { class: "rv-ledger" }, frame, note);
  let rows, colours, view, perCell;
  let context = canvas.getContext("2d");
  const size = { width: 0, height: 0 };

  body.addEventListener("click", (event) => {
    const { quantity } = event.target.dataset;
    if (quantity) edit(quantity);
  });

  function at({ offsetX, offsetY }) {
    if (!rows || !view || !size.width) return null;
    const index = rows.findIndex(({ top, bottom }) => offsetY >= top - 3 && offsetY <= bottom + 3);
    if (index < 0 || !view.isReached(rows[index].tree)) return null;
    const { scene, cursor } = view;
    const nCells = Math.ceil(scene.hiddenSize(cursor.layer) / perCell);
    const cell = Math.min(nCells - 1, Math.max(0, Math.floor((offsetX / size.width) * nCells)));
    const values = valuesOf(scene, rows[index].tree, cursor);
    const unit = strongest(values, cell, perCell);
    return { unit: unit + 1, value: values[unit], term: rows[index].term };
  }

  /** The violet frame through all strips. */
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
      rows.at(-1).bottom - rows[0].top + 6,
      3,
    );
    context.stroke();
  }

  function outlined(top, bottom) {
    context.lineWidth = 1;
    context.strokeStyle = colours.palette.line;
    context.strokeRect(-0.5, top - 0.5, size.width + 1, bottom - top + 1);
  }

  function paintStrip(values, top, bottom, term) {
    const box = { x: 0, y: top, width: size.width, height: bottom - top };
    strip(context, values, box, colours.of(term), perCell);
    outlined(top, bottom);
  }

  /** This, the other, and this minus the other, one below the other. */
  function paintThree(values, others, { top, bottom, term }) {
    if (!others) return paintStrip(values, top, bottom, term); // nothing to compare it with
    const edges = SHARES.map((share) => top + share * (bottom - top));
    paintStrip(values, edges[0], edges[1], term);
    paintStrip(others, edges[1] + 1, edges[2], term);
    const difference = Float64Array.from(values, (value, unit) => value - others[unit]);
    const reach = Math.max(Math.abs(term.low), term.high);
    paintStrip(difference, edges[2] + 1, edges[3], { ...term, scale: "signed", low: -reach, high: reach });
  }

  function paintRow(row) {
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
    value.toggleAttribute("data-edited", view.isEdited(tree, cursor, cursor.unit));
  }

  function noteFor() {
    const shared = perCell > 1 ? `Each cell shows the strongest of ${perCell} units. ` : "";
    const three = view.other
      ? `From the top: ${view.edits.length ? "after" : "this"}, ${view.other.label}, the difference; ` +
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
    load(scene, cell) {
      rows = cell.ledger.map((entry) => rowOf(scene, cell, entry, explain));
      body.replaceChildren(...rows.map(({ line }) => line));
      element.style.setProperty("--n-rows", rows.length);
    },
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
    /** The strips as they stand, for a saved picture. */
    paint(target) {
      const own = context;
      context = target;
      for (const row of rows) paintRow(row);
      selected(view);
      context = own;
    },
    size,
    /** @param {import("./view.js").View} now */
    draw(now) {
      view = now;
      const { scene, cursor } = view;
      perCell = unitsPerCell(scene.hiddenSize(cursor.layer), size.width, LEAST_CELL);
      context.clearRect(-3, 0, size.width + 6, size.height);
      for (const row of rows) paintRow(row);
      selected(view);
      say(caption, `Layer ${cursor.layer}, timestep ${cursor.t}, unit ${cursor.unit}`);
      say(note, noteFor());
      note.hidden = note.textContent === "";
    },
  };
}
