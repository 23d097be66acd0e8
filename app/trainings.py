"""Training runs beside the pages: begun, watched, left, kept.

Training is deterministic, so equal settings are one run that all visitors share: a class that
presses Train with the defaults trains once. Who pauses or stops only leaves; when nobody wants
a run any more its process is ended, and it goes on after its last whole epoch when somebody
does again.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from app.jobs import Job, Jobs
from app.processes import run_module
from app.prose import english_train as prose
from app.work import Control
from rnnviz.embeddings.cache import cache_folder
from rnnviz.errors import JobError
from rnnviz.training.runs import Run, read_run
from rnnviz.training.settings import TrainSettings

N_WORKERS = min(4, max(1, (os.cpu_count() or 1) // 2))
"""Trainings at once; each takes one core at low priority, and half the cores stay for answers."""

KEPT_BYTES = 400_000_000
"""On disk, of all runs together; those not looked at for longest go first."""

_KEY = re.compile(r"[0-9a-f]{12}")
_jobs = Jobs(N_WORKERS)


def is_key(text: str) -> bool:
    """Whether a text, such as one from an address, can be the key of a run."""
    return _KEY.fullmatch(text) is not None


def folder(key: str) -> Path:
    """Where a run's files lie, or would.

    Args:
        key: 12 hexadecimal digits.

    Raises:
        JobError: If it is no key.
    """
    if not is_key(key):
        raise JobError(prose.NO_KEY.format(key=key[:24]))
    return cache_folder() / "runs" / key


def begin(settings: TrainSettings, visitor: str) -> Job:
    """Want a run: begin it, go on after its last whole epoch, or join those who want it too.

    Args:
        settings: Of the run.
        visitor: Who wants it, until `leave`, or the lease of `app.jobs` after the last `renew`.

    Returns:
        How far it is; "done" where there is nothing left to do.

    Raises:
        SettingsError: If it cannot be trained so.
        JobError: If the queue is full, or this visitor wants too much at once.
    """
    settings = settings.checked()
    key = settings.key
    kept = run(key)
    if kept is not None and kept.status != "unfinished":
        return Job(key, "done", share=1.0)
    return _jobs.ask(key, partial(_train, settings), visitor)


def renew(key: str, visitor: str) -> Job | None:
    """How far a run is, and that this visitor still wants it; None if nobody asked for it."""
    return _jobs.renew(key, visitor)


def leave(key: str, visitor: str) -> None:
    """Want it no more; its process is ended if nobody else does, and what is whole is kept."""
    _jobs.leave(key, visitor)


def run(key: str) -> Run | None:
    """A run as far as it is on disk, at any moment; None if there is none, or it was let go."""
    if not is_key(key):
        return None
    return read_run(folder(key))


def keep_longer(key: str) -> None:
    """Note that a run is looked at: those not looked at for longest are let go first."""
    with suppress(OSError, JobError):
        os.utime(folder(key))


def is_live(key: str) -> bool:
    """Whether a run waits or trains at this moment, for whomever."""
    job = _jobs.look(key)
    return job is not None and job.is_live


def stamp(key: str) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever a run's files do: their names, sizes and times. Empty if none."""
    if not is_key(key):
        return ()
    with suppress(OSError), os.scandir(folder(key)) as entries:
        facts = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        return tuple(sorted((name, fact.st_size, fact.st_mtime_ns) for name, fact in facts))
    return ()


def _train(settings: TrainSettings, control: Control) -> None:
    """Have it trained by a process, from where its folder leaves off."""
    place = folder(settings.key)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise JobError(prose.NO_ROOM.format(folder=place.parent)) from refusal
    with TemporaryDirectory(prefix="rnnviz-train-") as asked:
        file = Path(asked) / "settings.json"
        file.write_text(settings.to_json(), "utf-8")
        try:
            run_module("rnnviz.training.run", (str(file), str(place)), control)
        finally:  # what was ended early takes room, too
            _forget_old()


def _forget_old() -> None:
    """Remove the runs that were not looked at for longest, beyond what may be kept."""
    places = [place for place in (cache_folder() / "runs").iterdir() if is_key(place.name)]
    total = 0
    for place in sorted(places, key=_looked_at, reverse=True):
        total += sum(size for _, size, _ in stamp(place.name))
        if total > KEPT_BYTES and not is_live(place.name):
            shutil.rmtree(place, ignore_errors=True)


def _looked_at(place: Path) -> float:
    """When, in seconds; 0 for a folder that the other worker removes at this moment."""
    with suppress(OSError):
        return place.stat().st_mtime
    return 0.0
