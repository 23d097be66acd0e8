"""Interventions fitted to one network: checked, counted from 0, and ready to be applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor

from rnnviz.cells.edit import Edit
from rnnviz.errors import InterventionError
from rnnviz.network.spec import NetworkSpec
from rnnviz.terms import BLOCKS
from rnnviz.tracing.interventions import STACKED, Intervention, settable_quantities
from rnnviz.tracing.record import Array

_BEFORE_ALL = ("input", "h_0", "c_0")  # known before a layer's first timestep is computed


class Change(NamedTuple):
    """One intervention on one quantity, or on one block of it."""

    columns: Tensor  # units, from 0
    timesteps: range  # from 0
    value: Tensor | None  # (n_timesteps, n_columns), or None to clamp
    low: float | None
    high: float | None

    def apply(self, computed: Tensor, t: int) -> Tensor:
        """The quantity (…, n) of timestep t, changed if this is one of the timesteps."""
        if t not in self.timesteps:
            return computed
        changed = computed.clone()
        if self.value is None:
            changed[..., self.columns] = changed[..., self.columns].clamp(self.low, self.high)
        else:
            changed[..., self.columns] = self.value[t - self.timesteps.start]
        return changed

    def within(self, first: int, size: int) -> Change:
        """What of it concerns a block that begins at a column and has so many."""
        inside = (self.columns >= first) & (self.columns < first + size)
        value = None if self.value is None else self.value[:, inside]
        return self._replace(columns=self.columns[inside] - first, value=value)


Changes = Mapping[str, Sequence[Change]]  # of one layer, by quantity, in the order given


def editor(changes: Changes, t: int) -> Edit:
    """The hook that makes the changes of one timestep."""

    def edit(quantity: str, computed: Tensor) -> Tensor:
        for change in changes.get(quantity, ()):
            computed = change.apply(computed, t)
        return computed

    return edit


def edited_over_time(changes: Changes, quantity: str, computed: Tensor) -> Tensor:
    """A quantity of all timesteps, (B, T, ·), that does not depend on what was before."""
    if quantity not in changes:
        return computed
    timesteps = enumerate(computed.unbind(-2))
    return torch.stack([editor(changes, t)(quantity, c_t) for t, c_t in timesteps], dim=-2)


def first_changed_step(changes: Changes, n_timesteps: int) -> int:
    """From which timestep the recurrence differs from the cell's own; T if it never does."""
    inside = (c for name, of_it in changes.items() if name not in _BEFORE_ALL for c in of_it)
    return min((change.timesteps.start for change in inside), default=n_timesteps)


def listed(interventions: Iterable[Intervention]) -> tuple[Intervention, ...]:
    """The interventions as they were given.

    Raises:
        InterventionError: If they are anything else.
    """
    found = tuple(interventions) if isinstance(interventions, Iterable) else (None,)
    if not all(isinstance(wanted, Intervention) for wanted in found):
        raise InterventionError("interventions must be a list of rnnviz.Intervention objects.")
    return found


def fit(
    spec: NetworkSpec, n_timesteps: int, interventions: Iterable[Intervention]
) -> list[Changes]:
    """Sort interventions by layer: the head's at 0, then from layer 1 up.

    Raises:
        InterventionError: If this network, or a sentence of this length, has no such place.
    """
    fitted: list[dict[str, list[Change]]] = [defaultdict(list) for _ in range(spec.n_layers + 1)]
    for wanted in interventions:
        _check_place(spec, wanted)
        change = _fit(spec, n_timesteps, wanted)
        fitted[wanted.layer][wanted.stack].append(change)
        for name, part in _blocks(spec, wanted, change):
            fitted[wanted.layer][name].append(part)
    return [dict(changes) for changes in fitted]


def _check_place(spec: NetworkSpec, wanted: Intervention) -> None:
    if spec.bidirectional:
        raise InterventionError(
            "Interventions are made in networks that read one way; this one is bidirectional."
        )
    settable = settable_quantities(spec.cell)
    if wanted.quantity not in settable:
        own = ", ".join(name for name in settable if "." not in name)
        raise InterventionError(
            f"A layer of {spec.cell} has no {wanted.quantity!r}; take one of {own}, or a block of "
            f"a stacked one: {', '.join(BLOCKS[spec.cell])}."
        )
    if wanted.layer > spec.n_layers:
        raise InterventionError(
            f"{wanted.quantity} is asked for in layer {wanted.layer}, but the network has "
            f"{spec.n_layers}, counted from 1."
        )
    if wanted.quantity == "output" and not spec.n_classes:
        raise InterventionError("This network has no head, so it has no output to change.")


def _fit(spec: NetworkSpec, n_timesteps: int, wanted: Intervention) -> Change:
    columns, timesteps = _columns(spec, wanted), _timesteps(n_timesteps, wanted)
    value = _in_precision(spec, "value", wanted.value)
    low, high = _in_precision(spec, "low", wanted.low), _in_precision(spec, "high", wanted.high)
    shape = (len(timesteps), len(columns))
    if value is not None and value.shape not in ((), shape[1:], shape):
        raise InterventionError(
            f"A value for {wanted.quantity} is here one number, {shape[1]} of them (one per unit), "
            f"or rows of shape {shape} (timesteps, units), but it has shape {value.shape}."
        )
    return Change(
        columns,
        timesteps,
        None if value is None else torch.tensor(value).expand(shape),
        None if low is None else float(low),
        None if high is None else float(high),
    )


def _columns(spec: NetworkSpec, wanted: Intervention) -> Tensor:
    """The units, from 0, counted through all blocks of a stacked quantity."""
    n_columns, first = _size(spec, wanted), 0
    if wanted.quantity in STACKED:
        n_columns *= spec.n_blocks
    elif wanted.stack in STACKED:
        first = n_columns * BLOCKS[spec.cell].index(wanted.quantity.partition(".")[2])
    units = wanted.units or range(1, n_columns + 1)
    if max(units) > n_columns:
        raise InterventionError(
            f"{wanted.quantity} has {n_columns} units, counted from 1; there is no {max(units)}."
        )
    return torch.tensor(units) - 1 + first


def _size(spec: NetworkSpec, wanted: Intervention) -> int:
    """Width of a quantity, or of one block of a stacked one."""
    if wanted.quantity == "output":
        return spec.n_classes
    if wanted.quantity == "input":
        return spec.layer_input_size(wanted.layer - 1)
    return spec.hidden_sizes[wanted.layer - 1]


def _timesteps(n_timesteps: int, wanted: Intervention) -> range:
    first, last = wanted.timesteps or (1, n_timesteps)
    if wanted.quantity in ("h_0", "c_0"):
        first, last = 1, 1
    if last > n_timesteps:
        raise InterventionError(
            f"The sentence has {n_timesteps} timesteps, counted from 1; there is no {last}."
        )
    return range(first - 1, last)


def _in_precision(spec: NetworkSpec, name: str, given: ArrayLike | None) -> Array | None:
    if given is None:
        return None
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
        numbers = np.asarray(given, dtype=spec.dtype)
    if not np.isfinite(numbers).all():
        raise InterventionError(f"{name} is too large for the network's {spec.dtype}.")
    return numbers


def _blocks(
    spec: NetworkSpec, wanted: Intervention, change: Change
) -> Iterator[tuple[str, Change]]:
    """The same change once more by the names of the blocks it touches.

    A cell computes a stacked quantity either whole or block by block, and so asks either for
    the whole name or for the blocks' names, never for both.
    """
    if wanted.stack not in STACKED:
        return
    size = _size(spec, wanted)
    for number, block in enumerate(BLOCKS[spec.cell]):
        part = change.within(number * size, size)
        if len(part.columns):
            yield f"{wanted.stack}.{block}", part
