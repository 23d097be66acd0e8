"""Curves on one scale, rows over time, drawn arrays and counts."""

import pytest

from rnnviz.drawings.layer_arrays import ArrayPicture, arrays
from rnnviz.drawings.layer_counts import CountRow, counts
from rnnviz.drawings.layer_lines import Line, charts, curves
from rnnviz.drawings.layer_rows import rows_over_time
from rnnviz.terms import TERMS
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


def test_rows_over_time_are_numbered_strips_with_a_title():
    picture = parsed(
        rows_over_time("h_t", [[0.1, 0.2], [0.3, 0.4]], TERMS["hidden"], ("t = 1", "t = 2"), "few")
    )

    assert [row.text for row in picture.every(class_="rv-overtime-row")] == ["1", "2"]
    assert picture.every("figcaption")[0].text == "h_t few"
    labels = [s.attributes["aria-label"] for s in picture.every(class_="rv-strip")]
    assert labels == ["h_t, row 1", "h_t, row 2"]


def shown(**changes) -> Element:
    parts = {
        "name": "W_hh",
        "maker": "orthogonal",
        "shape": "[2, 2]",
        "counts": (0, 3, 1),
        "reach": 0.4,
        "facts": ("rms 0.1",),
        "singular_values": (2.0, 1.0),
    }
    return parsed(arrays([ArrayPicture(**(parts | changes))]))


def test_an_array_shows_its_histogram_its_singular_values_and_its_facts():
    picture = shown()

    counted, values = picture.every("svg")
    assert len(counted.every("rect")) == 2  # an empty bin has no bar
    assert [float(r.attributes["height"]) for r in values.every("rect")] == [90.0, 45.0]
    assert picture.every("figcaption")[0].text == "W_hh [2, 2] orthogonal"
    assert "−0.4 numbers: how many of each size 0.4" in picture.text
    assert "2.00 2 singular values 1.00 rms 0.1" in picture.text


def test_a_vector_has_no_singular_values_and_a_single_one_can_be_drawn():
    assert len(shown(singular_values=()).every("svg")) == 1
    assert len(shown(singular_values=(1.5,)).every("svg")) == 2
    assert not shown(singular_values=(0.0, 0.0)).every("svg", "rv-arrays-values")[0].every("rect")


def test_counts_stand_in_a_table_with_bars_in_proportion():
    rows = [
        CountRow("RNN", "1 · (H)", "1 · (2)", 2, False),
        CountRow("LSTM", "4 · (H)", "4 · (2)", 8, True),
    ]
    picture = parsed(counts(rows, ("cell", "formula", "numbers", "count")))

    assert [row.text for row in picture.every("tr")][1:] == [
        "RNN 1 · (H) 1 · (2) 2",
        "LSTM 4 · (H) 4 · (2) 8",
    ]
    widths = [bar.attributes["style"] for bar in picture.every("span", "rv-cost")]
    assert widths == ["width: 25.0%", "width: 100.0%"]
    assert picture.every("tr", "rv-here")[0].text.startswith("LSTM")
