"""What visitors bring and take away: their own word vectors, in and out.

A file that was uploaded is read by the queue, one at a time for the whole server, from a folder
that lives no longer than the reading. What is kept on disk is bounded: the longest unused goes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import rnnviz
from app.cache_vectors import SHELF, brought
from app.jobs import Job, Jobs
from app.prose import english_vectors as prose
from app.work import Control
from rnnviz.embeddings.cache import cache_folder
from rnnviz.embeddings.files import KEY_DIGITS
from rnnviz.embeddings.recognised import needs_words
from rnnviz.errors import VectorsError

MAX_UPLOAD = 200
"""Megabytes of one file; .streamlit/config.toml says the same to the server."""

MAX_KEPT = 4_000_000_000
"""Bytes of all that visitors brought and that is kept on disk."""

MAX_WORDS, MAX_NUMBERS = 10_000, 4_000_000
"""How much of some vectors can be taken away at once."""

_LONGEST_NAME, _REMEMBERED = 80, 64
_jobs = Jobs(n_each=1)
_keys: dict[str, str] = {}  # of the last jobs that ended well


class Upload(Protocol):
    """A file as it was uploaded."""

    name: str
    size: int

    def getbuffer(self) -> memoryview:
        """Its bytes."""


def begin(job: str, files: Sequence[Upload], visitor: str) -> Job:
    """Begin to read what was uploaded.

    Args:
        job: A new name for the work.
        files: One file, or a matrix and the list of its words, in any order.
        visitor: Who wants it.

    Raises:
        VectorsError: If there are too many files, or one is too large.
        JobError: If the queue is full.
    """
    if not 1 <= len(files) <= 2:
        raise VectorsError(prose.TOO_MANY_FILES.format(n=len(files)))
    for file in files:
        if file.size > MAX_UPLOAD << 20:
            raise VectorsError(prose.TOO_LARGE.format(name=file.name, limit=MAX_UPLOAD))
    return _jobs.ask(job, lambda control: _read(job, files, control), visitor)


def renew(job: str, visitor: str) -> Job | None:
    """How far the reading is; None if it is not known any more."""
    return _jobs.renew(job, visitor)


def leave(job: str, visitor: str) -> None:
    """Read no further."""
    _jobs.leave(job, visitor)


def key_of(job: str) -> str:
    """The key of what was read; "" if it was not read to its end."""
    return _keys.get(job, "")


def _read(job: str, files: Sequence[Upload], control: Control) -> None:
    with TemporaryDirectory(prefix="rnnviz-") as folder:
        paths = [_written(Path(folder), file) for file in files]
        path, listed = _in_order(paths)
        vectors = rnnviz.read_vectors(path, words=listed, progress=control.tell, shelf=SHELF)
    key = (vectors.digest or "").removeprefix(SHELF)[:KEY_DIGITS]
    try:
        brought(key)
    except VectorsError as error:
        raise VectorsError(prose.NOT_KEPT) from error
    prune()
    while len(_keys) >= _REMEMBERED:
        del _keys[next(iter(_keys))]
    _keys[job] = key


def _written(folder: Path, file: Upload) -> Path:
    """The upload as a file whose name harms nobody."""
    name = re.sub(r"[^\w.\- ]", "_", file.name)[-_LONGEST_NAME:].lstrip(". ") or "vectors"
    path = folder / name
    while path.exists():
        path = path.with_name(f"_{path.name}")
    path.write_bytes(file.getbuffer())
    return path


def _in_order(paths: list[Path]) -> tuple[Path, Path | None]:
    """The matrix, and the list of its words if there is one."""
    if len(paths) == 1:
        return paths[0], None
    first, second = paths
    return (first, second) if needs_words(first) else (second, first)


def prune(most: int = MAX_KEPT) -> None:
    """Delete what was unused longest, until what visitors brought fits.

    Args:
        most: Bytes.
    """
    found = [(path.stat(), path) for path in (cache_folder() / SHELF).glob("*.npy")]
    total = sum(stat.st_size for stat, _ in found)
    for stat, path in sorted(found, key=lambda pair: pair[0].st_mtime):
        if total <= most:
            return
        path.unlink(missing_ok=True)
        total -= stat.st_size


def n_most(vectors: rnnviz.WordVectors) -> int:
    """How many words can be taken away at once."""
    width = int(vectors.matrix.shape[1])
    return min(len(vectors), MAX_WORDS, max(1, MAX_NUMBERS // width))


def written(vectors: rnnviz.WordVectors, words: Sequence[str], name: str) -> bytes:
    """A file of word vectors; where the format is of two files, a .zip of both.

    Args:
        vectors: Where the words have vectors.
        words: Which are written.
        name: As `rnnviz.write_vectors` understands it.

    Raises:
        VectorsError: If the format cannot hold a word.
    """
    with TemporaryDirectory(prefix="rnnviz-") as folder:
        paths = rnnviz.write_vectors(vectors, Path(folder) / name, words=words)
        if len(paths) == 1:
            return paths[0].read_bytes()
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, path.name)
        return packed.getvalue()
