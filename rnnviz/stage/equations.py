"""Each cell's ledger and equations, as trees over the names a trace uses.

    rnn              h_t = tanh(u + v)                 or relu
    lstm             i, f, o = σ(u + v), g = tanh(u + v), each with its own block
                     c_t = f * c_{t-1} + i * g
                     h_t = o * tanh(c_t)
    gru              r, z = σ(u + v), each with its own block
      reset after    n = tanh(u_n + r * v_n)           v_n = W_hn h_{t-1} + b_hn
      reset before   n = tanh(u_n + v_n)               v_n = W_hn (r * h_{t-1}) + b_hn
                     h_t = (1 - z) * n + z * h_{t-1}

with u the input contribution and v the recurrent one. Nothing is computed here: a tree is
data that the player writes out in symbols, fills with numbers and evaluates on the page.

A tree is a number, an operand, or a tuple of an operator and its arguments. Operators are
"=", "+", "-", "*", "sigmoid", "tanh" and "relu". An operand is a quantity of the trace
("forget_gate"), a state as the timestep found it ("hidden_before", "cell_before"), or one
block of a quantity that stacks them ("input_contribution.forget_gate").

Sources: Elman 1990; Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al.
2000; Cho et al. 2014. Block order is torch's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rnnviz.network.spec import NetworkSpec

Tree: TypeAlias = "str | int | tuple[Tree, ...]"

BLOCKS: dict[str, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "lstm": ("input_gate", "forget_gate", "candidate", "output_gate"),
    "gru": ("reset_gate", "update_gate", "candidate"),
}


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
class CellEquations:
    """How one kind of cell is read on the stage.

    Attributes:
        blocks: What the stacked (G·H) quantities hold, in order.
        ledger: Strips from the top down, in the order of the equations.
        equations: What the cell does to its states.
        causes: For each block, what made it large or small: a squashed sum.
    """

    blocks: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    equations: tuple[Tree, ...]
    causes: tuple[Tree, ...]


def cell_equations(spec: NetworkSpec) -> CellEquations:
    """The ledger and equations of a network's cells.

    Args:
        spec: The network; its cell, non-linearity and reset convention matter.

    Returns:
        Trees over the names that a trace of this network holds.
    """
    if spec.cell == "lstm":
        return _lstm()
    return _gru(spec.reset_after) if spec.cell == "gru" else _rnn(spec.nonlinearity)


def _contributions(block: str) -> tuple[str, str]:
    return f"input_contribution.{block}", f"recurrent_contribution.{block}"


def _cause(block: str) -> Tree:
    squash = "sigmoid" if block.endswith("_gate") else "tanh"
    return ("=", block, (squash, ("+", *_contributions(block))))


def _rnn(nonlinearity: str) -> CellEquations:
    u, v = _contributions("hidden")
    a = "pre_activation.hidden"
    return CellEquations(
        blocks=BLOCKS["rnn"],
        ledger=(
            LedgerRow("", u, "input_contribution", "input contribution"),
            LedgerRow("+", v, "recurrent_contribution", "recurrent contribution"),
            LedgerRow("=", a, "pre_activation", "pre-activation"),
            LedgerRow(nonlinearity, "hidden", "hidden", "hidden state"),
        ),
        equations=(("=", a, ("+", u, v)), ("=", "hidden", (nonlinearity, a))),
        causes=(("=", "hidden", (nonlinearity, ("+", u, v))),),
    )


def _lstm() -> CellEquations:
    kept = ("*", "forget_gate", "cell_before")
    written = ("*", "input_gate", "candidate")
    return CellEquations(
        blocks=BLOCKS["lstm"],
        ledger=(
            LedgerRow("", "cell_before", "cell", "cell state before"),
            LedgerRow("×", "forget_gate", "forget_gate", "forget gate"),
            LedgerRow("+", "input_gate", "input_gate", "input gate"),
            LedgerRow("×", "candidate", "candidate", "candidate"),
            LedgerRow("=", "cell", "cell", "cell state"),
            LedgerRow("tanh", ("tanh", "cell"), "hidden", "squashed"),
            LedgerRow("×", "output_gate", "output_gate", "output gate"),
            LedgerRow("=", "hidden", "hidden", "hidden state"),
        ),
        equations=(
            ("=", "cell", ("+", kept, written)),
            ("=", "hidden", ("*", "output_gate", ("tanh", "cell"))),
        ),
        causes=tuple(_cause(block) for block in BLOCKS["lstm"]),
    )


def _gru(reset_after: bool) -> CellEquations:
    u, v = _contributions("candidate")
    candidate: Tree = ("=", "candidate", ("tanh", ("+", u, ("*", "reset_gate", v))))
    before = LedgerRow("", "hidden_before", "hidden", "hidden state before")
    recurrent = LedgerRow("", v, "recurrent_contribution", "recurrent contribution")
    reset = LedgerRow("×", "reset_gate", "reset_gate", "reset gate")
    opening: tuple[LedgerRow, ...] = (recurrent, reset)
    if not reset_after:
        candidate = _cause("candidate")
        product = LedgerRow("W_hn", v, "recurrent_contribution", "recurrent contribution")
        opening = (before, reset, product)
    replaced = ("*", ("-", 1, "update_gate"), "candidate")
    kept = ("*", "update_gate", "hidden_before")
    return CellEquations(
        blocks=BLOCKS["gru"],
        ledger=(
            *opening,
            LedgerRow("+", u, "input_contribution", "input contribution"),
            LedgerRow("tanh", "candidate", "candidate", "candidate"),
            LedgerRow("×", ("-", 1, "update_gate"), "update_gate", "share replaced"),
            LedgerRow("+", "update_gate", "update_gate", "update gate"),
            LedgerRow("×", "hidden_before", "hidden", "hidden state before"),
            LedgerRow("=", "hidden", "hidden", "hidden state"),
        ),
        equations=(candidate, ("=", "hidden", ("+", replaced, kept))),
        causes=(_cause("reset_gate"), _cause("update_gate"), candidate),
    )
