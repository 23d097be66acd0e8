"""The activations that Keras' cells take by name: their curves and their slopes.

h_t = f(W_ih x_t + W_hh h_{t-1} + b)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from rnnviz.errors import SpecError

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "relu": functional.relu,
    "linear": lambda a: a,
    "sigmoid": torch.sigmoid,
    "softsign": functional.softsign,
    "hard_tanh": functional.hardtanh,
    "elu": functional.elu,
    "selu": functional.selu,
    "softplus": functional.softplus,
}
"""Keras' names; linear is Keras' None."""
BOUNDED = frozenset(("tanh", "sigmoid", "softsign", "hard_tanh"))
REACH, N_POINTS = 4.0, 81


class Curve(NamedTuple):
    """An activation drawn over a = -4 … 4."""

    pre_activations: tuple[float, ...]
    values: tuple[float, ...]
    slopes: tuple[float, ...]


def activation(name: str) -> Callable[[Tensor], Tensor]:
    """The function of a name.

    Raises:
        SpecError: If there is none.
    """
    if name not in ACTIVATIONS:
        raise SpecError(f"The activation must be one of {', '.join(ACTIVATIONS)}, not {name!r}.")
    return ACTIVATIONS[name]


def curve(name: str) -> Curve:
    """Values and slopes of an activation; slopes by autograd.

    Raises:
        SpecError: If there is no such activation.
    """
    a = torch.linspace(-REACH, REACH, N_POINTS, dtype=torch.float64).requires_grad_()
    values = activation(name)(a)
    (slopes,) = torch.autograd.grad(values.sum(), a)
    return Curve(*(tuple(v.detach().tolist()) for v in (a, values, slopes)))
