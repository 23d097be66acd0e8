"""Dropout's masks: their share, their scale, kept through time or drawn anew, as in Keras."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.dropping import Dropping, drop
from rnnviz.layers.simple_cell import CellStart, unroll

START = CellStart(4, 6, seed=1)


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.9])
def test_a_mask_drops_its_share_and_scales_the_rest_so_that_the_mean_stays(rate):
    masks, _ = Dropping(rate, 0, False, 0).masks(50, 20, (40, 1))

    assert set(np.unique(masks).tolist()) <= {0.0, float(np.float32(1) / np.float32(1 - rate))}
    assert (masks == 0).mean() == pytest.approx(rate, abs=0.01)
    assert masks.mean() == pytest.approx(1, abs=0.05)


def test_a_kept_mask_is_the_same_at_all_timesteps_but_not_for_all_series():
    for masks in Dropping(0.5, 0.5, True, 0).masks(3, 9, (20, 20)):
        assert (masks == masks[:, :1]).all()
        assert not (masks[0] == masks[1]).all()


def test_a_mask_drawn_anew_differs_between_timesteps():
    for masks in Dropping(0.5, 0.5, False, 0).masks(3, 9, (20, 20)):
        assert not (masks[:, 0] == masks[:, 1]).all()


def test_with_kerass_own_masks_the_states_are_kerass():
    weights, x = START.draw(), torch.randn(3, 7, 4)
    cell = keras.layers.SimpleRNNCell(6, dropout=0.5, recurrent_dropout=0.3, seed=2)
    cell.build((None, 4))
    cell.set_weights([weights.W_ih.t().numpy(), weights.W_hh.t().numpy(), weights.b.numpy()])
    h, over_time, masks = torch.zeros(3, 6), [], []
    for x_t in x.unbind(1):
        _, (h,) = cell(x_t, [h], training=True)
        over_time.append(h.detach())
        masks.append((cell._dropout_mask, cell._recurrent_dropout_mask))

    assert all(m[0] is masks[0][0] and m[1] is masks[0][1] for m in masks)  # kept through time
    by_time = (torch.stack([m[k].detach() for m in masks], 1) for k in (0, 1))
    found = unroll(weights, x, "tanh", *by_time)

    torch.testing.assert_close(found.hidden, torch.stack(over_time, 1), rtol=0, atol=1e-6)


def test_kerass_masks_hold_0_and_1_over_1_minus_p_as_ours_do():
    cell = keras.layers.SimpleRNNCell(6, dropout=0.25, seed=2)
    cell(torch.ones(50, 40), [torch.zeros(50, 6)], training=True)

    theirs = np.unique(cell._dropout_mask.numpy())
    mine = np.unique(Dropping(0.25, 0, True, 2).masks(50, 1, (40, 1))[0])
    np.testing.assert_allclose(mine, theirs, rtol=1e-6)


def test_without_dropout_nothing_changes():
    found = drop(START, torch.randn(2, 5, 4), Dropping(0, 0, True, 0))

    np.testing.assert_array_equal(found.hidden, found.hidden_without)
    assert found.n_never_dropped == (6,) * 5
    assert found.input_masks.shape == (5, 4)
    assert found.recurrent_masks.shape == (5, 6)


def test_in_use_there_is_no_dropout_whatever_the_rates():
    x = torch.randn(2, 5, 4)
    first, second = (drop(START, x, Dropping(0.5, rate, True, 0)) for rate in (0.1, 0.8))

    np.testing.assert_array_equal(first.hidden_without, second.hidden_without)
    assert not np.array_equal(first.hidden, second.hidden)


def test_drawn_anew_the_units_that_were_never_dropped_die_out_and_kept_they_stay():
    start, x = CellStart(4, 400), torch.zeros(1, 12, 4)

    anew = drop(start, x, Dropping(0, 0.3, False, 0)).n_never_dropped
    kept = drop(start, x, Dropping(0, 0.3, True, 0)).n_never_dropped

    expected = [400 * 0.7**t for t in range(1, 13)]
    assert np.array(anew) == pytest.approx(np.array(expected), abs=35)
    assert len(set(kept)) == 1
    assert kept[0] == pytest.approx(280, abs=35)


def test_a_unit_dropped_by_a_kept_mask_does_not_speak_to_later_timesteps():
    start = CellStart(4, 6, recurrent_initializer="identity", activation="linear")
    found = drop(start, torch.randn(1, 8, 4), Dropping(0, 0.5, True, 3))
    dropped = found.recurrent_masks[0] == 0

    u = found.hidden_without - np.vstack([np.zeros(6), found.hidden_without[:-1]])
    np.testing.assert_allclose(found.hidden[:, dropped], u[:, dropped], rtol=0, atol=1e-5)


@pytest.mark.parametrize("rate", [1.0, 1.5, -0.1, float("nan")])
def test_a_rate_that_leaves_nothing_is_refused_in_a_sentence(rate):
    with pytest.raises(SpecError, match=r"^dropout is the share .* below 1, not"):
        Dropping(rate, 0, True, 0)
    with pytest.raises(SpecError, match=r"^recurrent_dropout is the share"):
        Dropping(0, rate, True, 0)


def test_one_seed_gives_one_pair_of_masks():
    first, same, other = (Dropping(0.5, 0.5, False, s).masks(2, 3, (8, 8)) for s in (0, 0, 1))

    np.testing.assert_array_equal(first[0], same[0])
    assert not np.array_equal(first[1], other[1])
