"""Where words stand beside their points, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Pixels: a small map's points and the margin around them, and a label's letters and lines.
_WIDTH, _HEIGHT, _MARGIN = 360.0, 400.0, 48.0
_LETTER, _LINE, _GAP = 7.5, 17.0, 9.0

Box = tuple[float, float, float, float]


def place_labels(
    coordinates: NDArray[np.floating], words: Sequence[str], ranks: Sequence[int]
) -> list[str]:
    """Plotly's textposition for every word, or "" where no label fits.

    Greedy, best rank first: each label takes the side on which it covers the fewest points
    and no label already there. A label that would cover points, and is not of rank 0 or 1,
    is left out: labels thin out rather than collide or leave the map.

    Args:
        coordinates: (n, 2).
        words: n words.
        ranks: Importance of each; 0 is the most important.
    """
    low = coordinates.min(axis=0)
    span = np.maximum(coordinates.max(axis=0) - low, 1e-12)
    points = (coordinates - low) * np.min((_WIDTH, _HEIGHT) / span)
    places, taken = [""] * len(words), list[Box]()
    for index in sorted(range(len(words)), key=ranks.__getitem__):
        others = np.delete(points, index, axis=0)
        free = [
            (_covered(box, others), side, box)
            for side, box in _boxes(points[index], len(words[index])).items()
            if _is_inside(box) and not any(_overlap(box, other) for other in taken)
        ]
        n_covered, side, box = min(free, key=lambda choice: choice[0], default=(1, "", None))
        if box and (n_covered == 0 or ranks[index] <= 1):
            places[index] = side
            taken.append(box)
    return places


def _boxes(point: NDArray[np.floating], n_letters: int) -> dict[str, Box]:
    """The four places beside a point, as (left, bottom, right, top), preferred first."""
    x, y = (float(value) for value in point)
    width, half = _LETTER * n_letters, _LINE / 2
    return {
        "middle right": (x + _GAP, y - half, x + _GAP + width, y + half),
        "middle left": (x - _GAP - width, y - half, x - _GAP, y + half),
        "top center": (x - width / 2, y + _GAP, x + width / 2, y + _GAP + _LINE),
        "bottom center": (x - width / 2, y - _GAP - _LINE, x + width / 2, y - _GAP),
    }


def _covered(box: Box, points: NDArray[np.floating]) -> int:
    inside = (points >= box[:2]) & (points <= box[2:])
    return int(inside.all(axis=1).sum())


def _is_inside(box: Box) -> bool:
    return box[0] >= -_MARGIN and box[2] <= _WIDTH + _MARGIN


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
