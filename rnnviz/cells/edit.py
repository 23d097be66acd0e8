"""The hook through which a cell's quantities can be changed while they are computed.

A cell hands each quantity of a timestep to `edit(name, computed)` right after its equation
and goes on with what comes back, so that an intervention needs no second set of equations.
Where a cell computes the blocks of a stacked quantity one by one, the name carries the
block, as in "pre_activation.candidate".
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

Edit = Callable[[str, Tensor], Tensor]


def unchanged(quantity: str, computed: Tensor) -> Tensor:
    """Go on with what the equation gave."""
    return computed
