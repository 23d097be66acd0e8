"""Convolutions against themselves and against cells: what must come out the same, does."""

import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.convolution.convolve import Kernel, convolve, maximum_so_far
from rnnviz.convolution.dependencies import (
    convolution_dependencies,
    reach,
    recurrent_dependencies,
)
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.convolution.swap import convolution_effect, recurrent_effect, swapped

T, WIDTH, F = 9, 4, 5


def drawn(k: int = 3, seed: int = 0) -> tuple[Kernel, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    W, b, x = (
        torch.randn(shape, generator=generator, dtype=torch.float64)
        for shape in ((F, WIDTH, k), (F,), (T, WIDTH))
    )
    return Kernel(W, b), x


def a_of(kernel: Kernel, x: torch.Tensor, added: tuple[int, int] = (0, 0)) -> torch.Tensor:
    return convolve(kernel, x, added).pre_activation


def same(ours: torch.Tensor, theirs: torch.Tensor) -> None:
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_valid_outputs_are_the_causal_ones_without_those_that_saw_zeros(k):
    kernel, x = drawn(k)

    same(a_of(kernel, x), a_of(kernel, x, (k - 1, 0))[k - 1 :])


@pytest.mark.parametrize("k", [1, 3, 5])
def test_same_outputs_are_the_causal_ones_moved_by_half_a_kernel(k):
    kernel, x = drawn(k)
    half = (k - 1) // 2

    same(
        a_of(kernel, x, (half, half))[: T - half],
        a_of(kernel, x, (k - 1, 0))[half:],
    )


def test_without_its_bias_a_convolution_is_linear_in_the_sentence():
    kernel, x = drawn()
    bare = Kernel(kernel.W, torch.zeros(F, dtype=torch.float64))
    y = drawn(seed=1)[1]

    same(a_of(bare, 2 * x - 3 * y), 2 * a_of(bare, x) - 3 * a_of(bare, y))


def test_the_bias_is_added_once_at_every_position_whatever_is_read():
    kernel, x = drawn()
    moved = Kernel(kernel.W, kernel.b + 0.5)

    same(a_of(moved, x) - a_of(kernel, x), torch.full((T - 2, F), 0.5, dtype=torch.float64))


def test_a_kernel_with_a_row_of_zeros_in_front_is_the_shorter_kernel():
    kernel, x = drawn(2)
    longer = Kernel(torch.cat((torch.zeros(F, WIDTH, 1).double(), kernel.W), dim=2), kernel.b)

    same(a_of(longer, x, (2, 0)), a_of(kernel, x, (1, 0)))


def test_filters_in_another_order_give_the_same_outputs_in_that_order():
    kernel, x = drawn()
    order = torch.tensor([3, 1, 4, 0, 2])

    same(a_of(Kernel(kernel.W[order], kernel.b[order]), x), a_of(kernel, x)[:, order])


def test_a_sum_over_places_is_the_sum_of_kernels_of_one_word_moved_apart():
    kernel, x = drawn()
    bare = torch.zeros(F, dtype=torch.float64)

    parts = [a_of(Kernel(kernel.W[:, :, j : j + 1], bare), x)[j : T - 2 + j] for j in range(3)]

    same(a_of(kernel, x), sum(parts) + kernel.b)


def test_a_maximum_of_a_sentence_is_the_larger_one_of_its_halves():
    y = torch.randn(8, F)

    whole, first, second = (maximum_so_far(part)[-1] for part in (y, y[:3], y[3:]))

    assert torch.equal(whole, torch.maximum(first, second))


def test_a_maximum_over_time_does_not_ask_in_which_order_outputs_came():
    y = torch.randn(8, F)

    assert torch.equal(maximum_so_far(y)[-1], maximum_so_far(y.flip(0))[-1])


def test_a_cell_that_remembers_nothing_is_a_convolution_of_one_word(rng):
    cells = Network.random("rnn", WIDTH, (F,), nonlinearity="relu", init="torch")
    cell = cells.layers[0][0]
    cell.W_hh.zero_()
    kernel = Kernel(cell.W_ih[:, :, None], cell.b_ih + cell.b_hh)
    x = rng.normal(size=(T, WIDTH)).astype(np.float32)

    h = trace(cells, x).layers[0].hidden

    y = convolve(kernel, torch.tensor(x), (0, 0)).output
    np.testing.assert_allclose(h, y, rtol=0, atol=1e-6)


def test_a_cell_that_forgets_after_two_words_has_the_band_of_a_kernel_of_two(rng):
    cells = Network.random("rnn", WIDTH, (4,), nonlinearity="relu", dtype="float64")
    cell = cells.layers[0][0]
    cell.W_ih.abs_()
    cell.W_hh.zero_()
    cell.W_hh[2:, :2] = 1.0  # what units 1 and 2 hold reaches 3 and 4, and no word further
    x = np.abs(rng.normal(size=(T, WIDTH)))

    found = recurrent_dependencies(cells, x)

    np.testing.assert_array_equal(found > 0, reach(ConvolutionSpec(WIDTH, (4,), 2), T))


@pytest.mark.parametrize("n_layers", [1, 2, 3])
def test_stacking_widens_the_band_by_as_much_as_each_layer_sees(n_layers, rng):
    spec = ConvolutionSpec(WIDTH, (32,) * n_layers, 2)
    x = rng.normal(size=(T, WIDTH))

    found = convolution_dependencies(ConvolutionNetwork.random(spec), x) > 0

    behind = np.subtract.outer(np.arange(T), np.arange(T))
    np.testing.assert_array_equal(found, (behind >= 0) & (behind <= n_layers))


def test_a_convolutions_band_lies_within_the_triangle_of_any_cell(rng):
    x = rng.normal(size=(T, WIDTH))
    kernels = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (16, 16), 3))
    cells = Network.random("gru", WIDTH, (6, 6))

    band = convolution_dependencies(kernels, x) > 0
    triangle = recurrent_dependencies(cells, x) > 0

    assert (triangle | ~band).all()
    assert triangle.sum() > band.sum()


def test_a_longer_sentence_keeps_the_slopes_of_its_beginning(rng):
    x = rng.normal(size=(T, WIDTH)).astype(np.float32)
    kernels = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (6, 6), 3))
    cells = Network.random("lstm", WIDTH, (6, 6))

    for found, cut in (
        (convolution_dependencies(kernels, x), convolution_dependencies(kernels, x[:5])),
        (recurrent_dependencies(cells, x), recurrent_dependencies(cells, x[:5])),
    ):
        np.testing.assert_allclose(found[:5, :5], cut, rtol=0, atol=1e-6)


def test_swapping_twice_brings_every_number_back(rng):
    words = tuple("abcdefghi")
    there = swapped(words, 2, 6)

    assert there != words
    assert swapped(there, 2, 6) == swapped(there, 6, 2) == words


@pytest.mark.parametrize("k", [1, 3])
def test_a_swap_moves_as_far_there_as_back(k, rng):
    x = rng.normal(size=(T, WIDTH)).astype(np.float32)
    y = x.copy()
    y[[2, 6]] = x[[6, 2]]
    kernels = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (6, 6), k, n_classes=1))
    cells = Network.random("rnn", WIDTH, (6, 6))

    for read, effect in (
        (lambda s: read_sentence(kernels, s), convolution_effect),
        (lambda s: trace(cells, s), recurrent_effect),
    ):
        there, back = effect(read(x), read(y)), effect(read(y), read(x))
        np.testing.assert_array_equal(there.by_position, back.by_position)
        assert there.changed == back.changed


def test_a_sentence_does_not_move_against_itself(rng):
    x = rng.normal(size=(T, WIDTH))
    kernels = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (6,), 3, n_classes=1))

    effect = convolution_effect(read_sentence(kernels, x), read_sentence(kernels, x))

    assert (effect.changed, effect.n_final_changed) == ((), 0)
