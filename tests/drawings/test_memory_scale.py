"""Log scales put norms where their logarithm is, and write them as people read them."""

import pytest

from rnnviz.drawings.memory_scale import (
    NORMS,
    LogScale,
    log_legend,
    percent,
    power,
    raised,
    size,
    subscripted,
)
from tests.drawings.markings import parsed

SCALE = LogScale(-4, 2)


@pytest.mark.parametrize(
    ("value", "share"),
    [(1e-4, 0), (0.1, 0.5), (1.0, 4 / 6), (100.0, 1), (1e9, 1), (1e-9, 0), (float("inf"), 1)],
)
def test_every_decade_is_as_high_as_the_next_and_ends_hold_the_rest(value, share):
    assert SCALE.share(value) == pytest.approx(share)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan")])
def test_nothing_has_no_height_and_no_error(value):
    assert SCALE.share(value) == 0


def test_what_is_under_the_bottom_is_told_from_what_is_on_it():
    assert SCALE.is_below(0.0)
    assert SCALE.is_below(9e-5)
    assert not SCALE.is_below(1e-4)


def test_lines_are_drawn_at_every_decade_between_the_ends():
    assert [exponent for exponent, _ in SCALE.lines()] == [-3, -2, -1, 0, 1]
    for exponent, height in SCALE.lines():
        assert SCALE.share(10.0**exponent) == pytest.approx(height)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1.0, "1.0"),
        (0.417, "0.42"),
        (0.0041, "0.0041"),
        (13.4, "13"),
        (1234.0, "1234"),
        (3.14e-7, "3.1·10⁻⁷"),
        (2.5e10, "2.5·10¹⁰"),
        (9.99e-8, "1.0·10⁻⁷"),
        (0.999, "1.0"),
        (99.9, "100"),
        (float("inf"), "∞"),
    ],
)
def test_a_norm_is_written_in_two_digits_of_its_own_size(value, text):
    assert size(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.42, "42 %"), (0.003, "0.30 %"), (1e-9, "1.0·10⁻⁷ %"), (1.69, "169 %")]
)
def test_a_share_is_written_in_percent_however_small(share, text):
    assert percent(share) == text


def test_powers_of_ten_are_written_with_real_superscripts():
    assert (power(-5), power(0), power(1), raised(29)) == ("10⁻⁵", "1", "10", "²⁹")


def test_underscores_become_subscripts_and_signs_stay_text():
    shown = subscripted("‖∂h_T/∂h_t‖ < J_{t+1} <b>")

    assert shown == ("<span>‖∂h<sub>T</sub>/∂h<sub>t</sub>‖ &lt; J<sub>t+1</sub> &lt;b&gt;</span>")


def test_a_legend_names_both_ends_and_says_what_is_coloured():
    text = parsed(log_legend(NORMS, "norms, on a log scale")).text

    assert text == "≤ 10⁻⁵ ≥ 10 norms, on a log scale"
