"""Rows over time: one strip per unit, numbered, with their time axis."""

import pytest

from rnnviz.drawings.colours import colour
from rnnviz.drawings.layer_rows import rows_over_time
from rnnviz.terms import TERMS, Term
from tests.drawings.markings import Element, parsed

HIDDEN = TERMS["hidden"]
MASK = Term("mask", "m", "mask", ("T", "H"), 0.0, 1.25, True, "gate", "0 or 1 / (1 − p)")


def drawn(rows, term=HIDDEN, more="") -> Element:
    return parsed(rows_over_time("h_t", rows, term, ("t = 1", "t = 2"), more))


def test_rows_over_time_are_numbered_strips_with_a_title():
    picture = drawn([[0.1, 0.2], [0.3, 0.4]], more="few")

    assert [row.text for row in picture.every(class_="rv-overtime-row")] == ["1", "2"]
    assert picture.every("figcaption")[0].text == "h_t few"
    labels = [s.attributes["aria-label"] for s in picture.every(class_="rv-strip")]
    assert labels == ["h_t, row 1", "h_t, row 2"]


def test_every_number_has_its_colour_on_the_fixed_scale():
    strip = drawn([[-1.0, 0.25]]).every(class_="rv-strip")[0].attributes["style"]

    assert colour(-1.0, HIDDEN) in strip
    assert colour(0.25, HIDDEN) in strip


def test_a_mask_is_open_where_it_keeps_and_shut_where_it_drops():
    strip = drawn([[0.0, 1.25]], MASK).every(class_="rv-strip")[0].attributes["style"]

    assert "var(--gate-open) 0.0%" in strip
    assert "var(--gate-open) 100.0%" in strip


def test_the_first_and_the_last_timestep_are_named():
    ends = drawn([[0.1, 0.2]]).every(class_="rv-overtime-ends")[0]

    assert [span.text for span in ends.every("span")] == ["t = 1", "t = 2"]


@pytest.mark.parametrize("n", [1, 12, 16])
def test_there_is_a_row_for_each_unit(n):
    assert len(drawn([[0.0, 1.0]] * n).every(class_="rv-overtime-row")) == n


def test_each_row_is_told_to_those_who_do_not_see_it():
    strips = drawn([[0.1, 0.2]]).every(class_="rv-strip")

    assert strips[0].attributes["role"] == "img"
    assert strips[0].attributes["aria-label"] == "h_t, row 1"
