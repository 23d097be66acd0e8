"""One convolution is torch's and Keras' to the last digits, and its maximum never falls."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.convolution.convolve import Kernel, convolve, maximum_so_far, windows
from rnnviz.convolution.spec import PADDINGS, ConvolutionSpec

T, WIDTH, F = 7, 3, 4


def drawn(k: int) -> tuple[Kernel, torch.Tensor]:
    kernel = Kernel(torch.randn(F, WIDTH, k).double(), torch.randn(F).double())
    return kernel, torch.randn(2, T, WIDTH).double()


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("k", [1, 2, 3, 4, 7])
def test_pre_activations_are_those_of_torchs_conv1d(padding, k):
    kernel, x = drawn(k)
    layer = torch.nn.Conv1d(WIDTH, F, k, padding=padding, dtype=torch.float64)
    layer.weight.data, layer.bias.data = kernel

    ours = convolve(kernel, x, ConvolutionSpec(WIDTH, (F,), k, padding).added)

    theirs = layer(x.transpose(1, 2)).transpose(1, 2)
    torch.testing.assert_close(ours.pre_activation, theirs, rtol=0, atol=1e-12)
    torch.testing.assert_close(ours.output, theirs.relu(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_outputs_are_those_of_keras_conv1d_with_the_paddings_own_name(padding, k):
    kernel, x = drawn(k)
    layer = keras.layers.Conv1D(F, k, padding=padding, activation="relu", dtype="float64")
    layer.build((None, T, WIDTH))
    layer.set_weights([kernel.W.permute(2, 1, 0).numpy(), kernel.b.numpy()])

    ours = convolve(kernel, x, ConvolutionSpec(WIDTH, (F,), k, padding).added).output

    theirs = layer(x).detach().numpy()
    np.testing.assert_allclose(ours.numpy(), theirs, rtol=0, atol=1e-12)


def test_a_kernel_that_is_1_at_its_last_place_copies_the_word_and_is_not_turned_round():
    W = torch.zeros(1, 1, 3)
    W[0, 0, 2] = 1.0
    x = torch.arange(1.0, 6.0)[:, None]

    out = convolve(Kernel(W, torch.zeros(1)), x, (2, 0)).output

    assert out[:, 0].tolist() == [1, 2, 3, 4, 5]


def test_one_kernel_serves_every_position_so_a_shifted_sentence_gives_shifted_outputs():
    kernel, x = drawn(3)
    shifted = torch.cat((x[:, :1], x[:, :-1]), dim=1)

    before, after = (convolve(kernel, s, (0, 0)).output for s in (x, shifted))

    torch.testing.assert_close(after[:, 1:], before[:, :-1], rtol=0, atol=1e-12)


def test_a_kernel_of_one_word_gives_equal_words_equal_outputs_wherever_they_stand():
    kernel, x = drawn(1)
    x[0, 5] = x[0, 1]

    out = convolve(kernel, x, (0, 0)).output[0]

    torch.testing.assert_close(out[5], out[1], rtol=0, atol=1e-15)


def test_windows_hold_the_words_under_the_kernel_and_zeros_beyond_the_sentence():
    x = torch.tensor([[1.0], [2.0], [3.0]])

    assert windows(x, 2, (1, 0))[:, 0].tolist() == [[0, 1], [1, 2], [2, 3]]
    assert windows(x, 3, (0, 0))[:, 0].tolist() == [[1, 2, 3]]


def test_the_maximum_so_far_never_falls_and_ends_at_kims_maximum_over_time():
    y = torch.randn(6, 5).relu()

    m = maximum_so_far(y)

    assert (m.diff(dim=0) >= 0).all()
    assert torch.equal(m[-1], torch.nn.functional.adaptive_max_pool1d(y.T, 1)[:, 0])
