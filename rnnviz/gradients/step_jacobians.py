"""What one timestep of a layer does to a small change: its Jacobians, in closed form.

The state that a layer carries is s_t = h_t, and s_t = (h_t, c_t) in an LSTM. For every t at once

    state_t = ∂s_t/∂s_{t-1}   (S, S)     input_t = ∂s_t/∂x_t   (S, I)

with x_t what the layer reads. Below, [k] W scales the rows of W by k, and W is W_hh for the
state, W_ih for the input, cut into the cell's blocks. Derivatives: tanh' = 1 - tanh²,
sigmoid' = sigmoid (1 - sigmoid).

plain   ∂h_t = [1 - h_t²] W                     [a_t > 0] W for relu

GRU     k_z = (h_{t-1} - n) z (1 - z),  k_n = (1 - z)(1 - n²),  k_r = k_n v_n r (1 - r)
        reset after    ∂h_t = [k_z] W_z + [k_r] W_r + [k_n r] W_hn   ([k_n] W_in for x_t)
        reset before   ∂h_t = [k_z] W_z + [k_n] W_hn [h_{t-1} r (1 - r)] W_r + [k_n] W_hn diag(r)
                                                             (the last: [k_n] W_in for x_t)
        and + diag(z) for h_{t-1} in both

LSTM    ∂c_t = [g i (1 - i)] W_i + [c_{t-1} f (1 - f)] W_f + [i (1 - g²)] W_g
        ∂h_t = [tanh(c_t) o (1 - o)] W_o + [q] ∂c_t,   q = o (1 - tanh²(c_t))
        for h_{t-1} and x_t; for c_{t-1}:  ∂c_t = diag(f),  ∂h_t = diag(q f)

All in float64, whatever the network's precision: products over many timesteps leave float32's
range. Numpy is all it takes, since a `Trace` holds every gate.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.gradients.doubles import Doubles
from rnnviz.tracing.record import (
    GRUTrace,
    LayerTrace,
    LSTMTrace,
    RNNTrace,
    Trace,
)


class StepJacobians(NamedTuple):
    """Of one layer, for every timestep.

    Attributes:
        state: ∂s_t/∂s_{t-1}, (T, S, S); S = H, or 2H in an LSTM: h before c.
        input: ∂s_t/∂x_t, (T, S, I).
    """

    state: Doubles
    input: Doubles


def step_jacobians(trace: Trace, layer: int) -> StepJacobians:
    """The Jacobians of each timestep of a layer, given everything before it.

    Args:
        trace: Of one sentence through a one-way network without interventions
            (`rnnviz.gradients.gradients_of` says what it refuses).
        layer: From 0.
    """
    record, index = trace.layers[layer], f"l{layer}"
    W_ih, W_hh = (
        trace.weights[f"{name}_{index}"].astype(np.float64) for name in ("weight_ih", "weight_hh")
    )
    return _of_record(record, W_ih, W_hh, trace)


def _of_record(record: LayerTrace, W_ih: Doubles, W_hh: Doubles, trace: Trace) -> StepJacobians:
    if isinstance(record, LSTMTrace):
        return _lstm(record, W_ih, W_hh)
    if isinstance(record, GRUTrace):
        return (_gru_after if trace.spec.reset_after else _gru_before)(record, W_ih, W_hh)
    slope = _slope(record, trace.spec.nonlinearity == "relu")
    return StepJacobians(_rows(slope, W_hh), _rows(slope, W_ih))


def _slope(record: LayerTrace, is_relu: bool) -> Doubles:
    """The non-linearity's derivative, (T, H)."""
    if is_relu and isinstance(record, RNNTrace):
        return (record.pre_activation > 0).astype(np.float64)
    return 1 - _double(record.hidden) ** 2


def _lstm(record: LSTMTrace, W_ih: Doubles, W_hh: Doubles) -> StepJacobians:
    i, f, g, o = map(
        _double, (record.input_gate, record.forget_gate, record.candidate, record.output_gate)
    )
    tanh_c, c_before = np.tanh(_double(record.cell)), _double(record.before("cell"))
    q = o * (1 - tanh_c**2)
    k_i, k_f, k_g = g * i * (1 - i), c_before * f * (1 - f), i * (1 - g**2)
    k_o = tanh_c * o * (1 - o)

    def through(W: Doubles) -> Doubles:
        """Of h_t above c_t, for what a_t gets through W."""
        W_i, W_f, W_g, W_o = np.split(W, 4)
        to_c = _rows(k_i, W_i) + _rows(k_f, W_f) + _rows(k_g, W_g)
        return np.concatenate((_rows(k_o, W_o) + q[..., None] * to_c, to_c), axis=1)

    carried = np.concatenate((_diagonal(q * f), _diagonal(f)), axis=1)
    return StepJacobians(np.concatenate((through(W_hh), carried), axis=2), through(W_ih))


def _gru_after(record: GRUTrace, W_ih: Doubles, W_hh: Doubles) -> StepJacobians:
    r, z, _, (k_r, k_z, k_n) = _gru_slopes(record)
    v_n = _double(np.split(record.recurrent_contribution, 3, axis=-1)[2])

    def through(W: Doubles, k: Doubles) -> Doubles:
        """The candidate's part with rows scaled by k."""
        W_r, W_z, W_n = np.split(W, 3)
        return _rows(k_z, W_z) + _rows(k_r * v_n, W_r) + _rows(k, W_n)

    return StepJacobians(through(W_hh, k_n * r) + _diagonal(z), through(W_ih, k_n))


def _gru_before(record: GRUTrace, W_ih: Doubles, W_hh: Doubles) -> StepJacobians:
    r, z, h, (_, k_z, k_n) = _gru_slopes(record)
    W_hn = _rows(k_n, np.split(W_hh, 3)[2])

    def through(W: Doubles, direct: Doubles) -> Doubles:
        """What the gates do, and the candidate's direct part."""
        W_r, W_z, _ = np.split(W, 3)
        return _rows(k_z, W_z) + W_hn @ _rows(h * r * (1 - r), W_r) + direct

    state = through(W_hh, W_hn * r[:, None, :]) + _diagonal(z)
    return StepJacobians(state, through(W_ih, _rows(k_n, np.split(W_ih, 3)[2])))


def _gru_slopes(
    record: GRUTrace,
) -> tuple[Doubles, Doubles, Doubles, tuple[Doubles, Doubles, Doubles]]:
    """r, z, h_{t-1} and k_r (without v_n), k_z, k_n."""
    r, z, n = map(_double, (record.reset_gate, record.update_gate, record.candidate))
    h = _double(record.before("hidden"))
    k_n = (1 - z) * (1 - n**2)
    return r, z, h, (k_n * r * (1 - r), (h - n) * z * (1 - z), k_n)


def _rows(k: Doubles, W: Doubles) -> Doubles:
    """[k] W for every timestep, (T, H, ·)."""
    scaled: Doubles = k[..., None] * W
    return scaled


def _diagonal(k: Doubles) -> Doubles:
    """diag(k_t) for every timestep, (T, H, H)."""
    return _rows(k, np.eye(k.shape[-1]))


def _double(array: NDArray[np.floating]) -> Doubles:
    return array.astype(np.float64)
