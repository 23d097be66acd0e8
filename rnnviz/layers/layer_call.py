"""The same stack as a call of torch's layers, whose loop over time is one fused kernel.

`draw` gives the numbers that these lines give, without touching torch's one global source of
chance, which all visitors of a server would share:

    torch.manual_seed(seed)
    x = torch.randn(b, s, n)
    layers = torch.nn.RNN(n, H, num_layers=2, batch_first=True)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.func import functional_call

from rnnviz.cells.weights import Weights
from rnnviz.layers.stack import Stack
from rnnviz.terms import Cell

_MODULES: dict[Cell, Callable[..., nn.Module]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class Drawn(NamedTuple):
    """What the code of the course draws."""

    x: Tensor  # (B, T, I), standard normal
    cells: tuple[Weights, ...]  # uniform within 1 / sqrt(H)


class LayerRun(NamedTuple):
    """What a layer call gives."""

    output: Tensor  # (B, T, H) of the highest layer
    states: tuple[list[Tensor], ...]  # of each layer after the last timestep, [h] or [h, c]


class Misread(NamedTuple):
    """What torch makes of [b, H] where a sequence belongs."""

    shape: tuple[int, ...]  # in silence: read was one series of b timesteps
    error: str  # where the layer is also given its first state, as zeros [1, b, H]


def draw(stack: Stack, seed: int) -> Drawn:
    """Draw x and the layers' weights in torch's order and distributions, in float32.

    Args:
        stack: Sizes.
        seed: Of all numbers.
    """
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(stack.input_shape(0), generator=generator)
    cells = []
    for k, units in enumerate(stack.hidden_sizes):
        rows = stack.n_blocks * units
        shapes = ((rows, stack.width_below(k)), (rows, units), (rows,), (rows,))
        reach = units**-0.5
        cells.append(
            Weights(*(torch.empty(s).uniform_(-reach, reach, generator=generator) for s in shapes))
        )
    return Drawn(x, tuple(cells))


def call_layers(cell: Cell, cells: Sequence[Weights], x: Tensor) -> LayerRun:
    """Call the stack as layers: one stacked call if all have one width, else one per layer.

    Args:
        cell: Kind of all layers.
        cells: The parameters of each, from the lowest up.
        x: (B, T, I).
    """
    if len({weights.W_hh.shape[1] for weights in cells}) == 1:
        return _call(cell, cells, x)
    states: list[list[Tensor]] = []
    for weights in cells:
        x, own = _call(cell, [weights], x)
        states += own
    return LayerRun(x, tuple(states))


def misread(stack: Stack, cells: Sequence[Weights], x: Tensor) -> Misread | None:
    """Hand a layer the last states of the one below, and see what torch really does.

    Args:
        stack: With a layer that finds no sequence.
        cells: The parameters of its layers.
        x: (B, T, I).

    Returns:
        Its answers to [b, H]; None if every layer finds its sequence.
    """
    if stack.broken is None:
        return None
    below = call_layers(stack.cell, cells[: stack.broken], x).output[:, -1]
    layer = [cells[stack.broken]]
    units = stack.hidden_sizes[stack.broken]
    output = _call(stack.cell, layer, below).output
    try:
        _call(stack.cell, layer, below, below.new_zeros(1, stack.batch_size, units))
    except RuntimeError as error:
        return Misread(tuple(output.shape), str(error))
    return Misread(tuple(output.shape), "")


def _call(cell: Cell, cells: Sequence[Weights], x: Tensor, h_0: Tensor | None = None) -> LayerRun:
    """One call of torch.nn.RNN, GRU or LSTM with these weights, from zeros or from h_0."""
    width, units = cells[0].W_ih.shape[1], cells[0].W_hh.shape[1]
    module = _MODULES[cell](
        width, units, num_layers=len(cells), batch_first=True, device="meta", dtype=x.dtype
    )
    given = {
        f"{name}_l{k}": value
        for k, weights in enumerate(cells)
        for name, value in zip(
            ("weight_ih", "weight_hh", "bias_ih", "bias_hh"), weights, strict=True
        )
    }
    first = None if h_0 is None else (h_0, h_0) if cell == "lstm" else h_0
    with torch.no_grad():
        output, last = functional_call(module, given, (x, first))
    stacked = last if cell == "lstm" else (last,)
    return LayerRun(output, tuple([s[k] for s in stacked] for k in range(len(cells))))
