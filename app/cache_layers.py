"""What the Layers page keeps: stacks computed both ways, cells drawn, trained and dropped."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnnviz.layers.stack import MAX_WIDTH, Stack, check_size
from rnnviz.network.spec import N_BLOCKS
from rnnviz.terms import Cell

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.activation import Curve
    from rnnviz.layers.agreement import Agreement
    from rnnviz.layers.dropping import Dropped
    from rnnviz.layers.initialising import Described
    from rnnviz.layers.readout import Readout
    from rnnviz.layers.simple_cell import CellStart
    from rnnviz.layers.small_training import Run

MANY, TIMESTEPS = 64, 30
N_FEW = 8  # stacks may hold megabytes
Array = NDArray[np.float32]
Held = tuple[str, str, str, float, float]
"""An array's name, its regulariser and constraint, λ and the longest norm."""


@dataclass(frozen=True, slots=True)
class CellChoice:
    """How a plain cell begins; see `rnnviz.layers.simple_cell.CellStart`."""

    input_size: int
    units: int
    activation: str
    use_bias: bool
    kernel_initializer: str
    recurrent_initializer: str
    bias_initializer: str
    seed: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """A cell that reads one series.

    Attributes:
        hidden: h_t, (T, H); up to the last timestep whose numbers are finite.
        sizes: Root mean square of h_t.
        saturated: Share of |h_t| above 0.9.
        is_lost: Whether numbers went beyond all bounds before the last timestep.
    """

    hidden: Array
    sizes: tuple[float, ...]
    saturated: float
    is_lost: bool


@st.cache_resource(show_spinner=False, max_entries=N_FEW)
def agreement(stack: Stack, seed: int) -> Agreement:
    """A stack stepped by hand and called as layers."""
    from rnnviz.layers.agreement import agreement as compare  # noqa: PLC0415 - torch

    return compare(stack, seed)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def readout(stack: Stack, seed: int, n_outputs: int, output: int) -> Readout:
    """One output of a linear layer on the last state of the highest layer's first series.

    Raises:
        SpecError: If there is no such output.
    """
    from rnnviz.layers.readout import read_out  # noqa: PLC0415 - torch

    h_t = agreement(stack, seed).states[-1][0][0]
    return read_out(h_t, n_outputs, output, seed)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def weights(cell: Cell, choice: CellChoice) -> tuple[Described, ...]:
    """W_ih, W_hh and, where there is one, b of one cell, as Keras draws them.

    An LSTM's bias is 1 in its forget block, as Keras' unit_forget_bias=True has it.

    Raises:
        SpecError: If a size or a name is none.
    """
    from rnnviz.layers import initialising  # noqa: PLC0415 - torch

    check_size("n, the features,", choice.input_size, MAX_WIDTH)
    check_size("The number of units", choice.units, MAX_WIDTH)
    rows = N_BLOCKS[cell] * choice.units
    asked: list[tuple[str, tuple[int, ...]]] = [
        (choice.kernel_initializer, (choice.input_size, rows)),
        (choice.recurrent_initializer, (choice.units, rows)),
    ]
    if choice.use_bias:
        asked.append((choice.bias_initializer, (rows,)))
    forget = (choice.units, 2 * choice.units) if cell == "lstm" and choice.use_bias else None
    return initialising.described(asked, choice.seed, forget)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def curve(name: str) -> Curve:
    """An activation and its slope."""
    from rnnviz.layers.activation import curve as drawn  # noqa: PLC0415 - torch

    return drawn(name)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def over_time(choice: CellChoice) -> OverTime:
    """The cell reading one series of standard normal numbers.

    Raises:
        SpecError: If a size or a name is none.
    """
    from rnnviz.layers import simple_cell  # noqa: PLC0415 - torch

    start = _start(choice)
    x = simple_cell.series(1, TIMESTEPS, choice.input_size, choice.seed)
    hidden = simple_cell.unroll(start.draw(), x, choice.activation).hidden[0].numpy()
    is_finite = np.isfinite(hidden).all(axis=1) & (np.abs(hidden) < 1e15).all(axis=1)
    n = TIMESTEPS if is_finite.all() else int(is_finite.argmin())
    kept = hidden[:n]
    kept.flags.writeable = False
    sizes = np.sqrt(np.square(kept.astype(np.float64)).mean(axis=1))
    saturated = float((np.abs(kept) > 0.9).mean())
    return OverTime(kept, tuple(sizes.tolist()), saturated, n < TIMESTEPS)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def training(choice: CellChoice, held: tuple[Held, ...], rate: float) -> Run:
    """A small training.

    Args:
        choice: The cell.
        held: Of each array that is held: its name, regulariser, constraint, λ and limit.
        rate: Learning rate.

    Raises:
        RnnvizError: If anything is out of bounds.
    """
    from rnnviz.layers import restraints, small_training  # noqa: PLC0415 - torch

    named = {how[0]: restraints.Restraint(*how[1:]) for how in held}
    return small_training.train(_start(choice), named, rate)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def dropped(choice: CellChoice, rates: tuple[float, float], is_kept: bool, seed: int) -> Dropped:
    """A cell with and without dropout over one series.

    Raises:
        SpecError: If a rate, a size or a name is none.
    """
    from rnnviz.layers import dropping, simple_cell  # noqa: PLC0415 - torch

    dropout = dropping.Dropping(*rates, is_kept, seed)
    start = _start(choice)
    x = simple_cell.series(1, TIMESTEPS, choice.input_size, choice.seed)
    return dropping.drop(start, x, dropout)


def _start(choice: CellChoice) -> CellStart:
    """The library's own description.

    Raises:
        SpecError: If a size is none.
    """
    from rnnviz.layers.simple_cell import CellStart  # noqa: PLC0415 - torch

    return CellStart(*astuple(choice))
