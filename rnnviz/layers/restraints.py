"""Keras' regularisers and constraints, on torch's layout of the weights.

A regulariser adds to the loss, so that its gradient pulls at every step:

    l1          λ Σ |w|
    l2          λ Σ w²
    l1_l2       λ Σ |w| + λ Σ w²
    orthogonal  λ · mean |cos| of all pairs of the kernel's rows

A constraint moves the weights after every step into what it allows:

    max_norm      no unit's incoming weights longer than m
    unit_norm     every unit's incoming weights of length 1
    min_max_norm  their length between 0 and m
    non_neg       no weight below 0

A unit's incoming weights are a row of W_ih or W_hh: a column of Keras' kernel, axis=0. A bias is
one vector, so that its norm is the length of the whole b.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from rnnviz.errors import SettingsError
from rnnviz.layers.names import CONSTRAINTS, REGULARISERS

_EPSILON = 1e-7
MAX_STRENGTH, MAX_NORM = 10.0, 100.0


@dataclass(frozen=True, slots=True)
class Restraint:
    """What holds one array of weights.

    Attributes:
        regulariser: Its name, or "none".
        constraint: Its name, or "none".
        strength: λ.
        longest: m.

    Raises:
        SettingsError: If a name is unknown, or a number is negative or too large.
    """

    regulariser: str = "none"
    constraint: str = "none"
    strength: float = 0.01
    longest: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what Keras does not know."""
        if self.regulariser not in REGULARISERS:
            raise SettingsError(f"There is no regulariser {self.regulariser!r}.")
        if self.constraint not in CONSTRAINTS:
            raise SettingsError(f"There is no constraint {self.constraint!r}.")
        if not 0 <= self.strength <= MAX_STRENGTH:
            raise SettingsError(
                f"A regulariser's λ is a number from 0 to {MAX_STRENGTH:g}, not {self.strength:g}."
            )
        if not 0 < self.longest <= MAX_NORM:
            raise SettingsError(
                f"A norm's limit is above 0 and at most {MAX_NORM:g}, not {self.longest:g}."
            )

    @property
    def is_free(self) -> bool:
        """Whether nothing holds the weights."""
        return self.regulariser == self.constraint == "none"

    def penalty(self, weight: Tensor) -> Tensor:
        """What is added to the loss.

        Args:
            weight: (H, I), (H, H), or (H,).
        """
        penalty = weight.new_zeros(())
        if self.regulariser in ("l1", "l1_l2"):
            penalty = penalty + weight.abs().sum()
        if self.regulariser in ("l2", "l1_l2"):
            penalty = penalty + weight.square().sum()
        if self.regulariser == "orthogonal":
            penalty = penalty + _mean_cosine(weight.t())
        return self.strength * penalty

    def hold(self, weight: Tensor) -> Tensor:
        """The weights after the constraint.

        Args:
            weight: (H, I), (H, H), or (H,).
        """
        if self.constraint == "none":
            return weight
        if self.constraint == "non_neg":
            return weight.clamp(min=0)
        norms = torch.linalg.vector_norm(weight, dim=-1, keepdim=True)
        desired = (
            torch.ones_like(norms)
            if self.constraint == "unit_norm"
            else norms.clamp(max=self.longest)
        )
        held: Tensor = weight * desired / (_EPSILON + norms)
        return held


def _mean_cosine(rows: Tensor) -> Tensor:
    """Mean size of the cosine between every two rows; 0 where there is only one."""
    n = len(rows)
    unit = normalize(rows, dim=1)
    others = (unit @ unit.t()) * (1 - torch.eye(n, dtype=rows.dtype))
    return others.abs().sum() / max(1, n * (n - 1))
