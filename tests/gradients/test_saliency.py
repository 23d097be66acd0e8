"""Saliency: captum's completeness, autograd's slopes, and words that say nothing."""

import numpy as np
import pytest
import torch
from captum.attr import InputXGradient, IntegratedGradients
from scipy.stats import spearmanr

from rnnviz import Network, trace
from rnnviz.errors import ShapeError, SpecError
from rnnviz.gradients.differentiable import score
from rnnviz.gradients.over_time import gradients
from rnnviz.gradients.saliency import saliency
from tests.gradients.unrolled import KINDS, NAMES, built, words

EVERY_CELL = pytest.mark.parametrize(("cell", "options"), KINDS, ids=NAMES)


def output_of(network, x):
    return float(trace(network, x).output[-1, 0])


@EVERY_CELL
def test_integrated_gradients_are_complete_to_the_last_digits(cell, options):
    network = built(cell, options, (5, 3))
    if options.get("nonlinearity") == "relu":
        network.layers[0][0].b_ih.fill_(1e2)  # without kinks on the way, which no quadrature likes

    found = saliency(network, words())

    nothing = output_of(network, torch.zeros_like(words()))
    assert found.baseline == pytest.approx(nothing)
    assert found.score == pytest.approx(output_of(network, words()))
    assert found.integrated.sum() == pytest.approx(found.score - nothing, abs=1e-9)
    assert abs(found.gap) < 1e-9


def test_the_completeness_gap_is_captums_own_convergence_delta():
    network = built("rnn", {"nonlinearity": "relu"}, (5, 3))
    of = score(network, network.head, 1)

    found = saliency(network, words())
    _, delta = IntegratedGradients(of).attribute(
        words()[None], torch.zeros(1, 5, 4).double(), n_steps=128, return_convergence_delta=True
    )

    assert found.gap == pytest.approx(float(delta), abs=1e-12)
    assert found.gap != 0


@EVERY_CELL
def test_gradient_times_input_is_captums_and_agrees_with_the_closed_form(cell, options):
    network = built(cell, options, (5, 3))
    found = saliency(network, words()).gradient_times_input

    theirs = InputXGradient(score(network, network.head, 1)).attribute(
        words()[None].requires_grad_()
    )

    np.testing.assert_allclose(found, theirs[0].detach().sum(-1), atol=1e-13)
    closed = (gradients(network, words()).score * words().numpy()).sum(axis=-1)
    np.testing.assert_allclose(found, closed, atol=1e-13)


@EVERY_CELL
def test_leaving_a_word_out_is_reading_the_sentence_without_it(cell, options):
    network, x = built(cell, options, (5, 3)), words()
    found = saliency(network, x)

    for t in range(5):
        without = torch.cat((x[:t], x[t + 1 :]))
        silent = x.clone()
        silent[t] = 0
        whole = output_of(network, x)
        assert found.left_out[t] == pytest.approx(whole - output_of(network, without), abs=1e-12)
        assert found.zeroed[t] == pytest.approx(whole - output_of(network, silent), abs=1e-12)


def test_a_word_with_a_zero_vector_gets_nothing_but_for_the_step_that_it_takes():
    x = words()
    x[2] = 0

    found = saliency(built("gru", {}), x)

    assert found.gradient_times_input[2] == found.integrated[2] == found.zeroed[2] == 0
    assert found.left_out[2] != 0  # the state decays by one step less without it


def test_a_first_word_with_a_zero_vector_is_no_word_to_a_network_without_biases():
    x = words()
    x[0] = 0

    found = saliency(built("lstm", {"bias": False}), x)

    assert found.left_out[0] == pytest.approx(0, abs=1e-15)


def test_in_a_linear_network_all_methods_agree_about_a_zeroed_word():
    network = built("rnn", {"nonlinearity": "relu"}, (5,))
    network.layers[0][0].b_ih.fill_(1e3)

    found = saliency(network, words())

    np.testing.assert_allclose(found.gradient_times_input, found.zeroed, atol=1e-8)
    np.testing.assert_allclose(found.integrated, found.zeroed, atol=1e-8)


def test_agreement_is_the_rank_correlation_with_leaving_out():
    found = saliency(built("lstm", {}), words(12))

    for method in ("gradient_times_input", "integrated", "zeroed"):
        expected = spearmanr(getattr(found, method), found.left_out).statistic
        assert found.agreement(method) == pytest.approx(expected)


def test_a_single_word_is_compared_with_no_word_at_all():
    network = built("rnn", {})

    found = saliency(network, words(1))

    assert found.left_out[0] == pytest.approx(found.score - float(network.head.b_o[0]))
    assert found.agreement("integrated") is None


@pytest.mark.parametrize("target", [0, 2])
def test_with_several_classes_it_is_the_targets_output_that_is_explained(target):
    network = built("gru", {}, n_classes=3)

    found = saliency(network, words(1), target=target)

    assert found.score == pytest.approx(float(trace(network, words(1)).output[-1, target]))
    assert found.left_out[0] == pytest.approx(found.score - float(network.head.b_o[target]))


def test_the_other_answer_of_a_single_output_turns_every_sign():
    network = built("lstm", {})
    one, other = (saliency(network, words(), target=target) for target in (1, 0))

    np.testing.assert_allclose(one.left_out, -other.left_out, atol=1e-13)
    np.testing.assert_allclose(one.integrated, -other.integrated, atol=1e-13)


def test_its_arrays_are_read_only_and_the_network_is_left_as_it_was():
    network = built("lstm", {})
    before = [tensor.clone() for tensor in network.tensors().values()]

    found = saliency(network, words())

    assert not any(
        array.flags.writeable
        for array in (found.gradient_times_input, found.integrated, found.left_out, found.zeroed)
    )
    assert all(map(torch.equal, before, network.tensors().values()))
    assert not any(tensor.requires_grad for tensor in network.tensors().values())


@pytest.mark.parametrize(
    ("network", "shape", "error", "said"),
    [
        (built("gru", {}), (2, 3, 4), ShapeError, "one sentence .* but a batch came"),
        (built("gru", {}), (3, 7), ShapeError, r"embeddings of shape \(T, 4\)"),
        (built("gru", {}, n_classes=0), (3, 4), SpecError, "reads one way and has a head"),
        (built("gru", {"bidirectional": True}), (3, 4), SpecError, "reads one way"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(network, shape, error, said):
    with pytest.raises(error, match=said):
        saliency(network, np.zeros(shape))


def test_a_class_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(SpecError, match="from 0 to 1, not 5"):
        saliency(Network.random("rnn", 4, (3,), n_classes=1), np.zeros((2, 4)), target=5)
