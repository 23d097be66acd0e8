"""How many true neighbours a map keeps."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.geometry.neighbours import nearest, to_unit_rows

N_NEIGHBOURS = 10
N_SAMPLED = 200


def neighbour_preservation(
    source: NDArray[np.floating], coordinates: NDArray[np.floating], *, seed: int = 0
) -> float:
    """Mean share of each row's nearest rows that are among its nearest on the map.

    Args:
        source: (n, I).
        coordinates: (n, K).
        seed: Chooses the rows that are asked, if there are more than N_SAMPLED.

    Returns:
        A share in [0, 1].
    """
    n = len(source)
    k = min(N_NEIGHBOURS, n - 1)
    if k < 1:
        return 1.0
    asked = np.random.default_rng(seed).permutation(n)[:N_SAMPLED]
    unit_rows = to_unit_rows(source)
    kept = 0
    for row in asked:
        if not unit_rows[row].any():
            continue
        true, _ = nearest(unit_rows, unit_rows[row], k, exclude=[int(row)])
        squared = ((coordinates - coordinates[row]) ** 2).sum(axis=1)
        squared[row] = np.inf
        kept += len(np.intersect1d(true, np.argpartition(squared, k - 1)[:k]))
    return kept / (k * len(asked))
