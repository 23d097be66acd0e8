"""How the lines of a text file of vectors are built, told from its beginning."""

import re
from dataclasses import dataclass

from rnnviz.embeddings.blocks import check_size
from rnnviz.errors import VectorsError

MAX_LINE = 1 << 20
"""Bytes of the longest line that is read."""

_HEADER = re.compile(rb"(\d{1,18}) (\d{1,18})\s*")
_BYTE_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of word2vec's and fastText's files.

    Attributes:
        n_words: V, as promised.
        size: I.
        n_bytes: Of the line, its end included.
    """

    n_words: int
    size: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of one file.

    Attributes:
        name: Of the file.
        size: Numbers on a line, I.
        delimiter: Between them.
        has_words: Whether a word comes before them.
        ends_blank: Whether a delimiter comes after them, as in word2vec's own files.
        is_windows: Whether lines end with a carriage return and a newline.
        n_promised: How many words the header promises; None without a header.
        n_skipped: Bytes before the first row.
    """

    name: str
    size: int
    delimiter: str
    has_words: bool
    ends_blank: bool
    is_windows: bool
    n_promised: int | None
    n_skipped: int

    @property
    def first_line(self) -> int:
        """Number of the first row's line."""
        return 1 if self.n_promised is None else 2


def header(start: bytes) -> Header | None:
    """The header, if the first line is two whole numbers: how many words, how many numbers."""
    line, end, _ = start.partition(b"\n")
    found = _HEADER.fullmatch(line) if end else None
    return found and Header(int(found[1]), int(found[2]), len(line) + 1)


def is_projector(start: bytes) -> bool:
    """Whether the first line is numbers between tabs, as in the Embedding Projector's files."""
    first, *others = start.partition(b"\n")[0].split(b"\t")
    return bool(others) and _is_number(first)


def layout(name: str, start: bytes, *, is_tsv: bool = False) -> Layout:
    """The layout of a text file.

    Args:
        name: Of the file.
        start: Its first MAX_LINE bytes and more.
        is_tsv: Whether it is the Projector's: numbers alone, tabs between.

    Raises:
        VectorsError: If its first lines are not of a word and its numbers.
    """
    head = None if is_tsv else header(start)
    if head is not None:
        check_size(head.size, f"Line 1 of {name}")
    n_skipped = head.n_bytes if head else len(_BYTE_MARK) * start.startswith(_BYTE_MARK)
    line = _first_row(start[n_skipped:], f"Line {2 if head else 1} of {name}")
    delimiter = "\t" if is_tsv else " "
    content = line.removesuffix(b"\r")
    ends_blank = not is_tsv and content.endswith(b" ") and content.count(b" ") > 1
    size = content.count(delimiter.encode()) - ends_blank + is_tsv
    if head is None and size:
        check_size(size, f"Line 1 of {name}")
    return Layout(
        name,
        head.size if head else size,
        delimiter,
        has_words=not is_tsv,
        ends_blank=ends_blank,
        is_windows=line.endswith(b"\r"),
        n_promised=head.n_words if head else None,
        n_skipped=n_skipped,
    )


def _first_row(start: bytes, place: str) -> bytes:
    line, end, _ = start.partition(b"\n")
    if not end and len(line) > MAX_LINE:
        raise VectorsError(
            f"{place} is longer than {MAX_LINE:,} bytes: expected a word and its numbers."
        )
    return line


def _is_number(text: bytes) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
