"""word2vec's binary files: a line of two whole numbers, then each word, a space, its float32s.

The original tool ends each row with a newline, gensim does not; both are read.
"""

from collections.abc import Generator

import numpy as np

from rnnviz.embeddings.blocks import BLOCK_BYTES, Block, check_size
from rnnviz.embeddings.source import Source
from rnnviz.embeddings.text_layout import Header
from rnnviz.errors import VectorsError

MAX_WORD = 1 << 12
"""Bytes of the longest word that is read."""

_NUMBER = b"0123456789+-.eEnaifNAIF\r"


def is_binary(start: bytes, head: Header) -> bool:
    """Whether numbers stand as float32 after the header, and not as text.

    Args:
        start: Of the file.
        head: Its header.
    """
    _, space, after = start[head.n_bytes :].partition(b" ")
    numbers = after.partition(b"\n")[0].split(b" ")
    if len(numbers) >= head.size and not any(number.translate(None, _NUMBER) for number in numbers):
        return False
    row = after[: 4 * head.size]
    text = row.decode(errors="ignore")
    is_text = len(text.encode()) > len(row) - 4 and not any(
        c < " " and c not in "\t\r\n" for c in text
    )
    return bool(space) and not is_text


def binary_blocks(source: Source, head: Header) -> Generator[Block, None, None]:
    """Read a binary file.

    Args:
        source: At its beginning.
        head: Its header.

    Raises:
        VectorsError: With the byte at which it goes wrong.
    """
    check_size(head.size, f"Line 1 of {source.name}")
    _check_promise(source, head)
    source.read(head.n_bytes)
    n_left, position, content = head.n_words, head.n_bytes, b""
    while n_left:
        piece = source.read(BLOCK_BYTES)
        content += piece
        block, n_used = _block(content, head.size, n_left, f"{source.name} at byte {position:,}")
        position += n_used
        content = content[n_used:]
        n_left -= len(block.words)
        if not piece and n_left:
            raise VectorsError(
                f"Line 1 of {source.name} promises {head.n_words:,} words, but the file ends after "
                f"{head.n_words - n_left:,} at byte {position:,}: it is cut off. Get it again."
            )
        yield block
    if (content + source.read(2)).strip(b"\n"):
        raise VectorsError(
            f"Line 1 of {source.name} promises {head.n_words:,} words, but more follows after "
            f"byte {position:,}: its first line is wrong."
        )


def _check_promise(source: Source, head: Header) -> None:
    least = head.n_words * (4 * head.size + 1)
    if not source.is_packed and least > source.size:
        raise VectorsError(
            f"Line 1 of {source.name} promises {head.n_words:,} words of {head.size:,} numbers, "
            f"at least {least:,} bytes, but the file has {source.size:,}: it is cut off."
        )


def _block(content: bytes, size: int, n_most: int, place: str) -> tuple[Block, int]:
    """The whole rows at the start of some bytes, and how many bytes they take."""
    words: list[bytes] = []
    rows: list[bytes] = []
    start, n_bytes = 0, 4 * size
    while len(words) < n_most:
        space = content.find(b" ", start, start + MAX_WORD)
        if space < 0 and len(content) - start >= MAX_WORD:
            raise VectorsError(_no_word(place, start))
        end = space + 1 + n_bytes
        if space < 0 or end > len(content):
            break
        words.append(content[start:space])
        rows.append(content[space + 1 : end])
        start = end
    matrix = np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), size)
    return Block(_decoded(words, place), matrix), start


def _no_word(place: str, offset: int) -> str:
    return (
        f"{place} and {offset:,} more has no word within {MAX_WORD:,} bytes: "
        "it is not word2vec’s binary format, or it is damaged."
    )


def _decoded(words: list[bytes], place: str) -> list[str]:
    try:
        return [word.lstrip(b"\n").decode() for word in words]
    except UnicodeDecodeError as error:
        raise VectorsError(
            f"After {place} stands a word that is not UTF-8 text ({error.object[:20]!r}): "
            "it is not word2vec’s binary format, or it is damaged."
        ) from None
