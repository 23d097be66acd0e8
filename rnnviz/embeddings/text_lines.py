"""Text files of vectors: GloVe's, word2vec's, fastText's and the Embedding Projector's.

On each line a word and its numbers, single spaces between (the Projector: numbers alone, tabs
between). No quoting, UTF-8, lines end with a newline alone, or all with a carriage return before
it. A word may be anything without a space: `"`, nan, a no-break space. GloVe has no header;
word2vec and fastText begin with a line of two whole numbers, how many words and how many numbers.

Numbers become float64 and then float32, as in gensim and in every reader through Python, so
that all bits are theirs. pyarrow reads pieces of the file in several threads.
"""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.blocks import BLOCK_BYTES, Block
from rnnviz.embeddings.careful import careful_block
from rnnviz.embeddings.source import Source
from rnnviz.embeddings.text_layout import MAX_LINE, Layout
from rnnviz.errors import VectorsError

N_THREADS = 2
N_AHEAD = N_THREADS + 1
_WORD = "word"


def text_blocks(source: Source, layout: Layout) -> Generator[Block, None, None]:
    """Read a text file.

    Args:
        source: At its beginning.
        layout: Of its lines.

    Raises:
        VectorsError: With the first faulty line.
    """
    source.read(layout.n_skipped)
    number = layout.first_line
    with ThreadPoolExecutor(N_THREADS, thread_name_prefix="vectors") as pool:
        ahead: deque[tuple[bytes, Future[Block | None]]] = deque()
        pieces = _pieces(source, layout)
        while True:
            while len(ahead) < N_AHEAD and (piece := next(pieces, b"")):
                ahead.append((piece, pool.submit(fast_block, piece, layout)))
            if not ahead:
                break
            content, parsed = ahead.popleft()
            block = parsed.result() or careful_block(content, layout, number)
            number += len(block.rows)
            yield block
    _check_promise(layout, number - layout.first_line)


def _pieces(source: Source, layout: Layout) -> Iterator[bytes]:
    """Whole lines, BLOCK_BYTES at a time."""
    rest = b""
    while piece := source.read(BLOCK_BYTES):
        end = piece.rfind(b"\n") + 1
        if end:
            yield rest + piece[:end]
        rest = piece[end:] if end else rest + piece
        if len(rest) > MAX_LINE:
            raise VectorsError(f"A line of {layout.name} is longer than {MAX_LINE:,} bytes.")
    if rest:
        yield rest


def _check_promise(layout: Layout, n_words: int) -> None:
    if layout.n_promised not in (None, n_words):
        raise VectorsError(
            f"Line 1 of {layout.name} promises {layout.n_promised:,} words, but {n_words:,} "
            "follow: the file is cut off, or its first line is wrong."
        )


def fast_block(content: bytes, layout: Layout) -> Block | None:
    """Read lines at once.

    Args:
        content: Whole lines.
        layout: Of the file.

    Returns:
        The block; None if anything about it is unusual, and must be looked at line by line.
    """
    import pyarrow as pa  # noqa: PLC0415 - only a file that was never read before needs it
    import pyarrow.csv  # noqa: PLC0415

    if layout.is_windows:
        content = content.replace(b"\r\n", b"\n")
    if b"\r" in content or b"\0" in content or not layout.size:
        return None  # pyarrow would end a line at a lone carriage return
    columns = {str(i): pa.float64() for i in range(layout.size)}
    columns = {_WORD: pa.string()} | columns if layout.has_words else columns
    columns |= {"blank": pa.string()} if layout.ends_blank else {}
    try:
        table = pyarrow.csv.read_csv(pa.py_buffer(content), **_options(columns, layout))
    except pa.ArrowInvalid:
        return None
    words = table.column(_WORD).to_pylist() if layout.has_words else [""] * len(table)
    rows = _rows(table, layout)
    is_plain = np.isfinite(rows).all() and (not layout.has_words or "" not in words)
    is_blank = not layout.ends_blank or not any(table.column("blank").to_pylist())
    return Block(words, rows) if is_plain and is_blank else None


def _options(columns: dict[str, Any], layout: Layout) -> dict[str, Any]:
    from pyarrow import csv  # noqa: PLC0415

    return {
        "read_options": csv.ReadOptions(
            use_threads=False, block_size=4 * BLOCK_BYTES, column_names=list(columns)
        ),
        "parse_options": csv.ParseOptions(
            delimiter=layout.delimiter, quote_char=False, ignore_empty_lines=False
        ),
        "convert_options": csv.ConvertOptions(
            column_types=columns, null_values=[], strings_can_be_null=False
        ),
    }


def _rows(table: Any, layout: Layout) -> NDArray[np.float32]:
    rows = np.empty((len(table), layout.size), dtype=np.float32)
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
        for i in range(layout.size):
            rows[:, i] = table.column(str(i)).to_numpy()
    return rows
