"""An untrained layer whose recurrent weights have any spectral radius, forward and back once.

    RNN    h_t = φ(W_ih x_t + W_hh h_{t-1}),  φ = tanh or nothing (a linear RNN),  h_0 = 0
    GRU, LSTM   as in `rnnviz.cells`; c_0 = 0
    loss = |h_T - y|² / 2H

Every block of W_hh is ρ Q with Q orthogonal (Keras' initialiser), so that all its eigenvalues
have size ρ, and the linear RNN keeps to the law ∂h_T/∂h_t = W_hh^{T-t}, ‖∂h_T/∂h_t‖ = ρ^{T-t}.
Gates have a way past W_hh, which is as open as their bias: b_f of the forget gate, and b_z of the
update gate; all other biases are 0 (Jozefowicz et al. 2015).

The gradient by the weights is the sum of what each timestep gives, and clipping shortens it:

    g = Σ_t ∂loss/∂W at t,  clipped g = g · min(1, c / |g|)    Pascanu et al. 2013
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells import gru, lstm, rnn
from rnnviz.cells.weights import Weights
from rnnviz.errors import SettingsError, ShapeError
from rnnviz.gradients.doubles import Doubles, frozen
from rnnviz.gradients.norms import frobenius_norms, spectral_norms
from rnnviz.terms import Cell

HIDDEN_SIZE = 32
INPUT_REACH = 0.1
"""Standard deviation of what a random input adds to a pre-activation: small, so that it is the
recurrence that is seen and not its inputs."""

_BLOCKS = {"rnn": 1, "gru": 3, "lstm": 4}


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What came of it; arrays are read-only float64.

    Attributes:
        hidden: h_t, (T, H).
        kept: ‖∂h_T/∂h_t‖, spectral, (T,); c_t is left as it is.
        cell: ‖∂c_T/∂c_t‖ by every path, spectral, (T,); None unless an LSTM.
        law: ρ^{T-t}, (T,): what a linear RNN keeps; None of a cell with gates.
        loss: ‖∂loss/∂h_t‖, (T,).
        shares: ‖∂loss/∂(W_ih, W_hh) at t‖_F, (T,): what each timestep gives to the gradient.
        norm: |g|, before clipping.
        clipped_norm: |g|, after it.
    """

    hidden: Doubles
    kept: Doubles
    cell: Doubles | None
    law: Doubles | None
    loss: Doubles
    shares: Doubles
    norm: float
    clipped_norm: float


def room(
    inputs: ArrayLike,
    *,
    radius: float,
    cell: Cell = "rnn",
    is_linear: bool = False,
    gate_bias: float = 1.0,
    clip: float = 1.0,
    seed: int = 0,
) -> Room:
    """Run forward and back once.

    Args:
        inputs: (T, I) finite numbers; they are scaled to mean square 1.
        radius: ρ, 0 or more.
        cell: Which; a GRU resets after the product.
        is_linear: Whether φ is left out of the plain RNN.
        gate_bias: b_f of an LSTM, b_z of a GRU.
        clip: c, above 0.
        seed: Of Q, W_ih and y.

    Raises:
        ShapeError: If the inputs are no such matrix.
        SettingsError: If the radius, the bias or the clipping is out of range.
    """
    x = _inputs(inputs)
    _check(radius, gate_bias, clip)
    dealt = drawn(x.shape[1], radius, seed, cell, gate_bias)
    with torch.enable_grad():
        found = _by_autograd(torch.from_numpy(x), dealt, cell, is_linear)
    law = frozen(radius ** np.arange(len(x) - 1.0, -1, -1)) if cell == "rnn" else None
    return _measured(found, law, clip)


def drawn(
    input_size: int, radius: float, seed: int, cell: Cell = "rnn", gate_bias: float = 0.0
) -> tuple[Doubles, Doubles, Doubles, Doubles]:
    """W_hh (G·H, H), W_ih (G·H, I), b_ih (G·H,) and the wanted y (H,) of a seed."""
    rng, n_blocks = np.random.default_rng(seed), _BLOCKS[cell]
    W_hh = np.concatenate([radius * _orthogonal(rng) for _ in range(n_blocks)])
    reach = INPUT_REACH / np.sqrt(input_size)
    W_ih = reach * rng.standard_normal((n_blocks * HIDDEN_SIZE, input_size))
    b_ih = np.zeros(n_blocks * HIDDEN_SIZE)
    if cell != "rnn":  # the second block of both: z in r z n, f in i f g o
        b_ih[HIDDEN_SIZE : 2 * HIDDEN_SIZE] = gate_bias
    return W_hh, W_ih, b_ih, rng.uniform(-1, 1, HIDDEN_SIZE)


def _orthogonal(rng: np.random.Generator) -> Doubles:
    Q, R = np.linalg.qr(rng.standard_normal((HIDDEN_SIZE, HIDDEN_SIZE)))
    signed: Doubles = Q * np.sign(np.diag(R))
    return signed


class _Found(NamedTuple):
    """h_t, (T, H); ∂h_T/∂h_t and ∂c_T/∂c_t, (T, H, H); ∂loss/∂h_t; and ∂loss/∂W at t, (T, ·)."""

    hidden: Tensor
    kept: Doubles
    cell: Doubles | None
    owed: Tensor
    parts: Tensor


def _by_autograd(
    x: Tensor, dealt: tuple[Doubles, Doubles, Doubles, Doubles], cell: Cell, is_linear: bool
) -> _Found:
    """All at once; the weights get a copy a timestep, so that each has its own gradient."""
    W_hh, W_ih, b_ih, y = map(torch.from_numpy, dealt)
    each_hh, each_ih = (W.expand(len(x), -1, -1).clone().requires_grad_() for W in (W_hh, W_ih))
    states, cells = _forward(x, each_ih, each_hh, b_ih, cell, is_linear)
    loss = 0.5 * torch.nn.functional.mse_loss(states[-1], y)
    to_hh, to_ih, *owed = torch.autograd.grad(loss, [each_hh, each_ih, *states], retain_graph=True)
    return _Found(
        torch.stack(states).detach(),
        _jacobians(states),
        _jacobians(cells) if cells else None,
        torch.stack(owed),
        torch.cat([to_hh.flatten(1), to_ih.flatten(1)], dim=1),
    )


def _measured(found: _Found, law: Doubles | None, clip: float) -> Room:
    """Matrices and vectors as norms."""
    norm = float(found.parts.sum(0).norm())
    return Room(
        hidden=frozen(found.hidden.numpy()),
        kept=frozen(spectral_norms(found.kept)),
        cell=None if found.cell is None else frozen(spectral_norms(found.cell)),
        law=law,
        loss=_lengths(found.owed),
        shares=_lengths(found.parts),
        norm=norm,
        clipped_norm=min(norm, clip),
    )


def _forward(
    x: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, cell: Cell, is_linear: bool
) -> tuple[list[Tensor], list[Tensor]]:
    """h_1 … h_T, (H,) each, and c_1 … c_T of an LSTM.

    Args:
        x: (T, I).
        W_ih: Of each timestep, (T, G·H, I).
        W_hh: Of each timestep, (T, G·H, H).
        b_ih: Of all timesteps, (G·H,).
        cell: Which.
        is_linear: Whether φ is left out.
    """
    h = c = x.new_zeros(HIDDEN_SIZE)
    states, cells, b_hh = list[Tensor](), list[Tensor](), torch.zeros_like(b_ih)
    for x_t, W_ih_t, W_hh_t in zip(x, W_ih, W_hh, strict=True):
        weights = Weights(W_ih_t, W_hh_t, b_ih, b_hh)
        u = linear(x_t, W_ih_t, b_ih)
        if cell == "lstm":
            steps = lstm.unroll(weights, u[None], h[None], c)
            c = steps.cell[0]  # and h_t made of it, so that what c_t is owed comes by every path
            h = steps.output_gate[0] * c.tanh()
            cells.append(c)
        elif cell == "gru":
            h = gru.step_reset_after(weights, u, h).hidden
        else:
            h = u + linear(h, W_hh_t) if is_linear else rnn.step(weights, u, h, "tanh").hidden
        states.append(h)
    return states, cells


def _jacobians(states: list[Tensor]) -> Doubles:
    """∂s_T/∂s_t of every t, (T, H, H)."""
    each = torch.eye(HIDDEN_SIZE, dtype=torch.float64)
    found = torch.autograd.grad(states[-1], states, each, is_grads_batched=True, retain_graph=True)
    jacobians: Doubles = torch.stack(found).numpy()
    return jacobians


def _lengths(vectors: Tensor) -> Doubles:
    """Norms of (T, N), safe from underflow."""
    return frozen(frobenius_norms(vectors[:, None, :].numpy()))


def _inputs(inputs: ArrayLike) -> Doubles:
    x = np.asarray(inputs, dtype=np.float64)
    if x.ndim != 2 or 0 in x.shape or not np.isfinite(x).all():
        raise ShapeError(
            f"The room reads inputs (T, I) of finite numbers with at least one timestep, but got "
            f"shape {x.shape}."
        )
    scale = np.sqrt((x**2).mean())
    scaled: Doubles = x / (scale if scale > 0 else 1.0)
    return scaled


def _check(radius: float, gate_bias: float, clip: float) -> None:
    if not (np.isfinite(radius) and radius >= 0):
        raise SettingsError(f"A spectral radius is 0 or more, not {radius:g}.")
    if not np.isfinite(gate_bias):
        raise SettingsError(f"A gate's bias is a finite number, not {gate_bias:g}.")
    if not clip > 0:
        raise SettingsError(f"Clipping needs a length above 0, not {clip:g}.")
