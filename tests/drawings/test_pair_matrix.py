"""Every pair's number stands in its cell, in its colour."""

import pytest

from rnnviz.drawings.pair_matrix import pair_matrix
from rnnviz.errors import ShapeError
from tests.drawings.markings import parsed

WORDS = ("king", "queen", "ball")
ROWS = [[1.0, 0.78, -0.1], [0.78, 1.0, 0.2], [-0.1, 0.2, 1.0]]


def lines(words=WORDS, rows=ROWS):
    return parsed(pair_matrix("Every pair", words, rows)).every("tr")


def test_numbers_stand_row_by_row_with_a_true_minus():
    numbers = [[cell.text for cell in line.every("td", "rv-number")] for line in lines()[1:]]

    assert numbers == [
        ["1.00", "0.78", "−0.10"],
        ["0.78", "1.00", "0.20"],
        ["−0.10", "0.20", "1.00"],
    ]


def test_a_negative_cell_is_blue_and_a_positive_one_orange():
    cells = lines()[1].every("td", "rv-number")

    assert "var(--positive) 100.0%" in cells[0].attributes["style"]
    assert "var(--negative) 10.0%" in cells[2].attributes["style"]


def test_a_cell_tells_its_words_and_more_digits():
    assert lines()[1].every("td", "rv-number")[1].attributes["title"] == "cos(king, queen) = 0.7800"


def test_rows_and_columns_are_named_and_row_names_can_be_picked():
    head, *rows = lines()

    assert [name.text for name in head.every("th")] == list(WORDS)
    assert [row.every("button")[0].attributes["data-pick"] for row in rows] == list(WORDS)


def test_a_long_word_is_shortened_and_whole_when_pointed_at():
    head, *_ = lines(("internationally",), [[1.0]])

    assert head.every("th")[0].text == "interna…"
    assert head.every("th")[0].attributes["title"] == "internationally"


@pytest.mark.parametrize("rows", [[], [[1.0]], [[1.0, 0.0], [0.0]]])
def test_rows_that_are_not_a_square_of_the_words_are_refused(rows):
    with pytest.raises(ShapeError, match="2 words need 2 rows of 2 similarities"):
        pair_matrix("Every pair", ("a", "b"), rows)
