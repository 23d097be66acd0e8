"""Jacobians of many timesteps: the chain rule along time and through the layers.

    ∂s_T/∂s_t  = state_T ⋯ state_{t+1}                              within one layer
    Λ_t        = E_t + Λ_{t+1} state_{t+1}                          backward, Λ_t = ∂y/∂s_t
    D_{t,k}    = state_t D_{t-1,k} + input_t D'_{t,k}               forward, D_{t,k} = ∂s_t/∂x_k

E_t is what reaches y from s_t through the layer above, and D' the same matrix of what the layer
reads: the h of the layer below, or, in the lowest one, 1 for k = t and else 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnnviz.gradients.doubles import Doubles
from rnnviz.gradients.norms import frobenius_norms
from rnnviz.gradients.step_jacobians import StepJacobians


def products_to_the_end(state: Doubles) -> Doubles:
    """∂s_T/∂s_t for t = 1 … T, (T, S, S); the last is 1."""
    products = np.empty_like(state)
    products[-1] = np.eye(state.shape[-1])
    for t in range(len(state) - 1, 0, -1):
        np.matmul(products[t], state[t], out=products[t - 1])
    return products


def backward(state: Doubles, reached: Doubles) -> Doubles:
    """Λ_t for every timestep, (T, m, S).

    Args:
        state: ∂s_t/∂s_{t-1}, (T, S, S).
        reached: E_t, (T, m, S).
    """
    owed = reached.copy()
    for t in range(len(state) - 1, 0, -1):
        owed[t - 1] += owed[t] @ state[t]
    return owed


def to_last_state(
    layers: Sequence[StepJacobians], widths: Sequence[int]
) -> tuple[list[Doubles], Doubles]:
    """What the top layer's last h owes to every state and to every input, by every path.

    Args:
        layers: From the lowest up.
        widths: H of each.

    Returns:
        For each layer ∂h_T/∂s_t, (T, H, S), h_T of the top layer; and ∂h_T/∂x_t, (T, H, I).
    """
    n_timesteps, top = len(layers[0].state), widths[-1]
    below = np.zeros((n_timesteps, top, top))
    below[-1] = np.eye(top)
    owed = list[Doubles]()
    for layer in reversed(layers):
        reached = np.zeros((n_timesteps, top, layer.state.shape[-1]))
        reached[..., : below.shape[-1]] = below  # a cell state is read by no layer
        owed.insert(0, backward(layer.state, reached))
        below = owed[0] @ layer.input
    return owed, below


def input_norms(layers: Sequence[StepJacobians], widths: Sequence[int]) -> list[Doubles]:
    """‖∂h_t/∂x_k‖_F of each layer, (T, T): row t, column k, 0 for k > t.

    Args:
        layers: From the lowest up.
        widths: H of each.
    """
    n_timesteps, _, n_inputs = layers[0].input.shape
    found = [np.zeros((n_timesteps, n_timesteps)) for _ in layers]
    owed = [np.zeros((layer.state.shape[-1], 0)) for layer in layers]
    for t in range(n_timesteps):
        read = np.eye(n_inputs)  # of the timesteps k ≤ t; in the lowest layer of k = t alone
        for index, (layer, width) in enumerate(zip(layers, widths, strict=True)):
            new = np.zeros((layer.state.shape[-1], (t + 1) * n_inputs))
            np.matmul(layer.state[t], owed[index], out=new[:, : t * n_inputs])
            new[:, -read.shape[1] :] += layer.input[t] @ read
            owed[index], read = new, new[:width]
            blocks = read.reshape(width, t + 1, n_inputs).swapaxes(0, 1)
            found[index][t, : t + 1] = frobenius_norms(blocks)
    return found
