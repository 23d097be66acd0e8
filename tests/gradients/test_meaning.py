"""What gradients through time must mean, whatever the numbers are."""

import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.cells.weights import Weights
from rnnviz.gradients.norms import frobenius_norms
from rnnviz.gradients.over_time import gradients
from rnnviz.gradients.step_jacobians import step_jacobians
from tests.gradients.unrolled import KINDS, NAMES, built, words

EVERY_CELL = pytest.mark.parametrize(("cell", "options"), KINDS, ids=NAMES)


@EVERY_CELL
def test_later_words_do_not_change_what_earlier_states_owe(cell, options):
    network, x = built(cell, options, (5, 3)), words(9)

    whole, part = gradients(network, x), gradients(network, x[:6])

    for full, first in zip(whole.layers, part.layers, strict=True):
        np.testing.assert_allclose(full.input[:6, :6], first.input, rtol=1e-12)
        np.testing.assert_allclose(full.step.spectral[:6], first.step.spectral, rtol=1e-12)


@EVERY_CELL
def test_the_order_of_hidden_units_does_not_matter(cell, options):
    network = built(cell, options)
    shuffled, order = built(cell, options), torch.tensor([3, 1, 4, 0, 2])
    (weights,) = shuffled.layers[0]
    rows = torch.cat([block * 5 + order for block in range(shuffled.spec.n_blocks)])
    moved = (weights.W_ih[rows], weights.W_hh[rows][:, order], weights.b_ih[rows])
    for tensor, new in zip(weights, (*moved, weights.b_hh[rows]), strict=True):
        tensor.copy_(new)
    shuffled.head.W_ho.copy_(shuffled.head.W_ho[:, order])

    one, other = gradients(network, words()), gradients(shuffled, words())

    np.testing.assert_allclose(one.layers[0].hidden.spectral, other.layers[0].hidden.spectral)
    np.testing.assert_allclose(one.layers[0].loss, other.layers[0].loss)
    np.testing.assert_allclose(one.layers[0].input, other.layers[0].input)


@EVERY_CELL
def test_a_head_twice_as_steep_doubles_the_scores_slope_everywhere(cell, options):
    network, steep = built(cell, options), built(cell, options)
    steep.head.W_ho.mul_(2)

    one, other = gradients(network, words()), gradients(steep, words())

    np.testing.assert_allclose(other.score, 2 * one.score, rtol=1e-12)


@EVERY_CELL
def test_the_loss_gradient_is_the_scores_times_the_probability_that_is_missing(cell, options):
    network = built(cell, options)
    p = trace(network, words()).probabilities[-1, 0]

    found = gradients(network, words(), target=1)

    np.testing.assert_allclose(found.input, (p - 1) * found.score, rtol=1e-9)


@EVERY_CELL
def test_a_network_whose_head_reads_nothing_owes_nothing(cell, options):
    network = built(cell, options, (5, 3))
    network.head.W_ho.zero_()

    found = gradients(network, words())

    assert (found.input == 0).all()
    assert all((layer.loss == 0).all() for layer in found.layers)
    assert (found.layers[0].hidden.spectral > 0).all()


@EVERY_CELL
def test_without_recurrent_weights_only_gates_and_cells_carry_anything_on(cell, options):
    network = built(cell, options)
    network.layers[0][0].W_hh.zero_()

    layer = gradients(network, words()).layers[0]

    carries = {"rnn": False, "gru": True, "lstm": False}[cell]  # of h: z copies it in a GRU
    assert (layer.hidden.spectral[:-1] > 0).all() == carries
    if cell == "lstm":
        assert (layer.cell.full.spectral > 0).all()


@EVERY_CELL
def test_a_layer_on_top_changes_nothing_within_the_layers_below(cell, options):
    low, tall = built(cell, options, (5,)), built(cell, options, (5, 3))
    for mine, theirs in zip(tall.layers[0][0], low.layers[0][0], strict=True):
        mine.copy_(theirs)

    one, other = gradients(low, words()).layers[0], gradients(tall, words()).layers[0]

    np.testing.assert_allclose(one.hidden.spectral, other.hidden.spectral)
    np.testing.assert_allclose(one.input, other.input)
    assert not np.allclose(one.top.spectral, other.top.spectral)


def gated(cell: str, block: int, bias: float) -> Network:
    """A small random network with the bias of one gate set."""
    network = built(cell, {})
    (weights,) = network.layers[0]
    weights.b_ih[5 * block : 5 * (block + 1)] = bias
    return network


@pytest.mark.parametrize(
    ("cell", "gate"), [("lstm", 1), ("gru", 1)], ids=["forget gate", "update gate"]
)
def test_the_further_a_memory_gate_opens_the_more_of_the_first_state_is_left(cell, gate):
    kept = []
    for bias in (-2.0, 0.0, 2.0, 4.0):
        layer = gradients(gated(cell, gate, bias), words(12)).layers[0]
        kept.append(float((layer.cell.full if layer.cell else layer.hidden).spectral[0]))

    assert kept == sorted(kept)
    assert kept[0] < 0.01 < 0.5 < kept[-1]


def test_a_shut_output_gate_hides_the_cell_from_the_loss_but_keeps_its_memory():
    layer = gradients(gated("lstm", 3, -40.0), words(6)).layers[0]

    assert layer.cell.loss.max() < 1e-15
    assert layer.cell.full.spectral[0] > 1e-3


def test_a_shut_input_gate_lets_no_word_into_the_states():
    open_, shut = (gradients(gated("lstm", 0, bias), words(6)) for bias in (2.0, -40.0))

    assert shut.layers[0].input.max() < 1e-15
    assert np.abs(shut.input).max() < 1e-15
    assert np.diag(open_.layers[0].input).min() > 0.01


def test_a_saturated_rnn_passes_almost_nothing_on():
    network = built("rnn", {})
    network.layers[0][0].b_ih.fill_(8.0)

    layer = gradients(network, words()).layers[0]

    assert layer.step.spectral.max() < 1e-4
    assert layer.hidden.spectral[0] < 1e-16


def test_small_states_make_a_tanh_rnn_linear():
    (weights,) = built("rnn", {}).layers[0]
    network = built("rnn", {})
    for tensor, given in zip(network.layers[0][0], weights, strict=True):
        tensor.copy_(given if tensor.ndim == 2 else torch.zeros_like(given))

    kept = gradients(network, 1e-6 * words(8)).layers[0].hidden.spectral

    powers = [np.linalg.matrix_power(weights.W_hh.numpy(), n) for n in range(7, -1, -1)]
    np.testing.assert_allclose(kept, [np.linalg.norm(power, 2) for power in powers], rtol=1e-6)


def test_a_words_own_state_owes_it_the_step_through_the_input_weights():
    read = trace(built("gru", {}), words())

    matrix = gradients(built("gru", {}), words()).layers[0].input

    direct = frobenius_norms(step_jacobians(read, 0).input)
    np.testing.assert_allclose(np.diag(matrix), direct, rtol=1e-12)


def test_the_last_row_of_the_matrix_bounds_what_the_loss_owes_to_each_word():
    network = built("lstm", {}, (5, 3))
    found = gradients(network, words())

    owed = np.linalg.norm(found.input, axis=1)

    slope = np.abs(np.expm1(-found.loss)) * float(network.head.W_ho.norm())
    assert (owed <= slope * found.layers[-1].input[-1] * (1 + 1e-12)).all()


def test_the_spectral_norm_is_between_the_frobenius_norm_and_its_share_per_unit():
    for cell, options in KINDS:
        hidden = gradients(built(cell, options), words(8)).layers[0].hidden
        assert (hidden.spectral <= hidden.frobenius * (1 + 1e-12)).all()
        assert (hidden.spectral >= hidden.frobenius / np.sqrt(5) * (1 - 1e-12)).all()


def test_an_identity_layer_of_relus_remembers_every_word_alike():
    # Le, Jaitly & Hinton 2015: recurrent weights that begin as the identity
    eye, zero = torch.eye(4).double(), torch.zeros(4).double()
    network = built("rnn", {"nonlinearity": "relu"}, (4,))
    for tensor, given in zip(
        network.layers[0][0], Weights(eye, eye, zero + 50.0, zero), strict=True
    ):
        tensor.copy_(given)

    layer = gradients(network, words(30)).layers[0]

    np.testing.assert_allclose(layer.hidden.spectral, 1)
    np.testing.assert_allclose(layer.input[-1], 2)  # ‖1‖_F of 4 units
