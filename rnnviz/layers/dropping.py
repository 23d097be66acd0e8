"""Dropout inside a cell: masks kept through time, as Keras draws them, or drawn anew each step.

    mask = 0 with chance p, else 1 / (1 - p)

Keras draws one mask per series and call and keeps it at all timesteps (Gal & Ghahramani 2016).
Drawn anew at every timestep, recurrent dropout erases each memory sooner or later: after t steps
(1 - p)^t of the units have never been dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor

from rnnviz.errors import SpecError
from rnnviz.layers.simple_cell import CellStart, unroll

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Dropping:
    """The dropout arguments of a cell.

    Attributes:
        rate: p of what is read.
        recurrent_rate: p of the memory.
        is_kept: Whether one mask serves all timesteps.
        seed: Of the masks.

    Raises:
        SpecError: If a rate is not at least 0 and below 1.
    """

    rate: float
    recurrent_rate: float
    is_kept: bool
    seed: int

    def __post_init__(self) -> None:
        """Refuse what would leave nothing."""
        for name, rate in (("dropout", self.rate), ("recurrent_dropout", self.recurrent_rate)):
            if not 0 <= rate < 1:
                raise SpecError(
                    f"{name} is the share of numbers set to 0, at least 0 and below 1, not "
                    f"{rate:g}: at 1 nothing would be left, and 1 / (1 − p) has no value."
                )

    def masks(
        self, batch_size: int, n_timesteps: int, widths: tuple[int, int]
    ) -> tuple[Array, ...]:
        """Both masks over time.

        Args:
            batch_size: B.
            n_timesteps: T.
            widths: I and H.

        Returns:
            (B, T, I) and (B, T, H), of 0 and 1 / (1 - p).
        """
        generator = torch.Generator().manual_seed(self.seed)
        drawn = [
            _mask(rate, (batch_size, 1 if self.is_kept else n_timesteps, width), generator)
            for rate, width in zip((self.rate, self.recurrent_rate), widths, strict=True)
        ]
        return tuple(m.expand(batch_size, n_timesteps, m.shape[-1]).numpy() for m in drawn)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cell over time with and without dropout.

    Attributes:
        input_masks: Of the first series, (T, I).
        recurrent_masks: Of the first series, (T, H).
        hidden: h_t of the first series with dropout, (T, H).
        hidden_without: h_t of the first series without, (T, H).
        n_never_dropped: Of all T timesteps, how many units each step has left that were never
            dropped up to it, in the first series.
    """

    input_masks: Array
    recurrent_masks: Array
    hidden: Array
    hidden_without: Array
    n_never_dropped: tuple[int, ...]


def drop(start: CellStart, x: Tensor, dropping: Dropping) -> Dropped:
    """Run a cell as in training, with its masks, and as in use, without.

    Args:
        start: The cell.
        x: (B, T, I).
        dropping: Its dropout.

    Raises:
        SpecError: If a name in the cell's arguments is unknown.
    """
    weights = start.draw()
    masks = dropping.masks(len(x), x.shape[1], (start.input_size, start.units))
    with_masks = unroll(weights, x, start.activation, *map(torch.tensor, masks))
    without = unroll(weights, x, start.activation)
    alive = (masks[1][0] > 0).cumprod(axis=0)
    return Dropped(
        masks[0][0],
        masks[1][0],
        with_masks.hidden[0].numpy(),
        without.hidden[0].numpy(),
        tuple(alive.sum(axis=1).tolist()),
    )


def _mask(rate: float, shape: tuple[int, ...], generator: Generator) -> Tensor:
    kept = torch.rand(shape, generator=generator) >= rate
    return kept.float() / (1 - rate)
