"""Every quantity once: its symbol, name, axes, range and meaning.

A `Trace` names its arrays by these keys; figures and the stage take labels, ranges and
help texts from here, so that a quantity is called and coloured the same on every screen.

Ranges are mathematical where there is one (a gate lies in (0, 1)); where a quantity is
unbounded, `low` and `high` are the fixed colour range, `is_bounded` is False, and values
beyond it are drawn in the end colour.
"""

from dataclasses import dataclass
from typing import Literal

Scale = Literal["signed", "gate"]
Cell = Literal["rnn", "lstm", "gru"]
Nonlinearity = Literal["tanh", "relu"]

BLOCKS: dict[Cell, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "lstm": ("input_gate", "forget_gate", "candidate", "output_gate"),
    "gru": ("reset_gate", "update_gate", "candidate"),
}
"""What each cell's stacked (G·H) quantities hold: torch's blocks, in torch's order."""


@dataclass(frozen=True, slots=True)
class Term:
    """One quantity of a recurrent network.

    Attributes:
        key: The attribute's name in a layer's trace.
        symbol: As in equations: a letter, with its subscript after an underscore.
        name: In words, lower case.
        axes: Axes without batch, e.g. ("T", "H").
        low: Lower end of its range, or of its colour range where unbounded.
        high: Upper end, likewise.
        is_bounded: Whether low and high are mathematical bounds.
        scale: Colour scale: "signed" is diverging around 0, "gate" is sequential from 0 to 1.
        meaning: One sentence for a student.
    """

    key: str
    symbol: str
    name: str
    axes: tuple[str, ...]
    low: float
    high: float
    is_bounded: bool
    scale: Scale
    meaning: str


def _signed(key: str, symbol: str, name: str, width: str, reach: float, meaning: str) -> Term:
    return Term(key, symbol, name, ("T", width), -reach, reach, False, "signed", meaning)


def _state(key: str, symbol: str, name: str, meaning: str) -> Term:
    return Term(key, symbol, name, ("T", "H"), -1.0, 1.0, True, "signed", meaning)


def _gate(key: str, symbol: str, name: str, meaning: str) -> Term:
    return Term(key, symbol, name, ("T", "H"), 0.0, 1.0, True, "gate", meaning)


_ALL = (
    _signed("input", "x_t", "input", "I", 2.0,
            "What the layer reads: a word's embedding, or the hidden state of the layer below."),
    _signed("input_contribution", "u_t", "input contribution", "G·H", 3.0,
            "W_ih x_t + b_ih: what the layer's input adds: this word, or the layer below."),
    _signed("recurrent_contribution", "v_t", "recurrent contribution", "G·H", 3.0,
            "What the memory of the words before adds: W_hh h_{t-1} + b_hh; where a GRU resets "
            "before, its candidate's part is W_hn (r_t * h_{t-1}) + b_hn."),
    _signed("input_product", "Wx_t", "input product", "G·H", 3.0,
            "W_ih x_t without its bias: what the layer's input adds where one bias serves both."),
    _signed("recurrent_product", "Wh_t", "recurrent product", "G·H", 3.0,
            "W_hh h_{t-1} without its bias: what the memory adds where one bias serves both."),
    _signed("pre_activation", "a_t", "pre-activation", "G·H", 3.0,
            "What is squashed: the sum of both contributions; where a GRU resets after, its "
            "candidate's part is u_n + r_t * v_n."),
    _gate("input_gate", "i_t", "input gate",
          "How much of the candidate is written into the cell state."),
    _gate("forget_gate", "f_t", "forget gate",
          "How much of the old cell state is kept: 1 keeps all, 0 erases."),
    _gate("output_gate", "o_t", "output gate",
          "How much of the cell state is shown as the hidden state."),
    _gate("reset_gate", "r_t", "reset gate",
          "How much of the memory may speak into the candidate."),
    _gate("update_gate", "z_t", "update gate",
          "How much of the old hidden state is kept: 1 copies it, 0 replaces it."),
    _state("candidate", "g_t", "candidate",
           "What the cell proposes to store; squashed by tanh."),
    _signed("cell", "c_t", "cell state", "H", 2.0,
            "The long-term memory; it is added to, not overwritten."),
    _state("hidden", "h_t", "hidden state",
           "The layer's output and short-term memory."),
    _signed("output", "o_t", "output", "C", 4.0,
            "The head's answer so far: W_ho h_t + b_o."),
    Term("probabilities", "p_t", "probability", ("T", "C"), 0.0, 1.0, True, "gate",
         "The output as a probability: sigmoid for one class, softmax for several."),
    Term("one_hot", "w_t", "one-hot row", ("T", "V"), 0.0, 1.0, True, "gate",
         "One number per word of the vocabulary: 1 at the word read, 0 everywhere else."),
    Term("embedding", "E", "embedding table", ("V", "I"), -2.0, 2.0, False, "signed",
         "One row of numbers per word; the one-hot row times the table is the word's own row."),
    Term("weight", "W", "weight", ("G·H", "I or H"), -1.0, 1.0, False, "signed",
         "One learned number per pair of units: how strongly the one speaks to the other; the "
         "same at every timestep."),
    Term("bias", "b", "bias", ("G·H",), -1.0, 1.0, False, "signed",
         "One learned number per unit, added whatever is read; the same at every timestep."),
    Term("similarity", "cos", "cosine similarity", ("n", "n"), -1.0, 1.0, True, "signed",
         "Cosine of the angle between two vectors: 1 is the same direction, 0 a right angle."),
)  # fmt: skip

TERMS: dict[str, Term] = {term.key: term for term in _ALL}
