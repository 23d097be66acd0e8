"""The layer call: which numbers are drawn, and how torch reads what it is given."""

import numpy as np
import pytest
import torch

from rnnviz.cells.weights import Weights
from rnnviz.layers.by_hand import step_by_hand
from rnnviz.layers.layer_call import call_layers, draw, misread
from rnnviz.layers.stack import Stack

CELLS = ("rnn", "gru", "lstm")
N_BLOCKS = {"rnn": 1, "gru": 3, "lstm": 4}


def stack(cell="rnn", sizes=(6, 6), returns=None, b=3, s=5, n=4):
    return Stack(cell, b, s, n, sizes, returns or (True,) * len(sizes))


@pytest.mark.parametrize("cell", CELLS)
def test_drawn_weights_have_torchs_shapes_with_the_blocks_stacked(cell):
    drawn = draw(stack(cell, (6, 2)), 0)
    g = N_BLOCKS[cell]

    shapes = [[tuple(w.shape) for w in weights] for weights in drawn.cells]
    assert shapes == [
        [(g * 6, 4), (g * 6, 6), (g * 6,), (g * 6,)],
        [(g * 2, 6), (g * 2, 2), (g * 2,), (g * 2,)],
    ]
    assert tuple(drawn.x.shape) == (3, 5, 4)


def test_x_is_standard_normal_and_weights_are_uniform_within_one_over_root_h():
    drawn = draw(stack(sizes=(100,), b=50, s=40, n=30), 0)

    assert float(drawn.x.mean()) == pytest.approx(0, abs=0.01)
    assert float(drawn.x.std()) == pytest.approx(1, abs=0.01)
    for weight in drawn.cells[0]:
        assert float(weight.abs().max()) <= 0.1
        assert float(weight.std()) == pytest.approx(0.1 / np.sqrt(3), rel=0.15)


def test_all_is_float32_and_different_seeds_differ():
    first, other = draw(stack(), 0), draw(stack(), 1)

    assert first.x.dtype == first.cells[0].W_ih.dtype == torch.float32
    assert not torch.equal(first.x, other.x)
    assert not torch.equal(first.cells[1].W_hh, other.cells[1].W_hh)


def test_more_timesteps_of_one_series_are_drawn_after_each_other():
    short, long = draw(stack(b=1, s=2), 0).x, draw(stack(b=1, s=30), 0).x

    assert short.shape == (1, 2, 4)
    assert long.shape == (1, 30, 4)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("sizes", [(6,), (6, 6, 6), (6, 3, 2)])
def test_every_layer_has_its_last_states(cell, sizes):
    drawn = draw(stack(cell, sizes), 0)
    called = call_layers(cell, drawn.cells, drawn.x)

    n_states = 2 if cell == "lstm" else 1
    assert [[tuple(s.shape) for s in states] for states in called.states] == [
        [(3, size)] * n_states for size in sizes
    ]
    torch.testing.assert_close(called.output[:, -1], called.states[-1][0])


@pytest.mark.parametrize("cell", CELLS)
def test_stacked_and_one_by_one_are_the_same_call(cell):
    drawn = draw(stack(cell), 0)

    stacked = call_layers(cell, drawn.cells, drawn.x).output
    low = call_layers(cell, drawn.cells[:1], drawn.x).output
    high = call_layers(cell, drawn.cells[1:], low).output

    torch.testing.assert_close(stacked, high, rtol=0, atol=1e-6)


def test_the_layer_call_keeps_the_precision_it_is_given():
    drawn = draw(stack(), 0)
    wide = [Weights(*(w.double() for w in weights)) for weights in drawn.cells]

    assert call_layers("rnn", wide, drawn.x.double()).output.dtype == torch.float64


def test_the_layer_call_keeps_no_gradient():
    drawn = draw(stack(), 0)

    assert not call_layers("rnn", drawn.cells, drawn.x).output.requires_grad


@pytest.mark.parametrize("cell", CELLS)
def test_a_misread_batch_is_really_read_as_time(cell):
    broken = stack(cell, (6, 6), (False, True))
    drawn = draw(broken, 0)
    below = step_by_hand(cell, drawn.cells[:1], drawn.x).outputs[0][:, -1]

    as_time = step_by_hand(cell, drawn.cells[1:], below.unsqueeze(0)).outputs[0][0]

    module = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell](6, 6)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    module.load_state_dict(dict(zip(names, drawn.cells[1], strict=True)))
    torch.testing.assert_close(module(below)[0].detach(), as_time, rtol=0, atol=1e-6)
    assert misread(broken, drawn.cells, drawn.x).shape == tuple(as_time.shape)


def test_a_misread_series_speaks_into_the_next_ones_answer():
    broken = stack(sizes=(6, 6), returns=(False, True))
    drawn = draw(broken, 0)
    changed = drawn.x.clone()
    changed[0] += 5  # the first series alone

    answers = [
        step_by_hand("rnn", drawn.cells[1:], low.unsqueeze(0)).outputs[0][0]
        for low in (
            step_by_hand("rnn", drawn.cells[:1], x).outputs[0][:, -1] for x in (drawn.x, changed)
        )
    ]

    assert not torch.equal(answers[0][2], answers[1][2])  # the third series' answer


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("rnn", "hx should also be 2-D but got 3-D tensor"),
        ("gru", "hx should also be 2-D but got 3-D tensor"),
        ("lstm", "hx and cx should also be 2-D but got (3-D, 3-D) tensors"),
    ],
)
def test_with_a_first_state_torch_refuses_in_words_that_are_known(cell, words):
    broken = stack(cell, (6, 3), (False, True))
    drawn = draw(broken, 0)

    assert misread(broken, drawn.cells, drawn.x).error == f"For unbatched 2-D input, {words}"


def test_a_whole_stack_is_not_misread():
    drawn = draw(stack(returns=(True, False)), 0)

    assert misread(stack(returns=(True, False)), drawn.cells, drawn.x) is None
