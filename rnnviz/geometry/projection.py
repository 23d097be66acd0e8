"""Maps: many dimensions drawn in two or three, and how much of the truth is left on them.

"pca" keeps directions of largest variance (`rnnviz.geometry.pca`); "tsne" and "umap" keep who
is near whom, and bend the rest (`rnnviz.geometry.manifold`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.manifold import N_ROWS, settled, tsne, umap
from rnnviz.geometry.pca import principal_axes
from rnnviz.geometry.preservation import neighbour_preservation

Float64 = NDArray[np.float64]
Method = Literal["pca", "tsne", "umap"]
METHODS: tuple[Method, ...] = get_args(Method)
NAMES: dict[Method, str] = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}


@dataclass(frozen=True, eq=False)
class Projection:
    """Rows on a map.

    Attributes:
        coordinates: Y, (n, K), read-only.
        method: How the map was made.
        source: The rows that were projected, (n, I), read-only.
        seed: Of all chance in it; chooses, too, on which rows neighbour_preservation is
            measured.
        parameters: What the method worked with, by the library's names, such as perplexity;
            empty for PCA, which has none.
        explained_variance_ratio: λ_k / Σ λ, (K,) in [0, 1]; 0 if all rows are equal. Like the
            two that follow, of PCA alone: None for other methods.
        components: W, (K, I), orthonormal rows.
        mean: The rows' mean, (I,).
    """

    coordinates: Float64
    method: Method
    source: NDArray[np.floating]
    seed: int
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    explained_variance_ratio: Float64 | None = None
    components: Float64 | None = None
    mean: Float64 | None = None

    @property
    def axes(self) -> tuple[str, ...]:
        """A title for each axis: "component 1 · 7.1 % of variance", or "t-SNE 1"."""
        numbers = range(1, self.coordinates.shape[1] + 1)
        if self.explained_variance_ratio is None:
            return tuple(f"{NAMES[self.method]} {k}" for k in numbers)
        shares = zip(numbers, 100 * self.explained_variance_ratio, strict=True)
        return tuple(f"component {k} · {share:.1f} % of variance" for k, share in shares)

    @cached_property
    def neighbour_preservation(self) -> float:
        """Share of true neighbours that are still neighbours on the map, in [0, 1].

        Measured when first asked for; see `rnnviz.geometry.preservation`.
        """
        return neighbour_preservation(self.source, self.coordinates, seed=self.seed)

    def transform(self, rows: ArrayLike) -> Float64:
        """Other vectors on the same map: (m, I) or (I,) becomes (m, K) or (K,).

        Raises:
            ShapeError: If the vectors' length is not that of the projected rows, or the map
                is not made by PCA.
        """
        if self.mean is None or self.components is None:
            raise ShapeError(
                f"Only a PCA map has a place for other vectors: {NAMES[self.method]} places all "
                "rows together, so project them together."
            )
        array = np.asarray(rows, dtype=np.float64)
        if array.ndim not in (1, 2) or array.shape[-1] != len(self.mean):
            raise ShapeError(
                f"This map takes vectors of {len(self.mean)} numbers, got shape {array.shape}."
            )
        return np.asarray((array - self.mean) @ self.components.T)


def project(
    matrix: ArrayLike,
    method: Method = "pca",
    n_components: int = 2,
    seed: int = 0,
    *,
    progress: Callable[[float], object] | None = None,
    **parameters: float,
) -> Projection:
    """Put the rows of a matrix on a map; the same rows, parameters and seed give the same one.

    t-SNE and UMAP compare directions: rows are scaled to length 1, their distance is 1 - cos.

    Args:
        matrix: X, (n, I) with finite numbers.
        method: "pca", exact; "tsne" (openTSNE) or "umap" (umap-learn).
        n_components: K, at least 1 and at most min(n, I); 2 or 3 for "tsne" and "umap".
        seed: For what is drawn by chance; PCA itself has no chance in it.
        progress: Told the share that is done, in [0, 1]; what it raises ends the work.
        parameters: "tsne": perplexity, early_exaggeration, n_iter; "umap": n_neighbors,
            min_dist, n_epochs. perplexity and n_neighbors are lowered to what n rows allow;
            `Projection.parameters` tells.

    Returns:
        The map, with its quality.

    Raises:
        ShapeError: If `matrix` is not a matrix of finite numbers, n_components does not fit
            it, the method or a parameter is unknown, or there is nothing to tell rows apart.
    """
    X = _checked(matrix, method, n_components)
    used = settled(method, len(X), parameters)
    if method == "pca":
        axes = principal_axes(X, n_components)
        ratio, W, mean = axes.explained_variance_ratio, axes.components, axes.mean
        return Projection(axes.coordinates, method, X, seed, used, ratio, W, mean)
    make = tsne if method == "tsne" else umap
    Y = make(X, n_components, seed, used, progress or (lambda _: None))
    Y.flags.writeable = False
    return Projection(Y, method, X, seed, used)


def _checked(matrix: ArrayLike, method: str, n_components: int) -> NDArray[np.floating]:
    """The rows, read-only; copied unless nobody can write to them."""
    is_frozen = isinstance(matrix, np.ndarray) and not matrix.flags.writeable
    X = np.asarray(matrix) if is_frozen else np.array(matrix)
    _check(X, method, n_components)
    if X.dtype not in (np.float32, np.float64):
        X = X.astype(np.float64)
    X.flags.writeable = False
    return X


def _check(X: NDArray[np.generic], method: str, n_components: int) -> None:
    if method not in METHODS:
        raise ShapeError(f"Expected the method 'pca', 'tsne' or 'umap', got {method!r}.")
    if X.ndim != 2 or X.dtype.kind not in "biuf":
        raise ShapeError(f"Expected a matrix of numbers (n, I), got {X.dtype} of shape {X.shape}.")
    if not 1 <= n_components <= min(X.shape):
        raise ShapeError(
            f"Expected 1 to {min(X.shape)} components for a matrix of shape {X.shape}, "
            f"got {n_components}."
        )
    if method != "pca" and (n_components not in (2, 3) or len(X) < N_ROWS):
        raise ShapeError(
            f"Expected 2 or 3 components and at least {N_ROWS} rows for {NAMES[method]}, "
            f"got {n_components} and {len(X)}: use PCA."
        )
