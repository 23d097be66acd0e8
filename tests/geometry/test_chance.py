"""What two random words have in common is drawn, not assumed."""

import numpy as np
import pytest

from rnnviz.errors import ShapeError
from rnnviz.geometry.chance import random_pairs


def unit_rows(rng, n: int, size: int) -> np.ndarray:
    rows = rng.standard_normal((n, size))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_random_directions_are_at_right_angles_on_average_with_spread_one_over_root_of_size(rng):
    chance = random_pairs(unit_rows(rng, 2000, 100))

    assert chance.mean == pytest.approx(0, abs=0.005)
    assert chance.spread == pytest.approx(1 / np.sqrt(100), rel=0.02)


def test_mean_and_spread_are_those_of_all_pairs_of_different_rows(rng):
    rows = unit_rows(rng, 60, 5)
    every = (rows @ rows.T)[np.triu_indices(60, 1)]

    chance = random_pairs(rows)

    assert chance.mean == pytest.approx(every.mean(), abs=0.005)
    assert chance.spread == pytest.approx(every.std(), abs=0.005)


def test_a_row_is_never_paired_with_itself():
    assert random_pairs(np.eye(2)).mean == 0


def test_two_random_words_of_glove_are_not_at_a_right_angle(glove):
    every, frequent = random_pairs(glove.unit_rows), random_pairs(glove.unit_rows[:10_000])

    assert (round(every.mean, 2), round(every.spread, 2)) == (0.11, 0.18)
    assert (round(frequent.mean, 2), frequent.n_rows) == (0.22, 10_000)


def test_the_same_seed_draws_the_same_pairs(glove):
    rows = glove.unit_rows[:100]

    assert random_pairs(rows, seed=3) == random_pairs(rows, seed=3)
    assert random_pairs(rows, seed=3) != random_pairs(rows, seed=4)


def test_one_row_has_no_pair():
    with pytest.raises(ShapeError, match="at least two rows, got 1"):
        random_pairs(np.ones((1, 3)))
