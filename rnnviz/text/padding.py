"""Lines of different lengths become one batch: padded to one length, with a mask beside it.

Id 0 is the padding; words are numbered from 1 in the order in which they appear, as Keras
reserves 0 where mask_zero=True and as torch's padding_idx=0 expects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import TextError

PAD = "<pad>"
MAX_LINES = 8
MAX_LENGTH = 60
Side = Literal["after", "before"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True, slots=True)
class Padded:
    """A batch of B lines in S timesteps.

    Attributes:
        ids: (B, S), 0 where padded.
        mask: (B, S), True at real tokens.
        tokens: B rows of S tokens, PAD where padded.
        lengths: B numbers of tokens kept.
        n_cut: B numbers of tokens that did not fit.
        vocabulary: Word by id; id 0 is PAD.
        numbered: The ids of each line before padding and cutting.
    """

    ids: NDArray[np.int64]
    mask: NDArray[np.bool_]
    tokens: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...]
    n_cut: tuple[int, ...]
    vocabulary: tuple[str, ...]
    numbered: tuple[tuple[int, ...], ...]


def padded(lines: Sequence[Sequence[str]], length: int = 0, side: Side = "after") -> Padded:
    """Bring lines to one length; what does not fit is cut off at the padded side.

    Args:
        lines: B lines of at least one token each.
        length: S; 0 for that of the longest line.
        side: Where padding goes, and where too long a line loses tokens: "after" the line's
            end, or "before" its beginning (Keras: padding= and truncating= "post" or "pre").

    Raises:
        TextError: If there is no line, a line is empty, or S is not 0 to MAX_LENGTH.
    """
    if not lines or not all(lines):
        raise TextError("Expected at least one line, and at least one word in every line.")
    if not 0 <= length <= MAX_LENGTH:
        raise TextError(f"A length is 1 to {MAX_LENGTH} timesteps, or 0 for the longest line's.")
    size = length or max(map(len, lines))
    kept = [tuple(line[:size] if side == "after" else line[-size:]) for line in lines]
    rows = tuple(_filled(line, size, side) for line in kept)
    vocabulary = (PAD, *dict.fromkeys(token for line in lines for token in line if token != PAD))
    number = {word: i for i, word in enumerate(vocabulary)}
    ids = np.array([[number[token] for token in row] for row in rows], dtype=np.int64)
    lengths = tuple(map(len, kept))
    n_cut = tuple(len(line) - n for line, n in zip(lines, lengths, strict=True))
    numbered = tuple(tuple(number[token] for token in line) for line in lines)
    return Padded(ids, ids > 0, rows, lengths, n_cut, vocabulary, numbered)


def _filled(line: tuple[str, ...], size: int, side: Side) -> tuple[str, ...]:
    padding = (PAD,) * (size - len(line))
    return line + padding if side == "after" else padding + line
