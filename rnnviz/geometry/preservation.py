"""How many true neighbours a map keeps: what its picture cannot show, as one number.

For each row asked, its k nearest rows by cosine similarity are compared with its k nearest
points on the map by straight distance; the share that both have, averaged over the rows asked.
1 is a faithful map, k / (n - 1) is what chance would keep.
"""

import numpy as np
from numpy.typing import NDArray

from rnnviz.geometry.neighbours import to_unit_rows

N_NEIGHBOURS = 10
"""k; in a small cloud at most half of the other rows, for all of them are kept by any map."""

N_ASKED = 200
"""Rows asked at most: the share is then known to about ± 0.02."""

_AT_ONCE = 16  # similarities of so many rows to all others are in memory together


def neighbour_preservation(
    source: NDArray[np.floating], coordinates: NDArray[np.floating], *, seed: int = 0
) -> float:
    """Mean share of a row's true neighbours that are its neighbours on the map.

    Args:
        source: The rows as they are, (n, I); zero rows have no neighbours and are not asked.
        coordinates: The same rows on the map, (n, K).
        seed: Chooses which rows are asked, where there are more than N_ASKED.

    Returns:
        A share in [0, 1]; 1 if no row has a neighbour to lose (n < 2).
    """
    unit_rows = to_unit_rows(source)
    k = min(N_NEIGHBOURS, max(1, (len(source) - 1) // 2))
    askable = np.flatnonzero(unit_rows.any(axis=1))
    if len(source) < 2 or not len(askable):
        return 1.0
    asked = np.random.default_rng(seed).permutation(askable)[:N_ASKED]
    kept = 0
    for start in range(0, len(asked), _AT_ONCE):
        rows = asked[start : start + _AT_ONCE]
        true = _largest(unit_rows[rows] @ unit_rows.T, rows, k)
        shown = _largest(_nearness(coordinates, rows), rows, k)
        kept += int((true[:, :, None] == shown[:, None, :]).sum())
    return kept / (k * len(asked))


def _nearness(points: NDArray[np.floating], rows: NDArray[np.intp]) -> NDArray[np.floating]:
    """Larger is nearer: minus the squared distance from some points to all, (m, n)."""
    nearness = np.zeros((len(rows), len(points)))
    for axis in points.T:
        nearness -= (axis[rows, None] - axis) ** 2
    return nearness


def _largest(values: NDArray[np.floating], own: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    """Columns of the k largest values in each row, its own column left out, (m, k)."""
    values[np.arange(len(own)), own] = -np.inf
    return np.argpartition(values, -k, axis=1)[:, -k:]
