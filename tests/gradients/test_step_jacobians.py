"""Closed-form Jacobians of one timestep against autograd on torch's cells and differences."""

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian

from rnnviz import trace
from rnnviz.gradients.step_jacobians import step_jacobians
from tests.gradients.unrolled import KINDS, NAMES, built, torch_cell, words

EVERY_CELL = pytest.mark.parametrize(("cell", "options"), KINDS, ids=NAMES)


def step_of(network, layer=0):
    """(state, x) -> state of one timestep, as vectors, s = h or (h, c)."""
    cell = torch_cell(network, network.layers[layer][0])
    width = network.spec.hidden_sizes[layer]

    def step(state, x):
        h, c = state[:width], state[width:]
        h, c = cell(x, (h, c))
        return torch.cat((h, c))

    return step


def state_before(record, t):
    """s_{t-1} as a trace holds it."""
    parts = [record.before("hidden")[t]]
    if hasattr(record, "cell"):
        parts.append(record.before("cell")[t])
    return torch.from_numpy(np.concatenate(parts))


@EVERY_CELL
@pytest.mark.parametrize("layer", [0, 1])
def test_every_step_agrees_with_autograd_on_torchs_own_cell(cell, options, layer):
    network = built(cell, options, (5, 3))
    read = trace(network, words())
    record, found = read.layers[layer], step_jacobians(read, layer)

    for t in range(read.n_timesteps):
        at = (state_before(record, t), torch.from_numpy(record.input[t].copy()))
        of_state, of_input = jacobian(step_of(network, layer), at)
        np.testing.assert_allclose(found.state[t], of_state, atol=1e-13)
        np.testing.assert_allclose(found.input[t], of_input, atol=1e-13)


@EVERY_CELL
def test_a_step_agrees_with_finite_differences_of_the_same_step(cell, options):
    network = built(cell, options)
    read = trace(network, words())
    found, step, t = step_jacobians(read, 0), step_of(network), 3
    state, x = state_before(read.layers[0], t), words()[t]

    for j in range(len(state)):
        nudge = torch.zeros_like(state)
        nudge[j] = 1e-6
        slope = (step(state + nudge, x) - step(state - nudge, x)) / 2e-6
        np.testing.assert_allclose(found.state[t][:, j], slope, atol=1e-8)
    for j in range(4):
        nudge = torch.zeros_like(x)
        nudge[j] = 1e-6
        slope = (step(state, x + nudge) - step(state, x - nudge)) / 2e-6
        np.testing.assert_allclose(found.input[t][:, j], slope, atol=1e-8)


def test_a_relu_unit_that_is_off_passes_nothing_on():
    network = built("rnn", {"nonlinearity": "relu"})
    read = trace(network, words())
    is_off = read.layers[0].hidden == 0

    found = step_jacobians(read, 0)

    assert is_off.any()
    assert (found.state[is_off] == 0).all()
    np.testing.assert_array_equal(found.state[~is_off][0], network.layers[0][0].W_hh[~is_off[0]][0])


def test_a_networks_float32_does_not_limit_the_jacobians_range():
    read = trace(built("lstm", {}), words())

    assert step_jacobians(read, 0).state.dtype == np.float64
    assert step_jacobians(read, 0).state.shape == (5, 10, 10)
    assert step_jacobians(read, 0).input.shape == (5, 10, 4)


def test_an_update_gate_that_is_open_copies_every_change_of_the_old_state():
    network = built("gru", {})
    network.layers[0][0].b_ih[5:10] = 50.0

    found = step_jacobians(trace(network, words()), 0)

    np.testing.assert_allclose(found.state, np.broadcast_to(np.eye(5), (5, 5, 5)), atol=1e-12)
    np.testing.assert_allclose(found.input, 0, atol=1e-12)
