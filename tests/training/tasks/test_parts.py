"""Lines become padded arrays; linear models and scores agree with scikit-learn."""

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

from rnnviz.errors import TextError
from rnnviz.training.tasks import RULES, task_data
from rnnviz.training.tasks.parts import (
    Line,
    TaskData,
    answered_at_the_end,
    commonest_answer,
    least_squares,
    numbers_of,
    padded_part,
    r_squared,
    symbol_table,
    symbols_of,
)
from tests.training.rooms import small


def test_padding_comes_after_the_end_and_counts_nowhere() -> None:
    lines = [Line("ab", [1, 0], [0.5, 1], [False, True]), answered_at_the_end("b", 1)]

    part = padded_part(["a b", "b"], lines, "abc")

    assert part.inputs.tolist() == [[1, 2], [2, 0]]
    assert part.lengths.tolist() == [2, 1]
    assert part.targets.tolist() == [[1, 0], [1, 0]]
    assert part.weights.tolist() == [[0.5, 1], [1, 0]]
    assert part.is_counted.tolist() == [[False, True], [True, False]]
    assert part.texts == ("a b", "b")


def test_tokens_without_a_word_get_the_id_whose_embedding_is_zero() -> None:
    part = padded_part(["a z"], [answered_at_the_end("az", 0)], "ab")

    assert part.inputs.tolist() == [[1, 0]]
    assert not symbol_table(2, seed=0)[0].any()


def test_class_numbers_are_whole_and_other_targets_are_not() -> None:
    line = answered_at_the_end("a", 1)

    assert padded_part([""], [line], "a", classes=True).targets.dtype == np.int64
    assert padded_part([""], [line], "a").targets.dtype == np.float32


def test_lines_of_numbers_keep_their_numbers() -> None:
    rows = [np.ones((2, 3), np.float32), np.full((1, 3), 2, np.float32)]

    part = padded_part(["", ""], [answered_at_the_end(row, 0) for row in rows])

    assert part.inputs.shape == (2, 2, 3)
    assert part.inputs[1].tolist() == [[2, 2, 2], [0, 0, 0]]
    assert TaskData((part, part, part), (), "").input_size == 3


def test_first_embeddings_are_standard_normal_and_hang_on_the_seed() -> None:
    one, same, other = (symbol_table(2000, seed)[1:] for seed in (0, 0, 1))

    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
    assert one.mean() == pytest.approx(0, abs=0.02)
    assert one.std() == pytest.approx(1, abs=0.02)


def test_r_squared_is_that_of_scikit_learn_where_the_means_agree(rng) -> None:
    truth, said = rng.normal(size=(2, 50)).astype(np.float32)

    assert r_squared(said, truth, truth.mean()) == pytest.approx(r2_score(truth, said), abs=1e-6)


@pytest.mark.parametrize(("said", "worth"), [([1, 2, 3], 1), ([2, 2, 2], 0), ([3, 2, 1], -3)])
def test_r_squared_is_one_if_perfect_zero_for_the_mean_and_negative_if_worse(said, worth) -> None:
    found = r_squared(np.array(said, np.float32), np.array([1, 2, 3], np.float32), mean=2)

    assert found == pytest.approx(worth)


def test_least_squares_agrees_with_scikit_learn(rng) -> None:
    x, x_test = rng.normal(size=(2, 40, 3)).astype(np.float32)
    y = (x @ [1, -2, 0.5] + 3 + rng.normal(size=40)).astype(np.float32)

    found = least_squares(x, y, x_test)

    expected = LinearRegression().fit(x, y).predict(x_test)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_commonest_answer_agrees_with_scikit_learn() -> None:
    data = task_data(small("first token"))
    y, truth = (p.targets[p.is_counted] for p in (data.training, data.test))

    dummy = DummyClassifier(strategy="most_frequent").fit(y, y)

    assert commonest_answer(data) == pytest.approx(dummy.score(truth, truth))


@pytest.mark.parametrize("text", ["1 2", "1,2", " 1, \n 2 "])
def test_numbers_stand_between_spaces_or_commas(text: str) -> None:
    assert numbers_of(text, "1 2", least=1).tolist() == [1, 2]


@pytest.mark.parametrize("text", ["", "   ", "1", "1 x", "inf 1", "1 2" * 500])
def test_other_than_enough_numbers_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(TextError, match="Expected 2 to 200 numbers, as in “3 4”; got"):
        numbers_of(text, "3 4", least=2)


def test_symbols_are_cut_whatever_space_there_is() -> None:
    assert symbols_of("a b\tab", "ab", "a b") == ("a", "b", "a", "b")


@pytest.mark.parametrize("text", ["", "c", "a" * 201, "a" * 100_000])
def test_other_symbols_and_too_many_are_refused(text: str) -> None:
    with pytest.raises(TextError, match="Expected 1 to 200 symbols out of a b, as in “a b”"):
        symbols_of(text, "ab", "a b")


@pytest.mark.parametrize("task", [task for task in RULES if task != "sentiment"])
def test_every_example_of_every_task_is_read_as_what_it_is(task: str) -> None:
    data = task_data(small(task))
    for part in data.parts:
        for i in (0, len(part.texts) - 1):
            given = RULES[task].read(part.texts[i])
            n = part.lengths[i]

            assert len(given.tokens) == n
            if given.inputs is None:
                assert [data.words[j - 1] for j in part.inputs[i, :n]] == list(given.tokens)
            else:
                np.testing.assert_array_equal(given.inputs, part.inputs[i, :n])


@pytest.mark.parametrize("task", [task for task in RULES if task != "sentiment"])
def test_every_example_counts_in_the_score_and_only_where_it_is(task: str) -> None:
    for part in task_data(small(task)).parts:
        is_real = np.arange(part.targets.shape[1]) < part.lengths[:, None]

        assert part.is_counted.any(axis=1).all()
        assert not (part.is_counted & ~is_real).any()
        assert (part.weights[~is_real] == 0).all()
        assert (part.weights[part.is_counted] > 0).all()
