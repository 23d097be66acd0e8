/**
 * The chosen unit's equations: in symbols, in numbers, and checked. Each is evaluated in
 * double precision from the operands shown beside it and compared with the trace.
 */

import { el, say } from "./dom.js";
import { inSymbols } from "./ledger.js";
import { formatted, signed, tiny } from "./numbers.js";
import { operand, termOf } from "./scene.js";
import { evaluate, operands, written } from "./trees.js";

const TOLERANCE = 1e-5; // relative to the largest operand; the trace is float32

/** A tree in numbers: elements, and how to fill them for a unit. */
function inNumbers(scene, tree) {
  const fills = [];
  const nodes = written(tree).map((part) => {
    if (part.text !== undefined) return part.text;
    if (part.sign) return part.isBeforeLone ? " " : ` ${part.sign} `;
    const { scale } = termOf(scene, part.operand);
    const node = el("span", { class: "rv-figure" });
    const format = part.isAdded ? signed : formatted;
    fills.push((valueOf) =>
      say(
        node,
        format(valueOf(part.operand), scale === "gate" && !part.isAdded ? scale : undefined),
      ),
    );
    return node;
  });
  return { nodes, fill: (valueOf) => fills.forEach((fill) => fill(valueOf)) };
}

/** The value that a tree's operands give, the trace's own, and whether they agree. */
function check([, result, formula], valueOf) {
  const computed = evaluate(formula, valueOf);
  const traced = valueOf(result);
  const largest = Math.max(
    1,
    Math.abs(traced),
    ...operands(formula).map((name) => Math.abs(valueOf(name))),
  );
  const difference = Math.abs(computed - traced);
  return { computed, traced, difference, holds: difference <= TOLERANCE * largest };
}

/** A unit's values by operand name. */
export function valuesAt(scene, cursor) {
  return (name) => operand(scene, name, cursor)[cursor.unit - 1];
}

/** One equation: a line of symbols, a line of numbers, the result and its check. */
export function equation(scene, tree) {
  const [, result, formula] = tree;
  const filled = inNumbers(scene, formula);
  const { scale } = termOf(scene, result);
  const value = el("b", { class: "rv-outcome" });
  const tick = el("span", { class: "rv-tick" });
  const element = el(
    "div",
    { class: "rv-equation", "data-result": result },
    el(
      "div",
      { class: "rv-symbols" },
      ...inSymbols(scene, result),
      " = ",
      ...inSymbols(scene, formula),
    ),
    el(
      "div",
      { class: "rv-numbers" },
      el("span", { class: "rv-sum" }, "= ", ...filled.nodes),
      el("span", { class: "rv-check" }, value, tick),
    ),
  );
  return {
    element,
    draw(valueOf) {
      filled.fill(valueOf);
      const { computed, traced, difference, holds } = check(tree, valueOf);
      say(value, `= ${formatted(computed, scale)}`);
      say(tick, `${holds ? "✓" : "✗"} ${tiny(difference)}`);
      tick.dataset.holds = holds;
      tick.title = holds
        ? `Worked out from the numbers shown; the trace differs by ${tiny(difference)}.`
        : `Worked out from the numbers shown; the trace says ${formatted(traced, scale)} instead.`;
    },
  };
}
