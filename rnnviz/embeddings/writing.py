"""Word vectors written as files that other programs read; every float32 comes back the same."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import VectorsError, shortened

Format = Literal["projector", "word2vec", "word2vec binary", "npy"]
N_AT_ONCE = 4096
"""Rows that are turned into text at once."""

_BY_ENDING: dict[str, Format] = {
    ".tsv": "projector",
    ".txt": "word2vec",
    ".vec": "word2vec",
    ".bin": "word2vec binary",
    ".npy": "npy",
}
_BETWEEN: dict[Format, str] = {
    "projector": "\n\t\r",
    "word2vec": "\n \r",
    "word2vec binary": "\n ",
    "npy": "\n\r",
}
Rows = Iterator[tuple[list[str], NDArray[np.float32]]]


def write_vectors(
    vectors: WordVectors, path: str | Path, *, words: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Write word vectors, in the format that the ending of the path names.

    `.txt` and `.vec`: word2vec text. `.bin`: word2vec binary. `.npy`: the matrix, and its words
    in a .txt of the same name. `.tsv`: the Embedding Projector's pair, the words in a file called
    metadata where the path says vectors (or tensor), else in metadata.tsv. Numbers get as few
    digits as give the same float32. A file appears whole or not at all.

    Args:
        vectors: What is written.
        path: Where.
        words: Which words, in this order; None for all.

    Returns:
        The files that were written.

    Raises:
        VectorsError: If the ending is another, a file cannot be written, or the format cannot
            hold a word.
        WordError: If a word has no vector.
    """
    path = Path(path)
    form = _BY_ENDING.get(path.suffix.lower())
    if form is None:
        raise VectorsError(
            f"Expected a file name that ends with {', '.join(_BY_ENDING)}, got “{path.name}”."
        )
    chosen = vectors.words if words is None else tuple(words)
    _check_words(chosen, form)
    ids = None if words is None else [vectors.index(word) for word in chosen]
    parts = _parts(path, form, (len(chosen), vectors.matrix.shape[1]))
    try:
        return tuple(_written(p, write, _rows(chosen, ids, vectors.matrix)) for p, write in parts)
    except OSError as error:
        raise VectorsError(f"{path} cannot be written: {error.strerror}.") from error


Writer = Callable[[IO[bytes], Rows], None]


def _parts(path: Path, form: Format, shape: tuple[int, int]) -> list[tuple[Path, Writer]]:
    header = f"{shape[0]} {shape[1]}\n".encode()
    if form == "word2vec":
        return [(path, lambda file, rows: _write_text(file, rows, header))]
    if form == "word2vec binary":
        return [(path, lambda file, rows: _write_binary(file, rows, header))]
    if form == "npy":
        return [
            (path, lambda file, rows: _write_npy(file, rows, shape)),
            (path.with_suffix(".txt"), _write_words),
        ]
    swapped = path.name.replace("vectors", "metadata").replace("tensor", "metadata")
    metadata = path.with_name(swapped if swapped != path.name else "metadata.tsv")
    return [(path, _write_numbers), (metadata, _write_words)]


def _rows(words: Sequence[str], ids: list[int] | None, matrix: NDArray[np.float32]) -> Rows:
    for start in range(0, len(words), N_AT_ONCE):
        end = start + N_AT_ONCE
        rows = matrix[start:end] if ids is None else matrix[ids[start:end]]
        yield list(islice(words, start, end)), np.asarray(rows)


def _write_text(file: IO[bytes], rows: Rows, header: bytes) -> None:
    file.write(header)
    for words, block in rows:
        lines = (
            f"{word} {numbers}\n" for word, numbers in zip(words, _joined(block, " "), strict=True)
        )
        file.write("".join(lines).encode())


def _write_binary(file: IO[bytes], rows: Rows, header: bytes) -> None:
    file.write(header)
    for words, block in rows:
        pairs = zip(words, block.astype("<f4"), strict=True)
        file.write(b"".join(word.encode() + b" " + row.tobytes() + b"\n" for word, row in pairs))


def _write_npy(file: IO[bytes], rows: Rows, shape: tuple[int, int]) -> None:
    np.lib.format.write_array_header_1_0(
        file, {"descr": "<f4", "fortran_order": False, "shape": shape}
    )
    for _, block in rows:
        file.write(block.astype("<f4").tobytes())


def _write_words(file: IO[bytes], rows: Rows) -> None:
    for words, _ in rows:
        file.write("".join(f"{word}\n" for word in words).encode())


def _write_numbers(file: IO[bytes], rows: Rows) -> None:
    for _, block in rows:
        file.write("".join(f"{numbers}\n" for numbers in _joined(block, "\t")).encode())


def _joined(block: NDArray[np.float32], delimiter: str) -> list[str]:
    """Each row as text, each number the shortest that is the same float32."""
    import pyarrow as pa  # noqa: PLC0415 - only who writes needs it
    import pyarrow.compute as pc  # noqa: PLC0415

    columns = [pc.cast(pa.array(column.copy()), pa.string()) for column in block.T]
    joined: list[str] = pc.binary_join_element_wise(*columns, delimiter).to_pylist()
    return joined


def _check_words(words: Sequence[str], form: Format) -> None:
    if not words:
        raise VectorsError("Expected at least one word to write, got none.")
    if len(set(words)) < len(words):
        raise VectorsError("Expected different words to write, got one twice: name each once.")
    refused = _BETWEEN[form]
    for word in words:
        if any(letter in word for letter in refused):
            names = {"\n": "a line’s end", "\r": "a carriage return", "\t": "a tab", " ": "a space"}
            found = names[next(letter for letter in refused if letter in word)]
            raise VectorsError(
                f"The word “{shortened(word, 30)}” holds {found}, which the {form} format cannot "
                "hold: leave it out, or choose another format."
            )


def _written(path: Path, write: Writer, rows: Rows) -> Path:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        unfinished = Path(file.name)
        try:
            write(file, rows)
            file.close()
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
    return path
