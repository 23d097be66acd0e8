"""What the Words page keeps is keyed by words and vectors, read-only, and the library's."""

import numpy as np
import pytest

from app import cache_words
from app.cache_words import Axes
from app.state import WordsView
from rnnviz import WordVectors
from rnnviz.errors import VectorsError

AXES = Axes((("he", "him"), ("she", "her")), (("bad",), ("good",)))
ACROSS = Axes((("he", "him"), ("she", "her")), ((), ()))


def test_what_was_computed_once_is_handed_to_all():
    assert cache_words.neighbours(("king",), "") is cache_words.neighbours(("king",), "")
    assert cache_words.chance("") is cache_words.chance("")


def test_true_neighbours_on_the_map_of_all_words_are_the_nearest_words(glove):
    rows = cache_words.true_neighbours("king", len(glove), "")

    assert [glove.words[row] for row in rows] == list(glove.neighbours("king", 8).words)


def test_true_neighbours_on_a_small_map_are_places_among_its_words():
    words = ("king", "ball", "queen", "france")

    assert cache_words.true_neighbours("king", words, "")[0] == words.index("queen")


@pytest.mark.parametrize("on_map", [500, ("king", "queen", "nurse", "engineer", "ball")])
def test_own_axes_place_each_word_by_its_cosines(glove, on_map):
    placed = cache_words.placed(AXES, on_map, "")
    words = glove.words[:on_map] if isinstance(on_map, int) else on_map
    units = {w: glove[w] / np.linalg.norm(glove[w].astype(float)) for w in (*words, "good", "bad")}
    up = units["good"] - units["bad"]

    assert placed.coordinates.shape == (len(words), 2)
    assert not placed.coordinates.flags.writeable
    assert placed.coordinates[:, 1] == pytest.approx(
        [units[word] @ up / np.linalg.norm(up) for word in words], abs=1e-5
    )


def test_with_one_axis_the_other_is_at_a_right_angle():
    assert cache_words.placed(ACROSS, 500, "").cosine == pytest.approx(0, abs=1e-9)


def test_places_are_named_by_their_axes_and_words():
    names = {cache_words.placed(a, n, "").key for a in (AXES, ACROSS) for n in (500, 501)}

    assert len(names) == 4


def test_the_nearest_points_of_a_map_are_found_once_per_map_and_row():
    points = np.array([[0.0, 0], [1, 0], [5, 5], [0, 2]], dtype=np.float32)

    assert cache_words.near_on_map("a map", 4, 0, points) == (1, 3, 2)
    assert cache_words.near_on_map("a map", 4, 3, points) == (0, 1, 2)


def test_the_nearest_by_state_are_searched_among_the_same_words_as_by_vectors():
    network = WordsView().network

    by_state = cache_words.near_in_state(network, "good", "")
    by_vectors = cache_words.near_in_common("good", "")
    common = set(cache_words.common_states(network, "").words)

    assert len(common) == 10_000
    assert {*by_state.words, *by_vectors.words} <= common
    assert "good" not in (*by_state.words, *by_vectors.words)


def test_a_rare_word_has_its_nearest_among_the_frequent_ones_too():
    found = cache_words.near_in_state(WordsView().network, "lizard", "")

    assert len(found.words) == 8


def test_states_of_a_word_do_not_depend_on_its_company():
    network = WordsView(cell="GRU").network

    alone = cache_words.states(network, ("good",), "")
    beside = cache_words.states(network, ("bad", "good"), "")

    assert alone[0] == pytest.approx(beside[1], abs=1e-6)


def test_vectors_of_another_width_are_refused_with_both_widths(monkeypatch):
    narrow = WordVectors(("good", "bad"), np.eye(2), "mine")
    monkeypatch.setattr(cache_words.cache, "vectors", lambda _: narrow)

    with pytest.raises(VectorsError, match=r"read vectors of 50 numbers, but those of mine have 2"):
        cache_words.states(WordsView().network, ("good",), "narrow")
