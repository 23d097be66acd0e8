"""Three ways to write the same cell: as a course, as PyTorch, as Keras.

What differs is the names of the parameters, their shapes, the order of their blocks, and
whether the two biases of a block are written as one. The numbers never differ: a kernel of
Keras is W_ih transposed, with its blocks in another order.

    course    W_xf x_t + W_hf h_{t-1} + b_f      d2l.ai's letters, one bias per block
    PyTorch   W_if x_t + b_if + W_hf h_{t-1} + b_hf      torch.nn.LSTM's documentation
    Keras     x_t kernel_f + h_{t-1} recurrent_kernel_f + bias_f      keras.layers.LSTM's source

A GRU that resets after its recurrent product cannot merge the biases of its candidate, since
the reset gate stands between them; Keras then keeps both for every block, as bias[0], bias[1].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from rnnviz.network.spec import NetworkSpec
from rnnviz.terms import BLOCKS

NotationName = Literal["torch", "course", "keras"]
NOTATIONS: tuple[NotationName, ...] = get_args(NotationName)

Symbol = tuple[tuple[str, str], ...]
"""Letters with their subscripts, side by side: (("W", "xf"), ("x", "t"))."""

_ORDER: dict[tuple[str, NotationName], tuple[str, ...]] = {
    ("lstm", "course"): ("input_gate", "forget_gate", "output_gate", "candidate"),
    ("gru", "keras"): ("update_gate", "reset_gate", "candidate"),
}
_LETTERS = {
    "input_gate": "i", "forget_gate": "f", "output_gate": "o", "reset_gate": "r",
    "update_gate": "z", "hidden": "h",
}  # fmt: skip
_CANDIDATES = {("lstm", "torch"): "g", ("gru", "torch"): "n", ("gru", "course"): "h",
               ("gru", "keras"): "h"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as a framework names it.

    Attributes:
        name: In code; "{layer}" stands for the layer, counted from 0.
        shape: Its axes, in letters.
        letter: In equations, before its subscript.
    """

    name: str
    shape: str
    letter: str


@dataclass(frozen=True, slots=True)
class Notation:
    """How one cell is written.

    Attributes:
        key: "torch", "course" or "keras".
        title: In words.
        order: The cell's blocks, in this notation's order.
        merged: Those of them whose two biases are written as one.
        parameters: By our names: W_ih, W_hh, b_ih, b_hh, b, W_ho, b_o.
        is_transposed: Whether a product is written as x W, with the vector first.
        symbols: How every operand of the equations is written.
    """

    key: NotationName
    title: str
    order: tuple[str, ...]
    merged: tuple[str, ...]
    parameters: dict[str, Parameter]
    is_transposed: bool
    symbols: dict[str, Symbol]


def notation(spec: NetworkSpec, key: NotationName) -> Notation:
    """A network's cells in one notation.

    Args:
        spec: Its cell and reset convention matter.
        key: "torch", "course" or "keras".
    """
    order = _ORDER.get((spec.cell, key), BLOCKS[spec.cell])
    parameters = _PARAMETERS[key]()
    if key == "keras" and spec.cell == "gru" and spec.reset_after:
        parameters |= {
            "b_ih": Parameter("bias[0]", "(3H,)", "bias[0]"),
            "b_hh": Parameter("bias[1]", "(3H,)", "bias[1]"),
        }
    return Notation(
        key=key,
        title={"torch": "PyTorch", "course": "Course", "keras": "Keras"}[key],
        order=order,
        merged=_merged(spec, key, order),
        parameters={n: _sized(parameter, len(order)) for n, parameter in parameters.items()},
        is_transposed=key == "keras",
        symbols=_symbols(spec, key, parameters),
    )


def _merged(spec: NetworkSpec, key: NotationName, order: tuple[str, ...]) -> tuple[str, ...]:
    if key == "torch":
        return ()
    if spec.cell == "gru" and spec.reset_after:
        return () if key == "keras" else tuple(b for b in order if b != "candidate")
    return order


def _torch() -> dict[str, Parameter]:
    return {
        "W_ih": Parameter("weight_ih_l{layer}", "(GH, I)", "W"),
        "W_hh": Parameter("weight_hh_l{layer}", "(GH, H)", "W"),
        "b_ih": Parameter("bias_ih_l{layer}", "(GH,)", "b"),
        "b_hh": Parameter("bias_hh_l{layer}", "(GH,)", "b"),
        "W_ho": Parameter("head.weight", "(C, H)", "W"),
        "b_o": Parameter("head.bias", "(C,)", "b"),
    }


def _course() -> dict[str, Parameter]:
    return {
        "W_ih": Parameter("W_xh", "(GH, I)", "W"),
        "W_hh": Parameter("W_hh", "(GH, H)", "W"),
        "b_ih": Parameter("b", "(GH,)", "b"),
        "b_hh": Parameter("b_hh", "(GH,)", "b"),
        "b": Parameter("b", "(GH,)", "b"),
        "W_ho": Parameter("W_ho", "(C, H)", "W"),
        "b_o": Parameter("b_o", "(C,)", "b"),
    }


def _keras() -> dict[str, Parameter]:
    return {
        "W_ih": Parameter("kernel", "(I, GH)", "kernel"),
        "W_hh": Parameter("recurrent_kernel", "(H, GH)", "recurrent_kernel"),
        "b_ih": Parameter("bias", "(GH,)", "bias"),
        "b_hh": Parameter("bias", "(GH,)", "bias"),
        "b": Parameter("bias", "(GH,)", "bias"),
        "W_ho": Parameter("dense.kernel", "(H, C)", "kernel"),
        "b_o": Parameter("dense.bias", "(C,)", "bias"),
    }


_PARAMETERS = {"torch": _torch, "course": _course, "keras": _keras}


def _sized(parameter: Parameter, n_blocks: int) -> Parameter:
    shape = parameter.shape.replace("GH", "H" if n_blocks == 1 else f"{n_blocks}H")
    return Parameter(parameter.name, shape, parameter.letter)


def _symbols(
    spec: NetworkSpec, key: NotationName, parameters: dict[str, Parameter]
) -> dict[str, Symbol]:
    candidate = _CANDIDATES.get((spec.cell, key), "c")
    letters = {block: _LETTERS.get(block, candidate) for block in BLOCKS[spec.cell]}
    symbols: dict[str, Symbol] = {
        "input": (("x", "t"),),
        "hidden": (("h", "t"),),
        "hidden_before": (("h", "t−1"),),
        "cell": (("c", "t"),),
        "cell_before": (("c", "t−1"),),
        "output": (("y" if spec.cell == "lstm" else "o", "t"),),
        "probabilities": (("p", "t"),),
        "W_ho": ((parameters["W_ho"].letter, "" if key == "keras" else "ho"),),
        "b_o": ((parameters["b_o"].letter, "" if key == "keras" else "o"),),
    }
    into = {"torch": "ih", "course": "xh", "keras": ""}[key]
    symbols |= {
        "W_ih": ((parameters["W_ih"].letter, into),),
        "W_hh": ((parameters["W_hh"].letter, "" if key == "keras" else "hh"),),
        "b": ((parameters["b_ih"].letter.partition("[")[0], ""),),
    }
    for block, letter in letters.items():
        if block != "hidden":
            shown = letter if key == "torch" or block != "candidate" else f"{letter}\u0303"
            symbols[block] = ((shown, "t"),)
        symbols |= _block_symbols(spec, key, parameters, block, letter)
    return symbols


def _block_symbols(
    spec: NetworkSpec,
    key: NotationName,
    parameters: dict[str, Parameter],
    block: str,
    letter: str,
) -> dict[str, Symbol]:
    is_lone = spec.cell == "rnn"
    into, over = {"torch": ("i", "h"), "course": ("x", "h"), "keras": ("", "")}[key]
    sub = "" if is_lone and key == "keras" else letter
    bias_in, bias_over = ("", "") if key == "keras" else (into if key == "torch" else "", over)
    names = {
        "W_ih": (parameters["W_ih"].letter, into + sub),
        "W_hh": (parameters["W_hh"].letter, over + sub),
        "b_ih": (parameters["b_ih"].letter, bias_in + sub),
        "b_hh": (parameters["b_hh"].letter, bias_over + sub),
        "b": (parameters["b_ih"].letter, "" if is_lone else letter),
        "input_contribution": ("u", "t" if is_lone else letter),
        "recurrent_contribution": ("v", "t" if is_lone else letter),
        "pre_activation": ("a", "t" if is_lone else letter),
    }
    symbols: dict[str, Symbol] = {f"{name}.{block}": (pair,) for name, pair in names.items()}
    for product, weight, vector in (
        ("input_product", "W_ih", ("x", "t")),
        ("recurrent_product", "W_hh", ("h", "t−1")),
    ):
        is_reset = product == "recurrent_product" and block == "candidate" and not spec.reset_after
        factors = (("(r", "t"), ("× h", "t−1"), (")", "")) if is_reset else (vector,)
        written = (*factors, names[weight]) if key == "keras" else (names[weight], *factors)
        symbols[f"{product}.{block}"] = written
    return symbols
