"""What takes seconds to make and is the same for all trainings, kept as JSON in the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rnnviz.embeddings.cache import cache_folder
from rnnviz.training.runs import put


def kept_json(name: str, make: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """What a file holds; made, and kept there, if it is missing, damaged or of no use.

    Args:
        name: Of the file: all that `make` depends on must be in it.
        make: Makes it, of what JSON knows.
        holds: Whether what was kept can be used.
    """
    path = cache_folder() / f"{name}.json"
    with suppress(OSError, ValueError):
        kept = json.loads(path.read_text("utf-8"))
        if holds(kept):
            return kept
    made = make()
    with suppress(OSError):  # a full disk costs the next one time, and nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, json.dumps(made).encode())
    return made
