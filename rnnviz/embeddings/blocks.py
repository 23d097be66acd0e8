"""What every reader gives: words and rows, some thousand at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import VectorsError

MAX_SIZE = 1 << 14
"""Numbers in the longest vector that is read; the widest in use have some thousand."""

MAX_WORDS = 5_000_000
"""Words in the longest file that is read; the largest in use have three million."""

BLOCK_BYTES = 1 << 21
"""Bytes of a file that are worked on at once: enough for speed, nothing beside the result."""


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows of a file.

    Attributes:
        words: n words.
        rows: (n, I) float32.
    """

    words: list[str]
    rows: NDArray[np.float32]


def check_size(size: int, place: str) -> None:
    """Refuse vectors of no or far too many numbers.

    Args:
        size: Numbers in a vector.
        place: Where it is said, such as "Line 1 of vectors.txt".

    Raises:
        VectorsError: If it is not from 1 to MAX_SIZE.
    """
    if not 1 <= size <= MAX_SIZE:
        raise VectorsError(
            f"{place} has vectors of {size:,} numbers: expected 1 to {MAX_SIZE:,}. "
            "Is it a file of word vectors?"
        )


def check_count(n_words: int, name: str) -> None:
    """Refuse more words than fit into memory.

    Raises:
        VectorsError: If there are more than MAX_WORDS.
    """
    if n_words > MAX_WORDS:
        raise VectorsError(
            f"{name} has more than {MAX_WORDS:,} words, which is the most that is read: keep its "
            "most frequent ones."
        )
