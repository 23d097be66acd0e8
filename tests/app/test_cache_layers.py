"""What the Layers page keeps: the library's numbers, shared, immutable and quick to ask again."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from app import cache_layers
from app.cache_layers import CellChoice
from app.state import LayersView
from rnnviz.errors import RnnvizError, SpecError
from rnnviz.layers.simple_cell import CellStart, series, unroll
from rnnviz.layers.stack import Stack

CELL = CellChoice(4, 6, "tanh", True, "glorot_uniform", "orthogonal", "zeros", 0)
STACK = Stack("rnn", 2, 3, 4, (5, 5), (True, True))


def test_a_stack_is_computed_once_for_everybody():
    assert cache_layers.agreement(STACK, 0) is cache_layers.agreement(STACK, 0)
    assert cache_layers.agreement(STACK, 0) is not cache_layers.agreement(STACK, 1)


def test_the_output_reads_the_last_state_of_the_highest_layer():
    found = cache_layers.readout(STACK, 0, 3, 2)

    np.testing.assert_array_equal(found.hidden, cache_layers.agreement(STACK, 0).states[-1][0][0])
    assert found.output == 2


@pytest.mark.parametrize(("cell", "rows"), [("rnn", 6), ("gru", 18), ("lstm", 24)])
def test_a_cells_arrays_have_torchs_shapes_with_all_blocks_stacked(cell, rows):
    drawn = cache_layers.weights(cell, CELL)

    assert [d.shape for d in drawn] == [(rows, 4), (rows, 6), (rows,)]


def test_only_an_lstms_forget_block_begins_at_1():
    bias = {cell: cache_layers.weights(cell, CELL)[2] for cell in ("rnn", "gru", "lstm")}

    assert (bias["rnn"].rms, bias["gru"].rms) == (0, 0)
    assert bias["lstm"].rms == pytest.approx(0.5)  # a quarter of them is 1


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_a_cell_without_bias_has_two_arrays(cell):
    assert len(cache_layers.weights(cell, replace(CELL, use_bias=False))) == 2


def test_states_over_time_are_those_of_the_library():
    found = cache_layers.over_time(CELL)

    start = CellStart(4, 6)
    expected = unroll(start.draw(), series(1, 30, 4, 0), "tanh").hidden[0]
    np.testing.assert_array_equal(found.hidden, expected.numpy())
    assert found.sizes[0] == pytest.approx(float(expected[0].square().mean().sqrt()), rel=1e-5)
    assert found.saturated == pytest.approx(float((expected.abs() > 0.9).float().mean()))
    assert not found.is_lost
    with pytest.raises(ValueError, match="read-only"):
        found.hidden[0, 0] = 1


def test_states_beyond_all_bounds_are_left_out_and_said():
    wild = replace(CELL, activation="linear", recurrent_initializer="ones", units=64)

    found = cache_layers.over_time(wild)

    assert found.is_lost
    assert 0 < len(found.hidden) < 30
    assert np.isfinite(found.hidden).all()
    assert len(found.sizes) == len(found.hidden)


def test_a_training_with_restraints_differs_from_the_free_one():
    cell = replace(CELL, input_size=2)

    free = cache_layers.training(cell, (), 0.05)
    held = cache_layers.training(cell, (("W_hh", "l2", "none", 0.1, 1.0),), 0.05)

    assert free is cache_layers.training(cell, (), 0.05)
    assert held.norms["W_hh"][-1] < free.norms["W_hh"][-1]


def test_dropout_is_drawn_for_one_series():
    found = cache_layers.dropped(CELL, (0.5, 0.5), False, 3)

    assert found.input_masks.shape == (30, 4)
    assert found.hidden.shape == (30, 6)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: cache_layers.weights("rnn", replace(CELL, units=0)),
        lambda: cache_layers.weights("rnn", replace(CELL, kernel_initializer="xavier")),
        lambda: cache_layers.over_time(replace(CELL, input_size=0)),
        lambda: cache_layers.over_time(replace(CELL, activation="swoosh")),
        lambda: cache_layers.training(CELL, (), 0.05),
        lambda: cache_layers.dropped(CELL, (1.0, 0.0), True, 0),
        lambda: cache_layers.readout(STACK, 0, 0, 0),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(ask):
    for _ in range(2):
        with pytest.raises(RnnvizError):
            ask()


def test_a_view_describes_its_stack_and_refuses_more_layers_than_it_has_switches():
    view = LayersView(kind="GRU", stack_sizes="3, 4, 5", returns_2="last h_t")

    assert view.stack() == Stack("gru", 4, 80, 100, (3, 4, 5), (True, False, True))
    with pytest.raises(SpecError, match="1 to 4 layers, not 6"):
        LayersView(stack_sizes="1, 1, 1, 1, 1, 1").stack()


def test_a_view_counts_as_its_framework_does():
    assert LayersView(code="Keras").count("RNN").total == 10_560
    assert LayersView(code="PyTorch").count("RNN").total == 10_624
    assert LayersView(cell_bias="without").count("LSTM").total == 4 * 64 * 164


def test_nothing_of_it_disturbs_the_global_source_of_chance():
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)

    cache_layers.weights("rnn", replace(CELL, seed=99, recurrent_initializer="he_normal"))
    cache_layers.dropped(replace(CELL, seed=99), (0.1, 0.1), True, 99)
    cache_layers.training(replace(CELL, input_size=2, seed=99), (), 0.01)

    torch.testing.assert_close(torch.rand(2), expected, rtol=0, atol=0)
