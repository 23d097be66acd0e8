"""Sums of word vectors, the plane in which a sum can be seen, and the odd one out.

All vectors are brought to length 1 first, as in gensim's `most_similar` and `doesnt_match`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.pca import principal_axes

Float64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Points in a plane through a high-dimensional space.

    Attributes:
        points: (n, 2), at their true distances within the plane.
        kept: Of each point, the share of its squared distance from the plane's origin that
            lies in the plane, (n,) in [0, 1]; 1 for the origin itself.
        is_exact: Whether the plane was spanned by the first three points, which then lie in it.
    """

    points: Float64
    kept: Float64
    is_exact: bool


def unit(rows: ArrayLike) -> Float64:
    """Rows (n, I) scaled to length 1 in float64; zero rows stay zero."""
    array = np.asarray(rows, dtype=np.float64)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    return np.asarray(array / np.where(lengths > 0, lengths, 1.0))


def weighted_sum(rows: ArrayLike, weights: Sequence[float]) -> Float64:
    """Σ w_k v_k / |v_k|, (I,).

    Args:
        rows: v, (n, I).
        weights: w, n numbers.

    Raises:
        ShapeError: If nothing is left, as of "king − king".
    """
    total = np.asarray(weights, dtype=np.float64) @ unit(rows)
    if float(np.linalg.norm(total)) < 1e-6:
        raise ShapeError("The sum is the zero vector, which has no direction: change the words.")
    return np.asarray(total)


def odd_one_out(rows: ArrayLike) -> Float64:
    """Cosine of each row to the mean of all unit rows, (n,); the smallest is the odd one.

    The order is that of gensim's `doesnt_match`, which leaves the mean's length as it is.

    Args:
        rows: (n, I), n at least 3: of two, both are equally far from their mean.

    Raises:
        ShapeError: If there are fewer than three rows.
    """
    directions = unit(rows)
    if len(directions) < 3:
        raise ShapeError(f"The odd one out needs at least three words, got {len(directions)}.")
    mean = directions.mean(axis=0)
    return np.asarray(directions @ mean / (float(np.linalg.norm(mean)) or 1.0))


def plane_of(points: ArrayLike) -> Plane:
    """Points in one plane: the first three's own, or, if they lie on a line, PCA's.

    Args:
        points: (n, I), n at least 3; the first is the plane's origin.

    Raises:
        ShapeError: If there are fewer than three points.
    """
    array = np.asarray(points, dtype=np.float64)
    if len(array) < 3:
        raise ShapeError(f"A plane needs at least three points, got {len(array)}.")
    return _spanned(array) or principal_plane(array)


def principal_plane(points: ArrayLike) -> Plane:
    """Points in the plane in which they vary most, seen from the first of them.

    Args:
        points: (n, I), n at least 2.
    """
    array = np.asarray(points, dtype=np.float64)
    components = principal_axes(array, 2).components
    return _seen(array - array[0], components, is_exact=False)


def _spanned(points: Float64) -> Plane | None:
    """By b − a, which points to the right, and c − a, on its left."""
    away = points - points[0]
    across = away[1]
    length = float(np.linalg.norm(across))
    if length < 1e-9:
        return None
    across = across / length
    up = away[2] - (away[2] @ across) * across
    height = float(np.linalg.norm(up))
    if height < 1e-9:
        return None
    return _seen(away, np.stack([across, up / height]), is_exact=True)


def _seen(away: Float64, basis: Float64, *, is_exact: bool) -> Plane:
    seen = away @ basis.T
    whole = (away**2).sum(axis=1)
    inside = (seen**2).sum(axis=1)
    kept = np.divide(inside, whole, out=np.ones_like(whole), where=whole > 0)
    return Plane(seen, np.clip(kept, 0.0, 1.0), is_exact)
