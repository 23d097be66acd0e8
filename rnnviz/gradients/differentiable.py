"""A network's states and its last output as functions of the inputs that torch can differentiate.

By torch's fused kernels; a GRU that resets before has none, so the cell's own equations run
one timestep after the other.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells import gru
from rnnviz.cells.fused import fused_states
from rnnviz.cells.weights import Weights
from rnnviz.network.network import Head, Network
from rnnviz.network.spec import NetworkSpec


def score(network: Network, head: Head, target: int) -> Callable[[Tensor], Tensor]:
    """The function (B, T, I) -> (B,): o_T of the target; -o_T for target 0 of a single output.

    Args:
        network: One-way, with zero first states.
        head: The network's.
        target: A class of the head.
    """
    sign = 2 * target - 1 if len(head.b_o) == 1 else 1
    row = 0 if len(head.b_o) == 1 else target

    def of(x: Tensor) -> Tensor:
        """The scores of a batch."""
        last = hidden_states(network, x)[:, -1]
        return sign * linear(last, head.W_ho, head.b_o)[:, row]

    return of


def hidden_states(network: Network, x: Tensor) -> Tensor:
    """h_1 … h_T of the top layer, (B, T, H), of inputs (B, T, I)."""
    for (weights,) in network.layers:
        x = _hidden(network.spec, weights, x)
    return x


def _hidden(spec: NetworkSpec, weights: Weights, x: Tensor) -> Tensor:
    """h_1 … h_T of one layer, (B, T, H)."""
    h_0 = x.new_zeros(1, len(x), weights.W_hh.shape[1])
    if spec.cell != "gru" or spec.reset_after:
        return fused_states(spec.cell, spec.nonlinearity, weights, x, h_0)
    h, over_time = h_0[0], []
    for u in linear(x, weights.W_ih, weights.b_ih).unbind(1):
        h = gru.step_reset_before(weights, u, h).hidden
        over_time.append(h)
    return torch.stack(over_time, dim=1)
