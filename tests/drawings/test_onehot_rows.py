"""A row is drawn to scale: its single 1 stands where its id is among all V cells."""

import re

import pytest

from rnnviz.drawings.onehot_rows import Row, onehot_close, onehot_rows
from tests.drawings.markings import parsed


def place(row) -> float:
    (one,) = row.every(class_="rv-onehot-one")
    return float(re.match(r"left: ([\d.]+)%", one.attributes["style"])[1])


@pytest.mark.parametrize(
    ("row_id", "vocab_size"), [(0, 10_000), (1_005, 10_000), (9_999, 10_000), (2, 5)]
)
def test_the_1_stands_at_its_share_of_the_row(row_id, vocab_size):
    drawn = parsed(onehot_rows([Row("a", row_id)], vocab_size, 0))

    assert place(drawn.every("button")[0]) == pytest.approx(100 * row_id / vocab_size, abs=1e-3)
    assert f"1 at {row_id:,}" in drawn.text


def test_a_cell_is_as_wide_as_its_share_but_never_too_thin_to_see():
    drawn = parsed(onehot_rows([Row("a", 1)], 5, 0))

    style = drawn.every(class_="rv-onehot-one")[0].attributes["style"]
    assert style.endswith("width: max(3px, 20.0000%)")


def test_a_word_outside_has_no_1_and_says_why():
    drawn = parsed(onehot_rows([Row("qqzx", -1, "all zeros"), Row("a", 0)], 5, 0))

    missing, known = drawn.every("button")
    assert not missing.every(class_="rv-onehot-one")
    assert "all zeros" in missing.text
    assert "rv-missing" in missing.attributes["class"]
    assert "rv-missing" not in known.attributes["class"]


def test_the_row_looked_at_is_pressed_and_each_row_picks_itself():
    drawn = parsed(onehot_rows([Row("a", 0), Row("b", 1)], 5, 1))

    buttons = drawn.every("button")
    assert [b.attributes["aria-pressed"] for b in buttons] == ["false", "true"]
    assert [b.attributes["data-pick"] for b in buttons] == ["0", "1"]


def test_the_rows_ends_are_the_first_and_the_last_id():
    drawn = parsed(onehot_rows([Row("a", 0)], 10_000, 0))

    assert drawn.every(class_="rv-onehot-ends")[0].text == "0 9,999"


def test_close_by_every_cell_shows_its_word_and_0_but_for_the_1():
    drawn = parsed(onehot_close(Row("b", 11), 10, ("a", "b", "c")))

    cells = drawn.every(class_="rv-close-cell")
    assert [cell.every("b")[0].text for cell in cells] == ["0", "1", "0"]
    assert [cell.every("small")[0].text for cell in cells] == ["10", "11", "12"]
    assert [cell.attributes["title"] for cell in cells] == ["a", "b", "c"]
    assert len(drawn.every(class_="rv-close-one")) == 1


def test_close_by_a_word_outside_shows_zeros_alone():
    drawn = parsed(onehot_close(Row("qqzx", -1, "outside"), 0, ("a", "b")))

    assert [cell.text for cell in drawn.every("b")] == ["0", "0"]
