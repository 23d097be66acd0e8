"""Axes and groups of words are read as people write them."""

import pytest

from rnnviz.errors import TextError
from rnnviz.text.word_groups import MAX_GROUPS, read_axis, read_groups

WORDS = {"he", "him", "she", "her", "bad", "good"}


def axis(text: str):
    return read_axis(text, WORDS.__contains__, "GloVe")


@pytest.mark.parametrize("text", ["he, him > she, her", "He him>she,her", " he , him , >she her"])
def test_an_axis_leads_from_one_group_to_another(text):
    assert axis(text) == (("he", "him"), ("she", "her"))


def test_a_word_twice_counts_once():
    assert axis("bad bad > good") == (("bad",), ("good",))


@pytest.mark.parametrize("text", ["", "good", "> good", "bad >", " > ", "a > b > c", "bad < good"])
def test_an_axis_with_one_side_is_refused_with_an_example(text):
    with pytest.raises(TextError, match="both sides of one “>”, such as bad, worse > good"):
        axis(text)


def test_an_unknown_word_of_an_axis_is_named():
    with pytest.raises(TextError, match="“flurb” is not in GloVe: take another word"):
        axis("he > flurb")


def test_groups_have_names_and_words():
    text = "countries: France, italy; animals: lizard"

    assert read_groups(text) == (("countries", ("france", "italy")), ("animals", ("lizard",)))


def test_a_group_without_a_name_is_named_by_its_first_word():
    assert read_groups("lizard snake; : ball; ;") == (
        ("lizard", ("lizard", "snake")),
        ("ball", ("ball",)),
    )


@pytest.mark.parametrize(("text", "n"), [("", 0), (";;", 0), ("a;" * (MAX_GROUPS + 1), 6)])
def test_no_group_and_too_many_are_refused(text, n):
    with pytest.raises(TextError, match=f"Expected 1 to {MAX_GROUPS} groups .* got {n}"):
        read_groups(text)
