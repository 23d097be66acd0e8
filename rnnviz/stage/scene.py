"""`Scene`: a trace as plain data for the player, one header and one float32 blob.

On the wire: header length (u32) | header (JSON, UTF-8) | blob (float32), all little-endian;
the header is padded with spaces so that the blob starts on a multiple of four bytes. In the
header an array is {"offset": first float, "shape": axes}. Timesteps are rows; layers count
from the lowest up.

Nothing is computed here: every number comes from the trace as it is, rounded to float32.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from rnnviz.errors import ShapeError
from rnnviz.network.spec import NetworkSpec
from rnnviz.palette import PALETTES
from rnnviz.stage.equations import cell_equations
from rnnviz.terms import TERMS, Term
from rnnviz.tracing.record import Array, BidirectionalTrace, DirectionTrace, LSTMTrace, Trace

FORMAT = "rnnviz-scene"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """What the player draws.

    Attributes:
        header: JSON-ready description: tokens, network, where each array lies, terms,
            palettes, ledger and equations.
        blob: All arrays, little-endian float32, one after the other.
    """

    header: dict[str, Any]
    blob: bytes

    def to_bytes(self) -> bytes:
        """Header and blob as one message; the module's docstring gives the layout."""
        header = json.dumps(self.header, ensure_ascii=False, allow_nan=False).encode()
        header += b" " * (-len(header) % 4)
        return struct.pack("<I", len(header)) + header + self.blob


class _Blob:
    """Arrays laid end to end as they are added."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def add(self, array: Array) -> dict[str, Any]:
        """Lay one array down; returns where it lies, for the header."""
        offset = self._length
        self._pieces.append(np.ascontiguousarray(array, dtype="<f4").tobytes())
        self._length += array.size
        return {"offset": offset, "shape": list(array.shape)}

    def to_bytes(self) -> bytes:
        """All arrays as one piece."""
        return b"".join(self._pieces)


def build_scene(
    trace: Trace,
    *,
    is_unknown: Sequence[bool] = (),
    title: str = "",
    is_random: bool = False,
    class_names: Sequence[str] = (),
) -> Scene:
    """A trace as the player's Scene.

    Args:
        trace: One sentence, read in one direction, (T, …).
        is_unknown: Which tokens have no vector of their own, (T,); none if left empty.
        title: The network in a few words.
        is_random: Whether the weights were never trained; the stage then says so.
        class_names: What each output stands for, (C,); numbered if left empty.

    Returns:
        The Scene; arrays in it are float32 copies.

    Raises:
        ShapeError: If the trace is a batch or bidirectional, or if is_unknown or
            class_names do not fit it.
    """
    _check(trace, is_unknown, class_names)
    blob = _Blob()
    header = {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        "is_random": is_random,
        "class_names": list(class_names),
        "tokens": _tokens(trace, is_unknown),
        **_arrays(trace, blob),
        **_conventions(trace.spec),
    }
    return Scene(header, blob.to_bytes())


def _check(trace: Trace, is_unknown: Sequence[bool], class_names: Sequence[str]) -> None:
    if trace.is_batch:
        raise ShapeError(
            f"A scene shows one sentence (T, I), but the trace is a batch of shape "
            f"{trace.inputs.shape}: pick one with trace.sentence(i)."
        )
    for name, given, count in (
        ("is_unknown", is_unknown, trace.n_timesteps),
        ("class_names", class_names, trace.spec.n_classes),
    ):
        if len(given) not in (0, count):
            raise ShapeError(
                f"{name} has {len(given)} entries where the trace needs {count}: "
                "give one for each, or none."
            )


def _tokens(trace: Trace, is_unknown: Sequence[bool]) -> list[dict[str, Any]]:
    words = trace.tokens or [f"x{t}" for t in range(1, trace.n_timesteps + 1)]
    flags = list(is_unknown) or [False] * trace.n_timesteps
    return [
        {"text": word, "is_unknown": bool(flag)} for word, flag in zip(words, flags, strict=True)
    ]


def _conventions(spec: NetworkSpec) -> dict[str, Any]:
    return {
        "network": asdict(spec),
        "terms": {key: asdict(term) for key, term in _terms(spec).items()},
        "palettes": {theme: asdict(palette) for theme, palette in PALETTES.items()},
        **asdict(cell_equations(spec)),
    }


def _arrays(trace: Trace, blob: _Blob) -> dict[str, Any]:
    inputs = blob.add(trace.inputs)
    return {
        "inputs": inputs,
        "layers": _layers(trace, blob, inputs),
        "output": None if trace.output is None else blob.add(trace.output),
        "probabilities": None if trace.probabilities is None else blob.add(trace.probabilities),
    }


def _layers(trace: Trace, blob: _Blob, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    below, placed = inputs, []
    for layer in trace.layers:
        if isinstance(layer, BidirectionalTrace):
            raise ShapeError(
                "A scene shows a network that reads in one direction, but the trace is "
                "bidirectional: trace a network whose spec says bidirectional=False."
            )
        arrays = {name: blob.add(array) for name, array in layer.quantities() if name != "input"}
        firsts = {name: blob.add(array) for name, array in _initial_states(layer)}
        placed.append({"input": below, **arrays, **firsts})
        below = arrays["hidden"]  # the layer above reads these very numbers
    return placed


def _initial_states(layer: DirectionTrace) -> Iterator[tuple[str, Array]]:
    yield "h_0", layer.h_0
    if isinstance(layer, LSTMTrace):
        yield "c_0", layer.c_0


def _terms(spec: NetworkSpec) -> dict[str, Term]:
    terms = dict(TERMS)
    if spec.cell == "gru":
        terms["candidate"] = replace(terms["candidate"], symbol="n_t")
    if spec.cell == "rnn" and spec.nonlinearity == "relu":
        terms["hidden"] = replace(terms["hidden"], is_bounded=False)
    return terms
