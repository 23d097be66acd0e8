"""PCA against scikit-learn, and what a map must keep."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

import rnnviz
from rnnviz.errors import ShapeError

SHAPES = [(500, 20), (20, 500), (20, 20), (2, 3), (9000, 10), (3, 1)]


def _cloud(rng, shape):
    return rng.normal(size=shape) * np.linspace(3, 1, shape[1]) + rng.normal(size=shape[1])


@pytest.mark.parametrize("shape", SHAPES)
def test_coordinates_and_variance_agree_with_sklearns_full_solver(shape, rng):
    X = _cloud(rng, shape)
    k = min(3, shape[0] - 1, shape[1])
    pca = PCA(k, svd_solver="full").fit(X)
    projection = rnnviz.project(X, n_components=k)
    np.testing.assert_allclose(projection.coordinates, pca.transform(X), atol=1e-9)
    np.testing.assert_allclose(projection.components, pca.components_, atol=1e-9)
    np.testing.assert_allclose(
        projection.explained_variance_ratio, pca.explained_variance_ratio_, atol=1e-12
    )


@pytest.mark.parametrize("shape", [(300, 20), (12, 40)])
def test_the_largest_entry_of_each_component_is_positive(shape, rng):
    W = rnnviz.project(_cloud(rng, shape), n_components=10).components
    assert (W[np.arange(10), np.abs(W).argmax(axis=1)] > 0).all()


def test_float32_rows_far_from_the_origin_keep_their_variance(rng):
    X = (_cloud(rng, (6000, 8)) + 300).astype(np.float32)
    expected = PCA(2, svd_solver="full").fit(X.astype(np.float64))
    projection = rnnviz.project(X)
    np.testing.assert_allclose(
        projection.explained_variance_ratio, expected.explained_variance_ratio_, atol=1e-5
    )
    expected = expected.transform(X.astype(np.float64))
    np.testing.assert_allclose(projection.coordinates, expected, atol=1e-2)


def test_all_components_together_explain_everything_and_keep_all_distances(rng):
    X = _cloud(rng, (60, 5))
    projection = rnnviz.project(X, n_components=5)
    assert projection.explained_variance_ratio.sum() == pytest.approx(1.0)
    apart = np.linalg.norm(projection.coordinates[:, None] - projection.coordinates, axis=-1)
    np.testing.assert_allclose(apart, np.linalg.norm(X[:, None] - X, axis=-1), atol=1e-12)


def test_other_points_are_put_on_the_same_map(rng):
    X, others = _cloud(rng, (200, 10)), rng.normal(size=(5, 10))
    projection = rnnviz.project(X)
    expected = PCA(2, svd_solver="full").fit(X).transform(others)
    np.testing.assert_allclose(projection.transform(others), expected, atol=1e-10)
    np.testing.assert_allclose(projection.transform(others[0]), expected[0], atol=1e-10)
    np.testing.assert_allclose(projection.transform(X), projection.coordinates, atol=1e-10)


def test_pca_has_no_chance_in_it_and_whole_numbers_are_welcome():
    X = np.arange(24).reshape(8, 3) ** 2 % 7
    one, two = rnnviz.project(X, seed=1), rnnviz.project(X.astype(np.float64), seed=2)
    assert np.array_equal(one.coordinates, two.coordinates)
    assert one.method == "pca"


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (20_000, 4)])
def test_equal_rows_lie_on_one_point_that_explains_nothing(shape, dtype):
    projection = rnnviz.project(np.full(shape, 0.1, dtype=dtype))
    assert not projection.coordinates.any()
    assert projection.explained_variance_ratio.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_later_changes_of_the_callers_rows_do_not_reach_the_map(dtype, rng):
    matrix = rng.normal(size=(9, 4)).astype(dtype)
    projection, before = rnnviz.project(matrix), matrix.copy()
    matrix[:] = 0.0
    assert np.array_equal(projection.source, before)
    assert not projection.source.flags.writeable


def test_rows_that_nobody_can_write_are_mapped_without_a_copy(glove):
    assert np.shares_memory(rnnviz.project(glove.matrix[:100]).source, glove.matrix)


def test_a_projection_is_read_only_like_all_that_is_handed_over(rng):
    projection = rnnviz.project(rng.normal(size=(9, 4)))
    with pytest.raises(ValueError, match="read-only"):
        projection.coordinates[0, 0] = 1.0
    with pytest.raises(AttributeError, match="cannot assign"):
        projection.method = "tsne"


@pytest.mark.parametrize(
    ("matrix", "arguments", "sentence"),
    [
        (np.ones(4), {}, r"a matrix of numbers \(n, I\), got float64 of shape \(4,\)"),
        (np.full((4, 4), "a"), {}, "a matrix of numbers"),
        (np.ones((4, 3)), {"n_components": 4}, r"1 to 3 components .* \(4, 3\), got 4"),
        (np.ones((4, 3)), {"n_components": 0}, "got 0"),
        (np.ones((0, 3)), {}, "1 to 0 components"),
        (np.ones((4, 3)), {"method": "magic"}, "'pca', 'tsne' or 'umap', got 'magic'"),
        (np.array([[1.0, np.nan], [1, 2], [3, 4]]), {}, "finite numbers, got NaN"),
        (np.array([[1.0, np.inf, 1], [1, 2, 3]]), {}, "finite numbers, got NaN, infinity"),
    ],
)
def test_what_cannot_be_projected_is_refused_in_clear_words(matrix, arguments, sentence):
    with pytest.raises(ShapeError, match=sentence):
        rnnviz.project(matrix, **arguments)


def test_a_point_of_another_size_does_not_fit_on_the_map(rng):
    projection = rnnviz.project(rng.normal(size=(9, 4)))
    with pytest.raises(ShapeError, match=r"takes vectors of 4 numbers, got shape \(5,\)"):
        projection.transform(np.ones(5))
