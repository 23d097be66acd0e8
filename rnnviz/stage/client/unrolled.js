/** The unrolled network's two pictures: where everything lies, and how it is painted. */

import { strip, unitsPerCell } from "./strips.js";

const FONT = "12px ";
export const AXIS = 20; // pixels for the timestep numbers below the drawing

/** What the drawing stacks, from the top: output, layers L…1, embedding. */
function stack(scene) {
  const layers = scene.layers.map((record, index) => ({
    kind: "layer",
    layer: index + 1,
    title: `layer ${index + 1}`,
    note: record.hidden.width === 1 ? "1 unit" : `${record.hidden.width} units`,
    array: record.hidden,
    term: scene.terms.hidden,
  }));
  const input = {
    kind: "input",
    title: "embedding",
    note: `${scene.inputs.width} numbers`,
    array: scene.inputs,
    term: scene.terms.input,
  };
  const output = {
    kind: "output",
    title: "output",
    note: "",
    array: scene.output,
    term: scene.terms.output,
  };
  return [...(scene.output ? [output] : []), ...layers.reverse(), input];
}

/** Where everything lies, in CSS pixels. */
export function geometry(scene, width, height) {
  const isNarrow = width < 480;
  const gutter = isNarrow ? 0 : 108;
  const rows = stack(scene);
  const head = isNarrow ? 18 : 0;
  const gap = isNarrow ? 8 : Math.max(12, Math.min(30, Math.round(height / rows.length / 5)));
  const outputs = rows.filter((row) => row.kind === "output").length;
  const outputHeight = 22 + Math.min(3, Math.max(0, scene.network.n_classes - 1)) * 6;
  const spare =
    height - AXIS - 8 - (rows.length - 1) * gap - rows.length * head - outputs * outputHeight;
  const rowHeight = Math.floor(spare / (rows.length - outputs));
  let y = 6;
  for (const row of rows) {
    row.y = y + head;
    row.height = row.kind === "output" ? outputHeight : rowHeight;
    row.perCell = unitsPerCell(row.array.width, row.height, 1);
    y = row.y + row.height + gap;
  }
  const pitch = Math.min(84, (width - gutter - 4) / scene.nTimesteps);
  const thick = Math.max(2, Math.min(26, Math.round(pitch * (pitch < 24 ? 0.6 : 0.42))));
  const centre = (t) => gutter + pitch * (t - 0.5);
  return {
    width,
    height,
    gutter,
    rows,
    gap,
    head,
    pitch,
    thick,
    centre,
    isNarrow,
    edge: (t) => (t === 0 ? gutter : centre(t) + thick / 2 + 2),
  };
}

/** A row's strip at a timestep. */
export function boxOf(place, row, t) {
  return {
    x: Math.round(place.centre(t) - place.thick / 2),
    y: row.y,
    width: place.thick,
    height: row.height,
    isTall: true,
  };
}

function arrow(context, [x1, y1], [x2, y2], hasHead) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  if (!hasHead) return;
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  context.beginPath();
  context.moveTo(x2 + dx, y2 + dy);
  context.lineTo(x2 - 6 * dx - 3.5 * dy, y2 - 6 * dy - 3.5 * dx);
  context.lineTo(x2 - 6 * dx + 3.5 * dy, y2 - 6 * dy + 3.5 * dx);
  context.fill();
}

/** Arrows into timestep t: up from the row below, and along from the timestep before. */
function arrows(context, place, t) {
  const x = place.centre(t);
  place.rows.forEach((row, index) => {
    const below = place.rows[index + 1];
    if (below && place.gap >= 12 && place.pitch >= 16)
      arrow(context, [x, below.y - 3], [x, row.y + row.height + 3], true);
    const space = place.pitch - place.thick;
    if (row.kind !== "layer" || t === 1 || space < 7) return;
    const middle = row.y + row.height / 2;
    const from = place.centre(t - 1) + place.thick / 2 + 3;
    arrow(context, [from, middle], [x - place.thick / 2 - 3, middle], space >= 16);
  });
}

/** A box's outline, just outside it. */
export function outline(context, box, radius = 2) {
  context.beginPath();
  context.roundRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1, radius);
  context.stroke();
}

function disc(context, box) {
  context.beginPath();
  context.arc(
    box.x + box.width / 2,
    box.y + box.height / 2,
    Math.min(10, Math.max(3, box.width / 2)),
    0,
    7,
  );
}

/** Everything read: every strip in its colours, every arrow. */
export function paintRead(context, place, colours, nTimesteps) {
  context.strokeStyle = context.fillStyle = colours.palette.muted;
  for (let t = 1; t <= nTimesteps; t += 1) arrows(context, place, t);
  for (const row of place.rows) {
    const colour = colours.of(row.term);
    for (let t = 1; t <= nTimesteps; t += 1) {
      const box = boxOf(place, row, t);
      const values = row.array.row(t);
      context.strokeStyle = row.kind === "output" ? colours.palette.muted : colours.palette.line;
      if (row.kind === "output" && values.length === 1) {
        disc(context, box);
        context.fillStyle = colour(values[0]);
        context.fill();
        context.stroke();
      } else {
        strip(context, values, box, colour, row.perCell);
        outline(context, box);
      }
    }
  }
}

/** Nothing read: outlines without a value. */
export function paintUnread(context, place, colours, nTimesteps) {
  context.strokeStyle = colours.palette.line;
  for (const row of place.rows) {
    for (let t = 1; t <= nTimesteps; t += 1) {
      if (row.kind === "output" && row.array.width === 1) {
        disc(context, boxOf(place, row, t));
        context.stroke();
      } else outline(context, boxOf(place, row, t));
    }
  }
}

/** What each row is, beside it or, where it is narrow, above it. */
export function paintLabels(context, place, colours, fonts) {
  for (const row of place.rows) {
    const note = row.perCell > 1 ? `${row.note}, ${row.perCell} a line` : row.note;
    context.textBaseline = "alphabetic";
    context.textAlign = "left";
    context.fillStyle = colours.palette.text;
    context.font = `600 ${place.isNarrow ? FONT : "14px "}${fonts.text}`;
    const x = 2;
    if (place.isNarrow) {
      context.fillText(row.title, x, row.y - 5);
      const indent = context.measureText(row.title).width + 8;
      context.fillStyle = colours.palette.muted;
      context.font = FONT + fonts.text;
      context.fillText(note, x + indent, row.y - 5);
      continue;
    }
    const y = row.y + Math.min(15, row.height / 2 + 5);
    context.fillText(row.title, x, y);
    context.fillStyle = colours.palette.muted;
    context.font = FONT + fonts.text;
    if (row.height >= 34) context.fillText(note, x, y + 17);
  }
}
