"""Maps that keep who is near whom: t-SNE and UMAP, made by the libraries of that name.

t-SNE (van der Maaten and Hinton 2008; openTSNE, Poličar et al. 2024) turns distances into
chances of being neighbours, and moves the points until the map has the same chances. UMAP
(McInnes, Healy and Melville 2018; umap-learn) pulls a row's neighbours near and pushes a few
others off. Far distances, sizes of clusters and the gaps between them mean little on both.

Both start from the rows' principal components, scaled small, so that the large shape of the
map is not left to chance (Kobak and Berens 2019; Kobak and Linderman 2021). The distance is
1 - cos. Nearest rows are exact up to EXACT_ROWS rows: one blocked product is then several times
quicker than the approximate searches, and needs none of the 30 seconds in which theirs compile.
"""

import io
import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.geometry.neighbours import to_unit_rows

N_ROWS = 5
"""Fewer rows than this have too few neighbours to be kept."""

EXACT_ROWS = 50_000
"""With more rows than this, the libraries search for nearest rows themselves, approximately."""

DEFAULTS: dict[str, Mapping[str, float]] = {
    "pca": MappingProxyType({}),
    "tsne": MappingProxyType({"perplexity": 30.0, "early_exaggeration": 12.0, "n_iter": 500}),
    "umap": MappingProxyType({"n_neighbors": 15, "min_dist": 0.1, "n_epochs": 500}),
}
"""The libraries' own; UMAP takes 200 epochs above 10,000 rows."""

_BOUNDS = {
    "perplexity": (1, np.inf),
    "early_exaggeration": (1, np.inf),
    "n_iter": (1, np.inf),
    "n_neighbors": (2, np.inf),
    "min_dist": (0, 1),
    "n_epochs": (1, np.inf),
}
_EXAGGERATED = 250  # iterations of t-SNE with early exaggeration, before n_iter without
_TOLD_EVERY = 25  # iterations; each telling costs t-SNE a divergence
_SEARCHED = 0.05  # share of the work that finding neighbours is taken for

Rows = NDArray[np.floating]
Float32 = NDArray[np.float32]
Ids = NDArray[np.intp]


def settled(method: str, n: int, given: Mapping[str, float]) -> Mapping[str, float]:
    """The parameters a method works with on n rows: those given, else the defaults.

    perplexity is at most (n - 1) / 3 and n_neighbors at most n - 1: each row has no more
    neighbours than that.

    Raises:
        ShapeError: If a parameter is unknown to the method, or out of its bounds.
    """
    known = DEFAULTS[method]
    if unknown := sorted(set(given) - set(known)):
        listed = ", ".join(known) or "no parameters"
        raise ShapeError(f"“{method}” takes {listed}, got {', '.join(unknown)}.")
    for name, value in given.items():
        low, high = _BOUNDS[name]
        if not (np.isfinite(value) and low <= value <= high):
            most = f" and at most {high}" if np.isfinite(high) else ""
            raise ShapeError(f"Expected {name} of at least {low}{most}, got {value}.")
    used = {**known, **({"n_epochs": 200} if method == "umap" and n > 10_000 else {}), **given}
    fits = {"perplexity": (n - 1) / 3, "n_neighbors": n - 1}
    used = {name: min(value, fits.get(name, np.inf)) for name, value in used.items()}
    return MappingProxyType(used)


def tsne(
    X: Rows,
    n_components: int,
    seed: int,
    parameters: Mapping[str, float],
    progress: Callable[[float], object],
) -> NDArray[np.float64]:
    """Coordinates by t-SNE, (n, K) float64.

    Args:
        X: (n, I), n at least N_ROWS.
        n_components: 2 or 3.
        seed: Of what is left to chance.
        parameters: `settled` ones.
        progress: Told the share done.

    Raises:
        ShapeError: If a number is not finite, or all rows point the same way.
    """
    from openTSNE import TSNE, affinity, nearest_neighbors  # noqa: PLC0415 - imports scikit-learn

    rows, perplexity, n_iter = _directions(X), parameters["perplexity"], int(parameters["n_iter"])
    affinities = None
    if len(rows) <= EXACT_ROWS:
        found = nearest(rows, min(len(rows) - 1, int(3 * perplexity)))
        index = nearest_neighbors.PrecomputedNeighbors(*found)
        affinities = affinity.PerplexityBasedNN(knn_index=index, perplexity=perplexity)
    progress(_SEARCHED)
    model = TSNE(
        n_components,
        **{**parameters, "n_iter": n_iter},
        early_exaggeration_iter=_EXAGGERATED,
        metric="cosine",
        negative_gradient_method="bh" if n_components == 3 else "auto",  # no grid in space
        n_jobs=1,
        random_state=seed,
        callbacks=_teller(_EXAGGERATED + n_iter, progress),
        callbacks_every_iters=_TOLD_EVERY,
    )
    return np.array(model.fit(rows, affinities=affinities), dtype=np.float64)


def _teller(n_iterations: int, progress: Callable[[float], object]) -> Callable[..., None]:
    """What t-SNE calls every _TOLD_EVERY iterations, counting anew in its second stage."""
    n_done = 0

    def told(*_state: object) -> None:
        nonlocal n_done
        n_done += _TOLD_EVERY
        progress(_SEARCHED + (1 - _SEARCHED) * min(1.0, n_done / n_iterations))

    return told


def umap(
    X: Rows,
    n_components: int,
    seed: int,
    parameters: Mapping[str, float],
    progress: Callable[[float], object],
) -> NDArray[np.float64]:
    """Coordinates by UMAP, (n, K) float64; arguments and errors as for `tsne`."""
    rows, n_neighbors = _directions(X), int(parameters["n_neighbors"])
    found = None
    if len(rows) <= EXACT_ROWS:
        ids, distances = nearest(rows, n_neighbors - 1)
        own = np.arange(len(rows))[:, None]  # UMAP counts a row as its own first neighbour
        found = (np.hstack([own, ids]), np.hstack([0 * own, distances]).astype(np.float32))
    progress(_SEARCHED)
    model = _umap_class()(
        n_neighbors=n_neighbors,
        n_components=n_components,
        metric="cosine",
        min_dist=parameters["min_dist"],
        n_epochs=int(parameters["n_epochs"]),
        init="pca",
        n_jobs=1,
        random_state=seed,
        precomputed_knn=found or (None, None, None),
        tqdm_kwds={"disable": False, "file": _Ticks(progress), "bar_format": "{n_fmt}/{total_fmt}"},
    )
    with warnings.catch_warnings():  # that a map without a search index takes no more rows
        warnings.filterwarnings("ignore", r"precomputed_knn\[2\]", UserWarning)
        return np.asarray(model.fit_transform(rows), dtype=np.float64)


def nearest(unit_rows: Float32, k: int) -> tuple[Ids, NDArray[np.float64]]:
    """Each row's k nearest other rows, exactly.

    Args:
        unit_rows: (n, I), rows of length 1.
        k: At least 1, below n.

    Returns:
        Row numbers (n, k), nearest first, and the distances 1 - cos, (n, k).
    """
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - slow to import

    search = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(unit_rows)
    chords, ids = search.kneighbors()
    return ids, chords**2 / 2  # |a - b|² = 2 - 2 cos(a, b), where |a| = |b| = 1


def _directions(X: Rows) -> Float32:
    """Unit rows; a row of zeros, which has no direction, gets one at a right angle to all.

    Raises:
        ShapeError: If a number is not finite, or all rows point the same way.
    """
    if not np.isfinite(X).all():
        raise ShapeError("Expected finite numbers, got NaN or infinity.")
    rows = np.ascontiguousarray(to_unit_rows(X))
    is_zero = (np.abs(rows).max(axis=1, keepdims=True) == 0).astype(np.float32)
    directions = np.hstack([rows, is_zero]) if is_zero.any() else rows
    if np.allclose(directions, directions[0], rtol=0, atol=1e-6):
        raise ShapeError("All rows point the same way: there is nothing to map.")
    return directions


def _umap_class() -> Any:
    with warnings.catch_warnings():  # which it can do without
        warnings.filterwarnings("ignore", "Tensorflow not installed", ImportWarning)
        from umap import UMAP  # noqa: PLC0415 - compiles itself on import

        return UMAP


class _Ticks(io.StringIO):
    """Takes the line that tqdm would show on a terminal, "12/500", for a report."""

    def __init__(self, progress: Callable[[float], object]) -> None:
        super().__init__()
        self._progress = progress

    def write(self, text: str) -> int:
        done, _, total = text.strip().partition("/")
        if done.isdecimal() and total.isdecimal():
            self._progress(_SEARCHED + (1 - _SEARCHED) * int(done) / int(total))
        return len(text)
