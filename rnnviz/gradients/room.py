"""An untrained plain RNN whose recurrent weights have any spectral radius.

    h_t  = φ(W_ih x_t + W_hh h_{t-1}),  h_0 = 0,  φ = tanh or nothing (a linear RNN)
    loss = |h_T - y|² / 2H

W_hh = ρ Q with Q orthogonal (Keras' initialiser), so that every eigenvalue has size ρ, and the
linear RNN keeps to the law ∂h_T/∂h_t = W_hh^{T-t}, ‖∂h_T/∂h_t‖ = ρ^{T-t} at any t. The gradient
of the loss by the parameters is the sum of what each timestep gives, and clipping shortens it:

    δ_t = φ'_t * ∂loss/∂h_t,   ∂loss/∂W_hh = Σ δ_t h_{t-1}ᵀ,   ∂loss/∂W_ih = Σ δ_t x_tᵀ
    g   = both as one vector,  clipped g = g · min(1, c / |g|)    Pascanu et al. 2013
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.errors import SettingsError, ShapeError
from rnnviz.gradients import chain
from rnnviz.gradients.doubles import Doubles, frozen
from rnnviz.gradients.norms import spectral_norms

HIDDEN_SIZE = 32
INPUT_REACH = 0.1
"""Standard deviation of what a random input adds to a pre-activation: small, so that it is the
recurrence that is seen and not its inputs."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What came of it; arrays are read-only float64.

    Attributes:
        hidden: h_t, (T, H).
        kept: ‖∂h_T/∂h_t‖, spectral, (T,).
        law: ρ^{T-t}, (T,): what a linear RNN keeps.
        loss: ‖∂loss/∂h_t‖, (T,).
        shares: ‖[δ_t h_{t-1}ᵀ, δ_t x_tᵀ]‖_F, (T,): what each timestep gives to the gradient.
        norm: |g|, before clipping.
        clipped_norm: |g|, after it.
    """

    hidden: Doubles
    kept: Doubles
    law: Doubles
    loss: Doubles
    shares: Doubles
    norm: float
    clipped_norm: float


def room(
    inputs: ArrayLike, *, radius: float, is_linear: bool = False, clip: float = 1.0, seed: int = 0
) -> Room:
    """Run forward and back once.

    Args:
        inputs: (T, I) finite numbers; they are scaled to mean square 1.
        radius: ρ, 0 or more.
        is_linear: Whether φ is left out.
        clip: c, above 0.
        seed: Of Q, W_ih and y.

    Raises:
        ShapeError: If the inputs are no such matrix.
        SettingsError: If the radius or the clipping is out of range.
    """
    x = _inputs(inputs)
    _check(radius, clip)
    W_hh, W_ih, y = drawn(x.shape[1], radius, seed)
    h = _forward(x @ W_ih.T, W_hh, is_linear)
    slope = np.ones_like(h[1:]) if is_linear else 1 - h[1:] ** 2
    state = slope[..., None] * W_hh
    left = chain.products_to_the_end(state)
    owed = (h[-1] - y) / HIDDEN_SIZE @ left
    delta = slope * owed
    read = np.concatenate((h[:-1], x), axis=1)
    norm = float(np.linalg.norm(delta.T @ read))
    return Room(
        hidden=frozen(h[1:]),
        kept=frozen(spectral_norms(left)),
        law=frozen(float(radius) ** np.arange(len(x) - 1, -1, -1)),
        loss=frozen(np.linalg.norm(owed, axis=1)),
        shares=frozen(np.linalg.norm(delta, axis=1) * np.linalg.norm(read, axis=1)),
        norm=norm,
        clipped_norm=min(norm, clip),
    )


def drawn(input_size: int, radius: float, seed: int) -> tuple[Doubles, Doubles, Doubles]:
    """W_hh (H, H), W_ih (H, I) and the wanted y (H,) of a seed."""
    rng = np.random.default_rng(seed)
    Q, R = np.linalg.qr(rng.standard_normal((HIDDEN_SIZE, HIDDEN_SIZE)))
    W_hh = radius * Q * np.sign(np.diag(R))
    W_ih = INPUT_REACH / np.sqrt(input_size) * rng.standard_normal((HIDDEN_SIZE, input_size))
    return W_hh, W_ih, rng.uniform(-1, 1, HIDDEN_SIZE)


def _forward(u: Doubles, W_hh: Doubles, is_linear: bool) -> Doubles:
    """h_0 … h_T, (T + 1, H)."""
    h = np.zeros((len(u) + 1, HIDDEN_SIZE))
    for t, u_t in enumerate(u):
        a = u_t + W_hh @ h[t]
        h[t + 1] = a if is_linear else np.tanh(a)
    return h


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


def _check(radius: float, clip: float) -> None:
    if not (np.isfinite(radius) and radius >= 0):
        raise SettingsError(f"A spectral radius is 0 or more, not {radius:g}.")
    if not clip > 0:
        raise SettingsError(f"Clipping needs a length above 0, not {clip:g}.")
