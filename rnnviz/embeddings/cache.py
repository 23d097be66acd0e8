"""Arrays kept between runs, memory-mapped and so shared by all processes.

A kept array is a .npy file with the SHA-256 of its bytes appended. It is checked whenever it
is opened; a file that is cut off or altered is made again, not trusted. It comes into being
under another name and is moved into place whole, so that no reader sees half of it.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

_PIECE = 1 << 20  # bytes
_DIGEST_SIZE = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Where arrays are kept: RNNVIZ_CACHE, else the user's own cache folder for rnnviz."""
    import platformdirs  # noqa: PLC0415 - not needed by vectors that keep nothing

    return Path(os.environ.get("RNNVIZ_CACHE") or platformdirs.user_cache_dir("rnnviz"))


def content_digest(path: Path, tell: Callable[[float], object] | None = None) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Args:
        path: Of the file.
        tell: Told the share that is done, in [0, 1]; what it raises ends the reading.

    Raises:
        OSError: If the file cannot be read.
    """
    digest, piece, n_done = hashlib.sha256(), bytearray(_PIECE), 0
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        while n := file.readinto(piece):
            digest.update(memoryview(piece)[:n])
            n_done += n
            if tell is not None:
                tell(min(1.0, n_done / max(1, size)))
    return digest.hexdigest()


def kept_array(key: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """An array from the cache, made and kept if it is not there or broken.

    Args:
        key: Its name: everything that `make` depends on must be in it, and a format number,
            so that a change of code makes the array anew.
        make: Computes the array.

    Returns:
        The array, read-only. Memory-mapped, unless the cache folder cannot be written: then
        it is what `make` gave, for a full disk must not keep anyone from reading vectors.
    """
    if (kept := find_array(key)) is not None:
        return kept
    made = make()
    try:
        keep_file(key, lambda file: np.save(file, made))
    except OSError:
        made.flags.writeable = False
        return made
    return open_array(key)


def find_array(key: str) -> NDArray[Any] | None:
    """An array from the cache, memory-mapped and read-only; None if it is not there whole."""
    return open_array(key) if _is_whole(cache_folder() / f"{key}.npy") else None


def open_array(key: str) -> NDArray[Any]:
    """An array that is known to be kept whole, memory-mapped and read-only."""
    kept: NDArray[Any] = np.load(cache_folder() / f"{key}.npy", mmap_mode="r")
    return kept


def _is_whole(path: Path) -> bool:
    try:
        with (
            path.open("rb") as file,
            mmap(file.fileno(), 0, access=ACCESS_READ) as content,
            memoryview(content) as view,
            view[:-_DIGEST_SIZE] as body,
        ):
            return hashlib.sha256(body).digest() == content[-_DIGEST_SIZE:]
    except (OSError, ValueError):  # not there; empty
        return False


def keep_file(key: str, write: Callable[[BinaryIO], object]) -> None:
    """Keep an array that is written piece by piece; what `write` raises leaves nothing behind.

    Args:
        key: Its name, as for kept_array.
        write: Writes a .npy file into an empty one.

    Raises:
        OSError: If the cache folder cannot be written.
    """
    path = cache_folder() / f"{key}.npy"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            file.seek(0, os.SEEK_END)
            file.write(bytes.fromhex(content_digest(Path(unfinished))))
        Path(unfinished).chmod(0o644)  # a cache for all users, where mkstemp thinks of one
        Path(unfinished).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise
