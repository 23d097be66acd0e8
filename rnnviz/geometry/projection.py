"""Maps: many dimensions drawn in two or three, and how much of the truth is left on them.

PCA (Pearson 1901): the directions along which the rows vary most.

    X_c = X - mean(X)            rows centred, not scaled
    S   = X_c^T X_c              scatter, (I, I): n - 1 times the covariance
    S w_k = λ_k w_k              λ_1 >= λ_2 >= …
    Y   = X_c W^T                coordinates, (n, K); W holds w_1 … w_K as rows

An eigenvector's sign is arbitrary; it is fixed so that the largest entry is positive. Where
rows are fewer than dimensions, w_k and λ_k come from the singular values of X_c instead.
Computed in the precision of the rows as given, sums over many rows in float64.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.preservation import neighbour_preservation

Float64 = NDArray[np.float64]
Method = Literal["pca"]
_CHUNK = 16_384  # rows at a time


@dataclass(frozen=True, eq=False)
class Projection:
    """Rows on a map.

    Attributes:
        coordinates: Y, (n, K), read-only.
        method: How the map was made.
        explained_variance_ratio: λ_k / Σ λ, (K,) in [0, 1]; 0 if all rows are equal.
        components: W, (K, I), orthonormal rows.
        mean: The rows' mean, (I,).
        source: The rows that were projected, (n, I), read-only.
        seed: Chooses the rows on which neighbour_preservation is measured.
    """

    coordinates: Float64
    method: Method
    explained_variance_ratio: Float64
    components: Float64
    mean: Float64
    source: NDArray[np.floating]
    seed: int

    @cached_property
    def neighbour_preservation(self) -> float:
        """Share of true neighbours that are still neighbours on the map, in [0, 1].

        Measured when first asked for; see `rnnviz.geometry.preservation`.
        """
        return neighbour_preservation(self.source, self.coordinates, seed=self.seed)

    def transform(self, rows: ArrayLike) -> Float64:
        """Other vectors on the same map: (m, I) or (I,) becomes (m, K) or (K,).

        Raises:
            ShapeError: If the vectors' length is not that of the projected rows.
        """
        array = np.asarray(rows, dtype=np.float64)
        if array.ndim not in (1, 2) or array.shape[-1] != len(self.mean):
            raise ShapeError(
                f"This map takes vectors of {len(self.mean)} numbers, got shape {array.shape}."
            )
        return np.asarray((array - self.mean) @ self.components.T)


def project(
    matrix: ArrayLike, method: Method = "pca", n_components: int = 2, seed: int = 0
) -> Projection:
    """Put the rows of a matrix on a map.

    Args:
        matrix: X, (n, I) with finite numbers.
        method: "pca", exact.
        n_components: K, at least 1 and at most min(n, I).
        seed: For what is sampled; PCA itself has no chance in it.

    Returns:
        The map, with its quality.

    Raises:
        ShapeError: If `matrix` is not a matrix of finite numbers, n_components does not fit
            it, or the method is unknown.
    """
    is_frozen = isinstance(matrix, np.ndarray) and not matrix.flags.writeable
    X = np.asarray(matrix) if is_frozen else np.array(matrix)
    _check(X, method, n_components)
    if X.dtype not in (np.float32, np.float64):
        X = X.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        mean, λ, W = _by_svd(X) if len(X) < X.shape[1] else _by_eigenvectors(X)
    if not np.isfinite(λ).all():
        raise ShapeError("Expected finite numbers, got NaN, infinity, or too large to square.")
    W = W[:n_components]
    W = W * np.sign(W[np.arange(n_components), np.abs(W).argmax(axis=1)])[:, None]
    λ_sum = λ.sum()
    ratio = λ[:n_components] / λ_sum if λ_sum > 0 else np.zeros(n_components)
    Y = X @ W.T.astype(X.dtype) - mean @ W.T
    for array in (Y, ratio, W, mean, X):
        array.flags.writeable = False
    return Projection(Y, method, ratio, W, mean, X, seed)


def _check(X: NDArray[np.generic], method: str, n_components: int) -> None:
    if method != "pca":
        raise ShapeError(f"Expected the method 'pca', got {method!r}.")
    if X.ndim != 2 or X.dtype.kind not in "biuf":
        raise ShapeError(f"Expected a matrix of numbers (n, I), got {X.dtype} of shape {X.shape}.")
    if not 1 <= n_components <= min(X.shape):
        raise ShapeError(
            f"Expected 1 to {min(X.shape)} components for a matrix of shape {X.shape}, "
            f"got {n_components}."
        )


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
