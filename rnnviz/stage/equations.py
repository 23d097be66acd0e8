"""Each cell's operations, ledger and equations, as trees over the names a trace uses.

    rnn              h_t = tanh(u + v)                 or relu
    lstm             i, f, o = σ(u + v), g = tanh(u + v), each with its own block
                     c_t = f * c_{t-1} + i * g
                     h_t = o * tanh(c_t)
    gru              r, z = σ(u + v), each with its own block
      reset after    n = tanh(u_n + r * v_n)           v_n = W_hn h_{t-1} + b_hn
      reset before   n = tanh(u_n + v_n)               v_n = W_hn (r * h_{t-1}) + b_hn
                     h_t = (1 - z) * n + z * h_{t-1}
    head             o_t = W_ho h_t + b_o,             p_t = σ(o_t) or softmax(o_t)

with u = W_ih x_t + b_ih the input contribution and v = W_hh h_{t-1} + b_hh the recurrent
one. A notation that writes both biases as one says instead

    a = W_xh x_t + W_hh h_{t-1} + b                    b = b_ih + b_hh

Nothing is computed here: a tree (trees.py) is data that the player writes out in symbols,
fills with numbers and evaluates on the page.

Sources: Elman 1990; Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al.
2000; Cho et al. 2014.
"""

from __future__ import annotations

from rnnviz.network.spec import NetworkSpec
from rnnviz.stage.notation import Notation, NotationName, notation
from rnnviz.stage.trees import CellEquations, LedgerRow, Operation, Tree
from rnnviz.terms import BLOCKS


def cell_equations(spec: NetworkSpec, key: NotationName = "torch") -> CellEquations:
    """The operations, ledger and equations of a network's cells.

    Args:
        spec: The network; its cell, non-linearity, reset convention and head matter.
        key: The notation.

    Returns:
        Trees over the names that a trace of this network holds.
    """
    n = notation(spec, key)
    if spec.cell == "lstm":
        return _lstm(spec, n)
    return _gru(spec, n) if spec.cell == "gru" else _rnn(spec, n)


# The two matrix products and their sum


def _summands(n: Notation, block: str) -> tuple[Tree, ...]:
    """What a block's pre-activation adds up."""
    if block in n.merged:
        return (f"input_product.{block}", f"recurrent_product.{block}", f"b.{block}")
    return (f"input_contribution.{block}", f"recurrent_contribution.{block}")


def _product(n: Notation, block: str, way: str, vector: Tree) -> Tree:
    """A block of one matrix product, its bias with it unless that is merged."""
    weight, bias = ("W_ih", "b_ih") if way == "input" else ("W_hh", "b_hh")
    product: Tree = ("@", f"{weight}.{block}", vector)
    if block in n.merged:
        return ("=", f"{way}_product.{block}", product)
    return ("=", f"{way}_contribution.{block}", ("+", product, f"{bias}.{block}"))


def _sum(n: Notation, block: str) -> Tree:
    return ("=", f"pre_activation.{block}", ("+", *_summands(n, block)))


def _squashed(block: str, squash: str = "") -> Tree:
    squash = squash or ("sigmoid" if block.endswith("_gate") else "tanh")
    return ("=", block, (squash, f"pre_activation.{block}"))


def _cause(n: Notation, block: str, squash: str = "") -> Tree:
    squash = squash or ("sigmoid" if block.endswith("_gate") else "tanh")
    return ("=", block, (squash, ("+", *_summands(n, block))))


def _name(block: str) -> str:
    return block.replace("_", " ")


def _opening(
    n: Notation, *, recurrent: tuple[str, ...], summed: tuple[str, ...]
) -> list[Operation]:
    """The steps with which every cell begins.

    Args:
        n: The notation.
        recurrent: Blocks whose recurrent product needs nothing else.
        summed: Blocks whose sum needs nothing else.
    """
    x: Tree = "input"
    h: Tree = "hidden_before"
    return [
        Operation("input", "input", ()),
        Operation(
            "input_contribution",
            "input contribution",
            tuple(_product(n, block, "input", x) for block in n.order),
        ),
        Operation(
            "recurrent_contribution",
            "recurrent contribution",
            tuple(_product(n, block, "recurrent", h) for block in recurrent),
        ),
        Operation(
            "pre_activation",
            "sum and bias" if n.merged else "sum",
            tuple(_sum(n, block) for block in summed),
        ),
    ]


def _head(spec: NetworkSpec) -> tuple[Operation, ...]:
    if not spec.n_classes:
        return ()
    squash = "sigmoid" if spec.n_classes == 1 else "softmax"
    output: Tree = ("=", "output", ("+", ("@", "W_ho", "hidden"), "b_o"))
    return (
        Operation("output", "output", (output,)),
        Operation("probabilities", "probability", (("=", "probabilities", (squash, "output")),)),
    )


# The cells


def _rnn(spec: NetworkSpec, n: Notation) -> CellEquations:
    a, squash = "pre_activation.hidden", spec.nonlinearity
    last = Operation("hidden", "hidden state", (_squashed("hidden", squash),))
    return CellEquations(
        blocks=BLOCKS["rnn"],
        notation=n,
        operations=(*_opening(n, recurrent=n.order, summed=n.order), last),
        head=_head(spec),
        ledger=(
            *_rows(_summands(n, "hidden"), ""),
            LedgerRow("=", a, "pre_activation", "pre-activation"),
            LedgerRow(squash, "hidden", "hidden", "hidden state"),
        ),
        equations=(_sum(n, "hidden"), _squashed("hidden", squash)),
        causes=(_cause(n, "hidden", squash),),
    )


def _lstm(spec: NetworkSpec, n: Notation) -> CellEquations:
    kept = ("*", "forget_gate", "cell_before")
    written = ("*", "input_gate", "candidate")
    cell: Tree = ("=", "cell", ("+", kept, written))
    hidden: Tree = ("=", "hidden", ("*", "output_gate", ("tanh", "cell")))
    blocks = [block for block in n.order if block != "candidate"] + ["candidate"]
    return CellEquations(
        blocks=BLOCKS["lstm"],
        notation=n,
        operations=(
            *_opening(n, recurrent=n.order, summed=n.order),
            *(Operation(block, _name(block), (_squashed(block),)) for block in blocks),
            Operation("cell", "cell state", (cell,)),
            Operation("hidden", "hidden state", (hidden,)),
        ),
        head=_head(spec),
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
        equations=(cell, hidden),
        causes=tuple(_cause(n, block) for block in n.order),
    )


def _gru(spec: NetworkSpec, n: Notation) -> CellEquations:
    gates = tuple(block for block in n.order if block != "candidate")
    replaced = ("*", ("-", 1, "update_gate"), "candidate")
    kept = ("*", "update_gate", "hidden_before")
    hidden: Tree = ("=", "hidden", ("+", replaced, kept))
    inside, proposing = _gru_candidate(spec, n)
    candidate: Tree = ("=", "candidate", ("tanh", inside))
    return CellEquations(
        blocks=BLOCKS["gru"],
        notation=n,
        operations=(
            *_opening(n, recurrent=n.order if spec.reset_after else gates, summed=gates),
            *(Operation(block, _name(block), (_squashed(block),)) for block in gates),
            Operation("candidate", "candidate", (*proposing, _squashed("candidate"))),
            Operation("hidden", "hidden state", (hidden,)),
        ),
        head=_head(spec),
        ledger=(*_gru_opening(spec, n), *_GRU_CLOSING),
        equations=(candidate, hidden),
        causes=tuple(candidate if b == "candidate" else _cause(n, b) for b in n.order),
    )


def _gru_candidate(spec: NetworkSpec, n: Notation) -> tuple[Tree, tuple[Tree, ...]]:
    """What is squashed into the candidate, and the equations that lead there."""
    summands = _summands(n, "candidate")
    if not spec.reset_after:
        reset: Tree = ("*", "reset_gate", "hidden_before")
        product = _product(n, "candidate", "recurrent", reset)
        return ("+", *summands), (product, _sum(n, "candidate"))
    u, v, *bias = summands  # no notation merges its two biases
    inside: Tree = ("+", u, ("*", "reset_gate", v), *bias)
    return inside, (("=", "pre_activation.candidate", inside),)


def _gru_opening(spec: NetworkSpec, n: Notation) -> tuple[LedgerRow, ...]:
    """From the hidden state before to what is squashed into the candidate."""
    u, v, *bias = _summands(n, "candidate")
    reset = LedgerRow("×", "reset_gate", "reset_gate", "reset gate")
    opening = (*_rows((v,), ""), reset)
    if not spec.reset_after:
        before = LedgerRow("", "hidden_before", "hidden", "hidden state before")
        opening = (before, reset, *_rows((v,), "W_hn"))
    return (*opening, *_rows((u, *bias), "+"))


_GRU_CLOSING = (
    LedgerRow("tanh", "candidate", "candidate", "candidate"),
    LedgerRow("×", ("-", 1, "update_gate"), "update_gate", "share replaced"),
    LedgerRow("+", "update_gate", "update_gate", "update gate"),
    LedgerRow("×", "hidden_before", "hidden", "hidden state before"),
    LedgerRow("=", "hidden", "hidden", "hidden state"),
)


def _rows(summands: tuple[Tree, ...], first: str) -> tuple[LedgerRow, ...]:
    """Rows that add up what a pre-activation adds up; `first` stands before the first."""
    rows = []
    for index, operand in enumerate(summands):
        key = str(operand).split(".")[0]
        term = "bias" if key == "b" else key
        rows.append(LedgerRow("+" if index else first, operand, term, _name(term)))
    return tuple(rows)
