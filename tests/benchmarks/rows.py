"""One line of the benchmark table, and the clock that fills it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """What was measured, against whom, and the bar it must meet.

    Attributes:
        what: The task, in words.
        ours: Our number, with its unit.
        peer: The peer and its number from the same run; "" where the bar is absolute.
        bar: The bar, in words.
        holds: Whether it is met.
    """

    what: str
    ours: str
    peer: str
    bar: str
    holds: bool


def milliseconds(task: Callable[[], object], repeats: int = 30, warm_ups: int = 3) -> float:
    """Median wall time of a task, after some runs that do not count."""
    times = []
    for run in range(repeats + warm_ups):
        start = time.perf_counter()
        task()
        if run >= warm_ups:
            times.append(time.perf_counter() - start)
    return 1000 * median(times)
