"""One timestep of a plain (Elman) recurrent layer, with every internal value kept.

    u_t = W_ih x_t + b_ih          input contribution, computed for all t at once by the rollout
    v_t = W_hh h_{t-1} + b_hh      recurrent contribution
    a_t = u_t + v_t                pre-activation, unbounded
    h_t = tanh(a_t)  or  relu(a_t) hidden state, in (-1, 1) for tanh, in [0, ∞) for relu

Axes: any leading batch axes, then H. Source: Elman 1990, in the form of torch.nn.RNN.
"""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells.edit import Edit, unchanged
from rnnviz.cells.weights import Weights
from rnnviz.terms import Nonlinearity


class RNNStep(NamedTuple):
    """All that one timestep computed; every field is (…, H)."""

    recurrent_contribution: Tensor
    pre_activation: Tensor
    hidden: Tensor


def step(
    weights: Weights, u: Tensor, h: Tensor, nonlinearity: Nonlinearity, edit: Edit = unchanged
) -> RNNStep:
    """Advance a plain recurrent layer by one timestep.

    Args:
        weights: The layer's parameters, G = 1.
        u: Input contribution u_t, (…, H).
        h: Hidden state h_{t-1}, (…, H).
        nonlinearity: "tanh" or "relu".
        edit: What may change a quantity before it is used.

    Returns:
        The recurrent contribution, the pre-activation and h_t.
    """
    v = edit("recurrent_contribution", linear(h, weights.W_hh, weights.b_hh))
    a = edit("pre_activation", u + v)
    h = edit("hidden", a.tanh() if nonlinearity == "tanh" else a.relu())
    return RNNStep(v, a, h)
