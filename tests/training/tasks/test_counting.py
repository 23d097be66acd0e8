"""a^n b^n: what comes next, where it is determined, and held-out strings that are longer."""

import numpy as np
import pytest

from rnnviz.errors import TextError
from rnnviz.training.tasks import counting
from rnnviz.training.tasks.counting import CLASSES
from tests.training.rooms import small


@pytest.fixture(scope="module")
def data():
    return counting.data(small("a^n b^n", length=10, n_examples=500))


def test_the_answer_after_each_symbol_is_the_next_one_and_then_the_end(data) -> None:
    part = data.training
    for i in range(20):
        row = part.texts[i].split()

        said = [CLASSES[c] for c in part.targets[i, : len(row)]]

        assert said == [*row[1:], "end"]


def test_what_counts_begins_with_the_first_b(data) -> None:
    for part in data.parts:
        for i, text in enumerate(part.texts):
            n = text.count("a")

            assert text.split() == ["a"] * n + ["b"] * n
            np.testing.assert_array_equal(np.flatnonzero(part.is_counted[i]), np.arange(n, 2 * n))


def test_held_out_strings_are_longer_than_all_that_are_learnt_and_different(data) -> None:
    n_training, n_development, n_test = (set((p.lengths // 2).tolist()) for p in data.parts)

    assert n_training == {1, 2, 3, 4, 5}
    assert n_development == {7, 9, 11}
    assert n_test == {6, 8, 10, 12}


@pytest.mark.parametrize("length", [2, 3])
def test_even_the_shortest_length_holds_something_out(length: int) -> None:
    shortest = counting.data(small("a^n b^n", length=length))

    assert [len(set(p.lengths.tolist())) for p in shortest.parts] == [1, 1, 2]


def test_ending_after_the_commonest_n_of_training_is_never_right_on_longer_strings(data) -> None:
    assert counting.baselines(data) == {"end after the commonest n": 0.0}


@pytest.mark.parametrize(
    ("text", "target"),
    [("a a b b", "end"), ("aab", "b"), ("aa", ""), ("abb", ""), ("ba", ""), ("abab", "")],
)
def test_next_symbol_is_told_only_where_it_is_determined(text: str, target: str) -> None:
    assert counting.read(text).target == target


def test_other_letters_are_refused() -> None:
    with pytest.raises(TextError, match="symbols out of a b, as in “a a a b b b”; got “a b c”"):
        counting.read("a b c")


def test_every_beginning_of_a_string_is_answered_as_its_target_says(data) -> None:
    for part in data.parts[1:]:
        for i, text in enumerate(part.texts):
            row = text.split()
            for t in range(len(row)):
                target = counting.read(" ".join(row[: t + 1])).target
                if part.is_counted[i, t] and t < len(row) - 1 and row[t] == "b":
                    assert target == CLASSES[part.targets[i, t]] == "b"
                elif t == len(row) - 1:
                    assert target == CLASSES[part.targets[i, t]] == "end"
                else:  # a's alone: nobody can know
                    assert target == ""


@pytest.mark.parametrize("length", [20, 100, 199, 200])
def test_held_out_strings_can_be_read_whatever_length_was_trained(length: int) -> None:
    longest = []
    for part in counting.data(small("a^n b^n", length=length)).parts:
        found = [len(counting.read(text).tokens) for text in part.texts]

        assert found == part.lengths.tolist()
        longest.append(max(found))

    assert max(longest) == 2 * (2 * (length // 2) + 2) <= 404


def test_strings_longer_than_any_that_is_held_out_are_refused_with_the_bound() -> None:
    with pytest.raises(TextError, match="Expected 1 to 404 symbols out of a b"):
        counting.read("a" * 203 + "b" * 202)
