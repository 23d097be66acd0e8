"""Small trainings, and a folder of movie snippets that nobody had to fetch."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rnnviz.training.run import run
from rnnviz.training.runs import Run, read_run
from rnnviz.training.settings import Task, TrainSettings
from rnnviz.training.snippets import ARCHIVE, INNER_ARCHIVE, SNIPPETS_FILE

GOOD = ("a fine film .", "what a joy !", "warm , funny and fine", "a joy from first to last")
BAD = ("a dull film .", "what a bore !", "cold , tired and dull", "a bore from first to last")


def small(task: Task = "brackets", **others: object) -> TrainSettings:
    """Settings that train in a moment."""
    few = TrainSettings(
        task, hidden_size=4, epochs=2, batch_size=20, length=6, n_examples=100, learning_rate=0.01
    )
    return replace(few, **others).checked()


def trained(
    settings: TrainSettings, folder: Path, tell: Callable[[float], object] = lambda share: None
) -> Run:
    """A run, trained to its end in this process."""
    run(settings, folder, tell)
    found = read_run(folder)
    assert found is not None
    return found


def tar(name: str, content: bytes) -> bytes:
    """A compressed archive of one file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def archive_of(*lines: str) -> bytes:
    """The snippets' archive with other lines in it."""
    return tar(INNER_ARCHIVE, tar(SNIPPETS_FILE, "\r\n".join(lines).encode()))


def snippets_in(folder: Path, n: int = 160) -> str:
    """Keep an archive of n numbered snippets in a folder; gives its digest."""
    pairs = [(2.5, GOOD), (-2.5, BAD)]
    texts = (
        (rating, f"{words[i // 2 % 4]} {i}") for i in range(n) for rating, words in [pairs[i % 2]]
    )
    archive = archive_of(*(f"{i}\t{rating}\t{text}" for i, (rating, text) in enumerate(texts)))
    (folder / ARCHIVE).write_bytes(archive)
    return hashlib.sha256(archive).hexdigest()
