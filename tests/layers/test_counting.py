"""Parameter counts agree with those of Keras and PyTorch, and with the formula that is shown."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.counting import CELLS, Count

KERAS = {
    "rnn": keras.layers.SimpleRNNCell,
    "gru": keras.layers.GRUCell,
    "lstm": keras.layers.LSTMCell,
}
TORCH = {"rnn": torch.nn.RNNCell, "gru": torch.nn.GRUCell, "lstm": torch.nn.LSTMCell}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize(("n", "units"), [(100, 64), (1, 1), (7, 3)])
def test_counts_are_those_of_both_frameworks(cell, use_bias, n, units):
    layer = KERAS[cell](units, use_bias=use_bias)
    layer.build((None, n))
    module = TORCH[cell](n, units, bias=use_bias)

    assert Count(cell, "Keras", n, units, use_bias).total == layer.count_params()
    assert Count(cell, "PyTorch", n, units, use_bias).total == sum(
        p.numel() for p in module.parameters()
    )


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
@pytest.mark.parametrize("use_bias", [True, False])
def test_the_formula_in_numbers_evaluates_to_the_count(cell, framework, use_bias):
    count = Count(cell, framework, 100, 64, use_bias)

    assert eval(count.numbers.replace("·", "*")) == count.total
    letters = count.formula.replace("·", "*")
    assert eval(letters, {"H": 64, "n": 100}) == count.total


def test_the_course_cell_has_64_times_165_numbers_in_keras():
    count = Count("rnn", "Keras", 100, 64)

    assert count.numbers == "1 · (64 · 100 + 64 · 64 + 64)"
    assert count.total == 10_560
    assert Count("lstm", "Keras", 100, 64).total == 4 * 10_560


def test_kerass_gru_alone_has_two_biases_there():
    assert [Count(cell, "Keras", 5, 5).n_biases for cell in CELLS] == [1, 2, 1]
    assert [Count(cell, "PyTorch", 5, 5).n_biases for cell in CELLS] == [2, 2, 2]


@pytest.mark.parametrize(("n", "units"), [(0, 3), (3, 0), (513, 1), (1, -1)])
def test_sizes_of_no_cell_are_refused(n, units):
    with pytest.raises(SpecError, match="whole number from 1 to 512"):
        Count("rnn", "Keras", n, units)
