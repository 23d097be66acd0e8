"""Neighbour preservation against scikit-learn's searches, and its meaning."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

import rnnviz
from rnnviz.geometry.preservation import neighbour_preservation


def _sklearn_share(source, coordinates, k):
    def others(points, metric):
        search = NearestNeighbors(n_neighbors=k, metric=metric, algorithm="brute").fit(points)
        return search.kneighbors(return_distance=False)

    pairs = zip(others(source, "cosine"), others(coordinates, "euclidean"), strict=True)
    return np.mean([len(set(true) & set(shown)) / k for true, shown in pairs])


@pytest.mark.parametrize(("n", "k"), [(150, 10), (21, 10), (12, 5), (4, 1)])
def test_the_share_agrees_with_two_exact_searches(n, k, rng):
    source = rng.normal(size=(n, 6))
    coordinates = source[:, :2]
    share = neighbour_preservation(source, coordinates)
    assert share == pytest.approx(_sklearn_share(source, coordinates, k))


def test_a_map_that_keeps_all_directions_keeps_all_neighbours(rng):
    on_circle = rng.normal(size=(100, 2))
    on_circle /= np.linalg.norm(on_circle, axis=1, keepdims=True)
    assert neighbour_preservation(on_circle, 5 * on_circle) == 1.0


def test_a_map_without_any_relation_keeps_what_chance_would(rng):
    source, coordinates = rng.normal(size=(400, 20)), rng.normal(size=(400, 2))
    assert neighbour_preservation(source, coordinates) == pytest.approx(10 / 399, abs=0.02)


def test_a_sample_of_a_large_cloud_tells_the_whole_within_its_error(rng):
    source = rng.normal(size=(1500, 5))
    whole = _sklearn_share(source, source[:, :3], 10)
    sampled = [neighbour_preservation(source, source[:, :3], seed=seed) for seed in (0, 0, 1)]
    assert sampled == pytest.approx([whole] * 3, abs=0.04)
    assert sampled[0] == sampled[1] != sampled[2]


@pytest.mark.parametrize("n", [1, 2])
def test_a_cloud_with_no_neighbour_to_lose_is_kept_whole(n):
    assert neighbour_preservation(np.eye(n, 3), np.eye(n, 2)) == 1.0


def test_zero_rows_have_no_direction_and_are_not_asked():
    assert neighbour_preservation(np.zeros((5, 3)), np.zeros((5, 2))) == 1.0


def test_a_projection_reports_the_share_of_its_own_map(rng):
    X = rng.normal(size=(120, 8))
    projection = rnnviz.project(X)
    assert projection.neighbour_preservation == pytest.approx(
        _sklearn_share(X, projection.coordinates, 10)
    )
