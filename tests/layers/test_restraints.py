"""Regularisers and constraints give what Keras' own of the same names give."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import pytest
import torch

from rnnviz.errors import SettingsError
from rnnviz.layers.names import BIAS_REGULARISERS, CONSTRAINTS
from rnnviz.layers.restraints import Restraint

SHAPES = [(6, 4), (6, 6), (6,)]
KERAS_REGULARISERS = {
    "l1": keras.regularizers.L1(0.02),
    "l2": keras.regularizers.L2(0.02),
    "l1_l2": keras.regularizers.L1L2(0.02, 0.02),
    "orthogonal": keras.regularizers.OrthogonalRegularizer(0.02),
}
KERAS_CONSTRAINTS = {
    "max_norm": keras.constraints.MaxNorm(0.7),
    "unit_norm": keras.constraints.UnitNorm(),
    "min_max_norm": keras.constraints.MinMaxNorm(0.0, 0.7),
    "non_neg": keras.constraints.NonNeg(),
}


@pytest.mark.parametrize("name", KERAS_REGULARISERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_penalties_are_those_of_keras(name, shape):
    if len(shape) == 1 and name not in BIAS_REGULARISERS:
        shape = (4, 6)  # Keras refuses a vector here, and so does the page
    weight = torch.randn(shape)

    mine = Restraint(name, strength=0.02).penalty(weight)

    assert mine.item() == pytest.approx(float(KERAS_REGULARISERS[name](weight.t())), rel=1e-5)


@pytest.mark.parametrize("name", KERAS_CONSTRAINTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_constraints_leave_the_weights_that_keras_leaves(name, shape):
    weight = torch.randn(shape)

    mine = Restraint("none", name, longest=0.7).hold(weight)

    torch.testing.assert_close(mine, KERAS_CONSTRAINTS[name](weight.t()).t(), rtol=0, atol=1e-6)


def test_keras_too_has_no_orthogonal_regulariser_of_a_bias():
    assert "orthogonal" not in BIAS_REGULARISERS
    with pytest.raises(ValueError, match="must have rank 2"):
        KERAS_REGULARISERS["orthogonal"](torch.randn(6))


def test_nothing_costs_nothing_and_holds_nothing():
    weight = torch.randn(3, 3)

    assert Restraint().is_free
    assert Restraint().penalty(weight).item() == 0
    assert Restraint().hold(weight) is weight
    assert not Restraint("l2").is_free
    assert not Restraint(constraint="non_neg").is_free


def test_the_gradient_of_l2_points_along_the_weights_and_of_l1_along_their_signs():
    weight = torch.tensor([[0.5, -2.0]], requires_grad=True)

    (l2,) = torch.autograd.grad(Restraint("l2", strength=0.1).penalty(weight), weight)
    (l1,) = torch.autograd.grad(Restraint("l1", strength=0.1).penalty(weight), weight)

    torch.testing.assert_close(l2, 0.2 * weight.detach())
    torch.testing.assert_close(l1, 0.1 * weight.detach().sign())


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_holding_twice_is_holding_once(name):
    held = Restraint("none", name)
    once = held.hold(torch.randn(5, 4))

    torch.testing.assert_close(held.hold(once), once, rtol=0, atol=1e-5)


def test_a_single_row_has_no_pairs_to_be_orthogonal():
    assert Restraint("orthogonal").penalty(torch.randn(4, 1)).item() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"regulariser": "l3"}, "no regulariser 'l3'"),
        ({"constraint": "chain"}, "no constraint 'chain'"),
        ({"strength": -1.0}, "from 0 to 10, not -1"),
        ({"strength": float("nan")}, "not nan"),
        ({"strength": 1e6}, "not 1e\\+06"),
        ({"longest": 0.0}, "above 0 and at most 100, not 0"),
    ],
)
def test_what_holds_nothing_sensible_is_refused(arguments, sentence):
    with pytest.raises(SettingsError, match=sentence):
        Restraint(**arguments)
