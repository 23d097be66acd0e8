/**
 * The unrolled network: time to the right, layers upward, one lit column.
 *
 * Two pictures are drawn once for a scene, a size and a theme: everything read, and nothing
 * read. A step only cuts them together at the cursor.
 */

import { el, sized } from "./dom.js";
import { strip, unitsPerCell } from "./strips.js";

const FONT = "12px ";
const AXIS = 20;

/** What the drawing stacks, from the top: output, layers L…1, embedding. */
function stack(scene) {
  const layers = scene.layers.map((record, index) => ({
    kind: "layer",
    layer: index + 1,
    title: `layer ${index + 1}`,
    note: `${record.hidden.width} units`,
    array: record.hidden,
    term: scene.terms.hidden,
  }));
  const input = { kind: "input", title: "embedding", note: `${scene.inputs.width} numbers`, array: scene.inputs, term: scene.terms.input };
  const output = { kind: "output", title: "output", note: "", array: scene.output, term: scene.terms.output };
  return [...(scene.output ? [output] : []), ...layers.reverse(), input];
}

/** Where everything lies, in CSS pixels. */
function geometry(scene, width, height) {
  const isNarrow = width < 480;
  const gutter = isNarrow ? 0 : 108;
  const rows = stack(scene);
  const head = isNarrow ? 18 : 0;
  const gap = isNarrow ? 8 : Math.max(12, Math.min(30, Math.round(height / rows.length / 5)));
  const outputs = rows.filter((row) => row.kind === "output").length;
  const outputHeight = 22 + Math.min(3, Math.max(0, scene.network.n_classes - 1)) * 6;
  const spare = height - AXIS - 8 - (rows.length - 1) * gap - rows.length * head - outputs * outputHeight;
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
  return { width, height, gutter, rows, gap, head, pitch, thick, centre, isNarrow, edge: (t) => (t === 0 ? gutter : centre(t) + thick / 2 + 2) };
}

function boxOf(place, row, t) {
  return { x: Math.round(place.centre(t) - place.thick / 2), y: row.y, width: place.thick, height: row.height, isTall: true };
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
    if (below && place.gap >= 12 && place.pitch >= 16) arrow(context, [x, below.y - 3], [x, row.y + row.height + 3], true);
    const space = place.pitch - place.thick;
    if (row.kind !== "layer" || t === 1 || space < 7) return;
    const middle = row.y + row.height / 2;
    const from = place.centre(t - 1) + place.thick / 2 + 3;
    arrow(context, [from, middle], [x - place.thick / 2 - 3, middle], space >= 16);
  });
}

function outline(context, box, radius = 2) {
  context.beginPath();
  context.roundRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1, radius);
  context.stroke();
}

function disc(context, box) {
  context.beginPath();
  context.arc(box.x + box.width / 2, box.y + box.height / 2, Math.min(10, Math.max(3, box.width / 2)), 0, 7);
}

function paintRead(context, place, colours, nTimesteps) {
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

function paintUnread(context, place, colours, nTimesteps) {
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

function paintLabels(context, place, colours, fonts) {
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

/** The drawing. `choose({t, layer, unit})` is called for a click, `hover(text, x, y)` above values. */
export function network(choose, hover) {
  const canvas = el("canvas", { class: "rv-network-canvas", "aria-hidden": "true" });
  const element = el("div", { class: "rv-network" }, canvas);
  const [read, unread] = [document.createElement("canvas"), document.createElement("canvas")];
  let scene, place, context, colours, fonts;

  function cut(picture, x, y, width, height) {
    const density = picture.width / place.width;
    if (width <= 0 || height <= 0) return;
    context.drawImage(picture, x * density, y * density, width * density, height * density, x, y, width, height);
  }

  /** Both pictures around the cursor; layers not yet computed are still unread. */
  function compose({ cursor: { t }, computed }) {
    const { width, height, rows, edge } = place;
    const [left, right] = [edge(t - 1), edge(t)];
    const lowest = rows.find((row) => row.kind === "input" || (row.kind === "layer" && row.layer <= computed));
    const isWhole = computed === scene.nLayers;
    const top = isWhole ? 0 : lowest.y - 2;
    cut(read, 0, 0, left, height);
    cut(unread, left, 0, right - left, top);
    cut(read, left, top, right - left, height - top);
    cut(unread, right, 0, width - right, height);
  }

  function lit({ cursor: { t } }) {
    const [half, last] = [Math.min(place.pitch, place.thick + 20) / 2, place.rows.at(-1)];
    context.fillStyle = colours.palette.accent_soft;
    context.beginPath();
    context.roundRect(place.centre(t) - half, 0, 2 * half, last.y + last.height + 6 + AXIS, 6);
    context.fill();
  }

  function frames({ cursor: { t, layer, unit } }) {
    for (const row of place.rows) {
      const isChosen = row.kind === "layer" && row.layer === layer;
      if (!isChosen) continue;
      const box = boxOf(place, row, t);
      context.strokeStyle = context.fillStyle = colours.palette.accent;
      context.lineWidth = 2.5;
      outline(context, { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 }, 3);
      context.lineWidth = 1;
      const y = row.y + ((unit - 0.5) / row.array.width) * row.height;
      context.beginPath();
      context.moveTo(box.x + box.width + 3, y);
      context.lineTo(box.x + box.width + 10, y - 4.5);
      context.lineTo(box.x + box.width + 10, y + 4.5);
      context.fill();
    }
  }

  function weight(subscript, x, y) {
    context.font = `italic 14px ${fonts.text}`;
    context.fillText("W", x, y);
    context.font = `italic 12px ${fonts.text}`;
    context.fillText(subscript, x + 12, y + 4);
  }

  /** The weights behind the chosen layer's two arrows, where there is room to write them. */
  function weights({ cursor: { t, layer } }) {
    const row = place.rows.find((each) => each.layer === layer);
    const middle = place.centre(t) - place.pitch / 2;
    context.fillStyle = colours.palette.text;
    context.textBaseline = "alphabetic";
    context.textAlign = "left";
    if (t > 1 && place.pitch - place.thick >= 28) weight("hh", middle - 13, row.y + row.height / 2 - 9);
    if (place.gap >= 20 && place.pitch >= 52) weight("ih", place.centre(t) + 6, row.y + row.height + place.gap / 2 + 3);
  }

  function axis({ cursor }) {
    const last = place.rows.at(-1);
    const y = last.y + last.height + AXIS - 4;
    const every = Math.ceil(26 / place.pitch);
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    for (let t = 1; t <= scene.nTimesteps; t += 1) {
      const isNow = t === cursor.t;
      const isClear = (t - 1) % every === 0 && Math.abs(t - cursor.t) * place.pitch >= 22;
      if (!isNow && !isClear) continue;
      context.font = `${isNow ? "700 14px " : FONT}${fonts.text}`;
      context.fillStyle = isNow ? colours.palette.accent : colours.palette.muted;
      context.fillText(String(t), place.centre(t), y);
    }
  }

  /** What lies under a point: {row, t, unit}; unit is missing beside the strips. */
  function under({ offsetX, offsetY }) {
    if (!place) return null;
    const t = Math.floor((offsetX - place.gutter) / place.pitch) + 1;
    if (t < 1 || t > scene.nTimesteps || offsetX < place.gutter) return null;
    const row = place.rows.find(({ y, height }) => offsetY >= y - 2 && offsetY <= y + height + 2);
    if (!row) return { t };
    const unit = Math.floor(((offsetY - row.y) / row.height) * row.array.width) + 1;
    return { t, row, unit: Math.min(row.array.width, Math.max(1, unit)) };
  }

  canvas.addEventListener("click", (event) => {
    const hit = under(event);
    if (!hit) return;
    const isLayer = hit.row?.kind === "layer";
    choose(isLayer ? { t: hit.t, layer: hit.row.layer, unit: hit.unit } : { t: hit.t });
  });
  canvas.addEventListener("pointermove", (event) => hover(event, under(event)));
  canvas.addEventListener("pointerleave", (event) => hover(event, null));

  return {
    element,
    load(newScene) {
      scene = newScene;
      element.style.setProperty("--rows", scene.nLayers + 1);
    },
    layout(newColours, newFonts) {
      [colours, fonts] = [newColours, newFonts];
      const { clientWidth: width, clientHeight: height } = element;
      place = geometry(scene, width, height);
      context = sized(canvas, width, height);
      const inked = sized(read, width, height);
      paintRead(inked, place, colours, scene.nTimesteps);
      paintLabels(inked, place, colours, fonts);
      const outlined = sized(unread, width, height);
      paintUnread(outlined, place, colours, scene.nTimesteps);
      paintLabels(outlined, place, colours, fonts);
    },
    draw(view) {
      context.clearRect(0, 0, place.width, place.height);
      lit(view);
      compose(view);
      frames(view);
      weights(view);
      axis(view);
    },
  };
}
