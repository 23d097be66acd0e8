"""The timesteps of an LSTM layer, with every internal value kept.

    u_t = W_ih x_t + b_ih            input contribution, computed for all t at once by the rollout
    v_t = W_hh h_{t-1} + b_hh        recurrent contribution
    a_t = u_t + v_t                  pre-activation, cut into blocks i, f, g, o
    i_t = sigmoid(a_i)               input gate, in (0, 1)
    f_t = sigmoid(a_f)               forget gate, in (0, 1)
    g_t = tanh(a_g)                  candidate, in (-1, 1)
    o_t = sigmoid(a_o)               output gate, in (0, 1)
    c_t = f_t * c_{t-1} + i_t * g_t  cell state, unbounded
    h_t = o_t * tanh(c_t)            hidden state, in (-1, 1)

Axes: any leading batch axes, then H, or 4H for u, v and a.
Source: Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000; blocks and
the two biases as in torch.nn.LSTM.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells.edit import Edit, unchanged
from rnnviz.cells.weights import Weights


class LSTMSteps(NamedTuple):
    """All that one timestep computed; (…, 4H) for the first two fields, else (…, H)."""

    recurrent_contribution: Tensor
    pre_activation: Tensor
    input_gate: Tensor
    forget_gate: Tensor
    candidate: Tensor
    output_gate: Tensor
    cell: Tensor
    hidden: Tensor


def unroll(
    weights: Weights, u: Tensor, h: Tensor, c_0: Tensor, edit: Edit = unchanged
) -> LSTMSteps:
    """Compute all timesteps where every h_{t-1} is known; only c_t is left to carry along.

    Args:
        weights: The layer's parameters.
        u: Input contributions, (…, T, 4H).
        h: Hidden states h_0 … h_{T-1}, (…, T, H).
        c_0: First cell state, (…, H).
        edit: What may change a quantity before it is used; for T = 1, as it knows one timestep.

    Returns:
        Contributions, gates, candidate and the new states over time.
    """
    v, a, i, f, g, o = _gates(weights, u, h, edit)
    c_t, over_time = c_0, []
    for f_t, written in zip(f.unbind(-2), (i * g).unbind(-2), strict=True):
        c_t = edit("cell", torch.addcmul(written, f_t, c_t))
        over_time.append(c_t)
    c = torch.stack(over_time, dim=-2)
    h = edit("hidden", o * c.tanh())
    return LSTMSteps(v, a, i, f, g, o, c, h)


def _gates(weights: Weights, u: Tensor, h: Tensor, edit: Edit) -> tuple[Tensor, ...]:
    """All that needs no cell state: v, a, i, f, g, o, for one timestep or for many at once."""
    v = edit("recurrent_contribution", linear(h, weights.W_hh, weights.b_hh))
    a = edit("pre_activation", u + v)
    a_i, a_f, a_g, a_o = a.chunk(4, dim=-1)
    i = edit("input_gate", a_i.sigmoid())
    f = edit("forget_gate", a_f.sigmoid())
    g = edit("candidate", a_g.tanh())
    o = edit("output_gate", a_o.sigmoid())
    return v, a, i, f, g, o
