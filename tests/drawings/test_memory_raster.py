"""A grid of colours says every number once, by the shade of its path."""

import re
from collections import Counter

import pytest

from rnnviz.drawings.colours import colour
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_raster import N_SHADES, raster
from rnnviz.drawings.memory_scale import SHARE
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

HIDDEN = TERMS["hidden"]


def cells(rows, term=HIDDEN):
    """The colour of every drawn cell, by row and column."""
    found = {}
    for path in parsed(Drawing(raster(rows, term, "grid", "rv-x"))).every("path"):
        shade = path.attributes["style"].removeprefix("stroke: ")
        for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path.attributes["d"]):
            for k in range(int(run)):
                assert (int(y), int(x) + k) not in found
                found[int(y), int(x) + k] = shade
    return found


def test_every_cell_has_the_colour_of_its_number():
    rows = [[-1.0, 0.0, 0.5], [1.0, 0.25, -0.5]]

    found = cells(rows)

    assert found == {
        (y, x): colour(value, HIDDEN) for y, row in enumerate(rows) for x, value in enumerate(row)
    }


def test_a_cell_that_is_left_out_is_not_drawn():
    assert set(cells([[0.5, None], [None, 0.5]])) == {(0, 0), (1, 1)}


def test_neighbours_of_one_shade_are_drawn_in_one_stroke_but_not_over_a_gap():
    drawn = raster([[0.5, 0.5, None, 0.5]], HIDDEN, "grid", "rv-x")

    assert "M0 0.5h2M3 0.5h1" in drawn


@pytest.mark.parametrize(("value", "end"), [(7.0, 1.0), (-7.0, -1.0)])
def test_what_is_beyond_the_range_takes_the_end_colour(value, end):
    assert cells([[value]]) == {(0, 0): colour(end, HIDDEN)}


def test_shades_are_few_however_many_numbers_there_are():
    rows = [[x / 999 for x in range(1000)]]

    shades = Counter(cells(rows, SHARE).values())

    assert len(shades) == N_SHADES + 1
    assert sum(shades.values()) == 1000


def test_the_grid_has_its_size_its_class_and_a_text_for_who_does_not_see_it():
    svg = parsed(Drawing(raster([[0.1] * 7] * 3, HIDDEN, "seven words", "rv-x"))).every("svg")[0]

    assert svg.attributes["viewbox"] == "0 0 7 3"
    assert svg.attributes["class"] == "rv-mem-raster rv-x"
    assert (svg.attributes["role"], svg.attributes["aria-label"]) == ("img", "seven words")
