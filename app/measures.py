"""What the Words page shows, gathered from the library as plain records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import rnnviz
from rnnviz.figures.word_map import Group
from rnnviz.geometry.similarity import angle, similarity_matrix

N_NEIGHBOURS = 8
N_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words measured against each other.

    Attributes:
        words: The two.
        rows: Their vectors, (2, I).
        dot: a · b.
        norms: |a| and |b|.
        cosine: cos θ in [-1, 1].
        degrees: θ in [0, 180].
    """

    words: tuple[str, str]
    rows: NDArray[np.float32]
    dot: float
    norms: tuple[float, float]
    cosine: float
    degrees: float


@dataclass(frozen=True, slots=True)
class WordMap:
    """Words on a map.

    Attributes:
        projection: Of the n words' vectors.
        words: n words.
        groups: What each is.
        similarities: Of each to the current word, in [-1, 1].
    """

    projection: rnnviz.Projection
    words: tuple[str, ...]
    groups: tuple[Group, ...]
    similarities: tuple[float, ...]


def pair(vectors: rnnviz.WordVectors, first: str, second: str) -> Pair:
    """Measure two words that have vectors."""
    rows = vectors.embed((first, second))
    a, b = rows.astype(np.float64)
    norms = (float(np.linalg.norm(a)), float(np.linalg.norm(b)))
    cosine = vectors.similarity(first, second)
    return Pair((first, second), rows, float(a @ b), norms, cosine, angle(a, b))


def similarities(vectors: rnnviz.WordVectors, words: tuple[str, ...]) -> NDArray[np.float64]:
    """Cosine similarity of every pair, (n, n)."""
    return similarity_matrix(vectors.embed(words))


def word_map(
    vectors: rnnviz.WordVectors, current: str, chosen: tuple[str, ...], n_components: int
) -> WordMap:
    """The current word and the chosen ones among the nearest words of each, on one map.

    Args:
        vectors: Where the words have vectors.
        current: The current word.
        chosen: The user's words.
        n_components: 2 or 3.
    """
    nearest = vectors.neighbours(current, N_NEIGHBOURS).words
    groups: dict[str, Group] = {current: "current"}
    for word in chosen:
        groups.setdefault(word, "neighbour" if word in nearest else "chosen")
    for near in nearest:
        groups.setdefault(near, "neighbour")
    for word in chosen:
        for near in vectors.neighbours(word, N_CONTEXT).words:
            groups.setdefault(near, "context")
    words = tuple(groups)
    rows = vectors.embed(words)
    cosines = rnnviz.cosine_similarity(rows, vectors[current])
    return WordMap(
        rnnviz.project(rows, n_components=n_components),
        words,
        tuple(groups.values()),
        tuple(np.ravel(cosines).tolist()),
    )
