/** The same computation as short code, up to this timestep, with the shown number at its end. */

import { choices, el, say } from "./dom.js";
import { formatted } from "./numbers.js";

/** @import { Scene } from "./scene.js" */
/** @import { View } from "./view.js" */

const FORMS = [
  ["cell by cell", "cell by cell"],
  ["layer call", "layer call"],
];

/** A template with the place filled in. @param {string} text @param {View} view */
function filled(text, { base, cursor }) {
  const { t, layer, unit } = cursor;
  const value = base.layers[layer - 1].hidden.row(t)[unit - 1];
  const hidden = formatted(value, "signed").replace("−", "-");
  /** @type {Record<string, string | number>} */
  const values = { t, layer, unit, hidden };
  return text.replace(/\$(\w+)/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * Copy, or leave the code selected where a page may not: a file, or a notebook's frame.
 * @param {HTMLElement} code
 */
async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    return false;
  }
}

export function codePane() {
  const shown = { framework: "PyTorch", form: "cell by cell" };
  const code = el("code", {});
  const frameworks = choices(
    "Framework",
    ["PyTorch", "Keras", "NumPy"].map((name) => [name, name]),
    (framework) => show({ framework }),
    "rv-tab",
  );
  const forms = choices("Form", FORMS, (form) => show({ form }), "rv-tab");
  const copy = el("button", { type: "button", class: "rv-tab rv-copy" }, "Copy");
  const note = el("p", { class: "rv-note" });
  const element = el(
    "section",
    { class: "rv-pane rv-code", "aria-label": "The same as code" },
    el("div", { class: "rv-code-head" }, frameworks.element, forms.element, copy),
    el("pre", { tabindex: 0 }, code),
    note,
  );
  /** @type {Scene} */ let scene;
  /** @type {View | undefined} */ let view;

  /** @param {Partial<typeof shown>} change */
  function show(change) {
    Object.assign(shown, change);
    if (view) draw(view);
  }

  copy.addEventListener("click", async () => {
    say(copy, (await copied(code)) ? "Copied" : "Selected");
    setTimeout(() => say(copy, "Copy"), 1500);
  });

  /** @param {View} now */
  function draw(now) {
    view = now;
    frameworks.press(shown.framework);
    forms.press(shown.form);
    const snippet = scene.code.find(
      (each) => each.framework === shown.framework && each.form === shown.form,
    );
    say(code, snippet ? filled(snippet.text, view) : "");
    say(
      note,
      view.edits.length
        ? "The code computes the sentence without your changes."
        : "trace.npz is this trace, saved with rnnviz.export_npz or below the stage.",
    );
  }

  return {
    element,
    /** @param {Scene} newScene */
    load(newScene) {
      scene = newScene;
    },
    draw,
  };
}
