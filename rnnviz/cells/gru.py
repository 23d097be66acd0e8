"""One timestep of a GRU layer, in both conventions, with every internal value kept.

    u_t = W_ih x_t + b_ih              input contribution, computed for all t at once
    r_t = sigmoid(u_r + v_r)           reset gate, in (0, 1)
    z_t = sigmoid(u_z + v_z)           update gate, in (0, 1)
    n_t = tanh(a_n)                    candidate, in (-1, 1)
    h_t = (1 - z_t) * n_t + z_t * h_{t-1}   hidden state, in (-1, 1)

The conventions differ in the recurrent contribution v_t and in a_n:

    reset after  (torch, Keras' default)   v_t = W_hh h_{t-1} + b_hh
                                           a_n = u_n + r_t * v_n
    reset before (Cho et al. 2014)         v_r, v_z as above
                                           v_n = W_hn (r_t * h_{t-1}) + b_hn
                                           a_n = u_n + v_n

Here z = 1 copies the old state, as in torch, Keras and Cho et al.; Chung et al. 2014 give
z the opposite sense. Axes: any leading batch axes, then H, or 3H for u, v and a, in
torch's block order r z n.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells.edit import Edit, unchanged
from rnnviz.cells.weights import Weights


class GRUStep(NamedTuple):
    """All that one timestep computed; (…, 3H) for the first two fields, else (…, H)."""

    recurrent_contribution: Tensor
    pre_activation: Tensor
    reset_gate: Tensor
    update_gate: Tensor
    candidate: Tensor
    hidden: Tensor


def step_reset_after(weights: Weights, u: Tensor, h: Tensor, edit: Edit = unchanged) -> GRUStep:
    """Advance a GRU layer by one timestep, resetting after the recurrent product.

    Args:
        weights: The layer's parameters, G = 3, blocks r z n.
        u: Input contribution u_t, (…, 3H).
        h: Hidden state h_{t-1}, (…, H).
        edit: What may change a quantity before it is used.

    Returns:
        Contributions, gates, candidate and h_t.
    """
    v = edit("recurrent_contribution", linear(h, weights.W_hh, weights.b_hh))
    u_r, u_z, u_n = u.chunk(3, dim=-1)
    v_r, v_z, v_n = v.chunk(3, dim=-1)
    a_r = edit("pre_activation.reset_gate", u_r + v_r)
    a_z = edit("pre_activation.update_gate", u_z + v_z)
    r = edit("reset_gate", a_r.sigmoid())
    z = edit("update_gate", a_z.sigmoid())
    a_n = edit("pre_activation.candidate", u_n + r * v_n)
    n = edit("candidate", a_n.tanh())
    h = edit("hidden", (1 - z) * n + z * h)
    return GRUStep(v, torch.cat((a_r, a_z, a_n), dim=-1), r, z, n, h)


def step_reset_before(weights: Weights, u: Tensor, h: Tensor, edit: Edit = unchanged) -> GRUStep:
    """Advance a GRU layer by one timestep, resetting before the recurrent product.

    Args:
        weights: The layer's parameters, G = 3, blocks r z n.
        u: Input contribution u_t, (…, 3H).
        h: Hidden state h_{t-1}, (…, H).
        edit: What may change a quantity before it is used.

    Returns:
        Contributions, gates, candidate and h_t.
    """
    W_hr, W_hz, W_hn = weights.W_hh.chunk(3)
    b_hr, b_hz, b_hn = weights.b_hh.chunk(3)
    u_r, u_z, u_n = u.chunk(3, dim=-1)
    v_r = edit("recurrent_contribution.reset_gate", linear(h, W_hr, b_hr))
    v_z = edit("recurrent_contribution.update_gate", linear(h, W_hz, b_hz))
    a_r = edit("pre_activation.reset_gate", u_r + v_r)
    a_z = edit("pre_activation.update_gate", u_z + v_z)
    r = edit("reset_gate", a_r.sigmoid())
    z = edit("update_gate", a_z.sigmoid())
    v_n = edit("recurrent_contribution.candidate", linear(r * h, W_hn, b_hn))
    a_n = edit("pre_activation.candidate", u_n + v_n)
    n = edit("candidate", a_n.tanh())
    h = edit("hidden", (1 - z) * n + z * h)
    v, a = torch.cat((v_r, v_z, v_n), dim=-1), torch.cat((a_r, a_z, a_n), dim=-1)
    return GRUStep(v, a, r, z, n, h)
