"""The room of the spectral radius: autograd, the linear law, and torch's own clipping."""

import numpy as np
import pytest
import torch

from rnnviz.errors import SettingsError, ShapeError
from rnnviz.gradients.norms import spectral_radius
from rnnviz.gradients.room import HIDDEN_SIZE, drawn, room

INPUTS = np.random.default_rng(0).standard_normal((12, 6))


def by_torch(radius, is_linear, seed):
    """Parameters with their gradients and the states with theirs, by autograd."""
    W_hh, W_ih, y = (torch.tensor(array) for array in drawn(6, radius, seed))
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
    W_hh, W_ih, y = drawn(6, 0.9, 0)
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


@pytest.mark.parametrize("clip", [0.0, -1.0, np.nan])
def test_clipping_to_nothing_is_refused(clip):
    with pytest.raises(SettingsError, match="Clipping needs a length above 0"):
        room(INPUTS, radius=1.0, clip=clip)
