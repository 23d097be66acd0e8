"""Two vectors in every measure, held to NumPy and SciPy."""

import numpy as np
import pytest
from scipy.spatial import distance

from rnnviz.errors import ShapeError
from rnnviz.geometry.pair import measured


@pytest.mark.parametrize(("first", "second"), [("france", "italy"), ("ball", "crocodile")])
def test_a_pair_of_words_is_measured_as_scipy_measures_it(glove, first, second):
    a, b = glove[first].astype(float), glove[second].astype(float)

    pair = measured(glove[first], glove[second])

    assert pair.dot == pytest.approx(a @ b)
    assert pair.norms == pytest.approx((np.sqrt(a @ a), np.sqrt(b @ b)))
    assert pair.cosine == pytest.approx(1 - distance.cosine(a, b))
    assert pair.distance == pytest.approx(distance.euclidean(a, b))
    assert np.cos(np.radians(pair.degrees)) == pytest.approx(pair.cosine)


def test_the_measures_follow_from_each_other(rng):
    a, b = rng.standard_normal((2, 8))

    pair = measured(a, b)

    assert pair.cosine == pytest.approx(pair.dot / (pair.norms[0] * pair.norms[1]))
    assert pair.distance**2 == pytest.approx(pair.norms[0] ** 2 + pair.norms[1] ** 2 - 2 * pair.dot)


def test_the_cosine_does_not_feel_the_length_and_the_others_do():
    short, long = measured([1, 1], [1, 0]), measured([1, 1], [10, 0])

    assert short.cosine == pytest.approx(long.cosine)
    assert (short.dot, long.dot) == (1, 10)
    assert short.distance < long.distance


def test_a_zero_vector_has_no_direction_but_a_distance():
    pair = measured([0, 0], [3, 4])

    assert (pair.cosine, pair.degrees, pair.distance) == (0, 90, 5)


def test_vectors_of_different_lengths_are_refused():
    with pytest.raises(ShapeError, match="two vectors"):
        measured([1, 2], [1, 2, 3])
