"""What long work and the queue (`app.jobs`) tell each other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_LAST = 32  # tellings whose pace counts
_LEAST = 0.02  # share that they must be apart


class Cancelled(Exception):  # noqa: N818 - what happened, not an error
    """Raised inside work whose result nobody wants any more."""


class Control:
    """Between work and the queue: the work tells how far it is, and hears when to stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: list[Callable[[], object]] = []
        self._is_cancelled = False
        self._told: deque[tuple[float, float]] = deque(maxlen=_LAST)

    def tell(self, share: float) -> None:
        """Say which share is done, in [0, 1].

        Raises:
            Cancelled: If the work is to stop.
        """
        self._told.append((time.monotonic(), share))
        if self._is_cancelled:
            raise Cancelled

    def on_cancel(self, stop: Callable[[], object]) -> None:
        """Have something done when the work is cancelled, or now if it already is."""
        with self._lock:
            self._stops.append(stop)
            is_late = self._is_cancelled
        if is_late:
            stop()

    def cancel(self) -> None:
        """Make the work stop: at its next telling, or by what it gave to `on_cancel`."""
        with self._lock:
            self._is_cancelled = True
            stops = tuple(self._stops)
        for stop in stops:
            stop()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._is_cancelled

    @property
    def share(self) -> float:
        """What was last told."""
        return self._told[-1][1] if self._told else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the pace of the last tellings; None while these say too little."""
        told = tuple(self._told)
        if len(told) < 2 or told[-1][1] - told[0][1] < _LEAST:
            return None
        (then, start), (now, share) = told[0], told[-1]
        return max(0.0, (1 - share) * (now - then) / (share - start) - (time.monotonic() - now))


Work = Callable[[Control], object]
