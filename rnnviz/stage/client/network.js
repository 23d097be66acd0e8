/**
 * The unrolled network: time to the right, layers upward, one lit column.
 *
 * Two pictures are drawn once for a scene, a size and a theme: everything read, and nothing
 * read. A step only cuts them together at the cursor.
 */

import { el, sized } from "./dom.js";
import { AXIS, boxOf, geometry, outline, paintLabels, paintRead, paintUnread } from "./unrolled.js";

/** The drawing. `choose({t, layer, unit})` is called for a click, `hover(text, x, y)` above values. */
export function network(choose, hover) {
  const canvas = el("canvas", { class: "rv-network-canvas", "aria-hidden": "true" });
  const element = el("div", { class: "rv-network" }, canvas);
  const [read, unread] = [document.createElement("canvas"), document.createElement("canvas")];
  let scene, place, context, colours, fonts;

  function cut(picture, x, y, width, height) {
    const density = picture.width / place.width;
    if (width <= 0 || height <= 0) return;
    context.drawImage(
      picture,
      x * density,
      y * density,
      width * density,
      height * density,
      x,
      y,
      width,
      height,
    );
  }

  /** Both pictures around the cursor; layers not yet computed are still unread. */
  function compose({ cursor: { t }, computed }) {
    const { width, height, rows, edge } = place;
    const [left, right] = [edge(t - 1), edge(t)];
    const lowest = rows.find(
      (row) => row.kind === "input" || (row.kind === "layer" && row.layer <= computed),
    );
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
      outline(
        context,
        { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 },
        3,
      );
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
    const width = context.measureText("W").width;
    context.font = `italic 12px ${fonts.text}`;
    context.fillText(subscript, x + width, y + 4);
  }

  /** The weights behind the chosen layer's two arrows, where there is room to write them. */
  function weights({ cursor: { t, layer } }) {
    const row = place.rows.find((each) => each.layer === layer);
    const middle = place.centre(t) - place.pitch / 2;
    context.fillStyle = colours.palette.text;
    context.textBaseline = "alphabetic";
    context.textAlign = "left";
    if (t > 1 && place.pitch - place.thick >= 28)
      weight("hh", middle - 13, row.y + row.height / 2 - 9);
    if (place.gap >= 20 && place.pitch >= 52)
      weight("ih", place.centre(t) + 6, row.y + row.height + place.gap / 2 + 3);
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
      context.font = `${isNow ? "700 14px" : "12px"} ${fonts.text}`;
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
