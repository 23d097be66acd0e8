"""Cosine similarity and the angle it stands for.

    cos(a, b) = a · b / (|a| |b|)        in [-1, 1]; larger is nearer

It compares directions and ignores lengths. A zero vector has no direction: its similarity to
anything, itself too, is defined as 0.0, as for two vectors at a right angle.

Computed in float64 from the vectors as given, whatever their precision.
"""

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError

Vector = np.ndarray[tuple[int], np.dtype[Any]]


@overload
def cosine_similarity(a: Vector, b: Vector) -> float: ...
@overload
def cosine_similarity(a: ArrayLike, b: ArrayLike) -> float | NDArray[np.float64]: ...
def cosine_similarity(a: ArrayLike, b: ArrayLike) -> float | NDArray[np.float64]:
    """Cosine of the angle between two vectors, or between all rows of two matrices.

    Args:
        a: A vector (I,) or a matrix (n, I).
        b: A vector (I,) or a matrix (m, I).

    Returns:
        A float in [-1, 1] for two vectors; else float64 with one axis per matrix: (n, m),
        (n,) or (m,).

    Raises:
        ShapeError: If the last axes differ, or an array is empty or has more than two axes.
    """
    left, right = _directions(a), _directions(b)
    if left.shape[-1] != right.shape[-1]:
        raise ShapeError(
            f"Expected vectors of one length, got {left.shape[-1]} and {right.shape[-1]} numbers: "
            "take both from the same embedding table."
        )
    cosines = np.clip(left @ right.T, -1.0, 1.0)
    return float(cosines) if cosines.ndim == 0 else cosines


def similarity_matrix(rows: ArrayLike) -> NDArray[np.float64]:
    """Cosine similarity of every pair of rows.

    Args:
        rows: (n, I).

    Returns:
        (n, n) in [-1, 1], exactly symmetric; the diagonal is exactly 1, or 0 for a zero row.

    Raises:
        ShapeError: If `rows` is not a matrix.
    """
    directions = _directions(rows)
    if directions.ndim != 2:
        raise ShapeError(f"Expected a matrix (n, I), got shape {directions.shape}.")
    cosines = np.clip(directions @ directions.T, -1.0, 1.0)
    np.fill_diagonal(cosines, directions.any(axis=1))
    return np.asarray((cosines + cosines.T) / 2)


def angle(a: ArrayLike, b: ArrayLike) -> float:
    """Angle between two vectors in degrees, in [0, 180]; 90 if one of them is zero.

    Measured as 2 atan2(|a - b|, |a + b|) between the unit vectors (Kahan 2006), which keeps
    its digits where arccos loses them: near 0 and 180 degrees.

    Raises:
        ShapeError: If a or b is not a vector, or their lengths differ.
    """
    left, right = _directions(a), _directions(b)
    if left.ndim != 1 or left.shape != right.shape:
        raise ShapeError(f"Expected two vectors (I,), got shapes {left.shape} and {right.shape}.")
    if not (left.any() and right.any()):
        return 90.0
    apart, along = np.linalg.norm(left - right), np.linalg.norm(left + right)
    return float(np.degrees(2 * np.arctan2(apart, along)))


def _directions(vectors: ArrayLike) -> NDArray[np.float64]:
    """Vectors scaled to length 1 in float64; zero vectors stay zero."""
    array = np.asarray(vectors, dtype=np.float64)
    if array.ndim not in (1, 2) or array.size == 0:
        raise ShapeError(
            f"Expected a vector (I,) or a matrix (n, I) of numbers, got shape {array.shape}."
        )
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    directions: NDArray[np.float64] = array / np.where(lengths > 0, lengths, 1.0)
    return directions
