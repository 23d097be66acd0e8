"""`NetworkSpec`: a network's shape and conventions, as plain data.

Conventions are named, never silent: the plain cell's non-linearity, and whether a GRU
resets after its recurrent product (torch, Keras) or before it (Cho et al. 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

from rnnviz.errors import SpecError
from rnnviz.terms import Cell, Nonlinearity

Dtype = Literal["float32", "float64"]

CELLS: tuple[str, ...] = get_args(Cell)
N_BLOCKS: dict[str, int] = {"rnn": 1, "gru": 3, "lstm": 4}


class SpecOptions(TypedDict, total=False):
    """The fields of `NetworkSpec` that have defaults, as keyword arguments."""

    bias: bool
    bidirectional: bool
    nonlinearity: Nonlinearity
    reset_after: bool
    n_classes: int
    dtype: Dtype


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """What a network looks like, without its numbers.

    Attributes:
        cell: "rnn", "lstm" or "gru".
        input_size: I, width of what the first layer reads.
        hidden_sizes: H of each layer, from the lowest up.
        bias: Whether the recurrent layers have biases.
        bidirectional: Whether each layer also reads the sentence from its end.
        nonlinearity: The plain cell's; "tanh" or "relu". Other cells are always tanh.
        reset_after: GRU only: True resets after the recurrent product, as torch and Keras do.
        n_classes: C, outputs of the linear head; 0 means no head.
        dtype: Precision of every weight and of every traced number.

    Raises:
        SpecError: If a size is not positive, a name is unknown, or a switch is not a bool.
    """

    cell: Cell
    input_size: int
    hidden_sizes: tuple[int, ...]
    bias: bool = True
    bidirectional: bool = False
    nonlinearity: Nonlinearity = "tanh"
    reset_after: bool = True
    n_classes: int = 0
    dtype: Dtype = "float32"

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        for name, value, choices in (
            ("cell", self.cell, CELLS),
            ("nonlinearity", self.nonlinearity, get_args(Nonlinearity)),
            ("dtype", self.dtype, get_args(Dtype)),
        ):
            if value not in choices:
                raise SpecError(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
        for name in ("bias", "bidirectional", "reset_after"):
            if not isinstance(value := getattr(self, name), bool):
                raise SpecError(f"{name} must be True or False, not {value!r}.")
        sizes = (self.input_size, *self.hidden_sizes)
        if not self.hidden_sizes or not all(_is_count(size) and size > 0 for size in sizes):
            raise SpecError(
                "A network needs a positive input size and at least one layer of positive size, "
                f"not input_size={self.input_size!r}, hidden_sizes={self.hidden_sizes!r}."
            )
        if not _is_count(self.n_classes) or self.n_classes < 0:
            raise SpecError(f"n_classes must be 0 (no head) or more, not {self.n_classes!r}.")

    @property
    def n_layers(self) -> int:
        """L."""
        return len(self.hidden_sizes)

    @property
    def n_directions(self) -> int:
        """1, or 2 if bidirectional."""
        return 2 if self.bidirectional else 1

    @property
    def n_blocks(self) -> int:
        """G: blocks stacked in each weight matrix."""
        return N_BLOCKS[self.cell]

    def layer_input_size(self, layer: int) -> int:
        """Width of what a layer (0-based) reads: the embedding, or the states below."""
        return self.input_size if layer == 0 else self.hidden_sizes[layer - 1] * self.n_directions


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
