"""Exact nearest rows by cosine similarity.

No index, no approximation: one product with all rows, then a careful selection.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError

_BLOCK = 256
# A float32 dot product of unit vectors is off by less than this; whatever comes that close to
# the k-th place is compared again in float64.
_ROUNDING = 1e-5


def to_unit_rows(matrix: NDArray[np.floating]) -> NDArray[np.float32]:
    """Rows scaled to length 1, so that a dot product is a cosine; zero rows stay zero.

    Args:
        matrix: (n, I).

    Returns:
        (n, I) float32 in Fortran order: a product with a vector then runs down whole columns.
    """
    columns = matrix.T
    lengths = np.sqrt(np.einsum("in,in->n", columns, columns, dtype=np.float64))
    unit_columns: NDArray[np.float32] = np.multiply(
        columns,
        1 / np.where(lengths > 0, lengths, 1.0),
        dtype=np.float32,
        casting="same_kind",
        order="C",
    )
    return unit_columns.T


def nearest(
    unit_rows: NDArray[np.float32],
    query: NDArray[np.floating],
    k: int,
    *,
    exclude: Collection[int] = (),
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The k rows with the largest cosine similarity to a query.

    Args:
        unit_rows: (n, I) with rows of length 1.
        query: (I,), of any length but zero.
        k: How many, at least 1; fewer come back if there are fewer rows.
        exclude: Row numbers that may not be among the answers.

    Returns:
        Row numbers (k,), most similar first, equal ones by number; similarities (k,) in [-1, 1].

    Raises:
        ShapeError: If k < 1, or the query is zero or of another length than the rows.
    """
    length = np.linalg.norm(query)
    if k < 1:
        raise ShapeError(f"Expected at least 1 neighbour to be asked for, got k = {k}.")
    if query.shape != unit_rows.shape[1:] or not 0 < length < np.inf:
        raise ShapeError(
            f"Expected a non-zero query of shape {unit_rows.shape[1:]}, got shape {query.shape} "
            f"and length {length:.4g}."
        )
    direction = query.astype(np.float64) / length
    rough = unit_rows @ direction.astype(np.float32)
    if exclude:
        rough[list(exclude)] = -np.inf
    k = min(k, len(rough) - len(set(exclude)))
    floor = max(_kth_largest(rough, k), -1.0) if k else np.inf  # excluded rows are below -1
    ids = np.flatnonzero(rough >= floor - _ROUNDING)
    exact = np.clip(unit_rows[ids].astype(np.float64) @ direction, -1.0, 1.0)
    order = np.argsort(-exact, kind="stable")[:k]
    return ids[order], exact[order]


def _kth_largest(values: NDArray[np.float32], k: int) -> float:
    """A lower bound of the k-th largest value; tight when k is far below the number of blocks.

    The k-th largest of the blocks' maxima: k different values are at least that large.
    Reading maxima is several times faster than partitioning all values.
    """
    n_blocks = len(values) // _BLOCK
    if k > n_blocks:
        return float(np.partition(values, len(values) - k)[len(values) - k])
    maxima = values[: n_blocks * _BLOCK].reshape(n_blocks, _BLOCK).max(axis=1)
    return float(np.partition(maxima, n_blocks - k)[n_blocks - k])
