"""Equations as trees, and what a cell's equations are made of.

A tree is a number, an operand, or a tuple of an operator and its arguments. Operators are
"=", "+", "-", "*", "sigmoid", "tanh", "relu", "softmax" and "@", a matrix times a vector. An
operand is a quantity of the trace ("forget_gate"), a state as the timestep found it
("hidden_before", "cell_before"), one block of a quantity or parameter that stacks them
("input_contribution.forget_gate", "W_ih.forget_gate"), or what follows from these by one
subtraction or addition: "input_product" = input contribution - b_ih, "recurrent_product"
likewise, "b" = b_ih + b_hh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rnnviz.stage.notation import Notation

Tree: TypeAlias = "str | int | tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One strip of the ledger.

    Attributes:
        operation: What is done to the strips above with this one: "", "×", "+" or "=", a
            function of the result so far ("tanh", "relu"), or "W_hn", a matrix product.
        operand: The strip's values.
        term: Key of the term that gives its colours and range.
        name: In words.
    """

    operation: str
    operand: Tree
    term: str
    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a timestep, in the order in which it can be computed.

    Attributes:
        key: What it computes: a quantity's name.
        name: In words.
        equations: What it works out, one tree a result; none for what is only handed on.
    """

    key: str
    name: str
    equations: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class CellEquations:
    """How one kind of cell is read on the stage, in one notation.

    Attributes:
        blocks: What the stacked (G·H) quantities hold, in the trace's order.
        notation: Names and order.
        operations: The timestep's steps in one layer, "input" first and "hidden" last.
        head: The steps after the top layer, none without a head.
        ledger: Strips from the top down, in the order of the equations.
        equations: What the cell does to its states.
        causes: For each block in the notation's order, what made it large or small.
    """

    blocks: tuple[str, ...]
    notation: Notation
    operations: tuple[Operation, ...]
    head: tuple[Operation, ...]
    ledger: tuple[LedgerRow, ...]
    equations: tuple[Tree, ...]
    causes: tuple[Tree, ...]
