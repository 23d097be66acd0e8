"""The plain cell over time is Keras' SimpleRNNCell, argument by argument."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.activation import ACTIVATIONS
from rnnviz.layers.simple_cell import CellStart, unroll


def in_keras(start, weights, **arguments):
    """Keras' layer with our weights."""
    layer = keras.layers.SimpleRNN(
        start.units,
        activation=start.activation,
        use_bias=start.use_bias,
        return_sequences=True,
        **arguments,
    )
    layer.build((None, None, start.input_size))
    given = [weights.W_ih.t(), weights.W_hh.t(), *([] if weights.b is None else [weights.b])]
    layer.set_weights([w.numpy() for w in given])
    return layer


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("use_bias", [True, False])
def test_states_over_time_are_kerass_for_every_activation(name, use_bias):
    start = CellStart(4, 6, name, use_bias, bias_initializer="random_normal", seed=3)
    weights, x = start.draw(), torch.randn(3, 7, 4)

    found = unroll(weights, x, name)

    expected = in_keras(start, weights)(x).detach()
    torch.testing.assert_close(found.hidden, expected, rtol=1e-5, atol=1e-5)


def test_each_state_is_the_activation_of_its_pre_activation():
    start = CellStart(4, 6)
    found = unroll(start.draw(), torch.randn(2, 5, 4), "tanh")

    torch.testing.assert_close(found.hidden, found.pre_activations.tanh())


def test_without_bias_there_is_none_and_a_zero_input_leaves_zeros():
    weights = CellStart(3, 5, use_bias=False).draw()

    assert weights.b is None
    assert not unroll(weights, torch.zeros(1, 4, 3), "tanh").hidden.any()


def test_identity_and_linear_add_up_what_they_read():
    start = CellStart(
        3, 3, "linear", kernel_initializer="identity", recurrent_initializer="identity"
    )
    x = torch.randn(1, 6, 3)

    torch.testing.assert_close(unroll(start.draw(), x, "linear").hidden, x.cumsum(dim=1))


def test_arrays_have_torchs_layout_and_come_from_their_own_initialisers():
    start = CellStart(
        3, 5, kernel_initializer="ones", recurrent_initializer="zeros", bias_initializer="ones"
    )
    weights = start.draw()

    assert weights.W_ih.shape == (5, 3)
    assert weights.W_hh.shape == (5, 5)
    assert bool((weights.W_ih == 1).all())
    assert not weights.W_hh.any()
    assert weights.b.tolist() == [1.0] * 5


def test_one_seed_draws_one_cell():
    first, same, other = (CellStart(3, 5, seed=s).draw().W_hh for s in (0, 0, 1))

    assert torch.equal(first, same)
    assert not torch.equal(first, other)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"units": 0}, "The number of units must be a whole number from 1 to 512, not 0"),
        ({"units": 10**6}, "not 1,000,000"),
        ({"input_size": 0}, "n, the features, must be"),
    ],
)
def test_a_cell_of_impossible_size_is_refused(arguments, sentence):
    with pytest.raises(SpecError, match=sentence):
        CellStart(**{"input_size": 3, "units": 5} | arguments)


def test_keras_too_refuses_a_cell_without_units():
    with pytest.raises(ValueError, match="expected a positive integer, got 0"):
        keras.layers.SimpleRNNCell(0)


def test_states_that_grow_without_bound_are_given_as_they_are():
    start = CellStart(2, 8, "linear", recurrent_initializer="ones")

    hidden = unroll(start.draw(), torch.ones(1, 80, 2), "linear").hidden

    assert not np.isfinite(hidden.numpy()).all()
