"""W_ho h_t + b_o as a sum of products, against torch.nn.Linear."""

import numpy as np
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.readout import read_out


@pytest.fixture
def h_t():
    return np.random.default_rng(0).uniform(-1, 1, 64).astype(np.float32)


def test_the_outputs_are_those_of_a_linear_layer_with_the_same_numbers(h_t):
    torch.manual_seed(4)
    layer = torch.nn.Linear(64, 3)

    found = read_out(h_t, 3, 1, 4)

    np.testing.assert_array_equal(found.weights, layer.weight[1].detach().numpy())
    np.testing.assert_allclose(
        found.outputs, layer(torch.from_numpy(h_t)).detach().numpy(), rtol=0, atol=1e-6
    )


def test_products_and_bias_add_up_to_the_output(h_t):
    found = read_out(h_t, 5, 4, 0)

    assert found.products.sum() + found.bias == pytest.approx(found.total, abs=1e-5)
    assert found.total == pytest.approx(found.outputs[4], abs=1e-6)
    assert found.difference < 1e-6
    np.testing.assert_array_equal(found.products, found.weights * h_t)


@pytest.mark.parametrize(
    ("n_outputs", "output", "sentence"),
    [
        (0, 0, "1 to 64 outputs here, not 0"),
        (65, 0, "not 65; o_t = h_t needs none"),
        (3, 3, "There are 3 outputs; 4 is not one of them"),
        (3, -1, "0 is not one of them"),
    ],
)
def test_outputs_that_are_none_are_refused(h_t, n_outputs, output, sentence):
    with pytest.raises(SpecError, match=sentence):
        read_out(h_t, n_outputs, output, 0)
