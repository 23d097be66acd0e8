"""A trace as a file for other programs: NumPy's .npz for code, Parquet for tables.

npz      inputs (T, I), tokens (T,), output and probabilities (T, C), every parameter by
         torch's name (weight_ih_l0 … head.bias), every quantity and first state of every layer
         as "layer1.forget_gate", "layer1.h_0", of two directions as "layer1.backward.hidden".
         spec, card and interventions are JSON text. A batch has its axis first, as in a Trace.
parquet  one row a number: sentence, t, layer and unit from 1, token, direction, quantity,
         block, value; the head's rows have layer 0, as in `Intervention`. Only the contributions
         and the pre-activation have blocks. spec, card and interventions are in the metadata.

No pickle is written, and none is needed to read either. Equal traces make equal files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from rnnviz.errors import RnnvizError, shortened
from rnnviz.terms import BLOCKS
from rnnviz.tracing.interventions import STACKED
from rnnviz.tracing.record import Array, Trace

_LONGEST_SHOWN = 60


def export_npz(trace: Trace, file: str | Path | BinaryIO) -> None:
    """Write every number of a trace, and the weights behind them, as arrays by name.

    Args:
        trace: One sentence or a batch; this module's docstring lists the names.
        file: A path, replaced in one move, or a binary file open for writing.

    Raises:
        RnnvizError: If no file can be written there.
    """
    arrays: dict[str, Any] = {
        "inputs": trace.inputs,
        "tokens": np.array(trace.tokens, dtype=np.str_),
        **trace.weights,
        **{name: np.array(text) for name, text in _descriptions(trace).items()},
    }
    for layer, direction, quantity, array in _quantities(trace):
        way = f"{direction}." if trace.spec.bidirectional else ""
        arrays[f"layer{layer}.{way}{quantity}" if layer else quantity] = array
    payload = BytesIO()
    np.savez(payload, **arrays)
    save(payload, file)


def export_parquet(trace: Trace, file: str | Path | BinaryIO) -> None:
    """Write every number over time as a long table, one row a number.

    Args:
        trace: One sentence or a batch; this module's docstring lists the columns.
        file: A path, replaced in one move, or a binary file open for writing.

    Raises:
        RnnvizError: If no file can be written there, or a token is not valid Unicode.
    """
    try:
        tokens = pa.array(trace.tokens or [None] * trace.n_timesteps, pa.string())
    except UnicodeEncodeError as error:
        raise RnnvizError(
            f"Parquet holds valid Unicode only, but a token has {error.object[error.start]!r} in "
            "it; trace the sentence again without that character."
        ) from None
    pieces = [
        _rows(trace, tokens, *quantity)
        for quantity in _quantities(trace)
        if quantity[2] not in ("h_0", "c_0")
    ]
    table = pa.concat_tables(pieces).unify_dictionaries()
    payload = BytesIO()
    parquet.write_table(table.replace_schema_metadata(_descriptions(trace)), payload)
    save(payload, file)


def _descriptions(trace: Trace) -> dict[str, str]:
    """What describes a trace besides its arrays, as JSON."""
    return {
        "spec": json.dumps(asdict(trace.spec)),
        "card": json.dumps(dict(trace.card)),
        "interventions": json.dumps([asdict(change) for change in trace.interventions]),
    }


def _quantities(trace: Trace) -> Iterator[tuple[int, str, str, Array]]:
    """Layer, direction, name and numbers of all that was computed; the head has layer 0."""
    for number, layer in enumerate(trace.layers, start=1):
        for way in layer.directions:
            for quantity, array in way.quantities():
                yield number, way.direction, quantity, array
            for first in ("h_0", "c_0"):
                if hasattr(way, first):
                    yield number, way.direction, first, getattr(way, first)
    if trace.output is not None and trace.probabilities is not None:
        yield 0, "forward", "output", trace.output
        yield 0, "forward", "probabilities", trace.probabilities


def _rows(
    trace: Trace, tokens: pa.Array, layer: int, direction: str, quantity: str, array: Array
) -> pa.Table:
    """One quantity as rows, in the order sentence, timestep, block, unit."""
    blocks = BLOCKS[trace.spec.cell] if quantity in STACKED else (None,)
    n_units = array.shape[-1] // len(blocks)
    shape = (-1, trace.n_timesteps, len(blocks), n_units)
    axes = np.indices(array.reshape(shape).shape, dtype=np.int32).reshape(4, -1)
    sentence, t, block, unit = axes

    def text(values: Any, which: NDArray[np.int32]) -> pa.Array:
        return pa.array(values, pa.string()).dictionary_encode().take(pa.array(which))

    nought = np.zeros_like(t)
    return pa.table(
        {
            "sentence": sentence + 1,
            "t": t + 1,
            "token": text(tokens, t),
            "layer": nought + layer,
            "direction": text([direction], nought),
            "quantity": text([quantity], nought),
            "block": text(blocks, block),
            "unit": unit + 1,
            "value": array.ravel(),
        }
    )


def save(payload: BytesIO, file: str | Path | BinaryIO) -> None:
    """Hand the bytes over; a reader of a path sees the old file or the new one, never half.

    Raises:
        RnnvizError: If no file can be written there.
    """
    if not isinstance(file, str | Path):
        file.write(payload.getbuffer())
        return
    path = Path(file)
    unfinished = path.parent / f"{path.name}.{os.getpid()}.unfinished"
    try:
        unfinished.write_bytes(payload.getbuffer())
        unfinished.replace(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RnnvizError(
            f"The trace cannot be saved as {shortened(path.name or str(path), _LONGEST_SHOWN)}: "
            f"{reason}; give the name of a file in a folder that is there."
        ) from None
    finally:
        with suppress(OSError, ValueError):
            unfinished.unlink()
