"""A stack of recurrent layers as plain data: its sizes, its shapes, and where it breaks.

Axes as in the course: x is [b, s, n], b series of s timesteps of n features. A layer of H
hidden units that returns its sequence gives [b, s, H]; one that returns only its last state
gives [b, H], in which the axis of time is gone, so that no layer can read it as a sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from rnnviz.errors import SpecError, shortened
from rnnviz.network.spec import N_BLOCKS
from rnnviz.terms import Cell

MAX_BATCH, MAX_TIMESTEPS, MAX_WIDTH, MAX_LAYERS = 64, 200, 512, 4
# Multiplications of one pass; the loop and the call in both precisions take half a second.
MAX_WORK = 200_000_000


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers on top of each other, and what the lowest reads.

    Attributes:
        cell: "rnn", "gru" or "lstm".
        batch_size: b.
        n_timesteps: s.
        input_size: n.
        hidden_sizes: H of each layer, from the lowest up.
        returns: Of each layer, whether it returns its sequence; else only its last state.

    Raises:
        SpecError: If a size is not between 1 and its limit, the layers' lists differ in
            length, or one pass would take too long.
    """

    cell: Cell
    batch_size: int
    n_timesteps: int
    input_size: int
    hidden_sizes: tuple[int, ...]
    returns: tuple[bool, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be built or would keep others waiting."""
        if self.cell not in get_args(Cell):
            raise SpecError(f"The cell must be rnn, gru or lstm, not {self.cell!r}.")
        if not 1 <= len(self.hidden_sizes) <= MAX_LAYERS:
            raise SpecError(
                f"A stack has 1 to {MAX_LAYERS} layers, not {len(self.hidden_sizes)}; write one "
                "number of units per layer, such as 64, 64."
            )
        if len(self.returns) != len(self.hidden_sizes):
            raise SpecError("Every layer needs its own return_sequences, True or False.")
        check_size("b, the series of a batch,", self.batch_size, MAX_BATCH)
        check_size("s, the timesteps,", self.n_timesteps, MAX_TIMESTEPS)
        check_size("n, the features,", self.input_size, MAX_WIDTH)
        for units in self.hidden_sizes:
            check_size("The number of units of a layer", units, MAX_WIDTH)
        if self.work > MAX_WORK:
            raise SpecError(
                f"One pass through this stack takes {self.work / 1e6:,.0f} million "
                f"multiplications; at most {MAX_WORK // 10**6} million are done here. Make b, s "
                "or the layers smaller."
            )

    @property
    def n_layers(self) -> int:
        """L."""
        return len(self.hidden_sizes)

    @property
    def n_blocks(self) -> int:
        """G: 1 for rnn, 3 for gru, 4 for lstm."""
        return N_BLOCKS[self.cell]

    @property
    def broken(self) -> int | None:
        """The first layer, from 0, that finds no sequence to read; None if all do."""
        lower = self.returns[:-1]
        return None if all(lower) else lower.index(False) + 1

    @property
    def n_working(self) -> int:
        """Layers that run: those below the first that finds no sequence."""
        return self.n_layers if self.broken is None else self.broken

    @property
    def is_even(self) -> bool:
        """Whether all layers have one width, as torch's num_layers demands."""
        return len(set(self.hidden_sizes)) == 1

    @property
    def work(self) -> int:
        """Multiplications of one pass."""
        per_step = sum(
            self.n_blocks * units * (self.width_below(k) + units)
            for k, units in enumerate(self.hidden_sizes)
        )
        return self.batch_size * self.n_timesteps * per_step

    def width_below(self, layer: int) -> int:
        """Width of what a layer, from 0, reads at a timestep."""
        return self.input_size if layer == 0 else self.hidden_sizes[layer - 1]

    @property
    def x_shape(self) -> tuple[int, int, int]:
        """What the lowest layer reads: [b, s, n]."""
        return (self.batch_size, self.n_timesteps, self.input_size)

    def input_shape(self, layer: int) -> tuple[int, ...]:
        """What comes to a layer, from 0: [b, s, n], or [b, n] where the one below gave its last."""
        if layer == 0:
            return self.x_shape
        return self.output_shape(layer - 1)

    def output_shape(self, layer: int) -> tuple[int, ...]:
        """What a layer, from 0, returns: [b, s, H], or [b, H] of its last timestep alone."""
        units = self.hidden_sizes[layer]
        if self.returns[layer]:
            return (self.batch_size, self.n_timesteps, units)
        return (self.batch_size, units)


def check_size(name: str, size: int, most: int) -> None:
    """Refuse a size outside of 1 … most.

    Args:
        name: How the sentence begins.
        size: What came.
        most: The limit.

    Raises:
        SpecError: If it is outside.
    """
    if not 1 <= size <= most:
        raise SpecError(f"{name} must be a whole number from 1 to {most}, not {size:,}.")


def read_sizes(text: str) -> tuple[int, ...]:
    """The layers' widths as one writes them: "64, 64".

    Raises:
        SpecError: If anything but whole numbers, commas and spaces stands there, or nothing.
    """
    parts = re.split(r"[\s,]+", text.strip(" ,\t\n"))
    if not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
        raise SpecError(
            "The layers are whole numbers of units from the lowest up, such as 64, 64; "
            f"“{shortened(text, 40)}” is not."
        )
    return tuple(map(int, parts))
