"""Planes for paths: scikit-learn's PCA agrees, and they show what they say."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from sklearn.decomposition import PCA

import rnnviz
from rnnviz.errors import RnnvizError, ShapeError
from rnnviz.tracing.state_space import N_CLOUD, state_spaces

Sentences = list[np.ndarray[Any, Any]]


def sentences_of(rng: np.random.Generator, n: int = 40, size: int = 5) -> Sentences:
    """Sentences of different lengths."""
    return [rng.standard_normal((int(length), size)) for length in rng.integers(3, 19, n)]


def network(cell: str = "lstm", sizes: tuple[int, ...] = (7, 4), **options: Any) -> rnnviz.Network:
    return rnnviz.Network.random(cell, 5, sizes, init="torch", dtype="float64", **options)


def vectors(net: rnnviz.Network, sentences: Sentences) -> list[np.ndarray[Any, Any]]:
    """What each plane is fitted to, with every sentence read alone."""
    traces = [rnnviz.trace(net, sentence) for sentence in sentences]
    states = [[t.layers[layer].hidden for t in traces] for layer in range(net.spec.n_layers)]
    return [np.concatenate(rows) for rows in (sentences, *states)]


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_planes_agree_with_sklearns_pca_of_words_and_states(
    cell: str, rng: np.random.Generator
) -> None:
    sentences, net = sentences_of(rng), network(cell)

    for space, rows in zip(state_spaces(net, sentences), vectors(net, sentences), strict=True):
        pca = PCA(2, svd_solver="full").fit(rows)
        np.testing.assert_allclose(space.mean, rows.mean(axis=0), atol=1e-12)
        same_plane = space.components.T @ space.components
        np.testing.assert_allclose(same_plane, pca.components_.T @ pca.components_, atol=1e-8)
        np.testing.assert_allclose(
            space.explained_variance_ratio, pca.explained_variance_ratio_, atol=1e-12
        )
        ours = (rows - space.mean) @ space.components.T
        np.testing.assert_allclose(np.abs(ours), np.abs(pca.transform(rows)), atol=1e-8)


def test_there_is_a_plane_of_the_words_and_then_one_a_layer(rng: np.random.Generator) -> None:
    spaces = state_spaces(network(sizes=(7, 4, 3)), sentences_of(rng, n=30))

    assert [space.components.shape for space in spaces] == [(2, 5), (2, 7), (2, 4), (2, 3)]
    assert [space.n_sentences for space in spaces] == [0, 30, 30, 30]


def test_the_order_of_sentences_changes_neither_plane_nor_sign(rng: np.random.Generator) -> None:
    sentences, net = sentences_of(rng), network()

    for one, other in zip(
        state_spaces(net, sentences), state_spaces(net, sentences[::-1]), strict=True
    ):
        np.testing.assert_allclose(one.components, other.components, atol=1e-9)


def test_the_largest_entry_of_each_component_is_positive(rng: np.random.Generator) -> None:
    for space in state_spaces(network(), sentences_of(rng)):
        largest = np.abs(space.components).argmax(axis=1)
        assert (space.components[[0, 1], largest] > 0).all()


def test_the_cloud_is_a_sample_of_the_projected_states_and_always_the_same(
    rng: np.random.Generator,
) -> None:
    sentences, net = sentences_of(rng, n=100), network()
    spaces, again = state_spaces(net, sentences), state_spaces(net, sentences)

    for space, same, rows in zip(spaces, again, vectors(net, sentences), strict=True):
        projected = (rows - space.mean) @ space.components.T
        apart = np.linalg.norm(space.cloud[:, None] - projected, axis=-1).min(axis=1)
        assert space.cloud.shape == (N_CLOUD, 2)
        assert apart.max() < 1e-9
        np.testing.assert_array_equal(space.cloud, same.cloud)


def test_a_word_that_is_read_often_is_one_point_of_the_cloud(rng: np.random.Generator) -> None:
    table = rng.standard_normal((6, 5))
    sentences = [table[rng.integers(0, 6, 9)] for _ in range(30)]

    words, *_ = state_spaces(network(), sentences)

    assert len(words.cloud) == 6


def test_where_states_differ_in_one_direction_only_the_plane_shows_that_direction(
    rng: np.random.Generator,
) -> None:
    direction = np.array([0.6, 0.0, 0.8, 0.0, 0.0])
    sentences = [rng.standard_normal((6, 1)) * direction for _ in range(20)]

    words, *_ = state_spaces(network(), sentences)

    np.testing.assert_allclose(words.components, [direction, np.zeros(5)], atol=1e-9)
    assert words.explained_variance_ratio == pytest.approx((1.0, 0.0))
    assert np.ptp(words.cloud[:, 1]) == 0


@pytest.mark.parametrize("sizes", [(1,), (7,)])
@pytest.mark.parametrize("sentence", [np.ones((1, 5)), np.zeros((4, 5))])
def test_what_does_not_vary_is_zero_and_finite(
    sizes: tuple[int, ...], sentence: np.ndarray[Any, Any]
) -> None:
    still = network("rnn", sizes, bias=False)

    words, states = state_spaces(still, [sentence])

    assert words.explained_variance_ratio == (0.0, 0.0)
    for space, size in ((words, 5), (states, sizes[0])):
        assert space.components.shape == (2, size)
        assert np.isfinite([*space.explained_variance_ratio, *space.cloud.ravel()]).all()
    np.testing.assert_array_equal(words.cloud, np.zeros((1, 2)))


def test_one_unit_has_one_direction(rng: np.random.Generator) -> None:
    _, states = state_spaces(network("rnn", (1,)), sentences_of(rng))

    np.testing.assert_array_equal(states.components, [[1.0], [0.0]])
    assert states.explained_variance_ratio == (1.0, 0.0)


def test_two_directions_of_a_bidirectional_layer_lie_side_by_side(
    rng: np.random.Generator,
) -> None:
    spaces = state_spaces(network(bidirectional=True), sentences_of(rng))

    assert [space.mean.shape for space in spaces] == [(5,), (14,), (8,)]


def test_planes_cannot_be_changed_afterwards(rng: np.random.Generator) -> None:
    for space in state_spaces(network(), sentences_of(rng)):
        for array in (space.mean, space.components, space.cloud):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0


@pytest.mark.parametrize(
    ("sentences", "reason"),
    [
        ([], "at least one sentence"),
        ([np.zeros(5)], r"embeddings of shape \(T, 5\), got shape \(5,\)"),
        ([[[1.0, 2.0], [1.0]]], r"embeddings of shape \(T, 5\), got something else"),
        ([np.zeros((3, 4))], r"\(B, T, 5\)"),
        ([np.zeros((0, 5))], "at least one timestep"),
        ([np.full((3, 5), np.nan)], "finite"),
        ([np.full((3, 5), "a")], "real numbers"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(sentences: Sentences, reason: str) -> None:
    with pytest.raises(ShapeError, match=reason) as refusal:
        state_spaces(network(), sentences)
    assert isinstance(refusal.value, RnnvizError)


def test_a_scene_carries_the_planes(rng: np.random.Generator) -> None:
    from rnnviz.stage.labels import Labels

    net, sentences = network(), sentences_of(rng)
    trace = rnnviz.trace(net, sentences[0])

    header = rnnviz.build_scene(trace, Labels(spaces=state_spaces(net, sentences))).header

    assert [space["components"]["shape"] for space in header["spaces"]] == [[2, 5], [2, 7], [2, 4]]


def test_a_state_space_is_known_without_torch() -> None:
    code = "import sys, rnnviz.tracing.state_space; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
