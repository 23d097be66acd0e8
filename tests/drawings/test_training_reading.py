"""The sentence after every epoch: one row an epoch, one coloured number a word."""

import pytest

from rnnviz.drawings.colours import colour
from rnnviz.drawings.training_reading import Read, reading_grid
from rnnviz.errors import ShapeError
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

P = TERMS["probabilities"]
ROWS = [Read(0, (0.5, 0.51), (".50", ".51")), Read(3, (0.2, 0.93), (".20", ".93"))]


def test_every_epoch_has_a_row_and_every_word_a_column():
    drawn = parsed(reading_grid("“not good”", ("not", "good"), ROWS, P, note="Each cell …"))

    assert [row.text for row in drawn.every("tr")] == [
        "epoch not good", "0 .50 .51", "3 .20 .93"
    ]  # fmt: skip
    assert drawn.every(class_="rv-said")[0].text == "Each cell …"


def test_a_cells_colour_is_its_numbers_on_the_fixed_scale():
    cells = parsed(reading_grid("t", ("not", "good"), ROWS, P)).every("td")

    for cell, value in zip(cells, (0.5, 0.51, 0.2, 0.93), strict=True):
        assert f"background: {colour(value, P)}" in cell.attributes["style"]
    assert cells[3].attributes["title"] == "epoch 3, after “good”"


def test_an_epoch_is_picked_by_a_button_and_the_selected_one_is_pressed():
    drawn = parsed(reading_grid("t", ("not", "good"), ROWS, P, at=3))

    buttons = drawn.every("button")
    assert [button.attributes["data-pick"] for button in buttons] == ["0", "3"]
    assert [button.attributes["aria-pressed"] for button in buttons] == ["false", "true"]
    assert [row.text for row in drawn.every("tr", "rv-reading-here")] == ["3 .20 .93"]


def test_the_grid_scrolls_in_a_box_of_its_own_that_keys_reach():
    (box,) = parsed(reading_grid("“not good”", ("not", "good"), ROWS, P)).every(class_="rv-scroll")

    assert box.attributes["tabindex"] == "0"
    assert box.attributes["aria-label"] == "“not good”"


def test_text_of_the_users_never_becomes_markup():
    drawing = reading_grid("<b>", ("<i>", "x"), ROWS, P)

    assert "<i>" not in drawing.html
    assert "<b>" not in drawing.html


def test_rows_that_do_not_fit_the_words_are_refused_with_both_counts():
    with pytest.raises(ShapeError, match="3 words need 3 numbers after every epoch, got 2 with 2"):
        reading_grid("t", ("a", "b", "c"), ROWS, P)
