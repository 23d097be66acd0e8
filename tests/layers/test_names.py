"""Keras knows every name that the page offers, and refuses where the page offers none."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import inspect

import keras
import pytest

from app.state import LayersView
from rnnviz.layers import names

NOT_KERASS = {"none"}
KERAS_CONSTRAINTS = {
    "max_norm": keras.constraints.MaxNorm,
    "unit_norm": keras.constraints.UnitNorm,
    "min_max_norm": keras.constraints.MinMaxNorm,
    "non_neg": keras.constraints.NonNeg,
}
ARGUMENTS = {
    "units": "cell_units",
    "activation": "cell_activation",
    "use_bias": "cell_bias",
    "kernel_initializer": "kernel_init",
    "recurrent_initializer": "recurrent_init",
    "bias_initializer": "bias_init",
    "kernel_regularizer": "kernel_reg",
    "recurrent_regularizer": "recurrent_reg",
    "bias_regularizer": "bias_reg",
    "kernel_constraint": "kernel_con",
    "recurrent_constraint": "recurrent_con",
    "bias_constraint": "bias_con",
    "dropout": "input_drop",
    "recurrent_dropout": "recurrent_drop",
    "seed": "drop_seed",
}


@pytest.mark.parametrize("name", names.INITIALISERS)
def test_keras_finds_every_initialiser_by_its_name(name):
    assert isinstance(keras.initializers.get(name), keras.initializers.Initializer)


@pytest.mark.parametrize("name", names.ACTIVATION_NAMES)
def test_keras_finds_every_activation_by_its_name(name):
    assert callable(keras.activations.get(name))


@pytest.mark.parametrize("name", [n for n in names.REGULARISERS if n not in NOT_KERASS])
def test_keras_finds_every_regulariser(name):
    kerass = {"orthogonal": "orthogonal_regularizer", "l1_l2": "l1l2"}.get(name, name)

    assert isinstance(keras.regularizers.get(kerass), keras.regularizers.Regularizer)


@pytest.mark.parametrize("name", [n for n in names.CONSTRAINTS if n not in NOT_KERASS])
def test_keras_finds_every_constraint_by_its_name(name):
    assert type(keras.constraints.get(name)) is KERAS_CONSTRAINTS[name]


def test_every_argument_of_kerass_cell_has_a_field_of_the_view():
    taken = inspect.signature(keras.layers.SimpleRNNCell.__init__).parameters

    assert set(taken) - {"self", "kwargs"} == set(ARGUMENTS)
    assert all(hasattr(LayersView(), field) for field in ARGUMENTS.values())


@pytest.mark.parametrize(
    "argument", [a for a in ARGUMENTS if a.endswith(("initializer", "activation"))]
)
def test_defaults_of_names_are_kerass(argument):
    taken = inspect.signature(keras.layers.SimpleRNNCell.__init__).parameters

    assert getattr(LayersView(), ARGUMENTS[argument]) == taken[argument].default


def test_a_name_stands_once_in_each_list():
    for listed in (
        names.INITIALISERS,
        names.FOR_BIASES,
        names.ACTIVATION_NAMES,
        names.REGULARISERS,
        names.CONSTRAINTS,
    ):
        assert len(set(listed)) == len(listed)


def test_what_is_offered_for_a_bias_is_offered_for_a_matrix_too():
    assert set(names.FOR_BIASES) < set(names.INITIALISERS)
    assert set(names.BIAS_REGULARISERS) < set(names.REGULARISERS)
