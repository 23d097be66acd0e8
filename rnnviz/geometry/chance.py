"""Where two random words lie: the yardstick by which a cosine of 0.2 is judged.

Word vectors share a common direction (Mu and Viswanath 2018), so that two words taken by
chance are not at a right angle: their mean cosine and its spread say what is nothing special.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError

N_PAIRS = 100_000
"""Pairs drawn: the mean is then known to about ± 0.001."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The cosines of random pairs.

    Attributes:
        mean: Their mean, in [-1, 1].
        spread: Their standard deviation.
        n_rows: Among how many rows the pairs were drawn.
    """

    mean: float
    spread: float
    n_rows: int


def random_pairs(
    unit_rows: NDArray[np.floating], *, n_pairs: int = N_PAIRS, seed: int = 0
) -> Chance:
    """Mean and spread of the cosine over pairs of different rows drawn by chance.

    Args:
        unit_rows: (n, I), of length 1 or 0, n at least 2.
        n_pairs: How many pairs, with replacement.
        seed: Of the drawing.

    Raises:
        ShapeError: If there are fewer than two rows.
    """
    n = len(unit_rows)
    if n < 2:
        raise ShapeError(f"Random pairs need at least two rows, got {n}.")
    rng = np.random.default_rng(seed)
    left = rng.integers(0, n, n_pairs)
    right = (left + rng.integers(1, n, n_pairs)) % n  # never the same row
    cosines = np.einsum("ni,ni->n", unit_rows[left], unit_rows[right], dtype=np.float64)
    return Chance(float(cosines.mean()), float(cosines.std()), n)
