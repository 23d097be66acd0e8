"""Which words an output depends on: against finite differences, counting, and closed forms."""

import numpy as np
import pytest

from rnnviz import Network, trace
from rnnviz.convolution.dependencies import (
    convolution_dependencies,
    lowest_cells,
    lowest_kernels,
    reach,
    recurrent_dependencies,
)
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.errors import ShapeError, SpecError

T, WIDTH = 7, 4


def by_differences(outputs, x: np.ndarray, step: float = 1e-6) -> np.ndarray:
    """‖∂out_t / ∂x_k‖ by central differences."""
    squares = 0.0
    for i in range(x.shape[1]):
        columns = []
        for k in range(len(x)):
            moved = np.zeros_like(x)
            moved[k, i] = step
            columns.append((outputs(x + moved) - outputs(x - moved)) / (2 * step))
        squares = squares + np.square(np.stack(columns, axis=1)).sum(axis=2)
    return np.sqrt(squares)


@pytest.mark.parametrize("padding", ["causal", "same", "valid"])
@pytest.mark.parametrize(("n_layers", "k"), [(1, 1), (1, 3), (2, 2), (2, 3)])
def test_convolutions_slopes_are_those_of_finite_differences(padding, n_layers, k, rng):
    spec = ConvolutionSpec(WIDTH, (5,) * n_layers, k, padding, dtype="float64")
    net, x = ConvolutionNetwork.random(spec, seed=3), rng.normal(size=(T, WIDTH))

    found = convolution_dependencies(net, x)

    expected = by_differences(lambda s: read_sentence(net, s).layers[-1].output, x)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-7)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_recurrent_slopes_are_those_of_finite_differences(cell, bidirectional, rng):
    net = Network.random(cell, WIDTH, (3, 3), bidirectional=bidirectional, dtype="float64", seed=1)
    x = rng.normal(size=(T, WIDTH))

    found = recurrent_dependencies(net, x)

    expected = by_differences(lambda s: trace(net, s).layers[-1].hidden, x)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-7)


@pytest.mark.parametrize("padding", ["causal", "same", "valid"])
@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_zeros_lie_exactly_outside_the_window_that_the_formula_counts(padding, k, rng):
    spec = ConvolutionSpec(WIDTH, (32, 32, 32), k, padding)
    net = ConvolutionNetwork.random(spec, seed=0)
    n = 12

    found = convolution_dependencies(net, rng.normal(size=(n, WIDTH)))

    np.testing.assert_array_equal(found > 0, reach(spec, n))
    assert reach(spec, n).sum(axis=1).max() == min(spec.receptive_field, n)


def test_a_cell_reads_all_words_before_and_none_after_and_two_directions_read_all(rng):
    x = rng.normal(size=(T, WIDTH))
    one, both = (
        recurrent_dependencies(Network.random("gru", WIDTH, (4, 4), bidirectional=two), x) > 0
        for two in (False, True)
    )

    np.testing.assert_array_equal(one, np.tri(T, dtype=bool))
    assert both.all()


def test_a_linear_cells_slope_is_the_power_of_its_recurrent_weight():
    net = Network.random("rnn", 1, (1,), nonlinearity="relu", dtype="float64")
    net.layers[0][0].W_hh[:] = 0.5
    net.layers[0][0].W_ih[:] = 2.0

    found = recurrent_dependencies(net, np.ones((5, 1)))

    t, k = np.indices((5, 5))
    np.testing.assert_allclose(found, np.where(t >= k, 2.0 * 0.5 ** (t - k), 0.0), atol=1e-12)


@pytest.mark.parametrize(
    "net",
    [
        Network.random("rnn", WIDTH, (3, 4)),
        Network.random("gru", WIDTH, (3,), reset_after=False),
    ],
    ids=["sizes", "reset"],
)
def test_networks_without_a_kernel_of_torchs_are_refused(net):
    with pytest.raises(SpecError, match="layers of one size that reset after"):
        recurrent_dependencies(net, np.zeros((T, WIDTH)))


def test_a_sentence_without_a_whole_window_is_refused():
    net = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (3,), 9, "valid"))

    with pytest.raises(ShapeError, match="window of 9 words"):
        convolution_dependencies(net, np.zeros((T, WIDTH)))
    with pytest.raises(ShapeError, match="window of 9 words"):
        reach(net.spec, T)


def test_the_lowest_layers_see_less_far_and_are_the_same_numbers(rng):
    x = rng.normal(size=(T, WIDTH)).astype(np.float32)
    kernels = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (3, 3), 3, "same", 1))
    cells = Network.random("rnn", WIDTH, (3, 3), n_classes=1)

    low, low_cells = lowest_kernels(kernels, 1), lowest_cells(cells, 1)

    assert low.spec.receptive_field == 3
    output = read_sentence(low, x).layers[-1].output
    np.testing.assert_array_equal(output, read_sentence(kernels, x).layers[0].output)
    hidden = trace(low_cells, x).layers[-1].hidden
    np.testing.assert_array_equal(hidden, trace(cells, x).layers[0].hidden)
