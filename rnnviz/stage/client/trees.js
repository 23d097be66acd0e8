/** Equations as trees: a number, an operand's name, or [operator, …arguments]. */

const RANK = { "=": 0, "+": 1, "-": 1, "*": 2 };
const SIGN = { "=": "=", "+": "+", "-": "−", "*": "×" };
const WRITTEN = { sigmoid: "σ", tanh: "tanh", relu: "relu" };

const OPERATION = {
  "+": (...terms) => terms.reduce((sum, term) => sum + term),
  "-": (left, right) => left - right,
  "*": (...factors) => factors.reduce((product, factor) => product * factor),
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
};

/** A tree's value, in double precision, from its operands' values. */
export function evaluate(tree, valueOf) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return valueOf(tree);
  const [operator, ...children] = tree;
  return OPERATION[operator](...children.map((child) => evaluate(child, valueOf)));
}

/** The operands of a tree, in the order in which they are written. */
export function operands(tree) {
  if (!Array.isArray(tree)) return typeof tree === "string" ? [tree] : [];
  return tree.slice(1).flatMap(operands);
}

/**
 * A tree as written, from left to right: {text}, {sign} between two sides, or {operand}.
 * An operand that follows a plus carries isAdded, since its own sign can stand for the plus.
 */
export function written(tree, rank = 0) {
  if (typeof tree === "number") return [{ text: String(tree) }];
  if (typeof tree === "string") return [{ operand: tree }];
  const [operator, ...children] = tree;
  if (operator in WRITTEN) {
    return [{ text: `${WRITTEN[operator]}(` }, ...written(children[0]), { text: ")" }];
  }
  const own = RANK[operator];
  const sides = children.map((child, index) => written(child, own + (index && operator === "-")));
  const parts = sides.flatMap((side, index) => (index ? join(operator, side) : side));
  return own < rank ? [{ text: "(" }, ...parts, { text: ")" }] : parts;
}

function join(operator, side) {
  const isLone = side.length === 1 && side[0].operand !== undefined;
  if (operator === "+" && isLone)
    return [
      { sign: SIGN[operator], isBeforeLone: true },
      { ...side[0], isAdded: true },
    ];
  return [{ sign: SIGN[operator] }, ...side];
}
