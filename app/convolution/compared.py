"""What every part looks at: one sentence, read by both networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import cache, cache_convolution
from app.cache_convolution import Pair
from app.state import ConvolutionView
from rnnviz.convolution.record import ConvolutionTrace
from rnnviz.terms import Term

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz import Trace

FILTERED = Term(
    "filtered", "y_t", "filter's output", ("T", "F"), -2.0, 2.0, False, "signed",
    "What a filter says of its window; relu leaves nothing below 0.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence, read twice.

    Attributes:
        view: The page's.
        tokens: T words.
        pair: Both networks.
        kernels: The convolutions' reading.
        cells: The recurrent network's.
    """

    view: ConvolutionView
    tokens: tuple[str, ...]
    pair: Pair
    kernels: ConvolutionTrace
    cells: Trace

    @property
    def cursor(self) -> int:
        """The position that is looked at, from 0, within the sentence."""
        return min(self.view.cursor, len(self.tokens)) - 1

    @property
    def word(self) -> str:
        """The word there."""
        return self.tokens[self.cursor]

    @property
    def first_column(self) -> int:
        """Where the first output of the layer that is looked at stands, from 0."""
        return self.kernels.layers[self.view.layer].first_column

    @property
    def n_before(self) -> int:
        """Words that a window reads before the column of its output."""
        spec = self.kernels.spec
        return spec.kernel_size - 1 if spec.padding == "valid" else spec.added[0]

    def by_column(self, values: list[float], first: int) -> tuple[float | None, ...]:
        """Outputs as one per word, None before the first."""
        return (*[None] * first, *values)


def read_both(view: ConvolutionView, tokens: tuple[str, ...]) -> Compared:
    """Both networks reading the tokens.

    Raises:
        RnnvizError: If one cannot be built or read, or cannot read this sentence.
    """
    pair = Pair(view.kernels, view.cells)
    cells = cache.trace(pair.cells, tokens)
    return Compared(view, tokens, pair, cache_convolution.reading(pair.kernels, tokens), cells)
