"""Arrays laid end to end in one float32 blob, and the header's word on where each lies."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnnviz.tracing.record import Array


class Blob:
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


def shifted(entry: Any, n_floats: int) -> Any:
    """A header, or part of one, whose arrays lie so many floats further on."""
    if isinstance(entry, list | tuple):
        return [shifted(each, n_floats) for each in entry]
    if not isinstance(entry, dict):
        return entry
    if entry.keys() == {"offset", "shape"}:
        return {**entry, "offset": entry["offset"] + n_floats}
    return {key: shifted(value, n_floats) for key, value in entry.items()}
