"""One step moves what the closed-form gradient says, and a frozen table not at all."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest

from rnnviz.errors import ShapeError
from rnnviz.training.embedding_step import embedding_step

IDS = [3, 1, 4, 1, 0]


@pytest.fixture
def table(rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal((7, 5))


@pytest.fixture
def weight(rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal(5)


def sigmoid(y: float) -> float:
    return 1 / (1 + np.exp(-y))


def by_hand(table, ids, weight, target, rate):
    """The step in closed form: of a mean of rows, a dot product and a cross-entropy."""
    mean = table[ids].mean(axis=0)
    error = sigmoid(weight @ mean) - target
    counts = np.bincount(ids, minlength=len(table))[:, None]
    gradient = counts / len(ids) * error * weight
    return gradient, error * mean, error, table - rate * gradient, weight - rate * error * mean


@pytest.mark.parametrize("target", [0.0, 1.0])
@pytest.mark.parametrize("rate", [0.0, 0.1, 3.0])
def test_every_number_is_that_of_the_closed_form(table, weight, target, rate):
    step = embedding_step(table, IDS, weight, target=target, rate=rate)

    d_table, d_weight, d_bias, new_table, new_weight = by_hand(table, IDS, weight, target, rate)
    for found, expected in (
        (step.table.before, table),
        (step.table.gradient, d_table),
        (step.table.after, new_table),
        (step.weight.gradient, d_weight),
        (step.weight.after, new_weight),
        (step.bias.gradient, [d_bias]),
        (step.bias.after, [-rate * d_bias]),
    ):
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_probability_and_loss_before_and_after_are_those_of_the_parameters(table, weight):
    step = embedding_step(table, IDS, weight, target=1.0, rate=0.5)

    before = sigmoid(weight @ table[IDS].mean(axis=0))
    after = sigmoid(step.weight.after @ step.table.after[IDS].mean(axis=0) + step.bias.after[0])
    assert step.probabilities == pytest.approx((before, after), abs=1e-12)
    assert step.losses == pytest.approx((-np.log(before), -np.log(after)), abs=1e-12)
    assert step.losses[1] < step.losses[0]


def test_exactly_the_rows_that_were_read_move(table, weight):
    step = embedding_step(table, IDS, weight, target=1.0, rate=0.5)

    assert set(np.flatnonzero(step.table.moved)) == set(IDS)
    for row in set(range(7)) - set(IDS):
        assert (step.table.gradient[row] == 0).all()
        np.testing.assert_array_equal(step.table.after[row], table[row])


def test_a_word_that_stands_twice_gets_the_sum_of_two_gradients(table, weight):
    step = embedding_step(table, IDS, weight, target=0.0, rate=0.5)

    np.testing.assert_allclose(step.table.gradient[1], 2 * step.table.gradient[3], atol=1e-15)
    assert step.table.moved[1] == pytest.approx(2 * step.table.moved[3])


def test_a_frozen_table_keeps_every_bit_while_the_head_learns(table, weight):
    frozen = embedding_step(table, IDS, weight, target=1.0, rate=0.5, is_frozen=True)
    free = embedding_step(table, IDS, weight, target=1.0, rate=0.5)

    np.testing.assert_array_equal(frozen.table.after, table)
    assert (frozen.table.moved == 0).all()
    assert not frozen.table.gradient.any()
    np.testing.assert_array_equal(frozen.weight.after, free.weight.after)
    assert frozen.weight.moved > 0


def test_the_length_of_a_change_is_the_rate_times_that_of_the_gradient(table, weight):
    step = embedding_step(table, IDS, weight, target=1.0, rate=0.25)

    expected = 0.25 * np.linalg.norm(step.table.gradient, axis=1)
    np.testing.assert_allclose(step.table.moved, expected, atol=1e-14)
    assert float(step.weight.moved) == pytest.approx(
        0.25 * float(np.linalg.norm(step.weight.gradient))
    )


def test_the_given_arrays_stay_as_they_are(table, weight):
    kept, also = table.copy(), weight.copy()

    embedding_step(table, IDS, weight, target=1.0, rate=0.5)

    np.testing.assert_array_equal(table, kept)
    np.testing.assert_array_equal(weight, also)


def test_the_step_is_taken_in_the_tables_own_precision(table, weight):
    step = embedding_step(
        table.astype(np.float32), IDS, weight.astype(np.float32), target=1.0, rate=0.5
    )

    assert step.table.after.dtype == np.float32
    np.testing.assert_allclose(
        step.table.after, by_hand(table, IDS, weight, 1.0, 0.5)[3], rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("is_frozen", [False, True])
def test_keras_takes_the_same_step(table, weight, is_frozen):
    layer = keras.layers.Embedding(7, 5, trainable=not is_frozen)
    mean, dense = keras.layers.GlobalAveragePooling1D(), keras.layers.Dense(1)
    model = keras.Sequential([layer, mean, dense])
    model.build((None, len(IDS)))
    layer.set_weights([table])
    dense.set_weights([weight[:, None], np.zeros(1)])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.5), loss)

    found = float(model.train_on_batch(np.array([IDS]), np.array([[1.0]])))

    step = embedding_step(table, IDS, weight, target=1.0, rate=0.5, is_frozen=is_frozen)
    assert found == pytest.approx(step.losses[0], abs=1e-6)
    rows, kernel = (v.value.detach().numpy() for v in (layer.embeddings, dense.kernel))
    np.testing.assert_allclose(rows, step.table.after, rtol=0, atol=1e-5)
    np.testing.assert_allclose(kernel[:, 0], step.weight.after, rtol=0, atol=1e-5)


@pytest.mark.parametrize("ids", [[], [7], [-1]])
def test_ids_that_are_no_rows_are_refused_with_their_range(table, weight, ids):
    with pytest.raises(ShapeError, match="at least one id from 0 to 6, got"):
        embedding_step(table, ids, weight, target=1.0, rate=0.1)


def test_a_head_of_another_width_is_refused(table):
    with pytest.raises(ShapeError, match=r"Rows of \(5,\) do not fit weights of \(4,\)"):
        embedding_step(table, IDS, np.ones(4), target=1.0, rate=0.1)
