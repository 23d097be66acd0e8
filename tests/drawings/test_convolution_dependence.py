"""A table of slopes: blank is exactly 0, everything else is seen, and a row is lit."""

import pytest

from rnnviz.drawings.colours import colour
from rnnviz.drawings.convolution_dependence import (
    DEPENDENCE,
    FAINTEST,
    FEW,
    dependence,
    dependence_legend,
)
from tests.drawings.markings import parsed

WORDS = ("not", "so", "good")
ROWS = ([1.5, 0.0, 0.0], None, [1e-9, 0.25, 20.0])


def drawn(words=WORDS, rows=ROWS, lit=2):
    return parsed(dependence("CNN", "3 of 9", words, rows, lit))


def test_exactly_nothing_is_blank_and_still_said():
    first = drawn().every("tr")[1].every("td")

    assert [cell.text for cell in first] == ["1.5", "0", "0"]
    assert "style" not in first[1].attributes
    assert first[1].every("span")[0].fits("", "rv-unseen")
    assert first[1].attributes["title"] == "so: exactly 0"


def test_the_smallest_slope_is_seen_and_the_largest_takes_the_end_colour():
    cells = drawn().every("tr")[3].every("td")

    assert cells[0].text == "1e-09"
    assert colour(FAINTEST, DEPENDENCE) in cells[0].attributes["style"]
    assert colour(DEPENDENCE.high, DEPENDENCE) in cells[2].attributes["style"]
    assert DEPENDENCE.low < FAINTEST


def test_an_output_that_is_missing_is_hatched_and_not_blank():
    cells = drawn().every("tr")[2].every("td")

    assert all(cell.fits("", "rv-conv-depend-none") for cell in cells)
    assert {cell.attributes["title"] for cell in cells} == {"no output"}


def test_the_rows_name_picks_it_and_the_lit_row_is_pressed():
    names = drawn(lit=0).every("button")

    assert [name.attributes["data-pick"] for name in names] == ["1", "2", "3"]
    assert [name.attributes["aria-pressed"] for name in names] == ["true", "false", "false"]


@pytest.mark.parametrize(("n", "is_written"), [(FEW, True), (FEW + 1, False)])
def test_numbers_are_written_as_long_as_there_is_room(n, is_written):
    page = drawn(("w",) * n, [[2.0] * n] * n, 0)

    assert ("rv-unseen" not in str(page.every("td")[1].every("span")[0].attributes)) == is_written
    assert bool(page.every(class_="rv-conv-depend-many")) != is_written


def test_the_legend_says_that_the_scale_is_logarithmic_and_what_blank_means():
    legend = parsed(dependence_legend("0.001", "10 (logarithmic)", "exactly 0"))

    assert legend.text == "exactly 0 0.001 10 (logarithmic)"
    assert "linear-gradient" in legend.every(class_="rv-conv-depend-scale")[0].attributes["style"]
