"""Cells stepped by hand against the layer call: the same numbers, up to rounding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from rnnviz.cells.weights import Weights
from rnnviz.layers.by_hand import HandRun, step_by_hand
from rnnviz.layers.layer_call import LayerRun, Misread, call_layers, draw, misread
from rnnviz.layers.stack import Stack

Array = NDArray[np.float32]
ROUNDING_32, ROUNDING_64 = 1e-5, 1e-12
"""Largest differences that rounding explains over up to 200 timesteps."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A stack stepped by hand and called as layers.

    Attributes:
        stack: Its sizes.
        hidden: Of each layer that runs, every h_t, (B, T, H), read-only.
        states: Of each such layer its last states, [h] or [h, c], each (B, H), read-only.
        n_compared: How many numbers both ways gave.
        difference: The largest difference between them in float32.
        difference_64: The same of the same weights in float64.
        is_output_the_state: Whether every o_t was the same object as h_t.
        misread: What torch did where a layer found no sequence; None if all found theirs.
    """

    stack: Stack
    hidden: tuple[Array, ...]
    states: tuple[tuple[Array, ...], ...]
    n_compared: int
    difference: float
    difference_64: float
    is_output_the_state: bool
    misread: Misread | None

    @property
    def is_equal(self) -> bool:
        """Whether rounding explains all differences."""
        return self.difference <= ROUNDING_32 and self.difference_64 <= ROUNDING_64


def agreement(stack: Stack, seed: int) -> Agreement:
    """Draw x and weights, compute the stack both ways, and compare every number.

    Layers above one that finds no sequence do not run.

    Args:
        stack: Sizes.
        seed: Of x and the weights.
    """
    drawn = draw(stack, seed)
    running = drawn.cells[: stack.n_working]
    by_hand = step_by_hand(stack.cell, running, drawn.x)
    called = call_layers(stack.cell, running, drawn.x)
    return Agreement(
        stack,
        tuple(_kept(output) for output in by_hand.outputs),
        tuple(tuple(map(_kept, states)) for states in by_hand.states),
        sum(a.numel() for a, _ in _pairs(by_hand, called)),
        _largest(by_hand, called),
        _in_float64(stack, drawn.x, running),
        by_hand.is_output_the_state,
        misread(stack, drawn.cells, drawn.x),
    )


def _in_float64(stack: Stack, x: Tensor, cells: tuple[Weights, ...]) -> float:
    wide = tuple(Weights(*(w.double() for w in weights)) for weights in cells)
    return _largest(
        step_by_hand(stack.cell, wide, x.double()), call_layers(stack.cell, wide, x.double())
    )


def _pairs(by_hand: HandRun, called: LayerRun) -> list[tuple[Tensor, Tensor]]:
    """What both ways gave: the highest layer's sequence and every layer's last states."""
    mine = [state for states in by_hand.states for state in states]
    theirs = [state for states in called.states for state in states]
    return [(by_hand.outputs[-1], called.output), *zip(mine, theirs, strict=True)]


def _largest(by_hand: HandRun, called: LayerRun) -> float:
    return max(float((a - b).abs().max()) for a, b in _pairs(by_hand, called))


def _kept(tensor: Tensor) -> Array:
    array = tensor.detach().float().numpy().copy()
    array.flags.writeable = False
    return array
