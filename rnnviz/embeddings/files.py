"""Word-vector files people have, read once and then opened from the cache.

Formats: `rnnviz.embeddings.recognised`. Reading is streamed: beside the words it holds a few
blocks of BLOCK_BYTES, and the rows go straight into the cache, from where they are mapped.
"""

import hashlib
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.blocks import check_count
from rnnviz.embeddings.cache import (
    cache_folder,
    content_digest,
    find_array,
    keep_file,
    kept_array,
    open_array,
)
from rnnviz.embeddings.recognised import list_of, reading
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.embeddings.word_list import check_words
from rnnviz.errors import VectorsError, shortened

KEY_DIGITS = 16
FORMAT = 2
"""Counts the changes of what is read from one file; arrays kept under another are not used."""

DIGEST_SHARE = 0.1
"""Of the progress: what the file's digest takes before anything is read."""

Progress = Callable[[float], object]
_ENDINGS = {".gz", ".zip", ".txt", ".vec", ".bin", ".npy", ".tsv", ".safetensors"}


def read_vectors(
    path: str | Path,
    *,
    words: str | Path | None = None,
    progress: Progress | None = None,
    shelf: str = "",
) -> WordVectors:
    """Open a file of word vectors in whatever format its content has.

    GloVe, word2vec and fastText text, also in .gz or as the one file of a .zip; word2vec
    binary; .npy, safetensors and the Embedding Projector's .tsv with a list of their words.
    What is parsed is kept in the cache under the digest of the file's content, so that the same
    file is parsed once, wherever it lies, and a changed one is parsed again.

    Args:
        path: The file.
        words: The list of words of a file that has none in it; None to take the one beside it
            (see `rnnviz.embeddings.word_list.beside`).
        progress: Told the share that is done, in [0, 1]. What it raises ends the reading, and
            nothing of it is kept.
        shelf: A part of the cache, such as "brought/".

    Raises:
        VectorsError: If there is no such file, or it is not of a format; the sentence names the
            first faulty line, row or byte.
    """
    path, listed = Path(path), Path(words) if words is not None else None
    tell = progress or _nothing
    tell(0.0)
    try:
        listed = list_of(path, listed)
        digest = _digest(path, listed, tell)
        found = find_kept(digest, shelf) or _parsed(path, listed, digest, tell, shelf)
    except OSError as error:
        raise VectorsError(
            f"Expected a file of word vectors at {path}, but: {error.strerror}. Check the path."
        ) from error
    tell(1.0)
    return WordVectors(*found, name=title(path.name), digest=shelf + digest)


def open_kept(key: str, shelf: str = "") -> WordVectors:
    """Vectors that were read before, by the first digits of their digest.

    Args:
        key: KEY_DIGITS hexadecimal digits.
        shelf: The part of the cache.

    Raises:
        VectorsError: If the key is none, or the cache does not hold them whole.
    """
    is_key = len(key) == KEY_DIGITS and set(key) <= set("0123456789abcdef")
    folder = cache_folder() / shelf
    names = sorted(folder.glob(f"{key}*-matrix-{FORMAT}.npy")) if is_key else []
    digest = names[0].name.split("-")[0] if names else ""
    if not digest or (found := find_kept(digest, shelf)) is None:
        raise VectorsError(
            f"No word vectors are kept under “{shortened(key, KEY_DIGITS)}”: upload them again."
        )
    name = find_array(f"{shelf}{digest}-name-{FORMAT}")
    called = key if name is None else name.tobytes().decode()
    return WordVectors(*found, name=called, digest=shelf + digest)


def find_kept(digest: str, shelf: str) -> tuple[list[str], NDArray[Any]] | None:
    """Words and matrix from the cache; None if both are not there whole."""
    words = find_array(f"{shelf}{digest}-words-{FORMAT}")
    matrix = None if words is None else find_array(f"{shelf}{digest}-matrix-{FORMAT}")
    return None if words is None or matrix is None else (_to_words(words), matrix)


def title(name: str) -> str:
    """What vectors are called after their file: its name without the endings."""
    while (path := Path(name)).suffix.lower() in _ENDINGS and path.stem:
        name = path.stem
    return name


def _parsed(
    path: Path, listed: Path | None, digest: str, tell: Progress, shelf: str
) -> tuple[list[str], NDArray[Any]]:
    key = f"{shelf}{digest}-matrix-{FORMAT}"
    words: list[str] = []
    try:
        keep_file(key, lambda file: _write(file, path, listed, words, tell))
        matrix = open_array(key)
    except OSError:  # the cache cannot be written, which must not keep anyone from reading
        return _in_memory(path, listed, tell)
    kept_array(f"{shelf}{digest}-words-{FORMAT}", lambda: _to_bytes("\n".join(words)))
    kept_array(f"{shelf}{digest}-name-{FORMAT}", lambda: _to_bytes(title(path.name)))
    return words, matrix


def _write(
    file: BinaryIO, path: Path, listed: Path | None, words: list[str], tell: Progress
) -> None:
    """Write the rows as a .npy file and gather the words."""
    words.clear()
    size, before = 0, _stamps(path, listed)
    with closing(_checked(path, listed, words, tell)) as blocks:
        for block in blocks:
            if not size:
                size = block.shape[1]
                _write_header(file, 0, size)
            file.write(np.ascontiguousarray(block, dtype="<f4").data)
    if _stamps(path, listed) != before:
        raise VectorsError(f"{path.name} changed while it was read: read it again.")
    file.seek(0)
    _write_header(file, len(words), size)


def _stamps(*paths: Path | None) -> list[tuple[int, int]]:
    """Size and time of the last change, of each file that there is."""
    stats = [path.stat() for path in paths if path is not None]
    return [(stat.st_size, stat.st_mtime_ns) for stat in stats]


def _write_header(file: BinaryIO, n_words: int, size: int) -> None:
    """A .npy header; numpy leaves room in it for any number of rows."""
    np.lib.format.write_array_header_1_0(
        file, {"descr": "<f4", "fortran_order": False, "shape": (n_words, size)}
    )


def _in_memory(
    path: Path, listed: Path | None, tell: Progress
) -> tuple[list[str], NDArray[np.float32]]:
    words: list[str] = []
    blocks = list(_checked(path, listed, words, tell))
    matrix = np.empty((len(words), blocks[0].shape[1]), dtype=np.float32)
    n = len(words)
    while blocks:  # each block goes as soon as it is copied
        block = blocks.pop()
        matrix[n - len(block) : n] = block
        n -= len(block)
    return words, matrix


def _checked(
    path: Path, listed: Path | None, words: list[str], tell: Progress
) -> Generator[NDArray[np.float32], None, None]:
    """The rows, block by block, while the words are gathered; complains at the first fault."""
    with reading(path, listed) as found, closing(found.blocks):
        for block in found.blocks:
            _check_finite(block.rows, len(words), path.name)
            words += block.words
            check_count(len(words), path.name)
            share = found.share() if found.share else len(words) / found.n_rows
            tell(DIGEST_SHARE + (1 - DIGEST_SHARE) * share)
            yield block.rows
        check_words(words, found.words_from, found.unit, found.first)
    if not words:
        raise VectorsError(f"Expected words and their numbers in {path.name}, got none.")


def _check_finite(rows: NDArray[np.float32], n_before: int, name: str) -> None:
    is_finite = np.isfinite(rows).all(axis=1)
    if not is_finite.all():
        number = n_before + int(np.argmin(is_finite)) + 1
        raise VectorsError(
            f"Row {number:,} of {name} holds NaN or infinity in float32: leave that word out, or "
            "mend its vector."
        )


def _digest(path: Path, listed: Path | None, tell: Progress) -> str:
    digest = content_digest(path, lambda share: tell(DIGEST_SHARE * share))
    if listed is None:
        return digest
    return hashlib.sha256(f"{digest} {content_digest(listed)}".encode()).hexdigest()


def _to_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _to_words(content: NDArray[Any]) -> list[str]:
    return content.tobytes().decode().split("\n")


def _nothing(_share: float) -> None:
    pass
