/** "Why is the forget gate open?": the squashed sum behind a block, as signed bars. */

import { el, say } from "./dom.js";
import { equation } from "./equations.js";
import { inSymbols } from "./ledger.js";
import { signed } from "./numbers.js";
import { termOf } from "./scene.js";
import { evaluate, operands } from "./trees.js";

/** Whose contribution it is: what a layer above the first reads is the layer below. */
function origin(quantity, { t, layer }) {
  if (quantity === "recurrent_contribution")
    return t === 1 ? "before any word" : "from the words before";
  return layer === 1 ? "from this word" : "from the layer below";
}

/** How a value reads in the question. Gates beyond 0.1 and 0.9 are saturated (Karpathy et al. 2015). */
function adjective(value, scale) {
  if (scale === "signed") return value ? (value < 0 ? "negative" : "positive") : "zero";
  const upTo = [[0.1, "shut"], [0.4, "mostly shut"], [0.6, "half open"], [0.9, "mostly open"]];
  return upTo.find(([limit]) => value < limit)?.[1] ?? "open";
}

function bar(scene, tree) {
  const quantity = operands(tree).at(-1).split(".")[0];
  const fill = el("span", { class: "rv-fill" });
  const value = el("span", { class: "rv-value" });
  const { high, meaning } = termOf(scene, quantity);
  const title = `A full half is ${high}.`;
  const from = el("span");
  const label = el(
    "span",
    { class: "rv-bar-name", title: `${meaning} Biases are part of it.` },
    ...inSymbols(scene, tree),
    " ",
    from,
  );
  const element = el(
    "div",
    { class: "rv-cause" },
    label,
    el("span", { class: "rv-beam", title }, fill),
    value,
  );
  return {
    element,
    draw(valueOf, cursor) {
      say(from, origin(quantity, cursor));
      const amount = evaluate(tree, valueOf);
      const share = Math.min(1, Math.abs(amount) / high) / 2;
      fill.style.left = `${100 * (amount < 0 ? 0.5 - share : 0.5)}%`;
      fill.style.width = `${100 * share}%`;
      fill.style.background = `var(--${amount < 0 ? "negative" : "positive"})`;
      say(value, signed(amount));
    },
  };
}

function cause(scene, tree) {
  const [, result, [, [, ...parts]]] = tree;
  const isAbove = scene.equations.some((other) => JSON.stringify(other) === JSON.stringify(tree));
  const lines = [
    ...(isAbove ? [] : [equation(scene, tree)]),
    ...parts.map((part) => bar(scene, part)),
  ];
  const element = el("div", {}, ...lines.map((line) => line.element));
  const draw = (valueOf, cursor) => lines.forEach((line) => line.draw(valueOf, cursor));
  return { result, term: termOf(scene, result), element, draw };
}

/** The breakdown. `explain(operand)` is called when another block is asked for. */
export function causes(explain) {
  const question = el("h3", { class: "rv-question" });
  const choices = el("div", { class: "rv-choices", role: "group", "aria-label": "Explain" });
  const place = el("div");
  const element = el(
    "section",
    { class: "rv-causes" },
    el("div", { class: "rv-cause-head" }, question, choices),
    place,
  );
  let all, shown;

  function choice(scene, each) {
    const label = `Explain the ${each.term.name}`;
    return el(
      "button",
      {
        type: "button",
        class: "rv-choice",
        title: label,
        "aria-label": label,
        "data-block": each.result,
        onclick: () => explain(each.result),
      },
      ...inSymbols(scene, each.result),
    );
  }

  return {
    element,
    load(scene) {
      all = scene.causes.map((tree) => cause(scene, tree));
      choices.replaceChildren(...(all.length > 1 ? all.map((each) => choice(scene, each)) : []));
      shown = null;
    },
    draw({ explained, valueOf, cursor }) {
      const next = all.find((each) => each.result === explained) ?? shown ?? all[0];
      if (next !== shown) {
        shown = next;
        place.replaceChildren(shown.element);
        for (const button of choices.children)
          button.setAttribute("aria-pressed", button.dataset.block === shown.result);
      }
      shown.draw(valueOf, cursor);
      say(
        question,
        `Why is the ${shown.term.name} ${adjective(valueOf(shown.result), shown.term.scale)}?`,
      );
    },
  };
}
