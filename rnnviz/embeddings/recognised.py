"""Which format a file of word vectors has, found from its content, and its blocks of rows.

The ending of a name is asked only for what the content leaves open: a file of one number on
each line is the Embedding Projector's if it is called .tsv.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rnnviz.embeddings.blocks import Block
from rnnviz.embeddings.matrix_files import (
    npy_blocks,
    safetensors_blocks,
    safetensors_matrix,
    written_words,
)
from rnnviz.embeddings.source import Source, opened
from rnnviz.embeddings.text_layout import MAX_LINE, header, is_projector, layout
from rnnviz.embeddings.text_lines import text_blocks
from rnnviz.embeddings.word2vec_binary import binary_blocks, is_binary
from rnnviz.embeddings.word_list import beside, read_words, words_from_json
from rnnviz.errors import VectorsError

_NUMPY = b"\x93NUMPY"
_PICKLES = (*(b"\x80" + bytes([protocol]) for protocol in range(2, 6)), b"(dp", b"ccopy_reg")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read.

    Attributes:
        blocks: Its words and rows, in order.
        share: Tells which share of the file has been read, in [0, 1]; None if that is the
            share of its rows.
        words_from: The name of the file that holds the words.
        unit: What a row stands on, for errors: "Line", "Row", "Word".
        first: Number of the first one.
        n_rows: How many rows there are, if that is known.
    """

    blocks: Generator[Block, None, None]
    share: Callable[[], float] | None
    words_from: str
    unit: str
    first: int = 1
    n_rows: int = 0


def needs_words(path: Path) -> bool:
    """Whether a file holds numbers without words, so that a list of words belongs to it.

    Raises:
        OSError: If it cannot be read.
        VectorsError: If it is packed and cannot be unpacked.
    """
    with opened(path) as source:
        start = source.peek(1 << 16)
    return start.startswith(_NUMPY) or _is_safetensors(start) or _is_tsv(path, start)


def list_of(path: Path, words: Path | None) -> Path | None:
    """The list of words that belongs to a file; None if it has its words in it.

    Args:
        path: Of the file.
        words: The list, if it was given; None to look beside the file.

    Raises:
        OSError: If the file cannot be read.
        VectorsError: If it needs a list and there is none, or has one that it does not need.
    """
    if not needs_words(path):
        if words is not None:
            raise VectorsError(
                f"Expected a matrix and a list of its words, but {path.name} has words in it: "
                "give that file alone."
            )
        return None
    return words or (None if written_words(path) is not None else beside(path))


@contextmanager
def reading(path: Path, listed: Path | None) -> Iterator[Reading]:
    """Begin to read a file in whatever format it has.

    Args:
        path: Of the file.
        listed: What list_of says.

    Raises:
        OSError: If it cannot be opened.
        VectorsError: If its beginning is of no format.
    """
    with opened(path) as source:
        start = source.peek(MAX_LINE + 2)
        _check_start(start, path.name)
        if (start.startswith(_NUMPY) or _is_safetensors(start)) and source.is_packed:
            raise VectorsError(f"{path.name} holds a matrix that is packed: unpack it first.")
        if listed is not None and _is_tsv(path, start):
            yield _projector(source, listed)
        elif listed is not None and start.startswith(_NUMPY):
            known = read_words(listed, is_metadata=False)
            yield Reading(npy_blocks(path, known), None, listed.name, "Line", n_rows=len(known))
        elif _is_safetensors(start):
            with safetensors_matrix(path) as matrix:
                known, name, unit = _safetensors_words(path, listed)
                blocks = safetensors_blocks(path, matrix, known)
                yield Reading(blocks, None, name, unit, n_rows=len(known))
        else:
            yield _with_words(source, start)


def _safetensors_words(path: Path, listed: Path | None) -> tuple[list[str], str, str]:
    if listed is not None:
        return read_words(listed, is_metadata=False), listed.name, "Line"
    return words_from_json(written_words(path) or "", path.name), path.name, "Word"


def _check_start(start: bytes, name: str) -> None:
    if not start:
        raise VectorsError(f"Expected a word and its numbers in {name}, got an empty file.")
    if start.startswith(_PICKLES):
        raise VectorsError(
            f"{name} is a pickle, which can run any code when it is opened, so it never is: save "
            "the vectors as text, .npy or safetensors (in gensim: save_word2vec_format)."
        )
    if start.startswith(_WIDE_TEXT):
        raise VectorsError(f"Line 1 of {name} is UTF-16, not UTF-8 text: convert the file.")


def _is_safetensors(start: bytes) -> bool:
    n_bytes = int.from_bytes(start[:8], "little")
    return start[8:9] == b"{" and 2 <= n_bytes < 1 << 32


def _is_tsv(path: Path, start: bytes) -> bool:
    return is_projector(start) or (path.suffix.lower() == ".tsv" and b" " not in start[:100])


def _with_words(source: Source, start: bytes) -> Reading:
    head = header(start)
    if head is not None and is_binary(start, head):
        return Reading(binary_blocks(source, head), lambda: source.share, source.name, "Word")
    lines = layout(source.name, start)
    blocks = text_blocks(source, lines)
    return Reading(blocks, lambda: source.share, source.name, "Line", lines.first_line)


def _projector(source: Source, listed: Path) -> Reading:
    known = read_words(listed, is_metadata=True)
    lines = layout(source.name, source.peek(MAX_LINE + 2), is_tsv=True)
    blocks = _named(text_blocks(source, lines), known, source.name, listed.name)
    return Reading(blocks, lambda: source.share, listed.name, "Line")


def _named(
    blocks: Iterator[Block], words: list[str], name: str, listed: str
) -> Generator[Block, None, None]:
    n = 0
    for block in blocks:
        yield Block(words[n : n + len(block.rows)], block.rows)
        n += len(block.rows)
        if n > len(words):
            break
    if n != len(words):
        raise VectorsError(
            f"{name} has {'more' if n > len(words) else f'{n:,}'} rows, but {listed} has "
            f"{len(words):,} words: expected one word for each row."
        )
