"""`ConvolutionSpec`: the shape and conventions of stacked 1-D convolutions, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from rnnviz.errors import ShapeError, SpecError
from rnnviz.network.spec import Dtype

Padding = Literal["causal", "same", "valid"]
PADDINGS: tuple[Padding, ...] = get_args(Padding)


@dataclass(frozen=True, slots=True)
class ConvolutionSpec:
    """Stacked convolutions over a sentence, their numbers left out.

    Attributes:
        input_size: I, width of what the first layer reads.
        filters: F of each layer, from the lowest up.
        kernel_size: k, positions that one output of a layer reads.
        padding: What stands where a window reaches beyond the sentence: "causal" k - 1 zeros
            before the first word, so no output sees a later word; "same" zeros at both ends, one
            more at the right for even k; "valid" none, so that k - 1 outputs are missing.
        n_classes: C, outputs of the linear head over the maximum; 0 means no head.
        dtype: Precision of every number.

    Raises:
        SpecError: If a size is not positive, or a name is unknown.
    """

    input_size: int
    filters: tuple[int, ...]
    kernel_size: int
    padding: Padding = "causal"
    n_classes: int = 0
    dtype: Dtype = "float32"

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        if self.padding not in PADDINGS:
            raise SpecError(f"padding must be one of {', '.join(PADDINGS)}, not {self.padding!r}.")
        if self.dtype not in get_args(Dtype):
            raise SpecError(f"dtype must be float32 or float64, not {self.dtype!r}.")
        sizes = (self.input_size, *self.filters, self.kernel_size)
        if not self.filters or any(type(size) is not int or size < 1 for size in sizes):
            raise SpecError(
                "Convolutions need a positive input size, kernel size and number of filters in at "
                f"least one layer, not input_size={self.input_size!r}, filters={self.filters!r}, "
                f"kernel_size={self.kernel_size!r}."
            )
        if type(self.n_classes) is not int or self.n_classes < 0:
            raise SpecError(f"n_classes must be 0 (no head) or more, not {self.n_classes!r}.")

    @property
    def n_layers(self) -> int:
        """L."""
        return len(self.filters)

    @property
    def receptive_field(self) -> int:
        """Words that one output of the top layer reads: 1 + L (k - 1)."""
        return 1 + self.n_layers * (self.kernel_size - 1)

    @property
    def added(self) -> tuple[int, int]:
        """Zeros that each layer puts before and after its input."""
        beyond = self.kernel_size - 1
        if self.padding == "valid":
            return 0, 0
        return (beyond, 0) if self.padding == "causal" else (beyond // 2, beyond - beyond // 2)

    def layer_input_size(self, layer: int) -> int:
        """Width of what a layer (0-based) reads: the embedding, or the filters below."""
        return self.filters[layer - 1] if layer else self.input_size

    def first_column(self, layer: int) -> int:
        """Where the first output of a layer (0-based) stands among the words, from 0.

        An output without padding stands at the last word of its window.
        """
        return (layer + 1) * (self.kernel_size - 1) if self.padding == "valid" else 0

    def check_length(self, n_timesteps: int) -> None:
        """Refuse a sentence in which no window fits.

        Raises:
            ShapeError: If "valid" padding leaves no output.
        """
        if self.padding == "valid" and n_timesteps < self.receptive_field:
            raise ShapeError(
                f"With padding “valid” the window of {self.receptive_field} words (kernels of "
                f"{self.kernel_size}, layers: {self.n_layers}) fits no sentence of {n_timesteps}: "
                "write more words, or choose “causal” or “same”."
            )
