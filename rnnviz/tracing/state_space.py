"""`StateSpace`: the plane in which a path through many numbers is drawn.

The plane is the one of largest variance (PCA; `rnnviz.geometry.pca` has the equations),
fitted to what a network reads and to the states it visits over many sentences. Each component's
sign is arbitrary; it is chosen so that the entry of largest size is positive. Where numbers do
not vary in two directions, what is missing is zero: the component, its share, its coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.errors import ShapeError
from rnnviz.geometry.pca import principal_axes
from rnnviz.tracing.record import Array, Trace, read_only

if TYPE_CHECKING:
    from rnnviz.network.network import Network

N_CLOUD = 400
"""Most points that are kept as a background."""

_NOTHING = 1e-12  # of the variance: less is rounding


@dataclass(frozen=True, slots=True, eq=False)
class StateSpace:
    """Two principal components of many vectors.

    Attributes:
        mean: Of the vectors, (H,).
        components: Orthonormal directions of largest variance, (2, H); zeros for one in which
            nothing varies.
        explained_variance_ratio: Share of the variance that each keeps, in [0, 1].
        cloud: Some of the vectors in that plane, (n, 2), as a background.
        n_sentences: How many sentences they came from; 0 if they are words.
    """

    mean: Array
    components: Array
    explained_variance_ratio: tuple[float, float]
    cloud: Array
    n_sentences: int


def state_spaces(
    network: Network, sentences_as_vectors: Iterable[ArrayLike]
) -> tuple[StateSpace, ...]:
    """Fit the planes in which a network's paths can be drawn.

    Args:
        network: Reads the sentences.
        sentences_as_vectors: Embeddings, (T, I) each, of as many sentences as there are.

    Returns:
        First the plane of the words, over all that was read, each as often as it was; then
        one a layer, over its states h_1 … h_T in all sentences.

    Raises:
        ShapeError: If there is no sentence, or one is not (T, I) with finite numbers.
    """
    width = network.spec.input_size
    sentences = [_matrix(sentence, width) for sentence in sentences_as_vectors]
    if not sentences:
        raise ShapeError("Expected at least one sentence to fit planes to, got none.")
    traces = _traces(network, sentences)
    words = _plane([trace.inputs for trace in traces], 0)
    layers = range(network.spec.n_layers)
    states = ([trace.layers[layer].hidden for trace in traces] for layer in layers)
    return (words, *(_plane(of_layer, len(sentences)) for of_layer in states))


def _matrix(sentence: ArrayLike, width: int) -> Array:
    """One sentence as an array (T, I); its numbers are looked at when it is read."""
    try:
        array = np.asarray(sentence)
    except ValueError:  # rows of unequal length
        array = np.empty(())
    if array.ndim != 2:
        raise ShapeError(
            f"Expected each sentence as embeddings of shape (T, {width}), got "
            f"{f'shape {array.shape}' if array.ndim else 'something else'}."
        )
    return array


def _traces(network: Network, sentences: Sequence[Array]) -> list[Trace]:
    """All sentences read, those of equal length in one batch."""
    from rnnviz.tracing.rollout import trace  # noqa: PLC0415 - a StateSpace is known without torch

    batches: dict[tuple[int, ...], list[Array]] = {}
    for sentence in sentences:
        batches.setdefault(sentence.shape, []).append(sentence)
    return [trace(network, np.stack(batch)) for batch in batches.values()]


def _plane(batches: Sequence[Array], n_sentences: int) -> StateSpace:
    """PCA of all vectors in batches (B, T, H)."""
    vectors = np.concatenate([batch.reshape(-1, batch.shape[-1]) for batch in batches])
    fitted = principal_axes(vectors.astype(np.float64), min(2, *vectors.shape))
    is_there = fitted.explained_variance_ratio > _NOTHING
    components, shares = np.zeros((2, vectors.shape[1])), np.zeros(2)
    components[: len(is_there)][is_there] = fitted.components[is_there]
    shares[: len(is_there)][is_there] = fitted.explained_variance_ratio[is_there]
    cloud = (_some(vectors) - fitted.mean) @ components.T
    return StateSpace(
        fitted.mean,
        read_only(components),
        (float(shares[0]), float(shares[1])),
        read_only(cloud),
        n_sentences,
    )


def _some(vectors: Array) -> Array:
    """At most N_CLOUD of the different vectors, always the same ones, in their order."""
    different = np.array(list({vector.tobytes(): vector for vector in vectors}.values()))
    if len(different) <= N_CLOUD:
        return different
    picked = np.random.default_rng(0).choice(len(different), N_CLOUD, replace=False)
    return different[np.sort(picked)]
