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
from typing import Any

import numpy as np
from numpy.typing import NDArray

_DIGEST_SIZE = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Where arrays are kept: RNNVIZ_CACHE, else the user's own cache folder for rnnviz."""
    import platformdirs  # noqa: PLC0415 - not needed by vectors that keep nothing

    return Path(os.environ.get("RNNVIZ_CACHE") or platformdirs.user_cache_dir("rnnviz"))


def content_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: If the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    path = cache_folder() / f"{key}.npy"
    if not _is_whole(path):
        made = make()
        try:
            _keep(path, made)
        except OSError:
            made.flags.writeable = False
            return made
    kept: NDArray[Any] = np.load(path, mmap_mode="r")
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


def _keep(path: Path, array: NDArray[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, array)
            file.flush()
            file.write(bytes.fromhex(content_digest(Path(unfinished))))
        Path(unfinished).chmod(0o644)  # a cache for all users, where mkstemp thinks of one
        Path(unfinished).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise
