"""A number taken apart adds up to itself: every line is a product or a sum one can check."""

import numpy as np
import pytest

from rnnviz import Network, trace
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.convolution.sums import filter_ledger, unit_ledger
from rnnviz.errors import ShapeError

T, WIDTH, N = 6, 5, 4


def convolved(rng, padding="causal"):
    spec = ConvolutionSpec(WIDTH, (N, N), 3, padding, dtype="float64")
    return read_sentence(ConvolutionNetwork.random(spec, seed=4), rng.normal(size=(T, WIDTH)))


@pytest.mark.parametrize("padding", ["causal", "same", "valid"])
@pytest.mark.parametrize("level", [0, 1])
def test_every_filter_at_every_position_adds_up_to_the_recorded_number(padding, level, rng):
    found = convolved(rng, padding)
    layer = found.layers[level]

    for s in range(len(layer.output)):
        for j in range(N):
            column = s + layer.first_column
            ledger = filter_ledger(layer, found.spec.added[0], column, j)
            assert ledger.error < 1e-12
            assert ledger.value == pytest.approx(layer.output[s, j], abs=1e-12)


def test_the_windows_words_are_named_and_zeros_beyond_the_sentence_add_nothing(rng):
    found = convolved(rng)

    ledger = filter_ledger(found.layers[0], 2, 1, 0)

    kinds = [line.kind for line in ledger.lines]
    assert kinds == ["zeros", "window", "window", "bias", "pre_activation", "relu"]
    assert [line.column for line in ledger.lines[:3]] == [-1, 0, 1]
    products = found.layers[0].W[0, :, 2] * found.layers[0].input[1]
    np.testing.assert_allclose(ledger.lines[2].products, products)
    assert ledger.lines[2].value == pytest.approx(products.sum())


def test_without_padding_a_windows_words_are_the_ones_before_its_column(rng):
    found = convolved(rng, "valid")

    ledger = filter_ledger(found.layers[1], 0, 5, 0)

    assert [line.column for line in ledger.lines[:3]] == [3, 4, 5]


def test_a_filter_below_zero_is_silent(rng):
    layer = convolved(rng).layers[0]
    s, j = np.argwhere(layer.pre_activation < 0)[0]

    ledger = filter_ledger(layer, 2, int(s), int(j))

    assert ledger.lines[-2].value < 0
    assert ledger.value == 0


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_every_hidden_unit_adds_up_to_the_recorded_state(cell, nonlinearity, rng):
    net = Network.random(
        cell, WIDTH, (N, N), nonlinearity=nonlinearity, init="torch", dtype="float64", seed=3
    )
    found = trace(net, rng.normal(size=(T, WIDTH)))

    for layer in (0, 1):
        for t in range(T):
            for j in range(N):
                ledger = unit_ledger(found, layer, t, j)
                assert ledger.error < 1e-12
                assert ledger.value == pytest.approx(found.layers[layer].hidden[t, j], abs=1e-12)


def test_a_plain_cells_halves_are_its_recorded_contributions(rng):
    found = trace(Network.random("rnn", WIDTH, (N,), init="torch"), rng.normal(size=(T, WIDTH)))

    u, v, a, h = unit_ledger(found, 0, 3, 2).lines

    record = found.layers[0]
    assert u.value == pytest.approx(record.input_contribution[3, 2], abs=1e-6)
    assert v.value == pytest.approx(record.recurrent_contribution[3, 2], abs=1e-6)
    assert (len(u.products), len(v.products)) == (WIDTH, N)
    assert sum(u.products) + u.operands[1] == pytest.approx(u.value)
    assert a.value == pytest.approx(u.value + v.value)
    assert h.value == pytest.approx(np.tanh(a.value))


def test_before_the_first_word_there_is_nothing_to_remember(rng):
    found = trace(Network.random("rnn", WIDTH, (N,)), rng.normal(size=(T, WIDTH)))

    assert set(unit_ledger(found, 0, 0, 1).lines[1].products) == {0.0}


def test_an_lstms_lines_are_its_gates_its_cell_state_and_its_hidden_state(rng):
    found = trace(Network.random("lstm", WIDTH, (N,)), rng.normal(size=(T, WIDTH)))

    lines = unit_ledger(found, 0, 2, 1).lines

    kinds = [line.kind for line in lines]
    gates = ["input_gate", "forget_gate", "candidate", "output_gate"]
    assert kinds == [*gates, "cell", "lstm_hidden"]
    f, before, i, g = lines[4].operands
    assert before == found.layers[0].cell[1, 1]
    assert (i, f, g) == (lines[0].value, lines[1].value, lines[2].value)


@pytest.mark.parametrize(("column", "j"), [(T, 0), (-1, 0), (0, N)])
def test_a_number_that_is_not_there_is_refused_by_its_place(column, j, rng):
    found = convolved(rng)
    cells = trace(Network.random("rnn", WIDTH, (N,)), rng.normal(size=(T, WIDTH)))

    with pytest.raises(ShapeError, match=f"filter {j + 1} at word {column + 1}"):
        filter_ledger(found.layers[0], 2, column, j)
    with pytest.raises(ShapeError, match=f"unit {j + 1} at word {column + 1}"):
        unit_ledger(cells, 0, column, j)
