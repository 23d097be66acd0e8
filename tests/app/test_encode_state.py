"""The Encode page's choices as plain data: its parts follow each other, its fields are its own."""

from dataclasses import fields

import pytest

from app.state import EncodeView, StepView, WordsView
from app.state.encode import PARTS
from rnnviz.text.padding import SIDES as PADDED_SIDES
from rnnviz.text.snippets import FRAMEWORKS

PLAYERS = {
    *("t", "layer", "unit", "op", "zoom", "drawing", "pane", "notation", "by", "folded", "big"),
    *("shown", "opened", "edits", "at"),
}
"""What the player and the atlas keep in the address by themselves."""


def names(view: type) -> set[str]:
    return {field.name for field in fields(view)}


def test_a_first_visit_has_an_empty_address():
    assert EncodeView().to_query() == {}


def test_each_part_leads_to_the_next_and_the_last_to_none():
    following = [EncodeView(part=part).next_part for part in PARTS]

    assert following == [*PARTS[1:], None]


def test_of_the_step_pages_names_only_the_sentence_is_shared_with_the_same_default():
    shared = names(EncodeView) & names(StepView) - {"vectors"}  # the visit's, on every page
    assert shared == {"sentence"}
    assert EncodeView().sentence == StepView().sentence


def test_no_name_means_something_else_on_the_words_page_or_to_the_player():
    others = names(WordsView) - {"vectors"} | PLAYERS

    assert not names(EncodeView) & others


@pytest.mark.parametrize(
    "view",
    [
        EncodeView(part="One-hot", vocabulary="10,000 words", row=3),
        EncodeView(source="text", lines="a\nb", pad_side="before", pad_length=7),
        EncodeView(axis_b="1:3", axis_s="::-1", axis_n="all"),
        EncodeView(part="Trainable or frozen", rate=2.5, table="frozen", target="negative"),
    ],
)
def test_a_view_is_read_back_from_the_widgets_that_show_it(view):
    widgets = {name: getattr(view, name) for name in view.to_query()}

    assert EncodeView.read(widgets) == view


def test_the_choices_are_the_librarys_own():
    assert EncodeView().pad_side in PADDED_SIDES
    assert EncodeView().code in FRAMEWORKS
