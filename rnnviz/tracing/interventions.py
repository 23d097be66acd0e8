"""`Intervention`: hold a quantity at a value, or inside bounds, and see what follows from it.

A change is made right after the quantity is computed at its timestep, before anything uses
it; all that depends on it is computed again by the same equations. What can be changed, in
the order of computing:

    input                    what the layer reads; for layer 1 the word's vector
    h_0, c_0                 what the first timestep finds
    input_contribution, recurrent_contribution, pre_activation
                             all blocks of it, or one, as in "pre_activation.forget_gate"
    gates, candidate, cell   by their names
    hidden                   for the next timestep, the layer above and the head alike
    output                   the head's, from which the probabilities follow

A later change sees what an earlier one of the same quantity left. In a GRU the reset gate
scales recurrent_contribution.candidate (reset after) or has already gone into it (reset
before: whoever sets that block has silenced the gate).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.errors import InterventionError, shortened
from rnnviz.terms import BLOCKS, Cell

STACKED = ("input_contribution", "recurrent_contribution", "pre_activation")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Intervention:
    """One change to a network's inside; give either `value`, or `low`, `high` or both.

    Two of them are equal if they ask for the same; they can be keys.

    Attributes:
        quantity: Its name in the trace; a stacked one may carry a block, as in
            "pre_activation.forget_gate".
        layer: From 1; 0 (or None) for "output", which belongs to no layer.
        units: Which units, from 1, within the quantity or its block; None means all. A stacked
            quantity needs a block to have units.
        timesteps: First and last one, from 1; None means all. "h_0" and "c_0" have none, and
            leave this unread.
        value: What to set: a number, one per unit, or one row of these per timestep. Kept as
            (nested tuples of) float. It need not lie in the quantity's range.
        low: What it may not fall below.
        high: What it may not exceed.

    Raises:
        InterventionError: If it can be made in no network.
    """

    quantity: str
    layer: int = 0
    units: tuple[int, ...] | None = None
    timesteps: tuple[int, int] | None = None
    value: ArrayLike | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """Refuse what fits no network, and bring the rest into one form."""
        _check_quantity(self)
        given = {"value": self.value, "low": self.low, "high": self.high}
        if (self.value is None) == (self.low is None and self.high is None):
            shown = ", ".join(f"{name}={_shown(part)}" for name, part in given.items())
            raise InterventionError(
                "An intervention needs either a value to set, or low or high to clamp to, but "
                f"got {shown}; leave out the other kind."
            )
        own: dict[str, object] = {
            "layer": _layer(self),
            "units": _units(self),
            "timesteps": _timesteps(self),
        }
        own |= {name: _number(name, part) for name, part in given.items()}
        for name, part in own.items():
            object.__setattr__(self, name, part)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InterventionError(
                f"Nothing lies between low={self.low:g} and high={self.high:g}; exchange them."
            )

    @property
    def stack(self) -> str:
        """The quantity without its block."""
        return self.quantity.partition(".")[0]


def settable_quantities(cell: Cell) -> tuple[str, ...]:
    """What an `Intervention` may change in a layer of such cells, and in the head."""
    blocks = BLOCKS[cell]
    c_0, c = (("c_0",), ("cell",)) if cell == "lstm" else ((), ())
    stacked = (name for q in STACKED for name in (q, *(f"{q}.{block}" for block in blocks)))
    names = ("input", "h_0", *c_0, *stacked, *blocks, *c, "hidden", "output")
    return tuple(dict.fromkeys(names))


def _check_quantity(wanted: Intervention) -> None:
    known = [*dict.fromkeys(name for cell in BLOCKS for name in settable_quantities(cell))]
    if wanted.quantity not in known:
        plain = ", ".join(name for name in known if "." not in name)
        raise InterventionError(
            f"{wanted.quantity!r} is no quantity to intervene on; take one of {plain}, or a block "
            'of a stacked one, as in "pre_activation.candidate".'
        )


def _layer(wanted: Intervention) -> int:
    layer = 0 if wanted.layer is None else wanted.layer
    if wanted.quantity == "output" and layer != 0:
        raise InterventionError(
            f"The output belongs to no layer, but got layer={layer!r}; leave it out."
        )
    if wanted.quantity != "output" and not _is_ordinal(layer):
        raise InterventionError(
            f"{wanted.quantity} needs the layer it is in, counted from 1, not {wanted.layer!r}."
        )
    return int(layer)


def _units(wanted: Intervention) -> tuple[int, ...] | None:
    units = _ordinals("units", wanted.units, "such as (3,)")
    if units is not None and wanted.quantity in STACKED:
        raise InterventionError(
            f"Units of {wanted.quantity} are counted within a block; name it, as in "
            f'"{wanted.quantity}.candidate" (of a plain cell, "{wanted.quantity}.hidden").'
        )
    if units is not None and len({*units}) < len(units):
        raise InterventionError(f"units must be named once each, but got {units}.")
    return units


def _timesteps(wanted: Intervention) -> tuple[int, int] | None:
    timesteps = _ordinals("timesteps", wanted.timesteps, "first and last, such as (2, 5)")
    if timesteps is None:
        return None
    if len(timesteps) != 2 or timesteps[0] > timesteps[1]:
        raise InterventionError(
            f"timesteps are the first and the last one, such as (2, 5), not {timesteps}."
        )
    return timesteps[0], timesteps[1]


def _ordinals(name: str, given: object, example: str) -> tuple[int, ...] | None:
    if given is None:
        return None
    numbers = tuple(given) if isinstance(given, list | tuple | range | np.ndarray) else ()
    if not numbers or not all(map(_is_ordinal, numbers)):
        raise InterventionError(
            f"{name} must be whole numbers from 1, {example}, not {_shown(given)}."
        )
    return tuple(map(int, numbers))


def _is_ordinal(number: object) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | np.integer):
        return False
    return int(number) >= 1


def _number(name: str, given: object) -> object:
    """A float, or for "value" nested tuples of them; None stays None."""
    if given is None:
        return None
    try:
        array = np.asarray(given)
    except (TypeError, ValueError, RuntimeError):  # rows of unequal length; tensors with gradients
        array = np.asarray(None)
    n_axes, wish = (0, "a number")
    if name == "value":
        n_axes, wish = (2, "a number, one per unit, or a row of these per timestep")
    is_real = array.dtype.kind in "biuf" and array.size > 0
    if not is_real or array.ndim > n_axes or not np.isfinite(array).all():
        raise InterventionError(f"{name} must be finite and real: {wish}, not {_shown(given)}.")
    return _in_tuples(array.astype(float).tolist())


def _shown(given: object) -> str:
    return shortened(repr(given), _LONGEST_SHOWN)


def _in_tuples(values: object) -> object:
    return tuple(map(_in_tuples, values)) if isinstance(values, list) else values
