"""t-SNE and UMAP against openTSNE's and umap-learn's plain calls, and what they must keep."""

import numpy as np
import pytest
from openTSNE import TSNE
from openTSNE.affinity import PerplexityBasedNN
from openTSNE.nearest_neighbors import PrecomputedNeighbors
from sklearn.manifold import trustworthiness
from sklearn.metrics import silhouette_score
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

import rnnviz
from rnnviz.errors import ShapeError
from rnnviz.geometry import manifold
from rnnviz.geometry.neighbours import to_unit_rows

QUICK = {"n_iter": 100}


@pytest.fixture
def clusters(rng):
    """Five far directions, 40 rows near each, and which is which."""
    labels = np.repeat(np.arange(5), 40)
    return 4 * normalize(rng.normal(size=(5, 12)))[labels] + rng.normal(size=(200, 12)), labels


def _chords(rows, k):
    """Distances 1 - cos of unit rows to their nearest others, by scikit-learn."""
    lengths, ids = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(rows).kneighbors()
    return ids, lengths**2 / 2


@pytest.mark.parametrize("n_components", [2, 3])
def test_tsne_is_opentsnes_own_on_the_true_nearest_rows(n_components, clusters):
    rows = np.ascontiguousarray(to_unit_rows(clusters[0]))
    index = PrecomputedNeighbors(*_chords(rows, 60))
    plain = TSNE(
        n_components, perplexity=20, n_iter=100, n_jobs=1, random_state=3, metric="cosine",
        negative_gradient_method="bh",
    ).fit(rows, affinities=PerplexityBasedNN(knn_index=index, perplexity=20))  # fmt: skip

    made = rnnviz.project(clusters[0], "tsne", n_components, 3, perplexity=20, n_iter=100)

    np.testing.assert_allclose(made.coordinates, np.asarray(plain), atol=1e-9)
    assert (made.method, made.coordinates.dtype) == ("tsne", np.float64)
    assert dict(made.parameters) == {"perplexity": 20, "early_exaggeration": 12.0, "n_iter": 100}


def test_umap_is_umap_learns_own_and_keeps_clusters_apart(clusters):
    X, labels = clusters
    made = rnnviz.project(X, "umap", 2, 3, n_neighbors=10)
    from umap import UMAP

    rows = np.ascontiguousarray(to_unit_rows(X))
    ids, distances = _chords(rows, 9)
    own = np.arange(len(rows))[:, None]
    known = (np.hstack([own, ids]), np.hstack([0.0 * own, distances]).astype(np.float32))
    with pytest.warns(UserWarning, match="precomputed_knn"):
        plain = UMAP(
            n_neighbors=10, metric="cosine", init="pca", random_state=3, n_jobs=1,
            precomputed_knn=(*known, None),
        ).fit_transform(rows)  # fmt: skip

    np.testing.assert_array_equal(made.coordinates, plain)
    assert silhouette_score(made.coordinates, labels) > 0.7
    assert trustworthiness(X, made.coordinates, metric="cosine") > 0.9
    assert dict(made.parameters) == {"n_neighbors": 10, "min_dist": 0.1, "n_epochs": 500}
    told = []
    few = rnnviz.project(X[:8], "umap", 3, progress=told.append, n_epochs=40)
    assert few.coordinates.shape == (8, 3)
    assert few.parameters["n_neighbors"] == 7
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_tsne_keeps_clusters_apart_and_neighbours_together(clusters):
    X, labels = clusters
    made = rnnviz.project(X, "tsne")

    assert silhouette_score(made.coordinates, labels) > 0.6
    assert trustworthiness(X, made.coordinates, metric="cosine") > 0.9
    assert made.neighbour_preservation > 1.5 * rnnviz.project(X).neighbour_preservation


def test_one_seed_gives_one_map_and_lengths_of_rows_do_not_matter(clusters, rng):
    X = clusters[0].astype(np.float32)
    longer = X * 2.0 ** rng.integers(-3, 4, size=(len(X), 1))

    maps = [rnnviz.project(rows, "tsne", seed=1, **QUICK).coordinates for rows in (X, X, longer)]

    np.testing.assert_array_equal(maps[0], maps[1])
    np.testing.assert_allclose(maps[0], maps[2], atol=1e-3)


@pytest.mark.parametrize("k", [1, 15])
def test_nearest_rows_are_sklearns_by_cosine(k, rng):
    X = rng.normal(size=(300, 7))
    search = NearestNeighbors(n_neighbors=k, metric="cosine", algorithm="brute").fit(X)
    expected, expected_ids = search.kneighbors()

    ids, distances = manifold.nearest(np.ascontiguousarray(to_unit_rows(X)), k)

    np.testing.assert_array_equal(ids, expected_ids)
    np.testing.assert_allclose(distances, expected, atol=1e-6)


def test_a_row_of_zeros_is_at_a_right_angle_to_all_others():
    directions = manifold._directions(np.array([[3.0, 0], [0, 0], [0, -2], [0, 0]]))

    expected = [[1, 0, 0, 0], [0, 1, 0, 1], [0, 0, 1, 0], [0, 1, 0, 1]]
    assert (directions @ directions.T).tolist() == expected


def test_equal_rows_and_rows_of_zeros_have_places_too(clusters):
    X = clusters[0].copy()
    X[:60], X[100:110] = X[0], 0.0

    made = rnnviz.project(X, "tsne", **QUICK)

    assert np.isfinite(made.coordinates).all()


def test_few_rows_have_few_neighbours_so_that_parameters_are_lowered_and_told(rng):
    made = rnnviz.project(rng.normal(size=(16, 6)), "tsne", **QUICK)

    assert made.parameters["perplexity"] == 5.0
    assert made.axes == ("t-SNE 1", "t-SNE 2")
    assert manifold.settled("umap", 9, {})["n_neighbors"] == 8
    assert manifold.settled("umap", 10_001, {})["n_epochs"] == 200


def test_progress_rises_to_the_whole_and_what_it_raises_ends_the_work(clusters):
    told = []
    rnnviz.project(clusters[0], "tsne", progress=told.append, **QUICK)
    assert told == sorted(told)
    assert (told[0], told[-1], len(told)) == (0.05, 1.0, 15)

    def stop(share):
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rnnviz.project(clusters[0], "tsne", progress=stop, **QUICK)


def test_above_the_exact_limit_the_librarys_own_search_is_used(clusters, monkeypatch):
    monkeypatch.setattr(manifold, "EXACT_ROWS", 100)
    monkeypatch.setattr(manifold, "nearest", None)
    rows = np.ascontiguousarray(to_unit_rows(clusters[0]))
    plain = TSNE(metric="cosine", n_iter=100, n_jobs=1, random_state=0).fit(rows)

    made = rnnviz.project(clusters[0], "tsne", **QUICK)

    np.testing.assert_array_equal(made.coordinates, np.asarray(plain))


def test_only_a_pca_map_has_variances_directions_and_places_for_others(clusters):
    made = rnnviz.project(clusters[0], "tsne", **QUICK)

    assert made.explained_variance_ratio is made.components is made.mean is None
    assert not made.coordinates.flags.writeable
    with pytest.raises(ShapeError, match="t-SNE places all rows together, so project them"):
        made.transform(clusters[0][:2])
    assert rnnviz.project(clusters[0]).parameters == {}


@pytest.mark.parametrize(
    ("matrix", "arguments", "sentence"),
    [
        (np.ones((30, 4)), {}, "All rows point the same way"),
        (np.eye(4), {}, "at least 5 rows for t-SNE, got 2 and 4: use PCA"),
        (np.eye(8), {"n_components": 4}, "2 or 3 components .* got 4 and 8"),
        (np.full((8, 4), np.nan), {}, "finite numbers, got NaN"),
        (np.eye(8), {"n_neighbors": 3}, "“tsne” takes perplexity, .* got n_neighbors"),
        (np.eye(8), {"perplexity": 0.5}, "perplexity of at least 1, got 0.5"),
        (np.eye(8), {"method": "umap", "min_dist": 2}, "min_dist of at least 0 and at most 1"),
        (np.eye(8), {"method": "umap", "n_epochs": np.inf}, "n_epochs of at least 1, got inf"),
        (np.eye(8), {"method": "pca", "perplexity": 9}, "“pca” takes no parameters, got perp"),
    ],
)
def test_what_cannot_be_mapped_is_refused_in_clear_words(matrix, arguments, sentence):
    with pytest.raises(ShapeError, match=sentence):
        rnnviz.project(matrix, **{"method": "tsne"} | arguments)
