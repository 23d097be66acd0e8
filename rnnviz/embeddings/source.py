"""The bytes of a file in order, unpacked where they are packed, never more than agreed.

gzip and zip are unpacked while they are read: nothing is written under a name from an archive,
and what expands too far is refused as soon as it does.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from rnnviz.errors import VectorsError, shortened

MAX_RATIO = 30
"""How many times its size a packed file may become; text of numbers becomes 2 to 5 times."""

ALWAYS_ALLOWED = 1 << 26
"""Bytes that a packed file may become whatever its size is."""

GZIP, ZIPS = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_MAX_DIRECTORY = 1 << 20  # bytes of a zip's table of contents
_END_OF_ZIP = struct.Struct("<4s4H2LH")
_BROKEN = (zlib.error, EOFError, zipfile.BadZipFile, gzip.BadGzipFile)
Progress = Callable[[float], object]


class _Stream(Protocol):
    def read(self, n: int = -1, /) -> bytes: ...


class Source:
    """A file that is read from its beginning to its end.

    Args:
        name: What errors call it.
        raw: The file as it lies there; its position tells how far the reading is.
        size: Its bytes.
        stream: What is read: the file itself, or what it unpacks to.
    """

    def __init__(self, name: str, raw: IO[bytes], size: int, stream: _Stream) -> None:
        self.name = name
        self.size = size
        self.is_packed = stream is not raw
        self._raw, self._stream, self._waiting = raw, stream, b""
        self._limit = max(ALWAYS_ALLOWED, MAX_RATIO * size) if self.is_packed else size
        self._n_read = 0

    @property
    def share(self) -> float:
        """Which share of the file has been read, in [0, 1]."""
        return min(1.0, self._raw.tell() / self.size) if self.size else 1.0

    def peek(self, n: int) -> bytes:
        """The next n bytes, fewer only at the end; they stay to be read.

        Raises:
            VectorsError: If they cannot be unpacked.
        """
        while len(self._waiting) < n and (piece := self._next(n - len(self._waiting))):
            self._waiting += piece
        return self._waiting[:n]

    def read(self, n: int) -> bytes:
        """The next n bytes, fewer only at the end.

        Raises:
            VectorsError: If they cannot be unpacked.
        """
        if not self._waiting:
            return self._next(n)
        found = self.peek(n)
        self._waiting = self._waiting[n:]
        return found

    def _next(self, n: int) -> bytes:
        try:
            piece = self._stream.read(n)
        except _BROKEN as error:
            raise VectorsError(
                f"{self.name} cannot be unpacked: it is damaged or cut off after "
                f"{self._n_read:,} unpacked bytes. Get it again."
            ) from error
        self._n_read += len(piece)
        if self._n_read > self._limit:
            raise VectorsError(
                f"{self.name} unpacks to more than {self._limit:,} bytes, {MAX_RATIO} times its "
                "size or more, as word vectors never do: unpack it yourself if you trust it."
            )
        return piece


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a file, and look into it if it is packed.

    Raises:
        OSError: If it cannot be opened.
        VectorsError: If it is packed and cannot be unpacked, or holds several files.
    """
    with path.open("rb") as raw:
        size = path.stat().st_size
        magic = raw.read(4)
        raw.seek(0)
        stream: _Stream = raw
        if magic.startswith(GZIP):
            stream = gzip.GzipFile(fileobj=raw)
        elif magic in ZIPS:
            stream = _only_member(raw, path.name, size)
        yield Source(path.name, raw, size, stream)


def _only_member(raw: IO[bytes], name: str, size: int) -> IO[bytes]:
    _check_directory(raw, name, size)
    try:
        archive = zipfile.ZipFile(raw)
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            raise VectorsError(_not_one(name, [member.filename for member in members]))
        if members[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise VectorsError(f"{name} is packed in a way that is not read here: unpack it.")
        return archive.open(members[0])
    except RuntimeError as error:  # what zipfile raises for want of a password, and for no more
        raise VectorsError(f"{name} is locked with a password: unpack it.") from error
    except (*_BROKEN, ValueError) as error:
        why = shortened(str(error), 60)
        raise VectorsError(f"{name} cannot be unpacked: {why}. Get it again.") from error


def _not_one(name: str, found: list[str]) -> str:
    if any(member.endswith((".pkl", ".pickle")) for member in found):
        return (
            f"{name} holds a pickle, which can run any code when it is opened, so it never is: "
            "save the vectors as text, .npy or safetensors."
        )
    listed = shortened(", ".join(found[:4]) or "none", 80)
    return f"Expected one file of word vectors in {name}, got {len(found)} ({listed}): unpack it."


def _check_directory(raw: IO[bytes], name: str, size: int) -> None:
    """Refuse a table of contents that alone would fill the memory."""
    raw.seek(max(0, size - (1 << 16) - _END_OF_ZIP.size))
    tail = raw.read()
    raw.seek(0, io.SEEK_SET)
    start = tail.rfind(b"PK\5\6")
    if start < 0 or len(tail) - start < _END_OF_ZIP.size:
        raise VectorsError(f"{name} cannot be unpacked: it is cut off. Get it again.")
    n_bytes = _END_OF_ZIP.unpack_from(tail, start)[5]
    if n_bytes > _MAX_DIRECTORY:
        raise VectorsError(f"Expected one file of word vectors in {name}, got many: unpack it.")
