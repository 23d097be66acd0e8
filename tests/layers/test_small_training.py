"""The small training takes the very steps that Keras takes, and shows what holds the weights."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest

from rnnviz.errors import SettingsError, SpecError
from rnnviz.layers.restraints import Restraint
from rnnviz.layers.simple_cell import CellStart
from rnnviz.layers.small_training import N_STEPS, NAMES, batch, head, train

START = CellStart(2, 16)
KERAS_HELD = [
    ({}, Restraint()),
    ({"kernel_regularizer": "l2"}, Restraint("l2")),
    ({"kernel_regularizer": "l1"}, Restraint("l1")),
    ({"kernel_constraint": keras.constraints.MaxNorm(0.5)}, Restraint("none", "max_norm", 0, 0.5)),
    ({"kernel_constraint": "unit_norm"}, Restraint("none", "unit_norm")),
    ({"kernel_constraint": "non_neg"}, Restraint("none", "non_neg")),
]


def in_keras(start, rate, n_steps, **arguments):
    """The same training in Keras: the losses, and the norms of its arrays after it."""
    layer = keras.layers.SimpleRNN(start.units, **arguments)
    dense = keras.layers.Dense(1, use_bias=False)
    model = keras.Sequential([layer, dense])
    model.build((None, 10, 2))
    weights = start.draw()
    layer.set_weights([weights.W_ih.t().numpy(), weights.W_hh.t().numpy(), weights.b.numpy()])
    dense.set_weights([head(start.units)[:, None].numpy()])
    model.compile(keras.optimizers.SGD(rate), "mse", metrics=["mse"])
    x, answers = batch(start.seed)
    model.fit(x, answers[:, None], batch_size=32, epochs=n_steps, shuffle=False, verbose=0)
    return [float(w.value.detach().norm()) for w in layer.weights]


@pytest.mark.parametrize(("arguments", "held"), KERAS_HELD, ids=lambda v: str(v)[:40])
def test_after_eight_steps_the_weights_are_as_long_as_kerass(arguments, held):
    expected = in_keras(START, 0.05, 8, **arguments)

    found = train(START, {"W_ih": held}, 0.05)

    assert [found.norms[n][8] for n in NAMES] == pytest.approx(expected, rel=1e-3, abs=1e-5)


def test_the_cell_learns_to_answer_with_the_first_number():
    found = train(START, {}, 0.05)

    assert len(found.losses) == N_STEPS + 1
    assert found.losses[-1] < 0.1 * found.losses[0]
    assert found.diverged is None


@pytest.mark.parametrize("name", ["l1", "l2", "l1_l2"])
@pytest.mark.parametrize("array", ["W_ih", "W_hh"])
def test_a_regulariser_leaves_the_array_that_it_pulls_at_shorter(name, array):
    free, held = train(START, {}, 0.05), train(START, {array: Restraint(name, strength=0.05)}, 0.05)

    assert held.norms[array][-1] < 0.95 * free.norms[array][-1]


def test_l1_leaves_more_numbers_near_zero_than_l2():
    l1, l2 = (train(START, {"W_hh": Restraint(n, strength=0.02)}, 0.05) for n in ("l1", "l2"))

    assert l1.n_zeros["W_hh"] > 5 * max(1, l2.n_zeros["W_hh"])


def test_constraints_hold_after_every_step():
    limit = train(START, {"W_hh": Restraint("none", "max_norm", longest=0.8)}, 0.05)
    unit = train(START, {"W_ih": Restraint("none", "unit_norm")}, 0.05)
    positive = train(START, {"W_ih": Restraint("none", "non_neg")}, 0.05)

    assert max(limit.largest["W_hh"][1:]) <= 0.8 + 1e-5
    assert unit.norms["W_ih"][1:] == pytest.approx([4.0] * N_STEPS, abs=1e-4)  # sqrt(16 rows)
    assert positive.lowest["W_ih"] == 0
    assert limit.largest["W_hh"][0] == pytest.approx(1, abs=1e-5)  # drawn orthogonal


def test_a_biass_own_penalty_shortens_it():
    free, held = train(START, {}, 0.05), train(START, {"b": Restraint("l2", strength=0.5)}, 0.05)

    assert held.norms["b"][-1] < 0.7 * free.norms["b"][-1]


def test_a_cell_without_bias_has_none_to_hold():
    found = train(CellStart(2, 8, use_bias=False), {"b": Restraint("l2")}, 0.05)

    assert set(found.norms) == {"W_ih", "W_hh"}
    assert found.sizes == {"W_ih": 16, "W_hh": 64}


def test_a_diverging_training_ends_and_says_after_which_step():
    found = train(CellStart(2, 16, "linear", recurrent_initializer="ones"), {}, 1.0)

    assert found.diverged is not None
    assert found.diverged == len(found.losses)
    assert all(np.isfinite(found.losses))


def test_one_that_is_lost_from_the_start_has_nothing_to_show():
    found = train(CellStart(2, 64, "linear", recurrent_initializer="ones"), {}, 1.0)

    assert (found.losses, found.norms, found.diverged) == ((), {}, 0)


@pytest.mark.parametrize(
    ("start", "rate", "sentence"),
    [
        (CellStart(2, 65), 0.1, "at most 64 units, not 2 and 65"),
        (CellStart(3, 8), 0.1, "2 features"),
        (START, 0.0, "above 0 and at most 10, not 0"),
        (START, 1e6, "not 1e\\+06"),
        (START, float("nan"), "not nan"),
    ],
)
def test_a_training_out_of_bounds_is_refused_in_a_sentence(start, rate, sentence):
    with pytest.raises(SettingsError, match=sentence):
        train(start, {}, rate)


def test_an_unknown_activation_is_refused():
    with pytest.raises(SpecError, match="activation"):
        train(CellStart(2, 4, "swoosh"), {}, 0.1)
