"""Curves stand where their numbers are, on both kinds of scale, and say where numbers end."""

import math
from itertools import pairwise

import pytest

from rnnviz.drawings.arrangement import in_a_row
from rnnviz.drawings.training_curves import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Curve,
    Frame,
    Level,
    training_curves,
    written,
)
from tests.drawings.markings import parsed

FRAME = Frame("Loss", 0.0, 2.0, 4.0)
NAN = math.nan


def points(line) -> list[tuple[float, float]]:
    pairs = line.attributes["points"].split()
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]


def curve(*ys: float, name: str = "held out", ink: str = "text") -> Curve:
    return Curve(name, tuple(float(i) for i in range(len(ys))), ys, ink)


def test_epochs_run_from_the_left_edge_to_the_last_planned_one():
    drawn = parsed(training_curves(FRAME, [curve(0.0, 1.0, 2.0)]))

    (line,) = drawn.every("polyline")
    room = WIDTH - LEFT - RIGHT
    assert [x for x, _ in points(line)] == pytest.approx([LEFT, LEFT + room / 4, LEFT + room / 2])
    assert [y for _, y in points(line)] == pytest.approx(
        [HEIGHT - BOTTOM, (TOP + HEIGHT - BOTTOM) / 2, TOP]
    )


def test_on_a_log_scale_equal_factors_are_equally_far_apart():
    frame = Frame("Norm", 0.01, 100.0, 1.0, is_log=True)

    heights = [frame.y(value) for value in (0.01, 0.1, 1.0, 10.0, 100.0)]

    steps = [a - b for a, b in pairwise(heights)]
    assert steps == pytest.approx([steps[0]] * 4)
    drawn = parsed(training_curves(frame, [curve(1.0, 10.0)]))
    assert "log scale" in drawn.every(class_="rv-title")[0].text
    assert "1.00" in drawn.every("svg")[0].text


def test_what_lies_beyond_the_scale_stays_at_its_end():
    assert FRAME.y(7.0) == TOP
    assert FRAME.y(-7.0) == HEIGHT - BOTTOM
    assert FRAME.x(9.0) == WIDTH - RIGHT
    assert Frame("Norm", 0.1, 1.0, 1.0, is_log=True).y(0.0) == HEIGHT - BOTTOM


def test_a_curve_ends_where_its_numbers_do_and_the_place_is_marked():
    drawn = parsed(training_curves(FRAME, [curve(1.0, 1.5, NAN, 0.5)]))

    assert len(points(drawn.every("polyline")[0])) == 2
    (mark,) = drawn.every(class_="rv-lost")
    assert mark.text == "✗"
    assert float(mark.every("text")[0].attributes["x"]) == FRAME.x(2.0)
    alt = drawn.every("svg")[0].attributes["aria-label"]
    assert "held out: from 1.00 to 1.50 at epoch 1, then not a number." in alt


def test_a_curve_of_numbers_that_are_never_finite_is_said_in_words():
    drawn = parsed(training_curves(FRAME, [curve(math.inf)]))

    assert "held out: infinite." in drawn.every("svg")[0].attributes["aria-label"]
    assert drawn.every(class_="rv-lost")


def test_the_text_twin_says_each_curve_and_each_level_with_its_numbers():
    drawing = training_curves(FRAME, [curve(1.2, 0.4)], [Level("tf-idf", 0.806)], "Lower is better")

    drawn = parsed(drawing)
    alt = drawn.every("svg")[0].attributes["aria-label"]
    assert alt == "Loss. held out: from 1.20 to 0.400 at epoch 1. tf-idf: 0.806."
    assert drawn.every(class_="rv-said")[0].text == "Lower is better"


def test_a_baseline_is_a_level_line_with_its_name_and_number():
    drawn = parsed(training_curves(FRAME, [curve(0.0)], [Level("mean vector", 1.0)]))

    (line,) = drawn.every("line", "rv-level")
    middle = (TOP + HEIGHT - BOTTOM) / 2
    assert float(line.attributes["y1"]) == float(line.attributes["y2"]) == pytest.approx(middle)
    assert drawn.every(class_="rv-level-name")[0].text == "mean vector 1.00"


@pytest.mark.parametrize(
    ("ys", "anchor"),
    [((1.0, 1.0, 0.0, 0.0, 0.0), "end"), ((0.0, 0.0, 0.0, 1.0, 1.0), "start"), ((1.0,), "end")],
)
def test_a_levels_name_stands_where_no_curve_is(ys, anchor):
    drawn = parsed(training_curves(FRAME, [curve(*ys)], [Level("tf", 1.0)]))

    assert drawn.every(class_="rv-level-name")[0].attributes["text-anchor"] == anchor


def test_the_first_epoch_alone_is_a_dot():
    assert len(parsed(training_curves(FRAME, [curve(1.0)])).every("circle")) == 1


def test_names_of_curves_that_end_together_do_not_touch_and_stay_inside():
    both = [curve(1.0, 0.02, name="training", ink="muted"), curve(1.0, 0.0)]

    names = parsed(training_curves(FRAME, both)).every(class_="rv-curve-name")

    tops = [float(name.attributes["y"]) for name in names]
    assert [name.text for name in names] == ["training", "0.020", "held out", "0.000"]
    assert all(b - a >= 14 for a, b in pairwise(tops))
    assert tops[-1] <= HEIGHT


def test_kept_epochs_can_be_clicked_and_the_selected_one_is_marked():
    frame = Frame("Loss", 0.0, 2.0, 4.0, at=2.0, picks=(0, 2, 4))

    drawn = parsed(training_curves(frame, [curve(1.0, 1.0, 1.0)]))

    picks = drawn.every("rect", "rv-pick-column")
    assert [pick.attributes["data-pick"] for pick in picks] == ["0", "2", "4"]
    here = drawn.every(class_="rv-here-line")[0].attributes
    assert float(here["x1"]) == frame.x(2.0)
    left, width = (float(picks[1].attributes[name]) for name in ("x", "width"))
    assert left < frame.x(2.0) < left + width


def test_curves_without_a_number_yet_are_left_out():
    assert not parsed(training_curves(FRAME, [Curve("held out", (), ())])).every("polyline")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (0.4567, "0.457"),
        (-0.25, "\N{MINUS SIGN}0.250"),
        (12.345, "12.35"),
        (345.6, "346"),
        (1e-5, "1e\N{MINUS SIGN}05"),
        (3e7, "3e+07"),
        (NAN, "not a number"),
        (math.inf, "infinite"),
    ],
)
def test_numbers_are_as_short_as_they_can_be_read(value, text):
    assert written(value) == text


def test_panels_stand_in_one_row():
    panel = training_curves(FRAME, [curve(1.0)])

    (row,) = parsed(in_a_row(panel, panel)).every(class_="rv-curve-row")

    assert len(row.every(class_="rv-panel")) == 2


@pytest.mark.parametrize("n_curves", [1, 2, 3])
@pytest.mark.parametrize("end", [0.0, 0.3, 1.0, 2.0])
def test_names_at_the_right_stay_inside_however_many_curves_end_at_one_place(n_curves, end):
    drawn = parsed(training_curves(FRAME, [curve(1.0, end, name=f"c{i}") for i in range(n_curves)]))

    tops = [float(name.attributes["y"]) for name in drawn.every(class_="rv-curve-name")]
    assert len(tops) == 2 * n_curves
    assert tops[0] >= TOP
    assert tops[-1] <= HEIGHT
    assert all(b - a >= 14 for a, b in pairwise(sorted(tops)))


@pytest.mark.parametrize(("low", "high"), [(-12, 38), (-3, 4), (0, 1), (2, 8)])
def test_a_log_scale_has_a_few_whole_powers_of_ten_at_their_places(low, high):
    frame = Frame("Norm", 10.0**low, 10.0**high, 1.0, is_log=True)

    lines = parsed(training_curves(frame, [])).every("line", "rv-grid")

    heights = [float(line.attributes["y1"]) for line in lines]
    decade = (HEIGHT - BOTTOM - TOP) / (high - low)
    powers = [low + (HEIGHT - BOTTOM - y) / decade for y in heights]
    assert powers == pytest.approx([round(power) for power in powers], abs=1e-4)
    assert powers[0] == pytest.approx(low, abs=1e-4)
    assert 2 <= len(powers) <= 7


def test_neighbouring_epochs_share_the_width_without_a_gap_or_an_overlap():
    frame = Frame("Loss", 0.0, 2.0, 4.0, picks=(0, 1, 2, 3, 4))

    columns = parsed(training_curves(frame, [])).every("rect", "rv-pick-column")

    places = [(float(c.attributes["x"]), float(c.attributes["width"])) for c in columns]
    assert all(x + width == pytest.approx(after) for (x, width), (after, _) in pairwise(places))


def test_what_has_hostile_names_is_drawn_as_text():
    hostile = '<img src=x onerror="a()">&amp;'
    frame = Frame(hostile, 0.0, 2.0, 1.0, unit=hostile)

    drawing = training_curves(
        frame, [curve(1.0, 1.0, name=hostile)], [Level(hostile, 1.0)], hostile
    )

    assert "<img" not in drawing.html
    drawn = parsed(drawing)
    assert drawn.every("h3")[0].text == hostile
    assert drawn.every("title")[0].text == hostile
    assert drawn.every(class_="rv-level-name")[0].text == f"{hostile} 1.00"
    assert drawn.every("svg")[0].attributes["aria-label"].startswith(f"{hostile}. {hostile}: from")
