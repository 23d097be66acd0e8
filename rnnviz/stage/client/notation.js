/**
 * Types only: what a cell is read by, in one notation. They mirror notation.py and trees.py,
 * which say more about each.
 *
 * @typedef {object} Parameter One parameter as a framework names it.
 * @property {string} name In code; "{layer}" stands for the layer, counted from 0.
 * @property {string} shape Its axes, in letters.
 * @property {string} letter In equations, before its subscript.
 *
 * @typedef {object} Notation How one cell is written.
 * @property {string} key "torch", "course" or "keras".
 * @property {string} title
 * @property {string[]} order The cell's blocks, in this notation's order.
 * @property {string[]} merged Those of them whose two biases are written as one.
 * @property {Record<string, Parameter>} parameters By our names: W_ih, W_hh, b_ih, b_hh, …
 * @property {boolean} is_transposed Whether a product is written with the vector first.
 * @property {Record<string, Symbol[]>} symbols How every operand is written.
 *
 * @typedef {object} Operation One step of a timestep.
 * @property {string} key What it computes: a quantity's name.
 * @property {string} name In words.
 * @property {Equation[]} equations What it works out; none for what is only handed on.
 *
 * @typedef {object} LedgerRow One strip of the ledger.
 * @property {string} operation What is done to the strips above with this one.
 * @property {Formula} operand The strip's values.
 * @property {string} term Key of the term that gives its colours and range.
 * @property {string} name In words.
 *
 * @typedef {object} Cell How one kind of cell is read on the stage.
 * @property {string[]} blocks What the stacked quantities hold, in the trace's order.
 * @property {Notation} notation
 * @property {Operation[]} operations The timestep's steps in one layer.
 * @property {Operation[]} head The steps after the top layer, none without a head.
 * @property {LedgerRow[]} ledger Strips from the top down.
 * @property {Equation[]} equations What the cell does to its states.
 * @property {Equation[]} causes For each block, what made it large or small.
 */

/** @import { Symbol } from "./ink.js" */
/** @import { Equation, Formula } from "./trees.js" */
