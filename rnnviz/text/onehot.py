"""One-hot rows: one number per word of the vocabulary, a single 1 in each row, all else 0.

Any two different rows have dot product 0, so their cosine is 0: one-hot says that two words
differ, never how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError

MAX_CELLS = 50_000_000
"""Of a matrix that is really written out: 200 MB in float32."""
FLOAT, INTEGER = 4, 8
"""Bytes of a float32 and of an int64."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes of T tokens in each form.

    Attributes:
        dense: One-hot rows written out, (T, V) float32.
        ids: Token ids, (T,) int64.
        embedded: Embedding rows, (T, I) float32.
    """

    dense: int
    ids: int
    embedded: int


def one_hot(ids: Sequence[int], vocab_size: int) -> NDArray[np.float32]:
    """The rows written out.

    Args:
        ids: T ids from 0 to V - 1; -1 for a word outside, which gives a row of zeros.
        vocab_size: V.

    Returns:
        (T, V) float32.

    Raises:
        ShapeError: If an id is outside, or the matrix would have more than MAX_CELLS cells.
    """
    if len(ids) * vocab_size > MAX_CELLS:
        raise ShapeError(
            f"A matrix of {len(ids):,} × {vocab_size:,} cells is too large to write out: "
            f"at most {MAX_CELLS:,}."
        )
    if any(not -1 <= i < vocab_size for i in ids):
        raise ShapeError(f"Ids run from 0 to {vocab_size - 1:,}; got one outside: {list(ids)[:10]}")
    rows = np.zeros((len(ids), vocab_size), dtype=np.float32)
    known = [t for t, i in enumerate(ids) if i >= 0]
    rows[known, [ids[t] for t in known]] = 1
    return rows


def footprint(n_tokens: int, vocab_size: int, width: int) -> Footprint:
    """What T tokens take in memory.

    Args:
        n_tokens: T.
        vocab_size: V.
        width: I, of the embedding.
    """
    return Footprint(n_tokens * vocab_size * FLOAT, n_tokens * INTEGER, n_tokens * width * FLOAT)
