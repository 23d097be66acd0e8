"""Cells stepped by hand give what torch's layers give; torch's own cells are a third witness."""

import numpy as np
import pytest
import torch

from rnnviz.layers.agreement import agreement
from rnnviz.layers.by_hand import call_cell, first_states, step_by_hand
from rnnviz.layers.layer_call import call_layers, draw, misread
from rnnviz.layers.stack import Stack

CELLS = ("rnn", "gru", "lstm")
MODULES = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
TORCH_CELLS = {"rnn": torch.nn.RNNCell, "gru": torch.nn.GRUCell, "lstm": torch.nn.LSTMCell}


def stack(cell="rnn", sizes=(6, 6), returns=None, b=3, s=5, n=4):
    return Stack(cell, b, s, n, sizes, returns or (True,) * len(sizes))


@pytest.mark.parametrize("cell", CELLS)
def test_the_course_example_agrees_in_both_precisions(cell):
    found = agreement(Stack(cell, 4, 80, 100, (64, 64), (True, True)), 0)

    assert found.is_equal
    assert found.difference <= 1e-6
    assert found.difference_64 <= 1e-14
    assert found.n_compared == 4 * 80 * 64 + 2 * 4 * 64 * (2 if cell == "lstm" else 1)
    assert [h.shape for h in found.hidden] == [(4, 80, 64)] * 2


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("sizes", [(5,), (6, 6), (6, 3), (2, 4, 3, 5)])
def test_stepping_torchs_own_cells_gives_the_states_of_the_loop(cell, sizes):
    drawn = draw(stack(cell, sizes), 3)
    by_hand = step_by_hand(cell, drawn.cells, drawn.x)

    x = drawn.x
    for k, weights in enumerate(drawn.cells):
        module = TORCH_CELLS[cell](weights.W_ih.shape[1], sizes[k])
        module.load_state_dict(
            dict(zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), weights, strict=True))
        )
        state, over_time = None, []
        for x_t in x.unbind(1):
            state = module(x_t, state)
            over_time.append(state[0] if cell == "lstm" else state)
        x = torch.stack(over_time, 1).detach()
        torch.testing.assert_close(by_hand.outputs[k], x, rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("sizes", [(6, 6), (6, 3)])
def test_the_draw_is_the_one_that_the_courses_own_lines_make(cell, sizes):
    torch.manual_seed(7)
    x = torch.randn(3, 5, 4)
    widths = (4, *sizes)
    layers = (
        [MODULES[cell](4, 6, num_layers=2, batch_first=True)]
        if sizes == (6, 6)
        else [MODULES[cell](widths[k], widths[k + 1], batch_first=True) for k in range(2)]
    )
    expected = [p for layer in layers for p in layer.parameters()]

    drawn = draw(stack(cell, sizes), 7)

    torch.testing.assert_close(drawn.x, x, rtol=0, atol=0)
    for mine, theirs in zip([w for c in drawn.cells for w in c], expected, strict=True):
        torch.testing.assert_close(mine, theirs.detach(), rtol=0, atol=0)


def test_drawing_leaves_the_global_source_of_chance_alone():
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)

    agreement(stack(), 5)

    torch.testing.assert_close(torch.rand(3), expected, rtol=0, atol=0)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("sizes", [(6, 6), (6, 3)])
def test_the_layer_call_is_torchs_own(cell, sizes):
    drawn = draw(stack(cell, sizes), 2)
    called = call_layers(cell, drawn.cells, drawn.x)

    x, last = drawn.x, []
    for k, weights in enumerate(drawn.cells):
        module = MODULES[cell](weights.W_ih.shape[1], sizes[k], batch_first=True)
        names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        module.load_state_dict(dict(zip(names, weights, strict=True)))
        x, state = module(x)
        last.append([s[0] for s in (state if cell == "lstm" else (state,))])
    torch.testing.assert_close(called.output, x.detach(), rtol=0, atol=1e-6)
    for mine, theirs in zip(called.states, last, strict=True):
        for a, b in zip(mine, theirs, strict=True):
            torch.testing.assert_close(a, b.detach(), rtol=0, atol=1e-6)


def test_a_wrong_equation_in_the_loop_would_be_seen(monkeypatch):
    monkeypatch.setattr("rnnviz.cells.rnn.step", lambda *_: pytest.fail("called"))
    with pytest.raises(pytest.fail.Exception):
        agreement(stack(), 0)  # the loop really goes through the cell's equations

    monkeypatch.undo()
    wrong = type("Wrong", (), {})()
    monkeypatch.setattr(
        "rnnviz.layers.by_hand.rnn.step",
        lambda weights, u, h, name: _set(wrong, hidden=(u + h).tanh()),
    )
    assert not agreement(stack(), 0).is_equal


def _set(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    return thing


@pytest.mark.parametrize(("cell", "n_states"), [("rnn", 1), ("gru", 1), ("lstm", 2)])
def test_a_cell_gives_its_state_itself_as_output_and_not_a_copy(cell, n_states):
    drawn = draw(stack(cell, (6,)), 0)
    weights = drawn.cells[0]

    called = call_cell(cell, weights, drawn.x[:, 0], first_states(cell, 3, weights))

    assert called.output is called.states[0]
    assert len(called.states) == n_states
    assert all(state.shape == (3, 6) for state in called.states)
    assert step_by_hand(cell, drawn.cells, drawn.x).is_output_the_state


def test_every_cell_has_states_of_its_own_from_zeros():
    drawn = draw(stack("lstm", (6, 3)), 0)
    states = [first_states("lstm", 2, weights) for weights in drawn.cells]

    assert all(not s.any() for own in states for s in own)
    assert len({id(s) for own in states for s in own}) == 4


def test_the_last_output_of_each_layer_is_its_last_hidden_state():
    found = agreement(stack("lstm", (6, 3)), 0)

    for hidden, states in zip(found.hidden, found.states, strict=True):
        np.testing.assert_array_equal(hidden[:, -1], states[0])


@pytest.mark.parametrize("cell", CELLS)
def test_torch_reads_last_states_as_one_series_of_b_timesteps_in_silence(cell):
    broken = stack(cell, (6, 6), (False, True))
    drawn = draw(broken, 0)
    found = misread(broken, drawn.cells, drawn.x)

    module = MODULES[cell](6, 6, batch_first=True)
    below = call_layers(cell, drawn.cells[:1], drawn.x).output[:, -1]
    assert found.shape == tuple(module(below)[0].shape) == (3, 6)
    h_0 = torch.zeros(1, 3, 6)
    with pytest.raises(RuntimeError) as refusal:
        module(below, (h_0, h_0) if cell == "lstm" else h_0)
    assert found.error == str(refusal.value)
    assert "unbatched 2-D input" in found.error


def test_layers_above_a_broken_one_do_not_run():
    found = agreement(stack("gru", (6, 3, 2), (True, False, True)), 0)

    assert [h.shape[-1] for h in found.hidden] == [6, 3]
    assert len(found.states) == 2
    assert found.is_equal
    assert found.misread is not None
    assert agreement(stack(), 0).misread is None


def test_results_are_read_only_and_the_same_for_one_seed():
    first, second, other = (agreement(stack(), seed) for seed in (1, 1, 2))

    np.testing.assert_array_equal(first.hidden[0], second.hidden[0])
    assert not np.array_equal(first.hidden[0], other.hidden[0])
    with pytest.raises(ValueError, match="read-only"):
        first.hidden[0][0] = 0


def test_one_series_of_one_timestep_of_one_feature_is_enough():
    found = agreement(Stack("lstm", 1, 1, 1, (1,), (False,)), 0)

    assert found.is_equal
    assert found.hidden[0].shape == (1, 1, 1)
