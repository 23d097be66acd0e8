"""Activations are Keras' functions of the same names, with true slopes."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.activation import ACTIVATIONS, BOUNDED, activation, curve
from rnnviz.layers.names import ACTIVATION_NAMES


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_are_those_of_keras(name):
    a = torch.linspace(-6, 6, 97)
    theirs = keras.activations.get(name)(a)

    np.testing.assert_allclose(activation(name)(a).numpy(), theirs.numpy(), rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_are_finite_differences_of_the_values_away_from_corners(name):
    found = curve(name)
    a, step = np.array(found.pre_activations), 1e-6
    there, before = (activation(name)(torch.from_numpy(a + d)).numpy() for d in (step, -step))

    smooth = np.abs(a - a.round()) > 0.01  # corners stand at whole numbers
    expected = (there - before) / (2 * step)
    np.testing.assert_allclose(np.array(found.slopes)[smooth], expected[smooth], rtol=0, atol=1e-6)


def test_kerass_none_is_our_linear():
    a = torch.linspace(-2, 2, 5)

    assert torch.equal(activation("linear")(a), a)
    assert keras.activations.get(None) is keras.activations.linear


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_exactly_the_bounded_ones_stay_within_1(name):
    reach = float(activation(name)(torch.tensor([-1e4, 1e4])).abs().max())

    assert (reach <= 1) == (name in BOUNDED)


def test_every_name_has_its_function():
    assert tuple(ACTIVATIONS) == ACTIVATION_NAMES


def test_an_unknown_activation_is_named_with_what_there_is():
    with pytest.raises(SpecError, match=r"one of tanh, relu, .*, not 'swoosh'"):
        activation("swoosh")
