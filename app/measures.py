"""What the Words page shows, gathered from the library as plain records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import rnnviz
from app.prose import english_words as prose
from rnnviz.embeddings.answers import Neighbours
from rnnviz.errors import WordError
from rnnviz.figures.word_map import Group
from rnnviz.geometry.pair import Pair, measured
from rnnviz.geometry.relations import (
    Plane,
    odd_one_out,
    plane_of,
    principal_plane,
    unit,
    weighted_sum,
)
from rnnviz.text.word_sum import WordSum

N_NEIGHBOURS = 8
N_CONTEXT = 8
N_ANSWERS = 6
N_STATES = 10_000
"""Words among which the network's states are compared: the most frequent."""

N_COMPARED = 7
"""Words of which every pair is compared in two tables side by side."""

_AT_ONCE = 1000  # words that a network reads side by side: all gates of each are kept meanwhile


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a sum of words comes to.

    Attributes:
        asked: The sum.
        without: The nearest words that are not in it.
        anyhow: The nearest words, whichever they are.
        names: What the plane's points are: words, and last the sum.
        plane: The words of the sum, the first answer and the sum, in one plane; an analogy's
            as a, b, c. None if they are too few.
        arrows: Which points an analogy's arrows join.
    """

    asked: WordSum
    without: Neighbours
    anyhow: Neighbours
    names: tuple[str, ...]
    plane: Plane | None
    arrows: tuple[tuple[int, int], ...]


def nearest(vectors: rnnviz.WordVectors, words: tuple[str, ...], k: int) -> Neighbours:
    """The nearest words to a word, or to the mean of several words' unit vectors.

    Raises:
        WordError: If the one word has the zero vector.
        ShapeError: If the mean is zero.
    """
    if len(words) == 1 and not vectors[words[0]].any():
        raise WordError(prose.NO_DIRECTION.format(word=words[0]))
    if len(words) == 1:
        return vectors.neighbours(words[0], k)
    total = weighted_sum(vectors.embed(words), [1.0] * len(words))
    return without(vectors.neighbours(total, k + len(words)), words, k)


def pair(vectors: rnnviz.WordVectors, first: str, second: str) -> Pair:
    """Measure two words that have vectors."""
    return measured(*vectors.embed((first, second)))


def answers(vectors: rnnviz.WordVectors, asked: WordSum) -> Answers:
    """The words nearest to a sum of unit vectors, with those of the sum and without them.

    Raises:
        WordError: If a word has no vector.
        ShapeError: If the sum is zero.
    """
    for word in asked.words:
        vectors.index(word)
    rows = unit(vectors.embed(asked.words))
    total = weighted_sum(rows, asked.weights)
    found = vectors.neighbours(total, N_ANSWERS + len(set(asked.words)))
    others = without(found, asked.words, N_ANSWERS)
    anyhow = Neighbours(found.words[:N_ANSWERS], found.similarities[:N_ANSWERS])
    corners = asked.corners
    named = corners or tuple(dict.fromkeys(asked.words))
    names = (*named, *others.words[:1])
    points = np.vstack([unit(vectors.embed(names)), total])
    enough = len(points) >= 3 + (corners is None)
    make = plane_of if corners else principal_plane
    arrows = ((0, 1), (2, len(points) - 1)) if corners else ()
    return Answers(asked, others, anyhow, names, make(points) if enough else None, arrows)


def oddness(
    vectors: rnnviz.WordVectors, words: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words by their cosine to the mean of all of them, the odd one first.

    Raises:
        ShapeError: If there are fewer than three.
    """
    cosines = odd_one_out(vectors.embed(words))
    order = np.argsort(cosines, kind="stable")
    return tuple(words[i] for i in order), tuple(cosines[order].tolist())


def groups(vectors: rnnviz.WordVectors, current: str, chosen: tuple[str, ...]) -> dict[str, Group]:
    """The current word and the chosen ones among the nearest words of each.

    Args:
        vectors: Where the words have vectors.
        current: The current word, or "".
        chosen: The user's words.
    """
    near = _near(vectors, current, N_NEIGHBOURS) if current else ()
    found: dict[str, Group] = {current: "current"} if current else {}
    for word in chosen:
        found.setdefault(word, "neighbour" if word in near else "chosen")
    for word in near:
        found.setdefault(word, "neighbour")
    for word in chosen:
        for context in _near(vectors, word, N_CONTEXT):
            found.setdefault(context, "context")
    return found


def first_states(
    vectors: rnnviz.WordVectors, network: rnnviz.Network, words: tuple[str, ...]
) -> NDArray[np.floating]:
    """The first layer's state after reading one word and nothing else: h_1, (n, H) read-only.

    Args:
        vectors: What the network reads.
        network: Whose first layer.
        words: n words; all have vectors.

    Raises:
        ShapeError: If the network reads vectors of another width.
    """
    rows = vectors.embed(words)[:, None, :]
    states = np.concatenate(
        [
            rnnviz.trace(network, rows[start : start + _AT_ONCE]).layers[0].hidden[:, 0]
            for start in range(0, len(rows), _AT_ONCE)
        ]
    )
    states.flags.writeable = False
    return states


def most_changed(before: NDArray[np.floating], after: NDArray[np.floating]) -> tuple[int, int]:
    """The pair whose similarity differs most between two (n, n) matrices, the earlier first."""
    change = np.triu(np.abs(after - before), 1)
    i, j = np.unravel_index(int(change.argmax()), change.shape)
    return int(i), max(int(j), int(i) + 1)  # where nothing differs, the first pair


def true_neighbours(
    vectors: rnnviz.WordVectors, word: str, on_map: NDArray[np.intp], k: int
) -> tuple[int, ...]:
    """Which of a map's words are truly nearest to one of them, as their places on the map.

    Args:
        vectors: Of all words.
        word: On the map.
        on_map: The map's words as row numbers of the vectors, (n,).
        k: How many; a word with the zero vector has none.
    """
    own = vectors.index(word)
    if not vectors[word].any():
        return ()
    cosines = vectors.unit_rows[on_map] @ vectors.unit_rows[own]
    cosines[on_map == own] = -np.inf
    k = min(k, len(cosines) - 1)
    near = np.argpartition(-cosines, k - 1)[:k] if k > 0 else np.arange(0)
    return tuple(near[np.argsort(-cosines[near], kind="stable")].tolist())


def nearest_among(vectors: rnnviz.WordVectors, word: str, n: int, k: int) -> Neighbours:
    """The k nearest words to a word among the n most frequent ones."""
    own = vectors.index(word)
    cosines = vectors.unit_rows[:n] @ vectors.unit_rows[own]
    if own < n:
        cosines[own] = -np.inf
    near = np.argsort(-cosines, kind="stable")[:k]
    return Neighbours(tuple(vectors.words[i] for i in near), tuple(cosines[near].tolist()))


def _near(vectors: rnnviz.WordVectors, word: str, k: int) -> tuple[str, ...]:
    """The nearest words; of a zero vector none."""
    return vectors.neighbours(word, k).words if vectors[word].any() else ()


def without(found: Neighbours, words: tuple[str, ...], k: int) -> Neighbours:
    """The first k of some neighbours, with some words left out."""
    kept = [
        entry
        for entry in zip(found.words, found.similarities, strict=True)
        if entry[0] not in words
    ][:k]
    return Neighbours(tuple(w for w, _ in kept), tuple(s for _, s in kept))
