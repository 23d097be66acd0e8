"""The room of the spectral radius: autograd, the linear law, and torch's own clipping."""

from copy import deepcopy

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian

from rnnviz.errors import SettingsError, ShapeError
from rnnviz.gradients.norms import spectral_radius
from rnnviz.gradients.room import HIDDEN_SIZE, drawn, room

INPUTS = np.random.default_rng(0).standard_normal((12, 6))


def by_torch(radius, is_linear, seed):
    """Parameters with their gradients and the states with theirs, by autograd."""
    W_hh, W_ih, _, y = (torch.tensor(array) for array in drawn(6, radius, seed))
    parameters = [W_hh.requires_grad_(), W_ih.requires_grad_()]
    x = torch.tensor(INPUTS / np.sqrt((INPUTS**2).mean()))
    h, states = torch.zeros(HIDDEN_SIZE).double(), []
    for x_t in x:
        a = W_ih @ x_t + W_hh @ h
        h = a if is_linear else a.tanh()
        h.retain_grad()
        states.append(h)
    (0.5 * torch.nn.functional.mse_loss(h, y)).backward()
    return parameters, states


@pytest.mark.parametrize("is_linear", [False, True])
@pytest.mark.parametrize("radius", [0.5, 1.0, 1.6])
def test_states_and_gradients_agree_with_autograd(radius, is_linear):
    parameters, states = by_torch(radius, is_linear, 4)

    found = room(INPUTS, radius=radius, is_linear=is_linear, seed=4)

    np.testing.assert_allclose(found.hidden, torch.stack(states).detach(), rtol=1e-9)
    expected = torch.stack([state.grad.norm() for state in states])
    np.testing.assert_allclose(found.loss, expected, rtol=1e-9)
    both = torch.cat([parameter.grad.flatten() for parameter in parameters])
    assert found.norm == pytest.approx(float(both.norm()), rel=1e-9)


def gated(cell, radius, bias, seed=4):
    """Torch's own cell with the room's weights, its inputs, and the wanted y."""
    *weights, y = map(torch.tensor, drawn(6, radius, seed, cell, bias))
    kinds = {"gru": torch.nn.GRUCell, "lstm": torch.nn.LSTMCell}
    module = kinds[cell](6, HIDDEN_SIZE, dtype=torch.float64)
    names = ("weight_hh", "weight_ih", "bias_ih")
    zeros = {"bias_hh": torch.zeros_like(weights[2])}
    module.load_state_dict(dict(zip(names, weights, strict=True)) | zeros)
    return module, torch.tensor(INPUTS / np.sqrt((INPUTS**2).mean())), y


def run_through(cells, x, state=None):
    """(h, c) after each timestep, h alone of a GRU being both."""
    found = []
    for cell, x_t in zip(cells, x, strict=True):
        is_lstm = isinstance(cell, torch.nn.LSTMCell)
        state = cell(x_t, state if state is None or is_lstm else state[0])
        state = state if is_lstm else (state, state)
        found.append(state)
    return found


@pytest.mark.parametrize("cell", ["gru", "lstm"])
@pytest.mark.parametrize(("radius", "bias"), [(0.5, -1.0), (1.0, 1.0), (1.6, 3.0)])
def test_gated_states_jacobians_and_shares_agree_with_torchs_own_cell(cell, radius, bias):
    module, x, y = gated(cell, radius, bias)
    states = run_through([module] * 12, x)

    found = room(INPUTS, radius=radius, cell=cell, gate_bias=bias, seed=4)

    np.testing.assert_allclose(found.hidden, torch.stack([h for h, _ in states]).detach())
    assert found.law is None
    assert (found.cell is not None) == (cell == "lstm")
    for t in (0, 5, 11):
        h, c = (value.detach() for value in states[t])
        o = h / c.tanh()  # of an LSTM: what c_t does not move

        def last(h, c, t=t):
            return [(h, c), *run_through([module] * (11 - t), x[t + 1 :], (h, c))][-1]

        by_h = jacobian(lambda h, last=last, c=c: last(h, c)[0], h)
        assert found.kept[t] == pytest.approx(float(torch.linalg.matrix_norm(by_h, 2)), rel=1e-7)
        if cell == "lstm":
            by_c = jacobian(lambda c, last=last, o=o: last(o * c.tanh(), c)[1], c)
            expected = float(torch.linalg.matrix_norm(by_c, 2))
            assert found.cell[t] == pytest.approx(expected, rel=1e-7)
        assert found.shares[t] == pytest.approx(share_of(module, x, y, t), rel=1e-7)


def share_of(module, x, y, t):
    """The gradient's length when the weights may move at one timestep only."""
    moving = deepcopy(module)
    cells = [moving if k == t else module for k in range(len(x))]
    (0.5 * torch.nn.functional.mse_loss(run_through(cells, x)[-1][0], y)).backward()
    both = torch.cat([moving.weight_hh.grad.flatten(), moving.weight_ih.grad.flatten()])
    module.zero_grad()
    return float(both.norm())


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_a_gradient_by_all_timesteps_is_torchs_own(cell):
    module, x, y = gated(cell, 1.2, 2.0)
    h = run_through([module] * 12, x)[-1][0]
    (0.5 * torch.nn.functional.mse_loss(h, y)).backward()
    both = torch.cat([module.weight_hh.grad.flatten(), module.weight_ih.grad.flatten()])

    found = room(INPUTS, radius=1.2, cell=cell, gate_bias=2.0, seed=4)

    assert found.norm == pytest.approx(float(both.norm()), rel=1e-9)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_bias_of_the_gate_that_keeps_holds_a_gradient_that_a_small_radius_would_lose(cell):
    shut, ajar, held = (
        room(np.tile(INPUTS, (3, 1)), radius=0.5, cell=cell, gate_bias=bias) for bias in (-2, 1, 6)
    )
    plain = room(np.tile(INPUTS, (3, 1)), radius=0.5)

    assert shut.kept[0] < ajar.kept[0] < held.kept[0]
    if cell == "lstm":
        assert shut.cell[0] < ajar.cell[0] < held.cell[0]
    assert held.kept[0] > 1e5 * plain.kept[0]


@pytest.mark.parametrize("clip", [0.01, 1.0, 1e9])
def test_clipping_is_torchs_own(clip):
    parameters, _ = by_torch(1.2, False, 0)
    torch.nn.utils.clip_grad_norm_(parameters, clip)
    both = torch.cat([parameter.grad.flatten() for parameter in parameters])

    found = room(INPUTS, radius=1.2, clip=clip)

    assert found.clipped_norm == pytest.approx(float(both.norm()), rel=1e-4)


@pytest.mark.parametrize("radius", [0.0, 0.2, 1.0, 2.0])
def test_a_linear_rnn_keeps_exactly_to_the_law_of_its_radius(radius):
    found = room(np.ones((100, 3)), radius=radius, is_linear=True)

    np.testing.assert_allclose(found.kept, found.law, rtol=1e-9)
    assert found.law[0] == pytest.approx(radius**99)


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.0])
def test_the_recurrent_weights_have_the_radius_that_was_asked_for(radius):
    assert spectral_radius(drawn(5, radius, 9)[0]) == pytest.approx(radius)


def test_tanh_can_only_forget_faster_than_the_law():
    for radius in (0.5, 1.0, 1.7):
        found = room(INPUTS, radius=radius)
        assert (found.kept <= found.law * (1 + 1e-12)).all()


def test_a_small_radius_vanishes_and_a_large_one_explodes():
    small, large = (room(np.tile(INPUTS, (4, 1)), radius=radius) for radius in (0.5, 2.0))

    assert small.kept[0] < 1e-12
    assert large.kept[0] > 1e2
    assert small.shares[0] < 1e-9 * small.shares[-1]
    assert large.norm > 1e2 > 1 > small.norm


def test_the_shares_are_each_timesteps_own_gradient():
    parameters, _ = by_torch(0.9, False, 0)
    last = room(INPUTS, radius=0.9)
    W_hh, W_ih, _, y = drawn(6, 0.9, 0)
    x = INPUTS / np.sqrt((INPUTS**2).mean())
    delta = (1 - last.hidden[-1] ** 2) * (last.hidden[-1] - y) / HIDDEN_SIZE

    outer = [np.outer(delta, read) for read in (last.hidden[-2], x[-1])]

    assert last.shares[-1] == pytest.approx(np.hypot(*map(np.linalg.norm, outer)))
    assert last.norm <= last.shares.sum()
    assert len(parameters) == 2
    assert W_ih.shape == (HIDDEN_SIZE, 6)
    assert W_hh.shape == (HIDDEN_SIZE, HIDDEN_SIZE)


def test_equal_seeds_deal_equal_rooms_and_others_do_not():
    one, same, other = (room(INPUTS, radius=0.9, seed=seed) for seed in (1, 1, 2))

    np.testing.assert_array_equal(one.hidden, same.hidden)
    assert (one.hidden != other.hidden).all()
    assert not one.kept.flags.writeable


def test_the_size_of_the_inputs_does_not_matter_and_silence_is_no_error():
    np.testing.assert_allclose(
        room(INPUTS, radius=1.1).hidden, room(1000 * INPUTS, radius=1.1).hidden
    )

    silent = room(np.zeros((5, 3)), radius=0.5)

    assert (silent.hidden == 0).all()
    np.testing.assert_allclose(silent.kept, silent.law)


@pytest.mark.parametrize("inputs", [np.zeros((0, 3)), np.zeros(4), np.full((2, 2), np.nan)])
def test_inputs_that_are_no_matrix_of_numbers_are_refused(inputs):
    with pytest.raises(ShapeError, match=r"inputs \(T, I\) of finite numbers"):
        room(inputs, radius=1.0)


@pytest.mark.parametrize("radius", [-0.1, np.inf, np.nan])
def test_an_impossible_radius_is_refused(radius):
    with pytest.raises(SettingsError, match="A spectral radius is 0 or more"):
        room(INPUTS, radius=radius)


@pytest.mark.parametrize("bias", [np.inf, np.nan])
def test_an_impossible_bias_is_refused(bias):
    with pytest.raises(SettingsError, match="A gate's bias is a finite number"):
        room(INPUTS, radius=1.0, cell="gru", gate_bias=bias)


@pytest.mark.parametrize("clip", [0.0, -1.0, np.nan])
def test_clipping_to_nothing_is_refused(clip):
    with pytest.raises(SettingsError, match="Clipping needs a length above 0"):
        room(INPUTS, radius=1.0, clip=clip)
