"""Bracket rows are balanced where a second way of telling says so, and counting cannot tell."""

import re

import numpy as np
import pytest

from rnnviz.errors import TextError
from rnnviz.training.tasks import brackets
from rnnviz.training.tasks.brackets import balanced_so_far
from tests.training.rooms import small


def rewritten(row: str) -> bool:
    """The grammar itself: pairs that stand together vanish until nothing is left."""
    while row != (row := re.sub(r"\(\)|\[\]", "", row)):
        pass
    return row == ""


@pytest.fixture(scope="module")
def data():
    return brackets.data(small("brackets", length=12, n_examples=400))


def test_answers_after_every_symbol_agree_with_the_grammar(data) -> None:
    for text in data.training.texts:
        row = text.replace(" ", "")

        expected = [rewritten(row[: t + 1]) for t in range(len(row))]

        assert balanced_so_far(row) == expected


@pytest.mark.parametrize(
    ("row", "answers"),
    [("([])", "nnny"), ("()[]", "nyny"), ("([)]", "nnnn"), (")(", "nn"), ("())", "nyn"),
     ("())()", "nynnn"), ("[", "n"), ("(]", "nn")],
)  # fmt: skip
def test_a_row_once_broken_is_never_balanced_again(row: str, answers: str) -> None:
    assert balanced_so_far(row) == [answer == "y" for answer in answers]


def test_one_half_of_the_rows_is_balanced_and_targets_say_which(data) -> None:
    for part in data.parts:
        last = part.targets[part.is_counted]

        expected = [rewritten(text.replace(" ", "")) for text in part.texts]

        np.testing.assert_array_equal(last > 0, expected)
        assert last.mean() == 0.5


def test_a_quarter_of_the_rows_can_only_be_told_by_the_kind_of_bracket(data) -> None:
    test = data.test
    counts = [sum(map(text.count, "([")) - sum(map(text.count, ")]")) for text in test.texts]
    is_balanced = test.targets[test.is_counted] > 0

    assert np.mean((np.array(counts) == 0) & ~is_balanced) == 0.25


def test_counting_only_reaches_three_quarters_and_the_commonest_answer_a_half(data) -> None:
    found = brackets.baselines(data)

    assert found == {"commonest answer": 0.5, "counting only": pytest.approx(0.75, abs=0.03)}


def test_rows_have_even_lengths_up_to_the_one_asked_for(data) -> None:
    lengths = set(data.training.lengths.tolist())

    assert lengths == {2, 4, 6, 8, 10, 12}


@pytest.mark.parametrize("length", [2, 3])
def test_the_shortest_rows_are_single_pairs(length: int) -> None:
    shortest = brackets.data(small("brackets", length=length))

    assert set(shortest.training.lengths.tolist()) == {2}


def test_every_timestep_is_learnt_and_only_the_last_judged(data) -> None:
    part = data.training

    assert part.weights.sum(axis=1).tolist() == part.lengths.tolist()
    assert part.is_counted.sum(axis=1).tolist() == [1] * len(part.texts)
    assert part.is_counted[np.arange(len(part.texts)), part.lengths - 1].all()


def test_text_of_ones_own_gets_its_answer() -> None:
    assert brackets.read("([])").target == "balanced"
    assert brackets.read("( [ ) ]").target == "not balanced"
    assert brackets.read("( [ ) ]").tokens == ("(", "[", ")", "]")


def test_other_brackets_are_refused_by_name_of_those_that_there_are() -> None:
    with pytest.raises(TextError, match=r"symbols out of \( \) \[ \], as in .* got “\{\}”"):
        brackets.read("{}")


def test_targets_of_every_timestep_follow_from_the_row_as_it_is_written(data) -> None:
    for part in data.parts:
        for text, n, targets in zip(part.texts, part.lengths, part.targets, strict=True):
            row = text.replace(" ", "")

            expected = [rewritten(row[: t + 1]) for t in range(n)]

            assert (targets[:n] > 0).tolist() == expected
            assert not targets[n:].any()


def test_counting_only_is_what_a_counter_that_never_falls_below_zero_reaches(data) -> None:
    n_right = 0
    for text in data.test.texts:
        depths = np.cumsum([1 if symbol in "([" else -1 for symbol in text.split()])
        says_yes = bool(depths[-1] == 0 and depths.min() >= 0)
        n_right += says_yes == rewritten(text.replace(" ", ""))

    assert brackets.baselines(data)["counting only"] == n_right / len(data.test.texts)
