"""Maps: many dimensions drawn in two or three, and how much of the truth is left on them.

PCA (Pearson 1901): the directions along which the rows vary most.

    X_c = X - mean(X)            rows centred, not scaled
    C   = X_c^T X_c / (n - 1)    covariance, (I, I)
    C w_k = λ_k w_k              λ_1 >= λ_2 >= …
    Y   = X_c W^T                coordinates, (n, K); W holds w_1 … w_K as rows

An eigenvector's sign is arbitrary; it is fixed so that its largest entry is positive.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.preservation import neighbour_preservation

Method = Literal["pca"]
_CHUNK = 8192


@dataclass(frozen=True)
class Projection:
    """Rows on a map.

    Attributes:
        coordinates: Y, (n, K) float64, read-only.
        method: How the map was made.
        explained_variance_ratio: λ_k / Σ λ, (K,) in [0, 1].
        components: W, (K, I), orthonormal rows.
        mean: The rows' mean, (I,).
        source: The rows that were projected, (n, I).
        seed: Chooses the rows on which neighbour_preservation is measured.
    """

    coordinates: NDArray[np.float64]
    method: Method
    explained_variance_ratio: NDArray[np.float64]
    components: NDArray[np.float64]
    mean: NDArray[np.float64]
    source: NDArray[np.floating]
    seed: int

    @cached_property
    def neighbour_preservation(self) -> float:
        """Share of true neighbours that are still neighbours on the map, in [0, 1].

        Measured when first asked for; see `rnnviz.geometry.preservation`.
        """
        return neighbour_preservation(self.source, self.coordinates, seed=self.seed)

    def transform(self, rows: ArrayLike) -> NDArray[np.float64]:
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
    rows = np.asarray(matrix)
    _check(rows, method, n_components)
    mean, components, variances, total = _pca(rows, n_components)
    coordinates = rows @ components.T.astype(rows.dtype) - mean @ components.T
    ratio = variances / total if total > 0 else np.zeros(n_components)
    for array in (coordinates, ratio, components, mean):
        array.flags.writeable = False
    return Projection(coordinates, method, ratio, components, mean, rows, seed)


def _check(rows: NDArray[np.floating], method: str, n_components: int) -> None:
    if method != "pca":
        raise ShapeError(f"Expected the method 'pca', got {method!r}.")
    if rows.ndim != 2 or not np.issubdtype(rows.dtype, np.number):
        raise ShapeError(f"Expected a matrix of numbers (n, I), got shape {rows.shape}.")
    if not 1 <= n_components <= min(rows.shape):
        raise ShapeError(
            f"Expected 1 to {min(rows.shape)} components for a matrix of shape {rows.shape}, "
            f"got {n_components}."
        )


def _pca(
    rows: NDArray[np.floating], n_components: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    X = rows.astype(np.float64)
    mean = X.mean(axis=0)
    X -= mean
    _, singular, W = np.linalg.svd(X, full_matrices=False)
    λ = singular**2
    W = W[:n_components]
    signs = np.sign(W[np.arange(len(W)), np.abs(W).argmax(axis=1)])
    return mean, W * signs[:, None], λ[:n_components], float(λ.sum())
