"""Cosine similarity against scikit-learn, scipy and hand-computed angles."""

import numpy as np
import pytest
from scipy.spatial.distance import cosine as cosine_distance
from sklearn.metrics.pairwise import cosine_similarity as sklearn_cosine

from rnnviz.errors import ShapeError
from rnnviz.geometry.similarity import angle, cosine_similarity, similarity_matrix


def test_similarity_of_two_vectors_is_a_float_and_agrees_with_scipy(rng):
    a, b = rng.normal(size=(2, 50))
    similarity = cosine_similarity(a, b)
    assert type(similarity) is float
    assert similarity == pytest.approx(1 - cosine_distance(a, b), abs=1e-14)


def test_similarity_of_all_rows_of_two_matrices_agrees_with_sklearn(rng):
    a, b = rng.normal(size=(7, 20)), rng.normal(size=(4, 20))
    np.testing.assert_allclose(cosine_similarity(a, b), sklearn_cosine(a, b), atol=1e-14)


def test_a_vector_against_a_matrix_gives_one_similarity_per_row(rng):
    a, b = rng.normal(size=20), rng.normal(size=(4, 20))
    expected = sklearn_cosine(a[None], b)[0]
    np.testing.assert_allclose(cosine_similarity(a, b), expected, atol=1e-14)
    np.testing.assert_allclose(cosine_similarity(b, a), expected, atol=1e-14)


@pytest.mark.parametrize("factor", [1e-30, 0.5, 7.0, 1e30])
def test_similarity_does_not_depend_on_the_vectors_lengths(factor, rng):
    a, b = rng.normal(size=(2, 10))
    assert cosine_similarity(factor * a, b) == pytest.approx(cosine_similarity(a, b), abs=1e-14)


@pytest.mark.parametrize(
    ("a", "b", "cosine", "degrees"),
    [
        ([1, 0], [3, 0], 1.0, 0.0),
        ([1, 0], [1, 1], np.sqrt(0.5), 45.0),
        ([1, 0], [0, 2], 0.0, 90.0),
        ([1, 0], [-1, np.sqrt(3)], -0.5, 120.0),
        ([1, 2], [-2, -4], -1.0, 180.0),
    ],
)
def test_similarity_and_angle_of_drawn_vectors_are_as_measured(a, b, cosine, degrees):
    assert cosine_similarity(a, b) == pytest.approx(cosine, abs=1e-15)
    assert angle(a, b) == pytest.approx(degrees, abs=1e-12)


def test_a_zero_vector_has_similarity_zero_to_everything_even_itself():
    zero, other = np.zeros(3), np.ones(3)
    assert cosine_similarity(zero, other) == cosine_similarity(zero, zero) == 0.0
    assert angle(zero, other) == 90.0


def test_a_tiny_angle_keeps_the_digits_that_arccos_would_lose():
    assert angle([1.0, 0.0], [1.0, 1e-9]) == pytest.approx(np.degrees(1e-9), rel=1e-6)


def test_similarity_never_leaves_its_range_by_rounding(rng):
    rows = rng.normal(size=(200, 3)).astype(np.float32)
    cosines = cosine_similarity(rows, 3 * rows)
    assert cosines.max() <= 1.0
    assert cosines.min() >= -1.0


def test_similarity_matrix_is_symmetric_with_ones_on_its_diagonal(rng):
    rows = rng.normal(size=(9, 50)).astype(np.float32)
    cosines = similarity_matrix(rows)
    assert np.array_equal(cosines, cosines.T)
    assert np.array_equal(np.diag(cosines), np.ones(9))
    np.testing.assert_allclose(cosines, sklearn_cosine(rows.astype(np.float64)), atol=1e-14)


def test_similarity_matrix_shows_a_zero_row_as_zeros():
    assert similarity_matrix([[1.0, 0.0], [0.0, 0.0]]).tolist() == [[1.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        (np.ones(3), np.ones(4), "vectors of one length, got 3 and 4 numbers"),
        (np.ones((2, 2, 2)), np.ones(2), r"got shape \(2, 2, 2\)"),
        (np.ones(0), np.ones(0), r"got shape \(0,\)"),
        (1.0, np.ones(2), r"a vector \(I,\) or a matrix \(n, I\)"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_with_their_shapes(a, b, sentence):
    with pytest.raises(ShapeError, match=sentence):
        cosine_similarity(a, b)


def test_angle_and_similarity_matrix_refuse_the_wrong_number_of_axes():
    with pytest.raises(ShapeError, match=r"two vectors \(I,\), got shapes \(2, 2\) and \(2,\)"):
        angle(np.ones((2, 2)), np.ones(2))
    with pytest.raises(ShapeError, match=r"a matrix \(n, I\), got shape \(2,\)"):
        similarity_matrix(np.ones(2))
