"""What the Words page keeps: answers about words, keyed by the words and their vectors' key."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import streamlit as st
from numpy.typing import NDArray

import rnnviz
from app import cache, measures
from app.prose import english_words as prose
from app.state import NetworkChoice, WordsView
from rnnviz.embeddings.answers import Neighbours
from rnnviz.errors import VectorsError
from rnnviz.figures.word_map import Group
from rnnviz.geometry.axes import group_axis, places, second_axis
from rnnviz.geometry.chance import Chance, random_pairs
from rnnviz.geometry.neighbours import nearest_points, to_unit_rows
from rnnviz.geometry.pair import Pair
from rnnviz.geometry.preservation import neighbour_preservation
from rnnviz.geometry.similarity import cosine_similarity, similarity_matrix
from rnnviz.text.word_sum import WordSum

FREQUENT = 10_000


@dataclass(frozen=True, slots=True)
class Axes:
    """Two directions of the user's, by their words.

    Attributes:
        across: The low and the high group of the axis to the right.
        up: Likewise upward; without words, the direction in which most is left.
    """

    across: tuple[tuple[str, ...], tuple[str, ...]]
    up: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Words at their places by own axes.

    Attributes:
        key: Names the array in the cache, and the axes and words.
        coordinates: (n, 2) float32, read-only.
        preservation: Share of true neighbours that are neighbours here, in [0, 1].
        cosine: Of the two axes: 0 is a right angle.
    """

    key: str
    coordinates: NDArray[np.float32]
    preservation: float
    cosine: float


@st.cache_resource(show_spinner=False, max_entries=512)
def neighbours(words: tuple[str, ...], key: str) -> Neighbours:
    """The nearest words to a word, or to the mean of several.

    Raises:
        ShapeError: If the mean is zero.
    """
    return measures.nearest(cache.vectors(key), words, measures.N_NEIGHBOURS)


@st.cache_resource(show_spinner=False, max_entries=128)
def similarities(words: tuple[str, ...], key: str) -> NDArray[np.float64]:
    """Cosine similarity of every pair of words, (n, n)."""
    return similarity_matrix(cache.vectors(key).embed(words))


@st.cache_resource(show_spinner=False, max_entries=128)
def similarities_to(word: str, words: tuple[str, ...], key: str) -> tuple[float, ...]:
    """Cosine similarities of some words to one."""
    vectors = cache.vectors(key)
    return tuple(np.ravel(cosine_similarity(vectors.embed(words), vectors[word])).tolist())


@st.cache_resource(show_spinner=False, max_entries=512)
def pair(first: str, second: str, key: str) -> Pair:
    """Two words measured against each other."""
    return measures.pair(cache.vectors(key), first, second)


@st.cache_resource(show_spinner=False, max_entries=16)
def chance(key: str) -> tuple[Chance, Chance]:
    """Random pairs of all words, and of the most frequent ones."""
    rows = cache.vectors(key).unit_rows
    return random_pairs(rows), random_pairs(rows[:FREQUENT])


@st.cache_resource(show_spinner=False, max_entries=256)
def answers(asked: WordSum, key: str) -> measures.Answers:
    """What a sum of words comes to.

    Raises:
        ShapeError: If the sum is zero.
    """
    return measures.answers(cache.vectors(key), asked)


@st.cache_resource(show_spinner=False, max_entries=256)
def oddness(words: tuple[str, ...], key: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words by their cosine to their mean, the odd one first.

    Raises:
        ShapeError: If there are fewer than three.
    """
    return measures.oddness(cache.vectors(key), words)


@st.cache_resource(show_spinner=False, max_entries=128)
def groups(current: str, chosen: tuple[str, ...], key: str) -> dict[str, Group]:
    """The current word and the chosen ones among their neighbours."""
    return measures.groups(cache.vectors(key), current, chosen)


@st.cache_resource(show_spinner=False, max_entries=512)
def true_neighbours(word: str, on_map: tuple[str, ...] | int, key: str) -> tuple[int, ...]:
    """Which of a map's words are truly nearest to one of them, as places on the map.

    Args:
        word: On the map.
        on_map: Its words, or how many of the most frequent it has.
        key: Of the vectors.
    """
    vectors = cache.vectors(key)
    if on_map == len(vectors) and vectors[word].any():
        return tuple(vectors.index(near) for near in neighbours((word,), key).words)
    ids = np.arange(on_map) if isinstance(on_map, int) else vectors.encode(on_map).ids
    return measures.true_neighbours(vectors, word, ids, measures.N_NEIGHBOURS)


@st.cache_resource(show_spinner=False, max_entries=512)
def near_on_map(
    name: str, words: tuple[str, ...] | int, row: int, _points: NDArray[np.floating]
) -> tuple[int, ...]:
    """The nearest points of a map, by straight distance.

    Args:
        name: Of the map.
        words: On it, or how many of the most frequent.
        row: Whose.
        _points: The map's, (n, K); the name and the words stand for them.
    """
    return nearest_points(_points, row, measures.N_NEIGHBOURS)


@st.cache_resource(show_spinner=False, max_entries=8)
def placed(axes: Axes, on_map: tuple[str, ...] | int, key: str) -> Placed:
    """Words placed by their cosine to one or two own axes.

    Args:
        axes: The groups of words at their ends; all have vectors.
        on_map: The map's words, or how many of the most frequent.
        key: Of the vectors.

    Raises:
        ShapeError: If both groups of an axis have the same mean.
    """
    vectors = cache.vectors(key)
    if isinstance(on_map, int):
        rows = vectors.unit_rows[:on_map]
    else:
        rows = to_unit_rows(vectors.embed(on_map))
    across = group_axis(*map(vectors.embed, axes.across))
    up = group_axis(*map(vectors.embed, axes.up)) if axes.up[0] else second_axis(rows, across)
    name = _name(np.stack([across, up]), on_map, vectors)
    made = places(rows, across, up)
    made.flags.writeable = False
    return Placed(name, made, neighbour_preservation(rows, made), float(across @ up))


@st.cache_resource(show_spinner=False, max_entries=12)
def common_states(choice: NetworkChoice, key: str) -> rnnviz.WordVectors:
    """First states of a network after each of the most frequent words, to be searched.

    Raises:
        RnnvizError: If the network cannot be read, or reads vectors of another width.
    """
    words = cache.vectors(key).words[: measures.N_STATES]
    return rnnviz.WordVectors(words, states(choice, words, key), "h_1")


@st.cache_resource(show_spinner=False, max_entries=64)
def states(choice: NetworkChoice, words: tuple[str, ...], key: str) -> NDArray[np.floating]:
    """First states of a network after reading one word, (n, H).

    Raises:
        RnnvizError: If the network cannot be read, or reads vectors of another width.
    """
    vectors, network = cache.vectors(key), cache.network(choice)
    needed, width = network.spec.input_size, vectors.matrix.shape[1]
    if needed != width:
        said = prose.OTHER_WIDTH.format(needed=needed, name=vectors.name, width=width)
        raise VectorsError(said)
    return measures.first_states(vectors, network, words)


@st.cache_resource(show_spinner=False, max_entries=64)
def state_similarities(
    choice: NetworkChoice, words: tuple[str, ...], key: str
) -> NDArray[np.float64]:
    """Cosine similarity of every pair of words' first states, (n, n).

    Raises:
        RnnvizError: If the network cannot be read, or reads vectors of another width.
    """
    return similarity_matrix(states(choice, words, key))


@st.cache_resource(show_spinner=False, max_entries=256)
def near_in_state(choice: NetworkChoice, word: str, key: str) -> Neighbours:
    """The words among the most frequent that leave the network in the nearest state.

    Raises:
        RnnvizError: If the network cannot be read, or reads vectors of another width.
    """
    row = states(choice, (word,), key)[0]
    found = common_states(choice, key).neighbours(row, measures.N_NEIGHBOURS + 1)
    return measures.without(found, (word,), measures.N_NEIGHBOURS)


@st.cache_resource(show_spinner=False, max_entries=256)
def near_in_common(word: str, key: str) -> Neighbours:
    """The nearest words among the most frequent, by the vectors themselves."""
    vectors = cache.vectors(key)
    return measures.nearest_among(
        vectors, word, min(len(vectors), measures.N_STATES), measures.N_NEIGHBOURS
    )


def _name(
    axes: NDArray[np.float64], on_map: tuple[str, ...] | int, vectors: rnnviz.WordVectors
) -> str:
    """Names places by everything that they come from."""
    digest = sha256(axes.tobytes())
    digest.update(repr((vectors.name, len(vectors), on_map)).encode())
    return f"axes-{digest.hexdigest()[:32]}"


def load_defaults() -> None:
    """Make ready what a first visit to the Words page asks for."""
    view = WordsView()
    chance("")
    neighbours((view.word,), "")
