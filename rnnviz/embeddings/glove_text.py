"""GloVe's text format: on each line a word and its numbers, single spaces between.

No header, no quoting, UTF-8, lines end with a newline character alone (or all with a carriage
return before it). A word may be anything without a space: `"`, nan, a no-break space.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import VectorsError, shortened

FORMAT = 1
"""Counts the changes of what is read from one file; arrays kept under another are not used."""

_LARGEST = float(np.finfo(np.float32).max)


def read_glove_text(path: Path) -> tuple[list[str], NDArray[np.float32]]:
    """Read all words and rows of a GloVe text file, exactly.

    Returns:
        V words; (V, I) float32 with finite numbers.

    Raises:
        VectorsError: If the file is not of this format; the sentence names the first faulty line.
        OSError: If it cannot be read.
    """
    import pandas as pd  # noqa: PLC0415 - only a file that was never read before needs it

    first = _first_line(path)
    size = first.count(b" ")
    try:
        with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
            table = pd.read_csv(
                path,
                sep=" ",
                header=None,
                dtype={0: object} | dict.fromkeys(range(1, size + 1), np.float32),
                quoting=csv.QUOTE_NONE,
                na_filter=False,
                skip_blank_lines=False,
                lineterminator=None if first.endswith(b"\r\n") else "\n",
            )
    except ValueError:  # pandas' own errors, and bytes that are not UTF-8
        raise _first_fault(path, size) from None
    words, matrix = table[0].tolist(), table.iloc[:, 1:].to_numpy()
    if not size or len(set(words)) < len(words) or not np.isfinite(matrix).all():
        raise _first_fault(path, size)
    return words, matrix


def _first_line(path: Path) -> bytes:
    """The first line, after a look through the file for what text never holds."""
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(1 << 22), b"")
        if any(b"\0" in piece for piece in pieces):
            raise VectorsError(f"Expected text in {path.name}, got binary data.")
        file.seek(0)
        first = file.readline()
    if not first:
        raise VectorsError(f"Expected a word and its numbers in {path.name}, got an empty file.")
    return first


def _first_fault(path: Path, size: int) -> VectorsError:
    """Read again, line by line, for a sentence about the first line that is wrong."""
    seen: dict[str, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                fault = _fault(line.rstrip(b"\r\n").decode(), size, seen, number)
            except UnicodeDecodeError:
                fault = "is not UTF-8 text: convert the file to UTF-8"
            if fault:
                return VectorsError(f"Line {number} of {path.name} {fault}.")
    return VectorsError(f"{path.name} cannot be read as lines of a word and its numbers.")


def _fault(line: str, size: int, seen: dict[str, int], number: int) -> str:
    word, *numbers = line.split(" ")
    if not numbers:
        return f"has no numbers after “{_short(word)}”: expected a word and its vector"
    if len(numbers) != size:
        return f"has {len(numbers)} numbers after its word, but line 1 has {size}"
    if seen.setdefault(word, number) != number:
        return f"repeats the word “{_short(word)}”, which has a vector on line {seen[word]}"
    for text in numbers:
        try:
            is_finite = abs(float(text.replace("_", "?"))) <= _LARGEST  # Python takes 1_000
        except ValueError:
            return f"has “{_short(text)}” where a number was expected"
        if not is_finite:
            return f"has “{_short(text)}”, which is not a finite number"
    return ""


def _short(text: str) -> str:
    return shortened(text, 30)
