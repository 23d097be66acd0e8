"""Nearest rows against brute force and scikit-learn."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from rnnviz.errors import ShapeError
from rnnviz.geometry.neighbours import CosineSearch, nearest_points, to_unit_rows


def _nearest(matrix, query, k, exclude=()):
    return CosineSearch.over(to_unit_rows(matrix)).nearest(query, k, exclude=exclude)


def _brute_force(matrix, query, k, exclude=()):
    rows = matrix.astype(np.float64)
    cosines = rows @ query / np.linalg.norm(rows, axis=1) / np.linalg.norm(query)
    order = [i for i in np.lexsort((np.arange(len(rows)), -cosines)) if i not in exclude]
    return order[:k], cosines[order[:k]]


@pytest.mark.parametrize("k", [1, 10, 40, 200])
@pytest.mark.parametrize("n", [200, 5000])
def test_nearest_rows_and_similarities_equal_brute_force(n, k, rng):
    matrix, query = rng.normal(size=(n, 12)).astype(np.float32), rng.normal(size=12)
    ids, similarities = _nearest(matrix, query, k, exclude=[3, 4])
    expected_ids, expected = _brute_force(matrix, query, k, exclude=(3, 4))
    assert ids.tolist() == expected_ids
    np.testing.assert_allclose(similarities, expected, atol=1e-6)


def test_nearest_rows_agree_with_sklearns_exact_search(rng):
    matrix, query = rng.normal(size=(3000, 20)), rng.normal(size=20)
    search = NearestNeighbors(n_neighbors=15, metric="cosine", algorithm="brute").fit(matrix)
    expected = search.kneighbors(query[None], return_distance=False)[0]
    assert _nearest(matrix, query, 15)[0].tolist() == expected.tolist()


@pytest.mark.parametrize("reach", [1.0, 0.05], ids=["round cloud", "flat cloud"])
def test_the_bound_is_never_below_the_cosine_it_stands_for(reach, rng):
    matrix = rng.normal(size=(2000, 30)) * np.geomspace(1, reach, 30)
    matrix[0] = np.eye(30)[0]
    search = CosineSearch.over(to_unit_rows(matrix))
    direction = rng.normal(size=30) / 6
    lead = direction @ search.axes
    rest = np.linalg.norm(direction - search.axes @ lead)
    cosines = search.unit_rows.astype(np.float64) @ direction
    assert (search.lead_and_rest @ np.append(lead, rest) >= cosines - 1e-6).all()


@pytest.mark.parametrize("reach", [1.0, 0.05], ids=["round cloud", "flat cloud"])
def test_large_clouds_of_any_shape_give_the_brute_force_answer(reach, rng):
    matrix = (rng.normal(size=(40_000, 30)) * np.geomspace(1, reach, 30)).astype(np.float32)
    for query in (matrix[5].astype(np.float64), rng.normal(size=30), np.eye(30)[29]):
        assert _nearest(matrix, query, 12)[0].tolist() == _brute_force(matrix, query, 12)[0]


def test_where_the_bound_is_tight_few_rows_are_looked_at_in_full(rng):
    matrix = rng.normal(size=(40_000, 30)) * np.geomspace(1, 0.05, 30)
    search = CosineSearch.over(to_unit_rows(matrix))
    direction = matrix[5] / np.linalg.norm(matrix[5])
    assert 10 <= len(search._candidates(direction, 10, excluded=[5])) < 400


def test_equally_similar_rows_come_in_the_order_of_their_numbers():
    matrix = np.tile(np.eye(4, dtype=np.float32), (300, 1))
    ids, similarities = _nearest(matrix, np.array([0, 0, 1.0, 0]), 5)
    assert ids.tolist() == [2, 6, 10, 14, 18]
    assert similarities.tolist() == [1.0] * 5


@pytest.mark.parametrize("n", [37, 1001, 40_000])
def test_identical_rows_tie_exactly_wherever_they_stand(n, rng):
    matrix = rng.normal(size=(n, 50)).astype(np.float32)
    twins = np.sort(rng.choice(n, 30, replace=False))
    matrix[twins] = matrix[twins[0]]
    ids, similarities = _nearest(matrix, matrix[twins[0]] + 0.1, 30)
    assert ids.tolist() == twins.tolist()
    assert len(set(similarities.tolist())) == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("scale", [1e-25, 1e25])
def test_a_query_of_any_length_finds_what_its_direction_finds(scale, dtype, rng):
    matrix, query = rng.normal(size=(500, 12)), rng.normal(size=12)
    ids, similarities = _nearest(matrix, (query * scale).astype(dtype), 10)
    expected_ids, expected = _brute_force(matrix, query, 10)
    assert ids.tolist() == expected_ids
    np.testing.assert_allclose(similarities, expected, atol=1e-6)


def test_excluded_rows_never_come_back_even_if_all_are_excluded(rng):
    matrix = rng.normal(size=(600, 5))
    ids, _ = _nearest(matrix, matrix[0], 10, exclude=range(595))
    assert sorted(ids) == [595, 596, 597, 598, 599]
    assert _nearest(matrix, matrix[0], 10, exclude=range(600))[0].size == 0


def test_asking_for_more_rows_than_there_are_gives_all_of_them(rng):
    matrix = rng.normal(size=(7, 5))
    assert sorted(_nearest(matrix, matrix[0], 100)[0]) == list(range(7))


def test_similarities_of_opposite_rows_reach_down_to_minus_one():
    ids, similarities = _nearest(np.array([[1.0, 0], [-1.0, 0]]), np.array([2.0, 0]), 2)
    assert (ids.tolist(), similarities.tolist()) == ([0, 1], [1.0, -1.0])


def test_unit_rows_agree_with_sklearn_and_leave_zero_rows_zero(rng):
    matrix = rng.normal(size=(50, 8)).astype(np.float32)
    matrix[7] = 0
    np.testing.assert_allclose(to_unit_rows(matrix), normalize(matrix), atol=1e-7)
    assert not to_unit_rows(matrix)[7].any()


@pytest.mark.parametrize(
    ("query", "k", "sentence"),
    [
        (np.ones(3), 0, "at least 1 neighbour to be asked for, got k = 0"),
        (np.ones(4), 1, r"query of shape \(3,\), got shape \(4,\)"),
        (np.zeros(3), 1, "non-zero query .* largest number 0"),
        (np.full(3, np.nan), 1, "non-zero query .* largest number nan"),
    ],
)
def test_questions_without_an_answer_are_refused_in_clear_words(query, k, sentence):
    with pytest.raises(ShapeError, match=sentence):
        _nearest(np.eye(3), query, k)


@pytest.mark.parametrize("k", [1, 5, 99])
def test_the_nearest_points_are_scikit_learns(rng, k):
    points = rng.standard_normal((40, 2))
    theirs = NearestNeighbors(n_neighbors=min(k, 39) + 1).fit(points)

    _, found = theirs.kneighbors(points[[7]])

    assert nearest_points(points, 7, k) == tuple(found[0][1:].tolist())


def test_a_lone_point_has_no_nearest_point():
    assert nearest_points(np.zeros((1, 2)), 0, 5) == ()


def test_the_points_nearest_to_every_point_are_scikit_learns(rng):
    points = rng.normal(size=(60, 2)).astype(np.float32)
    search = NearestNeighbors(n_neighbors=8).fit(points)

    for row, near in enumerate(search.kneighbors(return_distance=False)):
        assert nearest_points(points, row, 8) == tuple(near)
    assert len(nearest_points(points, 0, 100)) == 59
    assert nearest_points(points[:1], 0, 3) == ()
