"""Matrices without words in them: .npy, safetensors, and the Embedding Projector's numbers."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.blocks import BLOCK_BYTES, Block, check_size
from rnnviz.errors import VectorsError

_BROKEN = (  # what numpy lets through while it reads a header
    *(ValueError, EOFError, OverflowError, SyntaxError, TypeError, KeyError),
    *(TokenError, RecursionError, MemoryError),
)
WORDS_KEY = "words"
"""Under this name a safetensors file has its words in its metadata, as a JSON list."""


def npy_blocks(path: Path, words: list[str]) -> Generator[Block, None, None]:
    """Read a .npy file.

    Args:
        path: Of the file.
        words: One for each row.

    Raises:
        VectorsError: If it is not a whole (V, I) array of numbers; one that holds Python objects
            is a pickle and is not opened.
    """
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except _BROKEN as error:
        if "Object arrays" in str(error) or "Python objects" in str(error):
            raise VectorsError(
                f"{path.name} holds Python objects, that is a pickle, which can run any code when "
                "it is opened, so it never is: save the numbers as float32."
            ) from error
        raise VectorsError(
            f"{path.name} is not a whole .npy file ({_first_clause(error)}): save it again."
        ) from error
    _check(array.shape, array.dtype.kind in "fiu", str(array.dtype), len(words), path.name)
    return _rows_with(array, words)


def written_words(path: Path) -> str | None:
    """The words in a safetensors file's metadata, a JSON list; None if there are none.

    Raises:
        VectorsError: If the file is damaged. Another format has no such words.
    """
    with path.open("rb") as file:
        if file.read(9)[8:] != b"{":
            return None
    with _opened(path) as file:
        return (file.metadata() or {}).get(WORDS_KEY)


@contextmanager
def safetensors_matrix(path: Path) -> Iterator[Any]:
    """The 2-D tensor of a safetensors file, to be sliced.

    Raises:
        VectorsError: If the file is damaged, or has not exactly one 2-D tensor.
    """
    with _opened(path) as file:
        shapes = {name: file.get_slice(name).get_shape() for name in file.keys()}  # noqa: SIM118
        flat = [name for name, shape in shapes.items() if len(shape) == 2]
        if len(flat) != 1:
            raise VectorsError(
                f"Expected one 2-D tensor in {path.name}, got {len(flat)} among "
                f"{len(shapes)} tensors: save the word vectors alone."
            )
        yield file.get_slice(flat[0])


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415 - only for such files

    try:
        with safe_open(path, framework="np") as file:
            yield file
    except SafetensorError as error:
        raise VectorsError(f"{path.name} is a damaged safetensors file ({error}).") from error


def safetensors_blocks(path: Path, matrix: Any, words: list[str]) -> Generator[Block, None, None]:
    """Read the tensor of a safetensors file.

    Args:
        path: Of the file.
        matrix: From safetensors_matrix.
        words: One for each row.

    Raises:
        VectorsError: If the tensor does not fit the words, or is not of numbers numpy knows.
    """
    kind = matrix.get_dtype()
    _check(matrix.get_shape(), kind in ("F16", "F32", "F64"), kind, len(words), path.name)
    return _rows_with(matrix, words, matrix.get_shape()[1])


def _check(shape: Any, is_number: bool, kind: str, n_words: int, name: str) -> None:
    if len(shape) != 2 or not is_number:
        raise VectorsError(
            f"Expected a matrix of numbers in {name}, words × numbers, got shape {tuple(shape)} "
            f"of {kind}."
        )
    check_size(shape[1], name)
    if shape[0] != n_words:
        raise VectorsError(
            f"{name} has {shape[0]:,} rows, but its word list has {n_words:,} words: "
            "expected one word for each row."
        )


def _rows_with(matrix: Any, words: list[str], size: int = 0) -> Generator[Block, None, None]:
    n = max(1, BLOCK_BYTES // (4 * (size or matrix.shape[1])))
    for start in range(0, len(words), n):
        rows: NDArray[Any] = np.asarray(matrix[start : min(start + n, len(words))])
        with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
            yield Block(words[start : start + n], rows.astype(np.float32))


def _first_clause(error: Exception) -> str:
    return (str(error).split(";")[0].split("\n")[0] or "it ends too early")[:100]
