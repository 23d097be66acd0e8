"""What the RNN vs CNN page keeps: shipped networks as they are, own ones by their seed."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from app import cache, cache_convolution
from app.cache_convolution import Pair
from app.state import ConvolutionView
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.errors import ShapeError

TOKENS = ("the", "movie", "was", "not", "good")
TRAINED = ConvolutionView().kernels


def test_the_trained_convolutions_are_the_files_own_numbers():
    found = cache_convolution.kernels(TRAINED)

    theirs = ConvolutionNetwork.load(cache.MODELS / "cnn-trained.safetensors")
    assert found.spec == theirs.spec
    assert torch.equal(found.kernels[1].W, theirs.kernels[1].W)


@pytest.mark.parametrize("borders", ["same", "valid"])
def test_another_padding_reads_with_the_same_weights(borders):
    found = cache_convolution.kernels(replace(TRAINED, borders=borders))

    assert found.spec.padding == borders
    assert torch.equal(found.kernels[0].W, cache_convolution.kernels(TRAINED).kernels[0].W)


def test_own_convolutions_have_the_asked_shape_and_their_seeds_numbers():
    view = ConvolutionView(learnt="own", kernel_width=4, stacked=3, draw_seed=2)

    found = cache_convolution.kernels(view.kernels)

    assert (found.spec.kernel_size, found.spec.filters) == (4, (64, 64, 64))
    assert found.card["seed"] == "2"


def test_a_reading_is_that_of_the_words_own_vectors_and_shared_by_all(glove):
    found = cache_convolution.reading(TRAINED, TOKENS)

    theirs = read_sentence(cache_convolution.kernels(TRAINED), glove.embed(TOKENS))
    np.testing.assert_array_equal(found.output, theirs.output)
    assert found.tokens == TOKENS
    assert cache_convolution.reading(TRAINED, TOKENS) is found


@pytest.mark.parametrize("n_layers", [1, 2])
def test_dependencies_are_a_band_a_triangle_and_everything(n_layers):
    view = ConvolutionView()

    found = cache_convolution.dependencies(Pair(view.kernels, view.cells), TOKENS, n_layers)

    t = np.arange(len(TOKENS))
    behind = t[:, None] - t
    np.testing.assert_array_equal(found.kernels > 0, (behind >= 0) & (behind <= 2 * n_layers))
    np.testing.assert_array_equal(found.cells > 0, behind >= 0)
    assert (found.both_ways > 0).all()


def test_a_sentence_in_which_no_window_fits_is_refused():
    with pytest.raises(ShapeError, match="fits no sentence of 2"):
        cache_convolution.reading(replace(TRAINED, borders="valid"), TOKENS[:2])
