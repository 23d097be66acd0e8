/**
 * The ledger: the chosen cell's vectors as strips aligned by unit, the operation in the
 * margin. A table carries it for everyone; one canvas draws the strips over its middle.
 */

import { el, say, sized, symbol } from "./dom.js";
import { bound, formatted } from "./numbers.js";
import { operand, symbolOf } from "./scene.js";
import { cellOf, strip, strongest, unitsPerCell } from "./strips.js";
import { evaluate, operands, written } from "./trees.js";

const LEAST_CELL = 2.5; // CSS pixels in which a unit can still be told from the next

/** A ledger row's values at the cursor, (H,). */
function valuesOf(scene, tree, cursor) {
  if (typeof tree === "string") return operand(scene, tree, cursor);
  const vectors = Object.fromEntries(
    operands(tree).map((name) => [name, operand(scene, name, cursor)]),
  );
  const size = scene.hiddenSize(cursor.layer);
  return Float64Array.from({ length: size }, (_, unit) =>
    evaluate(tree, (name) => vectors[name][unit]),
  );
}

/** A tree in symbols. */
export function inSymbols(scene, tree) {
  return written(tree).map((part) => {
    if (part.operand) return symbol(symbolOf(scene, part.operand));
    return part.text ?? ` ${part.sign} `;
  });
}

function operation(sign) {
  if (sign !== "W_hn") return [sign];
  return [symbol(["W", "hn"])];
}

/** The ledger. `choose({unit})` for a clicked cell, `explain(operand)` for a clicked row. */
export function ledger(choose, explain, hover) {
  const canvas = el("canvas", { class: "rv-ledger-canvas", "aria-hidden": "true" });
  const body = el("tbody");
  const header = el(
    "tr",
    {},
    ...["operation", "quantity", "strip", "value"].map((name) => el("th", { scope: "col" }, name)),
  );
  const columns = el(
    "colgroup",
    {},
    ...["sign", "name", "strip", "value"].map((name) => el("col", { class: `rv-${name}-column` })),
  );
  const table = el(
    "table",
    { class: "rv-ledger-table" },
    columns,
    el("caption", { class: "rv-unseen" }),
    el("thead", { class: "rv-unseen" }, header),
    body,
  );
  const note = el("p", { class: "rv-note" });
  const frame = el("div", { class: "rv-ledger-frame" }, table, canvas);
  const element = el("div", { class: "rv-ledger" }, frame, note);
  let scene, rows, colours, context, size, cursor, perCell;

  function row({ operation: sign, operand: tree, term: key, name }) {
    const term = scene.terms[key];
    const value = el("td", { class: "rv-value" });
    const title = `${term.meaning} Colours run from ${bound(term.low)} to ${bound(term.high)}.`;
    const label = el(
      "th",
      { class: "rv-name", scope: "row", title },
      el("div", {}, el("span", {}, name), el("span", {}, ...inSymbols(scene, tree))),
    );
    const cell = el("td", { class: "rv-strip" });
    const line = el(
      "tr",
      { class: sign === "=" ? "rv-result" : "" },
      el("td", { class: "rv-sign" }, ...operation(sign)),
      label,
      cell,
      value,
    );
    label.addEventListener("click", () => explain(tree));
    return { line, tree, term, value, cell };
  }

  function at({ offsetX, offsetY }) {
    const index = rows.findIndex(({ top, bottom }) => offsetY >= top - 3 && offsetY <= bottom + 3);
    if (index < 0 || !size.width) return null;
    const nUnits = scene.hiddenSize(cursor.layer);
    const nCells = Math.ceil(nUnits / perCell);
    const cell = Math.min(nCells - 1, Math.max(0, Math.floor((offsetX / size.width) * nCells)));
    const values = valuesOf(scene, rows[index].tree, cursor);
    const unit = strongest(values, cell, perCell);
    return { unit: unit + 1, value: values[unit], term: rows[index].term };
  }

  function selected() {
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

  canvas.addEventListener("click", (event) => {
    const hit = at(event);
    if (hit) choose({ unit: hit.unit });
  });
  canvas.addEventListener("pointermove", (event) => hover(event, at(event)));
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  return {
    element,
    load(newScene) {
      scene = newScene;
      rows = scene.ledger.map(row);
      body.replaceChildren(...rows.map(({ line }) => line));
      element.style.setProperty("--n-rows", rows.length);
    },
    layout(newColours) {
      colours = newColours;
      size = { width: rows[0].cell.clientWidth - 6 };
      note.hidden = scene.layers.every(
        ({ hidden }) => unitsPerCell(hidden.width, size.width, LEAST_CELL) === 1,
      );
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
    draw(view) {
      cursor = view.cursor;
      perCell = unitsPerCell(scene.hiddenSize(cursor.layer), size.width, LEAST_CELL);
      context.clearRect(-3, 0, size.width + 6, size.height);
      for (const { tree, term, top, bottom, value } of rows) {
        const values = valuesOf(scene, tree, cursor);
        strip(
          context,
          values,
          { x: 0, y: top, width: size.width, height: bottom - top },
          colours.of(term),
          perCell,
        );
        context.lineWidth = 1;
        context.strokeStyle = colours.palette.line;
        context.strokeRect(-0.5, top - 0.5, size.width + 1, bottom - top + 1);
        say(value, formatted(values[cursor.unit - 1], term.scale));
      }
      selected();
      say(table.caption, `Layer ${cursor.layer}, timestep ${cursor.t}, unit ${cursor.unit}`);
      say(note, perCell > 1 ? `Each cell shows the strongest of ${perCell} units.` : "");
    },
  };
}
