"""Curves on one scale: where values stand, what is written, what is told in words."""

import pytest

from rnnviz.drawings.layer_lines import Line, charts, curves
from tests.drawings.markings import Element, parsed

ENDS = ("start", "middle", "end")


def heights(picture: Element, which: int = 0) -> list[float]:
    points = picture.every("polyline")[which].attributes["points"].split()
    return [float(point.split(",")[1]) for point in points]


def test_the_highest_value_stands_highest_and_both_ends_are_written():
    picture = parsed(curves("Length", [Line("free", (1.0, 3.0, 2.0))], ENDS))

    low, high, middle = heights(picture)
    assert high < middle < low  # y grows downward
    assert picture.every("div", "rv-plot-scale")[0].text == "3 1"
    assert [span.text for span in picture.every("div", "rv-plot-ends")[0].every("span")] == [*ENDS]


def test_two_lines_share_one_scale_and_are_named_in_the_legend():
    lines = [Line("free", (1.0, 2.0), "other"), Line("held", (0.0, 1.0))]
    picture = parsed(curves("Length", lines, ENDS))

    assert heights(picture, 0)[0] == heights(picture, 1)[1]
    assert [key.text for key in picture.every(class_="rv-plot-key")] == ["free", "held"]
    assert picture.every("polyline")[0].fits("polyline", "rv-plot-other")


def test_a_given_low_end_is_kept_and_a_log_scale_is_told():
    low = parsed(curves("Size", [Line("a", (5.0, 6.0))], ENDS, low=0.0))
    log = parsed(curves("Size", [Line("a", (1.0, 10.0, 100.0))], ENDS, is_log=True))

    assert low.every("div", "rv-plot-scale")[0].text == "6 0"
    first, second, third = heights(log)
    assert first - second == pytest.approx(second - third)
    assert "Size · log scale" in log.text
    assert "log scale" not in low.text


def test_zero_is_drawn_where_the_scale_passes_it():
    assert parsed(curves("a", [Line("f", (-1.0, 1.0))], ENDS)).every("line")
    assert not parsed(curves("a", [Line("f", (1.0, 2.0))], ENDS)).every("line")


def test_a_line_that_ended_early_ends_early_and_a_level_one_is_in_the_middle():
    lines = [Line("long", (1.0, 1.0, 1.0, 1.0, 1.0)), Line("short", (1.0, 1.0))]
    picture = parsed(curves("a", lines, ENDS))

    assert picture.every("polyline")[1].attributes["points"].split()[-1].startswith("100.0,")
    assert set(heights(picture)) == {60.0}


def test_curves_are_told_in_words_from_end_to_end():
    picture = parsed(curves("Length", [Line("free", (1.0, -2.5))], ENDS))

    label = picture.every("svg")[0].attributes["aria-label"]
    assert label == "Length: free from 1 to −2.5"


def test_several_curves_stand_side_by_side():
    one = curves("Length", [Line("free", (1.0, 2.0))], ENDS)

    assert len(parsed(charts([one, one])).every("figure")) == 2


@pytest.mark.parametrize(
    ("value", "text"), [(1.25e14, "1.25e+14"), (-0.5, "−0.5"), (0.0, "0"), (8.2449, "8.24")]
)
def test_ends_are_written_with_three_digits_that_count(value, text):
    picture = parsed(curves("a", [Line("f", (value, value))], ENDS))

    assert picture.every("div", "rv-plot-scale")[0].text == f"{text} {text}"


@pytest.mark.parametrize("role", ["main", "other", "guide"])
def test_a_line_and_its_key_share_one_look(role):
    picture = parsed(curves("a", [Line("f", (1.0, 2.0), role)], ENDS))

    assert picture.every("polyline", f"rv-plot-{role}")
    assert picture.every("i", f"rv-plot-{role}")


def test_values_are_spread_evenly_over_the_width():
    picture = parsed(curves("a", [Line("f", (1.0, 2.0, 3.0, 4.0, 5.0))], ENDS))

    points = picture.every("polyline")[0].attributes["points"].split()
    assert [float(p.split(",")[0]) for p in points] == [0, 100, 200, 300, 400]


def test_a_line_without_values_is_not_drawn_but_named():
    picture = parsed(curves("a", [Line("f", (1.0, 2.0)), Line("lost", ())], ENDS))

    assert len(picture.every("polyline")) == 1
    assert [key.text for key in picture.every(class_="rv-plot-key")] == ["f", "lost"]


def test_a_single_value_is_a_point_of_the_line():
    picture = parsed(curves("a", [Line("f", (2.0,))], ENDS))

    assert picture.every("polyline")[0].attributes["points"] == "0.0,60.0"


def test_names_never_become_markup():
    picture = parsed(curves("<b>", [Line("<i>x</i>", (1.0, 2.0))], ("<", ">", "&")))

    assert picture.every("figcaption")[0].every("b")[0].text == "<b>"
    assert "<i>x</i>" in picture.text
