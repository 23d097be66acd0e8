"""Costs are counted as torch counts them, and grow with length as the formulas say."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from rnnviz import Network
from rnnviz.convolution.costs import convolution_cost, recurrent_cost
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.network.spec import NetworkSpec


@pytest.mark.parametrize("padding", ["causal", "same", "valid"])
@pytest.mark.parametrize("k", [1, 3])
def test_convolutions_operations_are_those_that_torchs_flop_counter_counts(padding, k):
    spec = ConvolutionSpec(5, (6, 4), k, padding)
    with FlopCounterMode(display=False) as counter:
        x = torch.zeros(1, 5, 9)
        for width, n in ((5, 6), (6, 4)):
            layer = torch.nn.Conv1d(width, n, k)
            x = layer(torch.nn.functional.pad(x, spec.added))

    cost = convolution_cost(spec, 9)

    assert 2 * cost.n_operations == counter.get_total_flops()  # a multiply-add is two of torch's
    assert cost.n_parameters == ConvolutionNetwork.random(spec).n_parameters


@pytest.mark.parametrize(("cell", "blocks"), [("rnn", 1), ("gru", 3), ("lstm", 4)])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_a_cells_operations_are_those_of_its_two_products_at_every_word(
    cell, blocks, bidirectional
):
    spec = NetworkSpec(cell, 5, (6, 6), bidirectional=bidirectional)
    ways = 2 if bidirectional else 1
    with FlopCounterMode(display=False) as counter:
        for width in (5, 6 * ways):
            for _ in range(9 * ways):
                torch.zeros(1, width) @ torch.zeros(width, blocks * 6)
                torch.zeros(1, 6) @ torch.zeros(6, blocks * 6)

    cost = recurrent_cost(spec, 9)

    assert 2 * cost.n_operations == counter.get_total_flops()
    assert (
        cost.n_parameters
        == Network.random(cell, 5, (6, 6), bidirectional=bidirectional).n_parameters
    )


def test_a_layer_without_biases_learns_none():
    with_biases, without = (
        recurrent_cost(NetworkSpec("lstm", 5, (6,), bias=bias), 3) for bias in (True, False)
    )

    assert with_biases.n_parameters - without.n_parameters == 2 * 4 * 6
    assert with_biases.n_operations == without.n_operations


@pytest.mark.parametrize("n_timesteps", [1, 10, 1000])
def test_convolutions_need_a_step_per_layer_and_cells_one_per_word(n_timesteps):
    convolution, cell = ConvolutionSpec(5, (4, 4, 4), 3), NetworkSpec("rnn", 5, (4, 4, 4))

    assert convolution_cost(convolution, n_timesteps).n_steps == 3
    assert recurrent_cost(cell, n_timesteps).n_steps == n_timesteps + 2
    both = NetworkSpec("rnn", 5, (4, 4, 4), bidirectional=True)
    assert recurrent_cost(both, n_timesteps).n_steps == 3 * n_timesteps


def test_twice_the_words_are_twice_the_work_and_the_same_parameters():
    for cost_of, spec in (
        (convolution_cost, ConvolutionSpec(5, (4, 4), 3)),
        (recurrent_cost, NetworkSpec("gru", 5, (4, 4))),
    ):
        short, long = cost_of(spec, 20), cost_of(spec, 40)
        assert long.n_operations == 2 * short.n_operations
        assert long.n_parameters == short.n_parameters


def test_a_sentence_in_which_no_window_fits_costs_nothing():
    assert convolution_cost(ConvolutionSpec(5, (4,), 7, "valid"), 3).n_operations == 0
