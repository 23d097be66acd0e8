"""Own axes: a direction from one group of words to another, and where words lie on it.

    m(A) = mean of a / |a| over the words of A         axis = (m(B) − m(A)) / |m(B) − m(A)|
    place of w = axis · w / |w|                        in [-1, 1]

Averages of such differences carry gender (Bolukbasi et al. 2016) and class or wealth
(Kozlowski, Taddy and Evans 2019, "The Geometry of Culture"). The place is a cosine: 0 is
across the axis, and the sign says which group's side a word is on, not how often it is there.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.pca import principal_axes

Float64 = NDArray[np.float64]
_SAMPLED = 20_000


def group_axis(low: ArrayLike, high: ArrayLike) -> Float64:
    """The direction from one group of vectors to another, (I,) of length 1.

    Args:
        low: Vectors (n, I) at its low end, of any length but zero.
        high: Vectors (m, I) at its high end.

    Raises:
        ShapeError: If a group is empty, or both groups have the same mean.
    """
    difference = _mean_direction(high) - _mean_direction(low)
    length = float(np.linalg.norm(difference))
    if length < 1e-6:
        raise ShapeError(
            "Both groups of words have the same mean: no direction leads from one to "
            "the other. Take different words for the two ends."
        )
    return np.asarray(difference / length)


def second_axis(unit_rows: NDArray[np.floating], first: Float64) -> Float64:
    """Of all directions at a right angle to an axis, the one of largest variance, (I,).

    Args:
        unit_rows: (n, I); of many rows a sample tells it.
        first: (I,), of length 1.
    """
    rows = unit_rows[:: max(1, len(unit_rows) // _SAMPLED)].astype(np.float64)
    across = principal_axes(rows - np.outer(rows @ first, first), 1).components[0]
    across = across - (across @ first) * first
    return np.asarray(across / (np.linalg.norm(across) or 1.0))


def places(unit_rows: NDArray[np.floating], *axes: Float64) -> NDArray[np.float32]:
    """The rows' coordinates on some axes, (n, K) in [-1, 1].

    Args:
        unit_rows: (n, I), of length 1.
        axes: K directions (I,), of length 1.
    """
    return np.asarray(unit_rows @ np.stack(axes, axis=1).astype(np.float32), dtype=np.float32)


def _mean_direction(rows: ArrayLike) -> Float64:
    array = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    if array.size == 0:
        raise ShapeError("An axis needs at least one word at each end.")
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    return np.asarray((array / np.where(lengths > 0, lengths, 1.0)).mean(axis=0))
