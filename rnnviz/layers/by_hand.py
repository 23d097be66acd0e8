"""Cells stepped by hand: a loop over time, each cell with its own list of states.

    for x_t in x.unbind(dim=1):
        o_t, states_0 = cell_0(x_t, states_0)
        o_t, states_1 = cell_1(o_t, states_1)

A call of a cell gives its output and its new states, as Keras' cells do: an rnn and a gru
(h, [h]), an lstm (h, [h, c]). The output is the first state: not a copy, the same object.
No layer of torch's takes part in this, so that it can be compared with one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells import gru, lstm, rnn
from rnnviz.cells.weights import Weights
from rnnviz.terms import Cell


class Call(NamedTuple):
    """What one call of a cell gives."""

    output: Tensor  # (B, H)
    states: list[Tensor]  # of (B, H): [h], or [h, c]


@dataclass(frozen=True, slots=True)
class HandRun:
    """All that the loop computed.

    Attributes:
        outputs: Of each layer, (B, T, H).
        states: Of each layer after the last timestep, [h] or [h, c], each (B, H).
        is_output_the_state: Whether at every step of every layer o_t was the object h_t.
    """

    outputs: tuple[Tensor, ...]
    states: tuple[list[Tensor], ...]
    is_output_the_state: bool


def call_cell(cell: Cell, weights: Weights, x_t: Tensor, states: list[Tensor]) -> Call:
    """One timestep of one cell.

    Args:
        cell: "rnn", "gru" or "lstm".
        weights: Its parameters.
        x_t: What it reads, (B, I).
        states: [h_{t-1}], or [h_{t-1}, c_{t-1}].

    Returns:
        Its output and its new states.
    """
    u = linear(x_t, weights.W_ih, weights.b_ih)
    if cell == "lstm":
        h, c = states
        steps = lstm.unroll(weights, u.unsqueeze(-2), h.unsqueeze(-2), c)
        h, c = steps.hidden.squeeze(-2), steps.cell.squeeze(-2)
        return Call(h, [h, c])
    (h,) = states
    if cell == "gru":
        h = gru.step_reset_after(weights, u, h).hidden
    else:
        h = rnn.step(weights, u, h, "tanh").hidden
    return Call(h, [h])


def first_states(cell: Cell, batch_size: int, weights: Weights) -> list[Tensor]:
    """Zeros: h_0, and c_0 for an lstm, each (B, H)."""
    n_states = 2 if cell == "lstm" else 1
    h = weights.W_hh.new_zeros(batch_size, weights.W_hh.shape[1])
    return [h.clone() for _ in range(n_states)]


def step_by_hand(cell: Cell, cells: Sequence[Weights], x: Tensor) -> HandRun:
    """Step a stack of cells through x, timestep by timestep.

    Args:
        cell: Kind of all of them.
        cells: The parameters of each, from the lowest up.
        x: (B, T, I).

    Returns:
        Every output, the last states, and whether outputs and states were the same objects.
    """
    states = [first_states(cell, len(x), weights) for weights in cells]
    outputs: list[list[Tensor]] = [[] for _ in cells]
    is_same = True
    for x_t in x.unbind(dim=1):
        o_t = x_t
        for k, weights in enumerate(cells):
            o_t, states[k] = call_cell(cell, weights, o_t, states[k])
            is_same = is_same and o_t is states[k][0]
            outputs[k].append(o_t)
    return HandRun(tuple(torch.stack(o, dim=1) for o in outputs), tuple(states), is_same)
