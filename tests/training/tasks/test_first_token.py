"""The first token: asked for at the end, told by nothing in between."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from rnnviz.errors import TextError
from rnnviz.training.tasks import first_token
from rnnviz.training.tasks.first_token import BETWEEN, FIRST, WORDS
from tests.training.rooms import small


@pytest.fixture(scope="module")
def data():
    return first_token.data(small("first token", length=9, n_examples=2000))


def test_answer_is_the_first_token_and_never_stands_again(data) -> None:
    part = data.training

    first = [WORDS[i - 1] for i in part.inputs[:, 0]]

    assert [FIRST[i] for i in part.targets[part.is_counted]] == first
    others = part.inputs[:, 1:]
    assert others[others > 0].min() > len(FIRST)
    assert set(first) == set(FIRST)


def test_training_begins_with_short_ones_and_what_is_held_out_is_long(data) -> None:
    assert set(data.training.lengths.tolist()) == set(range(2, 10))
    assert set(data.test.lengths.tolist()) == {9}
    assert set(data.development.lengths.tolist()) == {9}


def test_only_the_last_timestep_is_learnt_and_judged(data) -> None:
    for part in data.parts:
        assert part.weights.sum(axis=1).tolist() == [1] * len(part.texts)
        np.testing.assert_array_equal(part.is_counted, part.weights > 0)
        assert part.is_counted[np.arange(len(part.texts)), part.lengths - 1].all()


def test_what_follows_says_nothing_about_the_answer(data) -> None:
    rows = [(p.inputs[:, 1:, None] == np.arange(9, 15)).reshape(len(p.texts), -1)
            for p in (data.training, data.test)]  # fmt: skip

    answers = data.training.targets[data.training.is_counted]
    model = LogisticRegression(max_iter=200).fit(rows[0], answers)

    assert model.score(rows[1], data.test.targets[:, -1]) == pytest.approx(1 / 8, abs=0.06)


def test_baselines_are_chance_and_the_commonest_answer(data) -> None:
    found = first_token.baselines(data)

    commonest = np.bincount(data.training.targets[data.training.is_counted]).argmax()
    expected = np.mean(data.test.targets[:, -1] == commonest)
    assert found == {"chance": 0.125, "commonest answer": pytest.approx(expected)}


def test_held_out_sequences_are_the_same_for_every_seed_and_training_ones_are_not() -> None:
    one, other = (first_token.data(small("first token", seed=seed)) for seed in (0, 1))

    assert one.test.texts == other.test.texts
    assert one.development.texts == other.development.texts
    assert one.training.texts != other.training.texts
    assert one.test.texts != one.development.texts


@pytest.mark.parametrize("text", ["B x v v z", "Bxvvz", " B  x\nv v z "])
def test_spaces_between_symbols_do_not_count(text: str) -> None:
    given = first_token.read(text)

    assert given.tokens == ("B", "x", "v", "v", "z")
    assert given.target == "B"
    assert given.inputs is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("x B v", "Expected one of A B C D E F G H first, .* got “x”"),
     ("B ? v", "Expected 1 to 200 symbols out of A B .* got “B [?] v”"),
     ("", "got “”"),
     ("A" + "x" * 200, "got “A" + "x" * 39 + "…”")],
)  # fmt: skip
def test_what_is_no_such_sequence_is_refused_with_an_example(text: str, sentence: str) -> None:
    with pytest.raises(TextError, match=sentence):
        first_token.read(text)


def test_letters_to_remember_and_letters_between_are_apart() -> None:
    assert not set(FIRST) & set(BETWEEN)


@pytest.mark.parametrize("length", [2, 3, 30])
def test_answers_follow_from_the_letters_as_they_are_written(length: int) -> None:
    training, *held_out = first_token.data(small("first token", length=length)).parts
    for part in (training, *held_out):
        for i, text in enumerate(part.texts):
            first, *between = text.split()

            assert FIRST[part.targets[i, part.lengths[i] - 1]] == first
            assert set(between) <= set("uvwxyz")
            assert 1 <= len(between) <= length - 1
    assert {len(text.split()) for part in held_out for text in part.texts} == {length}
