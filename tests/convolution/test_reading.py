"""What is recorded of a reading is what torch's modules compute, and means what it says."""

import numpy as np
import pytest
import torch

from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.errors import ShapeError


def network(padding: str = "causal", n_classes: int = 1) -> ConvolutionNetwork:
    return ConvolutionNetwork.random(ConvolutionSpec(5, (6, 4), 3, padding, n_classes), seed=2)


@pytest.mark.parametrize(("padding", "n_outputs"), [("causal", 8), ("same", 8), ("valid", 4)])
def test_every_layer_is_torchs_convolution_of_the_one_below(padding, n_outputs, rng):
    x = rng.normal(size=(8, 5)).astype(np.float32)

    trace = read_sentence(network(padding), x)

    ours = torch.from_numpy(x.copy())
    for layer in trace.layers:
        padded = torch.nn.functional.pad(ours.T, trace.spec.added)
        theirs = torch.nn.functional.conv1d(padded, *map(torch.tensor, (layer.W, layer.b))).T
        np.testing.assert_allclose(layer.pre_activation, theirs, rtol=0, atol=1e-6)
        ours = theirs.relu()
    assert trace.layers[-1].output.shape == (n_outputs, 4)
    assert trace.parity <= 1e-6


def test_the_answer_is_the_heads_reading_of_the_maximum(rng):
    net = network(n_classes=3)
    trace = read_sentence(net, rng.normal(size=(8, 5)))

    pooled = np.maximum.accumulate(trace.layers[-1].output, axis=0)
    np.testing.assert_array_equal(trace.pooled, pooled)
    theirs = torch.softmax(torch.from_numpy(pooled) @ net.head.W_ho.T + net.head.b_o, dim=-1)
    np.testing.assert_allclose(trace.probabilities, theirs, rtol=0, atol=1e-6)


def test_with_causal_padding_later_words_do_not_change_earlier_answers(rng):
    x = rng.normal(size=(8, 5))
    other = x.copy()
    other[5:] = rng.normal(size=(3, 5))

    first, second = (read_sentence(network(), s) for s in (x, other))

    np.testing.assert_array_equal(first.probabilities[:5], second.probabilities[:5])
    assert (first.layers[-1].output[5:] != second.layers[-1].output[5:]).any()


def test_each_filters_winner_is_the_word_at_which_its_maximum_stands(rng):
    trace = read_sentence(network("valid"), rng.normal(size=(8, 5)))

    top = trace.layers[-1]
    speaking = np.flatnonzero(trace.winners >= 0)
    for j in speaking:
        assert top.output[trace.winners[j] - top.first_column, j] == trace.pooled[-1, j]
    np.testing.assert_array_equal(trace.pooled[-1] > 0, trace.winners >= 0)


def test_records_refuse_to_be_written_to(rng):
    trace = read_sentence(network(), rng.normal(size=(8, 5)))

    for array in (trace.pooled, trace.winners, trace.layers[0].W, trace.layers[1].output):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize(
    ("shape", "padding", "said"),
    [
        ((8, 4), "causal", r"shape \(T, 5\).*got \(8, 4\)"),
        ((0, 5), "causal", r"at least one timestep"),
        ((4, 5), "valid", r"window of 5 words .* fits no sentence of 4"),
    ],
)
def test_sentences_that_cannot_be_read_are_refused_with_their_shape(shape, padding, said):
    with pytest.raises(ShapeError, match=said):
        read_sentence(network(padding), np.zeros(shape))


def test_a_single_word_is_read_where_zeros_stand_around_it():
    for padding in ("causal", "same"):
        assert read_sentence(network(padding), np.ones((1, 5))).probabilities.shape == (1, 1)
