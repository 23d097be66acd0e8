"""Costs stand under their formulas, and lines begin at 0 so that twice is twice as high."""

from itertools import pairwise

import pytest

from rnnviz.drawings.convolution_lines import (
    HEIGHT,
    LABEL,
    WIDTH,
    CostRow,
    apart,
    cost_lines,
    cost_rows,
)
from tests.drawings.markings import parsed


def points(line):
    pairs = line.attributes["points"].split()
    return [tuple(map(float, pair.split(","))) for pair in pairs]


def test_symbols_stand_above_the_numbers_that_they_become():
    rows = (CostRow("cell", ("G H", "T")), CostRow("RNN", ("1·64", ""), ("64", "5")))

    table = parsed(cost_rows(("parameters", "steps"), rows))

    first, symbols, numbers = table.every("tr")
    assert [cell.text for cell in first.every("th")] == ["", "parameters", "steps"]
    assert symbols.fits("", "rv-conv-cost-formula")
    assert [cell.text for cell in symbols.every("td")] == ["G H", "T"]
    assert [cell.text for cell in numbers.every("td")] == ["1·64 = 64", "5"]


def test_lines_share_one_scale_from_0_to_the_highest_number():
    drawn = parsed(cost_lines("Work", [[1, 2, 4], [1, 1, 1]], ["a", "b"], 2, ("0 to 4", "words")))

    first, second = drawn.every("polyline")
    assert points(first) == [
        (0, HEIGHT * 0.75),
        (WIDTH / 2, HEIGHT / 2),
        (WIDTH, 0),
    ]
    assert {y for _, y in points(second)} == {HEIGHT * 0.75}


def test_the_sentences_own_length_is_marked_and_everything_named():
    drawn = parsed(cost_lines("Work", [[1, 2, 3]], ["CNN"], 2, ("0 to 3", "1 to 3 words")))

    (mark,) = drawn.every("line")
    assert float(mark.attributes["x1"]) == float(mark.attributes["x2"]) == WIDTH / 2
    assert "Work: CNN" in drawn.every("svg")[0].attributes["aria-label"]
    assert drawn.text == "Work 0 to 3 CNN 1 to 3 words"


@pytest.mark.parametrize(
    "tops", [[0.0, 0.0, 1.0], [HEIGHT, HEIGHT - 1, HEIGHT], [10.0, 80.0, 140.0]]
)
def test_labels_keep_apart_and_stay_within_the_picture(tops):
    moved = sorted(apart(tops))

    assert all(b - a >= LABEL - 1e-9 for a, b in pairwise(moved))
    assert moved[0] >= 0
    assert moved[-1] <= HEIGHT
