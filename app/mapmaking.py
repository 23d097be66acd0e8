"""Maps of words: made at once (PCA) or by a job, kept on disk, shared by all visitors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st
from numpy.typing import NDArray

import rnnviz
from app import cache
from app.jobs import Job, Jobs
from app.processes import run_module
from app.prose import english_maps as prose
from app.state.maps import MapChoice, MapMethod
from app.work import Control
from rnnviz.embeddings.cache import cache_folder, kept_array
from rnnviz.errors import JobError, ShapeError
from rnnviz.geometry.manifold import DEFAULTS, N_ROWS, settled
from rnnviz.geometry.preservation import neighbour_preservation
from rnnviz.geometry.projection import Method

FORMAT = 1
"""Counts the changes of what a map's file holds; files of another are not used."""

SEED = 0
METHOD: dict[MapMethod, Method] = {"PCA": "pca", "t-SNE": "tsne", "UMAP": "umap"}
LIMITS = {("t-SNE", 2): 50_000, ("t-SNE", 3): 20_000, ("UMAP", 2): 500_000, ("UMAP", 3): 500_000}
"""Words that a method takes here: minutes of work on one core, see `make bench`."""

MINUTES = {("t-SNE", 2): 2, ("t-SNE", 3): 4, ("UMAP", 2): 5, ("UMAP", 3): 5}
_KEPT_BYTES = 256_000_000
_N_UNKEPT = 8
_jobs = Jobs()
_unkept: dict[str, NDArray[np.float32]] = {}  # made where the cache folder cannot be written


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """Words at their places.

    Attributes:
        key: Names the array of coordinates in the cache.
        method: How it was made, for a title.
        words: n words; None if they are the n most frequent.
        coordinates: (n, K) float32, read-only.
        axes: K titles.
        how: One sentence: the method with its parameters, or the variance it keeps.
        preservation: Share of true neighbours that are neighbours on the map, in [0, 1].
    """

    key: str
    method: MapMethod
    words: tuple[str, ...] | None
    coordinates: NDArray[np.float32]
    axes: tuple[str, ...]
    how: str
    preservation: float


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """What is mapped: which n words, and a digest of their vectors' bytes."""

    words: tuple[str, ...] | None
    n: int
    digest: str


class _NotMadeError(Exception):
    """The map is not there yet."""


def ready(choice: MapChoice) -> Map | None:
    """The map, if it is there; PCA always is.

    Raises:
        RnnvizError: If there are too few words for a map.
    """
    try:
        return _kept(choice)
    except _NotMadeError:
        return None


def ask(choice: MapChoice, visitor: str) -> Job:
    """Start making a map by t-SNE or UMAP in the background, or join those who wait for it.

    Raises:
        JobError: If it has more words than its method takes, or the queue is full.
        RnnvizError: If there are too few words for a map.
    """
    n, limit = count(choice), LIMITS[choice.method, choice.n_dimensions]
    if n > limit:
        raise JobError(
            prose.TOO_MANY_WORDS.format(
                method=choice.method,
                k=choice.n_dimensions,
                limit=limit,
                minutes=MINUTES[choice.method, choice.n_dimensions],
                n=n,
                advice=prose.FEWER_OR_UMAP if choice.method == "t-SNE" else prose.FEWER,
            )
        )
    return _jobs.ask(name(choice), lambda control: _make(choice, control), visitor)


def renew(choice: MapChoice, visitor: str) -> Job | None:
    """How far the map is, and that this visitor still waits for it; None if nobody asked."""
    return _jobs.renew(name(choice), visitor)


def leave(choice: MapChoice, visitor: str) -> None:
    """Wait for it no more; it is cancelled if nobody else does."""
    _jobs.leave(name(choice), visitor)


def count(choice: MapChoice) -> int:
    """How many words the map has."""
    return _source(choice.vectors, choice.n_words, choice.words).n


def name(choice: MapChoice) -> str:
    """What the map's array is called in the cache, and its job in the queue."""
    source = _source(choice.vectors, choice.n_words, choice.words)
    made = f"{METHOD[choice.method]}-{choice.n_dimensions}d-{FORMAT}"
    return f"map-{source.digest}-{source.n}-{made}"


@st.cache_resource(show_spinner=False, max_entries=16)
def _source(vectors: str, n_words: int, words: tuple[str, ...]) -> _Source:
    known = None
    if not n_words:
        table = cache.vectors(vectors)
        known = tuple(word for word in dict.fromkeys(words) if word in table)
    rows = _rows(vectors, n_words, known)
    digest = hashlib.sha256(np.ascontiguousarray(rows).data).hexdigest()
    return _Source(known, len(rows), digest[:32])


def _rows(vectors: str, n_words: int, words: tuple[str, ...] | None) -> NDArray[np.float32]:
    """The words' vectors, (n, I)."""
    table = cache.vectors(vectors)
    return table.matrix[:n_words] if words is None else table.embed(words)


@st.cache_resource(show_spinner=False, max_entries=32)
def _kept(choice: MapChoice) -> Map:
    source, key = _source(choice.vectors, choice.n_words, choice.words), name(choice)
    least = choice.n_dimensions if choice.method == "PCA" else N_ROWS
    if source.n < least:
        raise ShapeError(prose.TOO_FEW_WORDS.format(method=choice.method, least=least, n=source.n))
    rows = _rows(choice.vectors, choice.n_words, source.words)
    if choice.method != "PCA":
        coordinates, share = _opened(rows, key, lambda: _unkept_map(key))
        axes = tuple(f"{choice.method} {k}" for k in range(1, choice.n_dimensions + 1))
        how = _how(choice.method, source.n)
        return Map(key, choice.method, source.words, coordinates, axes, how, share)
    made = rnnviz.project(rows, n_components=choice.n_dimensions)
    coordinates, share = _opened(rows, key, lambda: made.coordinates.astype(np.float32))
    ratio = made.explained_variance_ratio
    kept = 0.0 if ratio is None else float(ratio.sum())
    how = prose.HOW["PCA"].format(k=choice.n_dimensions, share=f"{100 * kept:.1f} %")
    return Map(key, choice.method, source.words, coordinates, made.axes, how, share)


def _opened(
    rows: NDArray[np.float32], key: str, make: Callable[[], NDArray[np.float32]]
) -> tuple[NDArray[np.float32], float]:
    """Coordinates from the cache, and the share of true neighbours that they keep."""
    coordinates = kept_array(key, make)
    with suppress(OSError):  # the files looked at last are kept longest
        os.utime(cache_folder() / f"{key}.npy")
    share = kept_array(
        f"{key}-share", lambda: np.array([neighbour_preservation(rows, coordinates)])
    )
    return coordinates, float(share[0])


def _how(method: MapMethod, n: int) -> str:
    used, usual = settled(METHOD[method], n, {}), DEFAULTS[METHOD[method]]
    first = next(iter(usual))
    lowered = prose.LOWERED.format(usual=usual[first]) if used[first] < usual[first] else ""
    return prose.HOW[method].format(**used, lowered=lowered, seed=SEED)


def _unkept_map(key: str) -> NDArray[np.float32]:
    if key not in _unkept:
        raise _NotMadeError
    return _unkept[key]


def _make(choice: MapChoice, control: Control) -> None:
    """Have the map made by a process, and keep it."""
    if ready(choice) is not None:  # since it was asked for
        return
    source, key = _source(choice.vectors, choice.n_words, choice.words), name(choice)
    vectors = _rows(choice.vectors, choice.n_words, source.words)
    with TemporaryDirectory(prefix="rnnviz-map-") as folder:
        rows, out = Path(folder) / "rows.npy", Path(folder) / "map.npy"
        np.save(rows, vectors)
        options = ("--method", METHOD[choice.method], "--components", str(choice.n_dimensions))
        run_module("rnnviz.geometry", (str(rows), str(out), *options), control)
        coordinates = np.load(out)
    _opened(vectors, key, lambda: coordinates)
    if not (cache_folder() / f"{key}.npy").exists():
        _unkept[key] = coordinates
        for old in list(_unkept)[:-_N_UNKEPT]:
            del _unkept[old]
    _forget_old()


def _forget_old() -> None:
    """Remove the maps that were not looked at for longest, beyond what may be kept."""
    files = sorted(cache_folder().glob("map-*.npy"), key=lambda path: -path.stat().st_mtime)
    total = 0
    for path in files:
        total += path.stat().st_size
        if total > _KEPT_BYTES:
            with suppress(OSError):  # in use, on a system that minds
                path.unlink()
