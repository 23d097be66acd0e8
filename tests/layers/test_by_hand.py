"""The loop over cells, from the equations up: what depends on what, and what does not."""

import numpy as np
import pytest
import torch

from rnnviz.cells.weights import Weights
from rnnviz.layers.by_hand import call_cell, first_states, step_by_hand
from rnnviz.layers.layer_call import draw
from rnnviz.layers.stack import Stack

CELLS = ("rnn", "gru", "lstm")


def drawn(cell, sizes=(5, 3), b=3, s=6, n=4, seed=0):
    return draw(Stack(cell, b, s, n, sizes, (True,) * len(sizes)), seed)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def arrays(weights):
    return (w.double().numpy() for w in weights)


def test_an_rnns_step_is_the_equation_written_in_numpy():
    x, (weights, *_) = drawn("rnn")
    W_ih, W_hh, b_ih, b_hh = arrays(weights)
    x_t, h = x[:, 0].double().numpy(), np.full((3, 5), 0.3)

    expected = np.tanh(x_t @ W_ih.T + b_ih + h @ W_hh.T + b_hh)

    given = Weights(*(w.double() for w in weights))
    found = call_cell("rnn", given, x[:, 0].double(), [torch.from_numpy(h)])
    np.testing.assert_allclose(found.output.numpy(), expected, rtol=0, atol=1e-12)


def test_a_grus_step_is_the_equations_written_in_numpy():
    x, (weights, *_) = drawn("gru")
    W_ih, W_hh, b_ih, b_hh = arrays(weights)
    x_t, h = x[:, 0].double().numpy(), np.full((3, 5), -0.2)
    u_r, u_z, u_n = np.split(x_t @ W_ih.T + b_ih, 3, axis=1)
    v_r, v_z, v_n = np.split(h @ W_hh.T + b_hh, 3, axis=1)
    r, z = sigmoid(u_r + v_r), sigmoid(u_z + v_z)

    expected = (1 - z) * np.tanh(u_n + r * v_n) + z * h

    given = Weights(*(w.double() for w in weights))
    found = call_cell("gru", given, x[:, 0].double(), [torch.from_numpy(h)])
    np.testing.assert_allclose(found.output.numpy(), expected, rtol=0, atol=1e-12)


def test_an_lstms_step_is_the_equations_written_in_numpy():
    x, (weights, *_) = drawn("lstm")
    W_ih, W_hh, b_ih, b_hh = arrays(weights)
    x_t, h, c = x[:, 0].double().numpy(), np.full((3, 5), 0.1), np.full((3, 5), -0.6)
    a = x_t @ W_ih.T + b_ih + h @ W_hh.T + b_hh
    i, f, g, o = np.split(a, 4, axis=1)

    c_t = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h_t = sigmoid(o) * np.tanh(c_t)

    given = Weights(*(w.double() for w in weights))
    states = [torch.from_numpy(h), torch.from_numpy(c)]
    found = call_cell("lstm", given, x[:, 0].double(), states)
    np.testing.assert_allclose(found.states[0].numpy(), h_t, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.states[1].numpy(), c_t, rtol=0, atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_later_timesteps_do_not_change_earlier_outputs(cell):
    x, cells = drawn(cell)
    changed = x.clone()
    changed[:, 4:] += 10

    first, second = step_by_hand(cell, cells, x), step_by_hand(cell, cells, changed)

    for a, b in zip(first.outputs, second.outputs, strict=True):
        torch.testing.assert_close(a[:, :4], b[:, :4], rtol=0, atol=0)
        assert not torch.equal(a[:, 4:], b[:, 4:])


@pytest.mark.parametrize("cell", CELLS)
def test_the_first_timestep_still_speaks_in_the_last_state(cell):
    x, cells = drawn(cell)
    changed = x.clone()
    changed[:, 0] += 10

    first, second = step_by_hand(cell, cells, x), step_by_hand(cell, cells, changed)

    assert not torch.equal(first.outputs[-1][:, -1], second.outputs[-1][:, -1])


@pytest.mark.parametrize("cell", CELLS)
def test_series_of_a_batch_do_not_know_each_other(cell):
    x, cells = drawn(cell)

    together = step_by_hand(cell, cells, x).outputs[-1]

    for series in range(len(x)):
        alone = step_by_hand(cell, cells, x[series : series + 1]).outputs[-1]
        torch.testing.assert_close(alone[0], together[series], rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_a_layer_does_not_know_the_layers_above_it(cell):
    x, cells = drawn(cell)

    both = step_by_hand(cell, cells, x)
    low = step_by_hand(cell, cells[:1], x)

    torch.testing.assert_close(both.outputs[0], low.outputs[0], rtol=0, atol=0)


@pytest.mark.parametrize("cell", CELLS)
def test_the_upper_cell_reads_what_the_lower_one_gives_out(cell):
    x, cells = drawn(cell)
    both = step_by_hand(cell, cells, x)

    above = step_by_hand(cell, cells[1:], both.outputs[0])

    torch.testing.assert_close(both.outputs[1], above.outputs[0], rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_two_halves_joined_by_their_states_are_one_run(cell):
    x, cells = drawn(cell, sizes=(5,))
    whole = step_by_hand(cell, cells, x)

    states = first_states(cell, len(x), cells[0])
    for x_t in x[:, :3].unbind(1):
        _, states = call_cell(cell, cells[0], x_t, states)
    for x_t in x[:, 3:].unbind(1):
        output, states = call_cell(cell, cells[0], x_t, states)

    torch.testing.assert_close(output, whole.outputs[0][:, -1], rtol=0, atol=0)
    for mine, theirs in zip(states, whole.states[0], strict=True):
        torch.testing.assert_close(mine, theirs, rtol=0, atol=0)


def test_the_order_of_the_timesteps_matters():
    x, cells = drawn("rnn")

    forth = step_by_hand("rnn", cells, x).states[-1][0]
    back = step_by_hand("rnn", cells, x.flip(1)).states[-1][0]

    assert not torch.allclose(forth, back)


def test_calling_a_cell_leaves_the_states_it_was_given():
    x, (weights, *_) = drawn("lstm")
    given = first_states("lstm", 3, weights)

    call_cell("lstm", weights, x[:, 0], given)

    assert all(not state.any() for state in given)


@pytest.mark.parametrize(("cell", "bound"), [("rnn", 1.0), ("gru", 1.0), ("lstm", 1.0)])
def test_hidden_states_stay_within_their_bounds(cell, bound):
    x, cells = drawn(cell, s=20)

    for output in step_by_hand(cell, cells, 50 * x).outputs:
        assert float(output.abs().max()) <= bound


def test_an_lstms_cell_state_may_leave_them():
    x, (weights,) = drawn("lstm", sizes=(5,), s=20)
    open_gates = torch.zeros(20)
    open_gates[:10] = 20  # i and f open
    open_gates[10:15] = 20  # g at its end
    held = Weights(torch.zeros_like(weights.W_ih), torch.zeros_like(weights.W_hh),
                   open_gates, torch.zeros(20))  # fmt: skip

    found = step_by_hand("lstm", [held], x)

    assert float(found.states[0][1].min()) == pytest.approx(20, abs=1e-3)  # one per timestep


def test_with_weights_of_zero_an_rnn_repeats_the_squashed_bias():
    x, _ = drawn("rnn")
    bias = torch.tensor([0.5, -0.5])
    none = Weights(torch.zeros(2, 4), torch.zeros(2, 2), bias, torch.zeros(2))

    found = step_by_hand("rnn", [none], x).outputs[0]

    torch.testing.assert_close(found, bias.tanh().expand(3, 6, 2))


def test_a_gru_whose_update_gate_is_open_copies_its_state():
    x, (weights, *_) = drawn("gru")
    b_ih = weights.b_ih.clone()
    b_ih[5:10] = 50  # z = 1
    held = weights._replace(b_ih=b_ih)
    h = torch.full((3, 5), 0.7)

    found = call_cell("gru", held, x[:, 0], [h])

    torch.testing.assert_close(found.output, h, rtol=0, atol=1e-6)
