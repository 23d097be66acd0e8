"""Sums of words are read as people write them, and refused in one sentence."""

import pytest

from rnnviz.errors import TextError
from rnnviz.text.word_sum import MAX_LETTERS, MAX_WORDS, read_sum

WORDS = {"king", "man", "woman", "paris", "france", "italy", "long-term", "view", "2"}


def read(text: str):
    return read_sum(text, WORDS.__contains__)


@pytest.mark.parametrize(
    "text",
    [
        "king - man + woman",
        "King − Man + Woman",
        "king-man+woman",
        "  king -man  +woman ",
        "man : king :: woman",
        "man:king::woman",
        "man : king :: woman : ?",
    ],
)
def test_one_analogy_has_many_spellings(text):
    asked = read(text)

    assert asked.expression == "king − man + woman"
    assert asked.corners == ("man", "king", "woman")


@pytest.mark.parametrize(
    ("text", "words", "weights"),
    [
        ("king", ("king",), (1.0,)),
        ("-king + man", ("king", "man"), (-1.0, 1.0)),
        ("paris - france + 0.5*italy", ("paris", "france", "italy"), (1.0, -1.0, 0.5)),
        ("2 * king - man", ("king", "man"), (2.0, -1.0)),
        ("2*king-man", ("king", "man"), (2.0, -1.0)),
        ("long-term + view", ("long-term", "view"), (1.0, 1.0)),
        ("2 + king", ("2", "king"), (1.0, 1.0)),
        ("well-unknown + king", ("well-unknown", "king"), (1.0, 1.0)),
    ],
)
def test_a_sum_is_read_with_its_signs_and_factors(text, words, weights):
    assert (read(text).words, read(text).weights) == (words, weights)


@pytest.mark.parametrize(
    "text", ["king + man", "king - man", "king - man + man", "king + woman - 2*man", "king"]
)
def test_only_b_minus_a_plus_c_has_corners(text):
    assert read(text).corners is None


def test_factors_and_a_leading_minus_are_written_out():
    assert read("-king + 0.5*man").expression == "−king + 0.5·man"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1 to 200 letters"),
        (" ", "1 to 200 letters"),
        ("k" * (MAX_LETTERS + 1), "1 to 200 letters"),
        ("king man", "between “king” and “man”"),
        ("king -", "ends with a sign"),
        ("+", "ends with a sign"),
        ("king + - man", "Two signs"),
        ("man : king", "not an analogy of three words"),
        ("a : b :: c : d : e", "not an analogy of three words"),
        ("0*king", "factor above 0"),
        ("101*king", "factor above 0 and up to 100, got 101"),
        (" + ".join(["king"] * (MAX_WORDS + 1)), f"at most {MAX_WORDS} words in a sum, got 11"),
    ],
)
def test_what_is_no_sum_is_answered_with_what_to_write(text, said):
    with pytest.raises(TextError, match=said) as refusal:
        read(text)

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["__import__('os')", "<b>king</b>", "king; drop", "9**9**9*king"])
def test_nothing_typed_is_ever_run(text):
    try:
        asked = read(text)
    except TextError:
        return
    assert all(isinstance(word, str) for word in asked.words)
