"""Long work beside the pages: a queue that is bounded, fair, and drops what nobody wants.

Work is known by a key that says what it computes, so that visitors who want the same share it,
and a page that is reloaded finds it again. A wish for it must be renewed, as a page does while
it shows how far the work is: the closed tab's work ends by itself.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Literal

from app.prose import english_maps as prose
from app.work import Cancelled, Control, Work
from rnnviz.errors import JobError, RnnvizError

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
LEASE = 20.0
"""Seconds for which a wish holds."""

_REMEMBERED = 64  # finished jobs, so that a page can say how they ended
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """How far some work is, at one moment.

    Attributes:
        key: What it computes.
        status: "waiting" and "running" are still to end; "failed" has a sentence.
        place: In the queue, 1 is next; 0 unless waiting.
        share: Of the work that is done, in [0, 1].
        seconds_left: As far as can be told yet.
        sentence: Why it failed, or "".
    """

    key: str
    status: Status
    place: int = 0
    share: float = 0.0
    seconds_left: float | None = None
    sentence: str = ""

    @property
    def is_live(self) -> bool:
        """Whether it waits or runs."""
        return self.status in ("waiting", "running")


@dataclass(eq=False)
class _Task:
    key: str
    work: Work
    turn: int
    status: Status = "waiting"
    wishes: dict[str, float] = field(default_factory=dict)
    control: Control = field(default_factory=Control)
    sentence: str = ""

    @property
    def is_live(self) -> bool:
        return self.status in ("waiting", "running")


class Jobs:
    """A queue with a few workers; safe to use from all threads.

    Each job has a turn: a visitor's first has the present one, a second the next, and so on; a
    second job so waits behind everybody's first, but not for ever. Threads live only while there
    is work.

    Args:
        n_workers: How many jobs run at once.
        lease: Seconds after which a wish that is not renewed is over.
        n_live: How many jobs may wait or run in all.
        n_each: How many of them one visitor may want.
    """

    def __init__(
        self, n_workers: int = 1, *, lease: float = LEASE, n_live: int = 40, n_each: int = 3
    ) -> None:
        self._n_workers, self._lease, self._n_live, self._n_each = n_workers, lease, n_live, n_each
        self._lock = threading.RLock()
        self._tasks: dict[str, _Task] = {}  # in the order in which they were asked for
        self._turn = 0
        self._n_running = 0
        self._is_watched = False

    def ask(self, key: str, work: Work, visitor: str) -> Job:
        """Want a result: joins the job of that key if it waits or runs, else begins one.

        Args:
            key: What the work computes.
            work: Called in a thread of its own; what it returns is dropped, so it keeps its
                result itself. An RnnvizError that it raises is said to the visitor.
            visitor: Who wants it, until LEASE after the last asking or renewing.

        Raises:
            JobError: If the queue is full, or this visitor wants too much at once.
        """
        with self._lock:
            self._sweep()
            task = self._tasks.get(key)
            turn = self._next_turn(visitor)
            if task is None or not task.is_live:
                self._check_room(visitor)
                self._tasks.pop(key, None)
                task = self._tasks[key] = _Task(key, work, turn)
            elif visitor not in task.wishes:
                task.turn = min(task.turn, turn)
            task.wishes[visitor] = time.monotonic()
            self._go_on()
            return self._seen(task)

    def renew(self, key: str, visitor: str) -> Job | None:
        """How far a job is, and that this visitor still wants it; None if it is not known."""
        with self._lock:
            task = self._tasks.get(key)
            if task is None:
                return None
            task.wishes[visitor] = time.monotonic()
            return self._seen(task)

    def look(self, key: str) -> Job | None:
        """How far a job is, without wanting it; None if it is not known."""
        with self._lock:
            task = self._tasks.get(key)
            return None if task is None else self._seen(task)

    def leave(self, key: str, visitor: str) -> None:
        """Want it no more; it is cancelled if nobody else does."""
        with self._lock:
            task = self._tasks.get(key)
            if task is not None and task.is_live:
                task.wishes.pop(visitor, None)
                self._sweep()

    def close(self) -> None:
        """Cancel everything."""
        with self._lock:
            for task in self._tasks.values():
                task.wishes.clear()
            self._sweep()

    def _check_room(self, visitor: str) -> None:
        live = [task for task in self._tasks.values() if task.is_live]
        if len(live) >= self._n_live:
            raise JobError(prose.QUEUE_FULL.format(n=len(live)))
        if sum(visitor in task.wishes for task in live) >= self._n_each:
            raise JobError(prose.TOO_MANY_JOBS.format(n=self._n_each))

    def _sweep(self) -> None:
        """Cancel what nobody wants any more, and forget what ended long ago."""
        expired = time.monotonic() - self._lease
        for task in self._tasks.values():
            task.wishes = {who: when for who, when in task.wishes.items() if when > expired}
            if task.is_live and not task.wishes:
                task.status = "cancelled"
                task.control.cancel()
        ended = [key for key, task in self._tasks.items() if not task.is_live]
        for key in ended[:-_REMEMBERED]:
            del self._tasks[key]

    def _next_turn(self, visitor: str) -> int:
        own = (t.turn + 1 for t in self._tasks.values() if t.is_live and visitor in t.wishes)
        return max((self._turn, *own))

    def _waiting(self) -> list[_Task]:
        """Who comes next: by turn, else as they came."""
        waiting = (task for task in self._tasks.values() if task.status == "waiting")
        return sorted(waiting, key=lambda task: task.turn)

    def _seen(self, task: _Task) -> Job:
        place = self._waiting().index(task) + 1 if task.status == "waiting" else 0
        share, left = task.control.share, task.control.seconds_left
        return Job(task.key, task.status, place, share, left, task.sentence)

    def _go_on(self) -> None:
        """Start what there is a worker for."""
        while self._n_running < self._n_workers and (waiting := self._waiting()):
            waiting[0].status, self._turn = "running", waiting[0].turn
            self._n_running += 1
            threading.Thread(target=self._run, args=waiting[:1], daemon=True).start()
        if self._n_running and not self._is_watched:
            self._is_watched = True
            threading.Thread(target=self._watch, daemon=True).start()

    def _run(self, task: _Task) -> None:
        status, sentence = _outcome(task)
        with self._lock:
            if task.status == "running":
                task.status, task.sentence = status, sentence
            self._n_running -= 1
            self._go_on()

    def _watch(self) -> None:
        """End wishes that are not renewed, while anything runs."""
        while True:
            time.sleep(min(1.0, self._lease / 4))
            with self._lock:
                self._sweep()
                if not self._n_running:
                    self._is_watched = False
                    return


def _outcome(task: _Task) -> tuple[Status, str]:
    try:
        task.work(task.control)
    except Cancelled:
        return "cancelled", ""
    except RnnvizError as refusal:
        return "failed", str(refusal)
    except Exception:
        _LOG.exception("The job %s failed.", task.key)
        return "failed", prose.JOB_BROKE
    return "done", ""
