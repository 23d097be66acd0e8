"""Sums, planes and the odd one out, held to gensim, scikit-learn and NumPy."""

import numpy as np
import pytest
from gensim.models import KeyedVectors
from sklearn.decomposition import PCA

from rnnviz.errors import ShapeError
from rnnviz.geometry.relations import odd_one_out, plane_of, principal_plane, unit, weighted_sum

LISTS = (
    ("breakfast", "cereal", "dinner", "lunch"),
    ("france", "italy", "germany", "spain", "ball"),
    ("piano", "guitar", "violin", "crocodile"),
    ("good", "bad", "movie"),
)


@pytest.fixture(scope="module")
def peer(glove) -> KeyedVectors:
    vectors = KeyedVectors(50)
    vectors.add_vectors(list(glove.words[:50_000]), np.array(glove.matrix[:50_000]))
    return vectors


@pytest.mark.parametrize("words", LISTS)
def test_the_odd_one_and_the_order_are_gensims(glove, peer, words):
    cosines = odd_one_out(glove.embed(words))

    assert words[int(cosines.argmin())] == peer.doesnt_match(words)
    theirs = [word for _, word in peer.rank_by_centrality(words)]
    assert [words[i] for i in np.argsort(-cosines)] == theirs


def test_the_number_is_the_cosine_to_the_mean_of_unit_vectors(rng):
    rows = rng.standard_normal((5, 7))
    mean = np.mean([row / np.linalg.norm(row) for row in rows], axis=0)

    expected = [row @ mean / np.linalg.norm(row) / np.linalg.norm(mean) for row in rows]

    assert odd_one_out(rows) == pytest.approx(expected)


def test_of_two_words_none_is_odd():
    with pytest.raises(ShapeError, match="at least three words, got 2"):
        odd_one_out(np.eye(2))


def test_a_weighted_sum_points_where_gensims_mean_vector_points(glove, peer):
    words, weights = ["king", "man", "woman"], [1.0, -0.5, 2.0]

    total = weighted_sum(glove.embed(words), weights)
    theirs = peer.get_mean_vector(words, weights=weights, pre_normalize=True)

    assert unit(total) == pytest.approx(unit(theirs), abs=1e-6)


def test_a_sum_that_cancels_has_no_direction(glove):
    with pytest.raises(ShapeError, match="zero vector"):
        weighted_sum(glove.embed(["king", "king"]), [1, -1])


def test_three_points_and_their_parallelogram_lie_in_their_plane_at_true_distances(rng):
    a, b, c = rng.standard_normal((3, 50))

    plane = plane_of([a, b, c, b - a + c])

    assert plane.is_exact
    assert plane.kept == pytest.approx(1)
    for i, j, apart in ((0, 1, b - a), (0, 2, c - a), (1, 2, c - b), (0, 3, b + c - 2 * a)):
        assert np.linalg.norm(plane.points[i] - plane.points[j]) == pytest.approx(
            np.linalg.norm(apart)
        )
    assert plane.points[3] - plane.points[2] == pytest.approx(plane.points[1] - plane.points[0])


def test_what_leaves_the_plane_is_told(rng):
    out_of_plane = [0.0, 3.0, 4.0]  # from the origin: 9 of 25 of its square lie in x and y

    plane = plane_of([[0, 0, 0], [1, 0, 0], [0, 1, 0], out_of_plane])

    assert plane.points[3] == pytest.approx([0, 3])
    assert plane.kept[3] == pytest.approx(9 / 25)


def test_points_on_a_line_are_drawn_by_pca():
    plane = plane_of([[0, 0, 0], [1, 1, 1], [2, 2, 2], [0, 0, 1]])

    assert not plane.is_exact


def test_the_principal_plane_keeps_the_distances_that_scikit_learn_keeps(rng):
    points = rng.standard_normal((6, 20))
    theirs = PCA(2).fit_transform(points)

    ours = principal_plane(points).points

    for i in range(1, 6):
        assert np.linalg.norm(ours[i]) == pytest.approx(np.linalg.norm(theirs[i] - theirs[0]))


def test_two_points_span_no_plane():
    with pytest.raises(ShapeError, match="at least three points, got 2"):
        plane_of(np.eye(2))
