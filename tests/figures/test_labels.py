"""Labels thin out rather than collide."""

import numpy as np
import pytest

from rnnviz.figures.labels import place_labels


def test_words_with_room_around_them_all_have_labels():
    corners = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])

    assert all(place_labels(corners, ["a", "b", "c", "d"], [2] * 4))


def test_words_in_one_place_never_share_a_side_and_the_most_important_chooses_first():
    crowd = np.array([[0.5, 0.5]] * 5 + [[0, 0], [1, 1]])
    ranks = [2, 2, 0, 2, 2, 2, 2]

    places = place_labels(crowd, ["word"] * 7, ranks)

    taken = [place for place in places[:5] if place]
    assert places[2] == "middle right"
    assert len(set(taken)) == len(taken) < 5


def test_a_label_steps_aside_from_a_point_on_its_right():
    points = np.array([[0.5, 0.5], [0.55, 0.5], [0, 0], [1, 1]])

    assert place_labels(points, ["first", "x", "y", "z"], [0, 2, 2, 2])[0] == "middle left"


def test_no_label_leaves_the_map():
    points = np.array([[0.0, 0.0], [1.0, 1.0]])

    right = place_labels(points, ["a", "a" * 12], [0, 0])[1]

    assert right == "middle left"


@pytest.mark.parametrize("n", [1, 2])
def test_words_all_in_one_place_do_not_divide_by_their_zero_extent(n):
    assert len(place_labels(np.zeros((n, 2)), ["w"] * n, [0] * n)) == n
