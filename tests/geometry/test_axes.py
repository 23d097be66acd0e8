"""Own axes point from one group of words to another, and order words along it."""

import numpy as np
import pytest

from rnnviz.errors import ShapeError
from rnnviz.geometry.axes import group_axis, places, second_axis

HE, SHE = ("he", "him", "his"), ("she", "her", "hers")


def test_the_axis_is_the_difference_of_the_means_of_unit_vectors(glove):
    def mean(words: tuple[str, ...]) -> np.ndarray:
        return np.mean([glove[w] / np.linalg.norm(glove[w].astype(float)) for w in words], axis=0)

    expected = mean(SHE) - mean(HE)

    axis = group_axis(glove.embed(HE), glove.embed(SHE))

    assert axis == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)
    assert np.linalg.norm(axis) == pytest.approx(1)


def test_a_place_is_the_cosine_of_a_word_to_the_axis(glove):
    axis = group_axis(glove.embed(HE), glove.embed(SHE))
    word = glove["nurse"].astype(float)

    at = places(glove.unit_rows[[glove.index("nurse")]], axis)

    assert at.shape == (1, 1)
    assert at[0, 0] == pytest.approx(axis @ word / np.linalg.norm(word), abs=1e-6)


def test_names_and_professions_fall_on_the_side_that_the_literature_found(glove):
    """Bolukbasi et al. 2016: nurse and receptionist towards she, captain and boss towards he."""
    axis = group_axis(glove.embed(HE), glove.embed(SHE))

    def at(word: str) -> float:
        return float(places(glove.unit_rows[[glove.index(word)]], axis)[0, 0])

    assert min(map(at, ("nurse", "actress", "mary"))) > max(map(at, ("captain", "boss", "john")))


def test_the_lengths_of_the_words_given_do_not_matter():
    assert group_axis([[1, 0]], [[0, 1]]) == pytest.approx(group_axis([[9, 0]], [[0, 2]]))


def test_the_second_axis_is_at_a_right_angle_and_takes_most_of_what_is_left(rng):
    rows = rng.standard_normal((400, 4)) * [5, 1, 3, 1]
    first = np.array([1.0, 0, 0, 0])

    second = second_axis(rows, first)

    assert second @ first == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(second) == pytest.approx(1)
    assert abs(second[2]) > 0.95


def test_two_axes_give_two_coordinates(rng):
    axes = np.linalg.qr(rng.standard_normal((5, 2)))[0].T
    rows = rng.standard_normal((7, 5)).astype(np.float32)

    assert places(rows, *axes) == pytest.approx(rows @ axes.T, abs=1e-5)


@pytest.mark.parametrize("low", [[[1, 2]], [[2, 4]]])
def test_groups_with_the_same_mean_have_no_direction(low):
    with pytest.raises(ShapeError, match="same mean"):
        group_axis(low, [[1, 2]])


def test_an_end_without_words_is_refused():
    with pytest.raises(ShapeError, match="at least one word at each end"):
        group_axis(np.zeros((0, 3)), [[1, 2, 3]])
