"""What a rollout is given, checked and brought into the network's precision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from rnnviz.errors import ShapeError
from rnnviz.network.spec import Dtype, NetworkSpec

State = tuple[Tensor, Tensor]  # h, c; c stays zero where the cell has none


class Reads(Protocol):
    """What says which inputs a network reads: a `NetworkSpec`, or another kind's."""

    @property
    def input_size(self) -> int:
        """I."""

    @property
    def dtype(self) -> Dtype:
        """Precision of every number."""


def read_inputs(
    spec: Reads, inputs: ArrayLike | Tensor, tokens: Sequence[str]
) -> tuple[Tensor, bool]:
    """Inputs as a batch (B, T, I), and whether they came as one."""
    array = _numbers("Embeddings", inputs, spec.dtype)
    if array.ndim not in (2, 3) or array.shape[-1] != spec.input_size or 0 in array.shape:
        raise ShapeError(
            f"The network reads embeddings of shape (T, {spec.input_size}) or "
            f"(B, T, {spec.input_size}) with at least one timestep, but got {array.shape}."
        )
    if tokens and (array.ndim == 3 or len(tokens) != len(array)):
        raise ShapeError(
            f"Tokens name the timesteps of one sentence: got {len(tokens)} tokens for inputs of "
            f"shape {array.shape}. Give one per timestep, or none for a batch."
        )
    x = torch.from_numpy(array)
    return (x, True) if x.ndim == 3 else (x[None], False)


def first_states(
    spec: NetworkSpec,
    x: Tensor,
    is_batch: bool,
    h_0: Iterable[ArrayLike | Tensor] | None,
    c_0: Iterable[ArrayLike | Tensor] | None,
) -> Iterator[State]:
    """First h and c, for each layer and direction in torch's order."""
    if c_0 is not None and spec.cell != "lstm":
        raise ShapeError(f"Only an LSTM has a cell state: leave c_0 out for {spec.cell!r}.")
    sizes = [size for size in spec.hidden_sizes for _ in range(spec.n_directions)]
    shapes: list[tuple[int, ...]] = [(len(x), size) if is_batch else (size,) for size in sizes]
    hidden, cells = (
        [state.reshape(len(x), -1) for state in _read_states(spec, name, shapes, given)]
        for name, given in (("h_0", h_0), ("c_0", c_0))
    )
    return zip(hidden, cells, strict=True)


def _read_states(
    spec: NetworkSpec,
    name: str,
    shapes: list[tuple[int, ...]],
    given: Iterable[ArrayLike | Tensor] | None,
) -> list[Tensor]:
    if given is None:
        given = map(np.zeros, shapes)
    states = [_numbers(name, state, spec.dtype) for state in given]
    found = [state.shape for state in states]
    if found != shapes:
        raise ShapeError(
            f"{name} needs one array per layer and direction, of shapes {shapes}, but got {found}."
        )
    return [torch.from_numpy(state) for state in states]


def _numbers(name: str, values: ArrayLike | Tensor, dtype: Dtype) -> NDArray[Any]:
    """A fresh, writeable array; torch warns on read-only ones, and numpy on tensors."""
    kind = getattr(values, "dtype", type(values).__name__)
    try:
        array = np.array(values.detach().cpu().numpy() if isinstance(values, Tensor) else values)
    except (TypeError, ValueError, RuntimeError):  # bfloat16; rows of unequal length; sparse
        array = np.array(None)
    if array.dtype.kind not in "biuf":
        raise ShapeError(
            f"{name} must be real numbers in rows of equal length, but came as {kind}; convert "
            "them, as with .float() in torch or .astype(float) in numpy."
        )
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
        array = array.astype(dtype, copy=False)
    if not np.isfinite(array).all():
        raise ShapeError(f"{name} must be finite numbers in {dtype}, but some are NaN or infinite.")
    return array
