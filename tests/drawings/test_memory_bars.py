"""Bars are as high as their logarithm, and what cannot be seen is said."""

import pytest

from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_bars import HEIGHT, MANY, factor_bars, norm_bars
from rnnviz.drawings.memory_scale import LogScale
from tests.drawings.markings import parsed

SCALE = LogScale(-4, 1)
WORDS = ("not", "bad", "at")


def bars(drawn):
    return parsed(Drawing(drawn)).every("rect")


def top(bar):
    return 1 - float(bar.attributes["y"]) / HEIGHT


def test_a_norm_reaches_its_height_on_the_scale():
    drawn = bars(norm_bars([1.0, 0.01, 10.0], WORDS, SCALE, "norms"))

    assert [top(bar) for bar in drawn] == pytest.approx([0.8, 0.4, 1.0])
    assert {bar.attributes["class"] for bar in drawn} == {"rv-mem-bar-norm"}


def test_what_is_below_the_scale_is_an_empty_box_with_its_number():
    drawn = norm_bars([0.0, 1e-9, 1.0], WORDS, SCALE, "norms")

    kinds = [bar.attributes["class"] for bar in bars(drawn)]
    assert kinds == ["rv-mem-bar-none", "rv-mem-bar-none", "rv-mem-bar-norm"]
    assert "norms: not 0, bad 1.0·10⁻⁹, at 1.0" in drawn


def test_marks_cross_their_bars_at_their_own_heights():
    drawn = parsed(Drawing(norm_bars([0.1, 0.1], WORDS[:2], SCALE, "norms", [1.0, 0.1])))

    lines = [mark.attributes["d"] for mark in drawn.every("path", "rv-mem-across")]
    assert lines == ["M0 20h1", "M1 40h1"]


def test_one_line_stands_for_one_and_the_others_for_decades():
    drawn = parsed(Drawing(norm_bars([0.1], WORDS[:1], SCALE, "norms")))

    assert len(drawn.every("path", "rv-mem-level")) == 4
    assert len(drawn.every("path", "rv-mem-level-one")) == 1


def test_a_step_that_enlarges_rises_from_one_and_one_that_shrinks_hangs_below():
    more, less, much = bars(factor_bars([2**0.5, 0.5, 100.0], WORDS, "factors"))

    assert (top(more), float(more.attributes["height"])) == pytest.approx((0.75, 25))
    assert (top(less), float(less.attributes["height"])) == pytest.approx((0.5, 50))
    assert top(much) == 1
    assert more.attributes["class"] == much.attributes["class"] == "rv-mem-bar-more"
    assert less.attributes["class"] == "rv-mem-bar-less"


def test_a_factor_of_nothing_hangs_to_the_bottom_without_an_error():
    (bar,) = bars(factor_bars([0.0], ("a",), "factors"))

    assert float(bar.attributes["y"]) + float(bar.attributes["height"]) == HEIGHT


@pytest.mark.parametrize(("n", "shown"), [(MANY, MANY), (MANY + 1, 0)])
def test_numbers_stand_in_the_bars_where_there_is_room(n, shown):
    words = [f"w{t}" for t in range(n)]
    drawn = parsed(Drawing(norm_bars([0.5] * n, words, SCALE, "norms")))

    assert len(drawn.every("span", "rv-number")) == shown


def test_a_number_in_a_high_bar_has_ink_and_above_a_low_one_stands_higher():
    high, low = parsed(Drawing(norm_bars([1.0, 1e-3], WORDS[:2], SCALE, "norms"))).every("span")

    assert "color: light-dark(" in high.attributes["style"]
    assert "bottom: 20%" in low.attributes["style"]


def test_the_number_of_a_factor_stands_where_its_bar_is_not():
    more, less = parsed(Drawing(factor_bars([1.5, 0.5], WORDS[:2], "factors"))).every("span")

    assert "bottom" not in more.attributes["style"]
    assert "bottom: 60%" in less.attributes["style"]


def test_words_signs_never_become_markup_in_titles():
    drawn = norm_bars([1.0], ("<script>",), SCALE, "norms")

    assert "<script" not in drawn
