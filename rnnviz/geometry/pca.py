"""Principal components (Pearson 1901): the directions along which rows vary most.

    X_c = X - mean(X)            rows centred, not scaled
    S   = X_c^T X_c              scatter, (I, I): n - 1 times the covariance
    S w_k = λ_k w_k              λ_1 >= λ_2 >= …
    Y   = X_c W^T                coordinates, (n, K); W holds w_1 … w_K as rows

An eigenvector's sign is arbitrary; it is fixed so that the largest entry is positive. Where
rows are fewer than dimensions, w_k and λ_k come from the singular values of X_c instead.
Computed in the precision of the rows as given, sums over many rows in float64.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError

Float64 = NDArray[np.float64]
_CHUNK = 16_384  # rows at a time


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalAxes:
    """The K leading principal components of some rows, and the rows on them.

    Attributes:
        coordinates: Y, (n, K).
        explained_variance_ratio: λ_k / Σ λ, (K,) in [0, 1]; 0 if all rows are equal.
        components: W, (K, I), orthonormal rows.
        mean: The rows' mean, (I,).
    """

    coordinates: Float64
    explained_variance_ratio: Float64
    components: Float64
    mean: Float64


def principal_axes(X: NDArray[np.floating], n_components: int) -> PrincipalAxes:
    """The leading principal components of rows, exactly; all arrays read-only.

    Args:
        X: (n, I), float32 or float64.
        n_components: K, at least 1 and at most min(n, I).

    Raises:
        ShapeError: If a number is not finite, or too large to square.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        mean, λ, W = _by_svd(X) if len(X) < X.shape[1] else _by_eigenvectors(X)
    if not np.isfinite(λ).all():
        raise ShapeError("Expected finite numbers, got NaN, infinity, or too large to square.")
    W = W[:n_components]
    W = W * np.sign(W[np.arange(n_components), np.abs(W).argmax(axis=1)])[:, None]
    λ_sum = λ.sum()
    ratio = λ[:n_components] / λ_sum if λ_sum > 0 else np.zeros(n_components)
    Y = X @ W.T.astype(X.dtype) - mean @ W.T
    for array in (Y, ratio, W, mean):
        array.flags.writeable = False
    return PrincipalAxes(Y, ratio, W, mean)


def _by_eigenvectors(X: NDArray[np.floating]) -> tuple[Float64, Float64, Float64]:
    """Mean, all λ and W of many rows, in one pass over them.

    With any provisional centre s, S = Σ (x - s)(x - s)^T - n (mean - s)(mean - s)^T; one near
    the mean keeps the difference from losing digits. It is counted from the first row, so that
    equal rows have exactly that mean, and nothing is left of them.
    """
    n, size = X.shape
    s = X[0] + (X[:_CHUNK] - X[0]).mean(axis=0)
    total, S = np.zeros(size), np.zeros((size, size))
    for start in range(0, n, _CHUNK):
        D = X[start : start + _CHUNK] - s
        total += D.sum(axis=0)
        S += D.T @ D
    offset = total / n
    S -= n * np.outer(offset, offset)
    if not np.isfinite(S).all():
        return offset, np.array([np.nan]), S
    λ, columns = np.linalg.eigh(S)
    return s + offset, np.maximum(λ[::-1], 0.0), columns.T[::-1]


def _by_svd(X: NDArray[np.floating]) -> tuple[Float64, Float64, Float64]:
    """Mean, the n largest λ and their W of few long rows."""
    rows = X.astype(np.float64)
    mean = rows[0] + (rows - rows[0]).mean(axis=0)  # exactly the row, where all are equal
    if not np.isfinite(mean).all():
        return mean, mean, rows
    _, singular_values, W = np.linalg.svd(rows - mean, full_matrices=False)
    return mean, singular_values**2, W
