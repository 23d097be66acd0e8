"""`Scene`: a trace as plain data for the player, one header and one float32 blob.

On the wire: header length (u32) | header (JSON, UTF-8) | blob (float32), all little-endian;
the header is padded with spaces so that the blob starts on a multiple of four bytes. In the
header an array is {"offset": first float, "shape": axes}. Timesteps are rows; layers count
from the lowest up. A scene that is compared with another holds that one's header under
"beside", its arrays behind its own in the same blob.

Nothing is computed here: every number comes from the trace as it is, rounded to float32.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from rnnviz.errors import ShapeError
from rnnviz.network.spec import NetworkSpec
from rnnviz.palette import PALETTES
from rnnviz.stage.blob import Blob, shifted
from rnnviz.stage.code import code_snippets
from rnnviz.stage.equations import cell_equations
from rnnviz.stage.labels import Labels
from rnnviz.stage.notation import NOTATIONS
from rnnviz.stage.page import whole
from rnnviz.terms import TERMS, Term
from rnnviz.tracing.interventions import Intervention
from rnnviz.tracing.record import Array, DirectionTrace, LSTMTrace, Trace
from rnnviz.tracing.state_space import StateSpace

FORMAT = "rnnviz-scene"
VERSION = 2


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
        header = whole(json.dumps(self.header, ensure_ascii=False, allow_nan=False)).encode()
        header += b" " * (-len(header) % 4)
        return struct.pack("<I", len(header)) + header + self.blob

    def beside(self, other: Scene) -> Scene:
        """This scene compared with another one, under one cursor.

        Args:
            other: Any other scene: the same sentence and another network, or the reverse.
        """
        beside = shifted(other.header, len(self.blob) // 4)
        return Scene({**self.header, "beside": beside}, self.blob + other.blob)


def build_scene(trace: Trace, labels: Labels | None = None) -> Scene:
    """A trace as the player's Scene.

    Args:
        trace: One sentence, read in one direction, (T, …).
        labels: What is known about it beyond its numbers.

    Returns:
        The Scene; arrays in it are float32 copies.

    Raises:
        ShapeError: If the trace is a batch or bidirectional, or if a label does not fit it.
    """
    labels = labels or Labels()
    _check(trace, labels)
    blob = Blob()
    header = {
        "format": FORMAT,
        "version": VERSION,
        "title": labels.title or trace.card.get("title", ""),
        "notes": labels.notes,
        "link": labels.link,
        "is_random": labels.is_random,
        "class_names": list(labels.class_names),
        "tokens": _tokens(trace, labels),
        "vocab_size": labels.vocab_size,
        "words": {word: blob.add(np.asarray(vector)) for word, vector in labels.words.items()},
        "spaces": [_space(space, blob) for space in labels.spaces],
        "card": dict(trace.card),
        "parity": trace.parity,
        "interventions": [_set(change, trace.n_timesteps) for change in trace.interventions],
        "code": [asdict(snippet) for snippet in code_snippets(trace)],
        **_arrays(trace, blob),
        **_conventions(trace.spec),
    }
    return Scene(header, blob.to_bytes())


def _check(trace: Trace, labels: Labels) -> None:
    if trace.is_batch:
        raise ShapeError(
            f"A scene shows one sentence (T, I), but the trace is a batch of shape "
            f"{trace.inputs.shape}: pick one with trace.sentence(i)."
        )
    if trace.spec.bidirectional:
        raise ShapeError(
            "A scene shows a network that reads in one direction, but the trace is "
            "bidirectional: trace a network whose spec says bidirectional=False."
        )
    for name, given, count in (
        ("is_unknown", labels.is_unknown, trace.n_timesteps),
        ("token_ids", labels.token_ids, trace.n_timesteps),
        ("class_names", labels.class_names, trace.spec.n_classes),
        ("spaces", labels.spaces, trace.n_layers + 1),
    ):
        if len(given) not in (0, count):
            raise ShapeError(
                f"{name} has {len(given)} entries where the trace needs {count}: "
                "give one for each, or none."
            )
    widths = {np.shape(vector) for vector in labels.words.values()}
    if widths - {(trace.spec.input_size,)}:
        raise ShapeError(
            f"words hold vectors of shapes {sorted(widths)} where the network reads "
            f"({trace.spec.input_size},): give vectors of that width."
        )


def _tokens(trace: Trace, labels: Labels) -> list[dict[str, Any]]:
    n = trace.n_timesteps
    words = trace.tokens or [f"x{t}" for t in range(1, n + 1)]
    flags = list(labels.is_unknown) or [False] * n
    ids: list[int | None] = [int(index) for index in labels.token_ids] or [None] * n
    return [
        {"text": word, "is_unknown": bool(flag), "id": None if flag else index}
        for word, flag, index in zip(words, flags, ids, strict=True)
    ]


def _set(change: Intervention, n_timesteps: int) -> dict[str, Any]:
    """Which numbers follow from no equation, since they were set."""
    first, last = change.timesteps or (1, n_timesteps)
    units = None if change.units is None else list(change.units)
    return {
        "quantity": change.quantity,
        "layer": change.layer,
        "units": units,
        "first": first,
        "last": last,
    }


def _space(space: StateSpace, blob: Blob) -> dict[str, Any]:
    return {
        "mean": blob.add(space.mean),
        "components": blob.add(space.components),
        "cloud": blob.add(space.cloud),
        "explained_variance_ratio": list(space.explained_variance_ratio),
        "n_sentences": space.n_sentences,
    }


def _conventions(spec: NetworkSpec) -> dict[str, Any]:
    written = {key: asdict(cell_equations(spec, key)) for key in NOTATIONS}
    return {
        "network": asdict(spec),
        "terms": {key: asdict(term) for key, term in _terms(spec).items()},
        "palettes": {theme: asdict(palette) for theme, palette in PALETTES.items()},
        "blocks": written["torch"]["blocks"],
        "notations": written,
    }


def _arrays(trace: Trace, blob: Blob) -> dict[str, Any]:
    inputs = blob.add(next(_one_way(trace)).input)  # a word may have been swapped
    has_head = trace.output is not None
    return {
        "inputs": inputs,
        "layers": _layers(trace, blob, inputs),
        "head": {
            name: blob.add(trace.weights[key])
            for name, key in (("W_ho", "head.weight"), ("b_o", "head.bias"))
            if has_head
        },
        "output": None if trace.output is None else blob.add(trace.output),
        "probabilities": None if trace.probabilities is None else blob.add(trace.probabilities),
    }


def _layers(trace: Trace, blob: Blob, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    below, placed = inputs, []
    for index, layer in enumerate(_one_way(trace)):
        arrays = {name: blob.add(array) for name, array in layer.quantities() if name != "input"}
        firsts = {name: blob.add(array) for name, array in _initial_states(layer)}
        weights = {
            name: blob.add(trace.weights[f"{key}_l{index}"]) for name, key in _PARAMETERS.items()
        }
        is_set = index > 0 and not np.array_equal(layer.input, trace.layers[index - 1].hidden)
        read = blob.add(layer.input) if is_set else below
        placed.append({"input": read, **arrays, **firsts, **weights})
        below = arrays["hidden"]  # the layer above reads these very numbers, unless they were set
    return placed


_PARAMETERS = {
    "W_ih": "weight_ih",
    "W_hh": "weight_hh",
    "b_ih": "bias_ih",
    "b_hh": "bias_hh",
}


def _one_way(trace: Trace) -> Iterator[DirectionTrace]:
    for layer in trace.layers:
        yield layer.directions[0]


def _initial_states(layer: DirectionTrace) -> Iterator[tuple[str, Array]]:
    yield "h_0", layer.h_0
    if isinstance(layer, LSTMTrace):
        yield "c_0", layer.c_0


def _terms(spec: NetworkSpec) -> dict[str, Term]:
    terms = dict(TERMS)
    if spec.cell == "gru":
        terms["candidate"] = replace(terms["candidate"], symbol="n_t")
    if spec.cell == "lstm":  # whose output gate already has the letter o
        terms["output"] = replace(terms["output"], symbol="y_t")
    if spec.cell == "rnn" and spec.nonlinearity == "relu":
        terms["hidden"] = replace(terms["hidden"], is_bounded=False)
    return terms
