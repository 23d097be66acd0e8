"""Two words change places: which outputs notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.convolution.record import ConvolutionTrace
from rnnviz.errors import ShapeError, TextError
from rnnviz.tracing.record import Array, Trace, read_only

NOTICED = 1e-6
"""What is smaller is rounding: equal windows at other places are added up in another order."""


@dataclass(frozen=True, slots=True, eq=False)
class SwapEffect:
    """How far outputs moved.

    Attributes:
        by_position: ‖after - before‖ at each output, (S,).
        first_column: Where the first of them stands among the words, from 0.
        final: |after - before| of what the answer is read from, (F,): m_T, or h_T.
    """

    by_position: Array
    first_column: int
    final: Array

    @property
    def changed(self) -> tuple[int, ...]:
        """Columns whose output moved, from 0."""
        moved = np.flatnonzero(self.by_position > NOTICED) + self.first_column
        return tuple(moved.tolist())

    @property
    def n_final_changed(self) -> int:
        """How many numbers of what the answer is read from moved."""
        return int((self.final > NOTICED).sum())


def swapped(tokens: Sequence[str], first: int, second: int) -> tuple[str, ...]:
    """The words with two of them exchanged.

    Args:
        tokens: T words.
        first: Of one of them, from 0.
        second: Of the other.

    Raises:
        TextError: If there is no such pair.
    """
    words = list(tokens)
    if first == second or not (0 <= first < len(words) and 0 <= second < len(words)):
        raise TextError(
            f"A swap needs two different words of the {len(words)}, not number {first + 1} and "
            f"number {second + 1}: choose others, or write a longer sentence."
        )
    words[first], words[second] = words[second], words[first]
    return tuple(words)


def convolution_effect(before: ConvolutionTrace, after: ConvolutionTrace) -> SwapEffect:
    """How far the top layer's outputs and their maximum moved.

    Raises:
        ShapeError: If the sentences differ in length.
    """
    moved = _moved(before.layers[-1].output, after.layers[-1].output)
    final = read_only(np.abs(after.pooled[-1] - before.pooled[-1]))
    return SwapEffect(moved, before.layers[-1].first_column, final)


def recurrent_effect(before: Trace, after: Trace) -> SwapEffect:
    """How far the top layer's states moved.

    Raises:
        ShapeError: If the sentences differ in length.
    """
    h, h_after = before.layers[-1].hidden, after.layers[-1].hidden
    moved = _moved(h, h_after)
    return SwapEffect(moved, 0, read_only(np.abs(h_after[-1] - h[-1])))


def _moved(before: Array, after: Array) -> Array:
    if before.shape != after.shape:
        raise ShapeError(f"Outputs of {before.shape} and {after.shape} cannot be compared.")
    return read_only(np.linalg.norm(after - before, axis=-1))
