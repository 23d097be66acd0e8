"""The adding problem has the variance that is known of it, and no linear shortcut."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error, r2_score

from rnnviz.errors import TextError
from rnnviz.training.tasks import adding
from tests.training.rooms import small


@pytest.fixture(scope="module")
def data():
    return adding.data(small("adding", length=12, n_examples=5000))


def test_each_half_has_one_mark_and_the_answer_is_the_sum_of_the_marked(data) -> None:
    values, marks = np.moveaxis(data.training.inputs, -1, 0)

    assert (marks[:, :6].sum(axis=1) == 1).all()
    assert (marks[:, 6:].sum(axis=1) == 1).all()
    expected = np.sort(values * marks, axis=1)[:, -2:].sum(axis=1)
    np.testing.assert_allclose(data.training.targets[:, -1], expected, atol=1e-6)


def test_predicting_the_mean_has_the_known_error_of_one_sixth(data) -> None:
    y = data.training.targets[:, -1]

    assert mean_squared_error(y, np.full_like(y, y.mean())) == pytest.approx(1 / 6, rel=0.05)
    assert y.mean() == pytest.approx(1, abs=0.02)


def test_values_are_uniform_from_zero_to_one(data) -> None:
    values = data.training.inputs[..., 0]

    assert (values.min(), values.max()) == (0, 1)
    assert values.var() == pytest.approx(1 / 12, rel=0.02)


def test_baselines_agree_with_scikit_learn(data) -> None:
    x, x_test = (p.inputs.reshape(len(p.texts), -1) for p in (data.training, data.test))
    y, truth = data.training.targets[:, -1], data.test.targets[:, -1]

    found = adding.baselines(data)

    said = LinearRegression().fit(x, y).predict(x_test)
    against_own_mean = r2_score(truth, said)
    assert found["always the mean"] == 0
    assert found["linear regression"] == pytest.approx(against_own_mean, abs=0.01)
    assert found["linear regression"] < 0.2


def test_text_of_an_example_is_read_as_the_example_to_the_last_bit(data) -> None:
    test = data.test
    for i in range(20):
        given = adding.read(test.texts[i])

        np.testing.assert_array_equal(given.inputs, test.inputs[i])
        assert float(given.target) == pytest.approx(test.targets[i, -1], abs=0.006)
        assert " ".join(given.tokens) == test.texts[i]


def test_marked_numbers_of_ones_own_are_added() -> None:
    given = adding.read("0.3, 0.5* 0.1 1*")

    assert given.tokens == ("0.30", "0.50*", "0.10", "1.00*")
    assert given.target == "1.50"
    np.testing.assert_allclose(given.inputs, [[0.3, 0], [0.5, 1], [0.1, 0], [1, 1]])


@pytest.mark.parametrize("text", ["", "a b", "0.5* nan", "0.5 1e999", "0.1 " * 201])
def test_what_is_no_row_of_numbers_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TextError, match=r"1 to 200 numbers, as in “0.31 0.73\* 0.20 0.05\*”; got"):
        adding.read(text)


def test_two_numbers_are_the_shortest_row_and_both_are_marked() -> None:
    shortest = adding.data(small("adding", length=2))

    assert (shortest.training.inputs[..., 1] == 1).all()
    assert shortest.input_size == 2
    assert shortest.classes == shortest.words == ()


@pytest.mark.parametrize("length", [2, 7, 12])
def test_answers_follow_from_the_numbers_as_they_are_written(length: int) -> None:
    for part in adding.data(small("adding", length=length)).parts:
        for text, n, target in zip(part.texts, part.lengths, part.targets[:, -1], strict=True):
            words = text.split()
            marked = [i for i, word in enumerate(words) if word.endswith("*")]

            assert len(words) == n == length
            assert sum(float(words[i].rstrip("*")) for i in marked) == pytest.approx(target)
            assert [i < length // 2 for i in marked] == [True, False]


@pytest.mark.parametrize("text", ["0.5 * 0.3 0.1*", "0.5*3 0.1*", "0.5** 0.1", "*", "*0.5 0.1*"])
def test_a_star_that_ends_no_number_is_refused_and_marks_no_other(text: str) -> None:
    with pytest.raises(TextError, match="Expected 1 to 200 numbers, as in"):
        adding.read(text)


@pytest.mark.parametrize("text", ["3e38* 3e38*", "0.1 -1000001"])
def test_numbers_whose_sum_would_overflow_are_refused_with_the_bound(text: str) -> None:
    with pytest.raises(TextError, match="Numbers are read up to a million; got “"):
        adding.read(text)
