"""Each gate does what its name says."""

import pytest
import torch
from torch import Tensor

from rnnviz.cells import gru, lstm, rnn
from rnnviz.cells.weights import Weights

SHUT, OPEN = -50.0, 50.0


def weights(*blocks: float, hidden_size: int = 2) -> Weights:
    """Weights whose input part is silent and whose biases put each block where it is asked."""
    rows = len(blocks) * hidden_size
    bias = torch.tensor(blocks).repeat_interleave(hidden_size)
    return Weights(torch.zeros(rows, 3), torch.zeros(rows, hidden_size), torch.zeros(rows), bias)


def silence(w: Weights) -> Tensor:
    return torch.zeros(len(w.b_ih))


H = torch.tensor([0.7, -0.3])
C = torch.tensor([0.9, -1.3])


def lstm_step(w: Weights) -> lstm.LSTMSteps:
    """One silent timestep from H and C."""
    steps = lstm.unroll(w, silence(w)[None], H[None], C)
    return lstm.LSTMSteps(*(over_time[0] for over_time in steps))


def test_open_forget_gate_and_shut_input_gate_carry_the_cell_state() -> None:
    w = weights(SHUT, OPEN, 0.4, 0.0)

    torch.testing.assert_close(lstm_step(w).cell, C)


def test_shut_forget_gate_and_open_input_gate_replace_the_cell_state() -> None:
    w = weights(OPEN, SHUT, 0.4, 0.0)

    step = lstm_step(w)

    torch.testing.assert_close(step.cell, torch.tensor([0.4, 0.4]).tanh())


def test_shut_output_gate_hides_a_full_cell_state() -> None:
    w = weights(0.0, OPEN, 0.0, SHUT)

    step = lstm_step(w)

    torch.testing.assert_close(step.hidden, torch.zeros(2))
    torch.testing.assert_close(step.cell, C)


def test_a_cell_state_kept_by_open_gates_is_carried_through_a_whole_sentence() -> None:
    w = weights(SHUT, OPEN, 0.4, 0.0)
    u = silence(w).expand(50, -1)

    steps = lstm.unroll(w, u, torch.zeros(50, 2), C)

    torch.testing.assert_close(steps.cell, C.expand(50, -1))


@pytest.mark.parametrize("step", [gru.step_reset_after, gru.step_reset_before])
def test_update_gate_at_one_copies_the_hidden_state(step: object) -> None:
    w = weights(0.0, OPEN, 0.4)

    torch.testing.assert_close(step(w, silence(w), H).hidden, H)


@pytest.mark.parametrize("step", [gru.step_reset_after, gru.step_reset_before])
def test_update_gate_at_zero_replaces_it_by_the_candidate(step: object) -> None:
    w = weights(0.0, SHUT, 0.4)

    result = step(w, silence(w), H)

    torch.testing.assert_close(result.hidden, result.candidate)


def test_shut_reset_gate_silences_recurrent_weights_and_their_bias_when_it_comes_after() -> None:
    w = weights(SHUT, 0.0, 0.4)._replace(W_hh=torch.ones(6, 2))
    w.b_hh[:2] = 2 * SHUT

    result = gru.step_reset_after(w, silence(w), H)

    torch.testing.assert_close(result.candidate, torch.zeros(2))


def test_shut_reset_gate_leaves_the_recurrent_bias_when_it_comes_before() -> None:
    w = weights(SHUT, 0.0, 0.4)._replace(W_hh=torch.ones(6, 2))
    w.b_hh[:2] = 2 * SHUT

    result = gru.step_reset_before(w, silence(w), H)

    torch.testing.assert_close(result.candidate, torch.tensor([0.4, 0.4]).tanh())


def test_the_two_gru_conventions_differ_when_the_reset_gate_is_half_open() -> None:
    w = Weights(torch.zeros(6, 3), torch.randn(6, 2), torch.zeros(6), torch.randn(6))

    after, before = (
        step(w, silence(w), H) for step in (gru.step_reset_after, gru.step_reset_before)
    )

    torch.testing.assert_close(after.reset_gate, before.reset_gate)
    assert (after.candidate - before.candidate).abs().max() > 1e-3


def test_relu_cell_passes_positive_sums_and_stops_negative_ones() -> None:
    w = weights(0.0)

    step = rnn.step(w, torch.tensor([2.0, -2.0]), torch.zeros(2), "relu")

    torch.testing.assert_close(step.hidden, torch.tensor([2.0, 0.0]))


def test_contributions_of_a_plain_cell_add_up_to_its_pre_activation() -> None:
    w = Weights(torch.zeros(2, 3), torch.randn(2, 2), torch.zeros(2), torch.randn(2))
    u = torch.tensor([0.5, -0.5])

    step = rnn.step(w, u, H, "tanh")

    torch.testing.assert_close(step.pre_activation, u + w.W_hh @ H + w.b_hh)
    torch.testing.assert_close(step.hidden, step.pre_activation.tanh())
