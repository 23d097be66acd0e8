"""One look for all figures, readable in both themes."""

import pytest

from rnnviz.figures.template import colorscale, ink, palette, plain, template
from rnnviz.palette import DARK, LIGHT
from rnnviz.terms import TERMS


@pytest.mark.parametrize(("theme", "expected"), [("light", LIGHT), ("dark", DARK), ("?", LIGHT)])
def test_an_unknown_theme_falls_back_to_light(theme, expected):
    assert palette(theme) is expected
    assert template(theme).layout.paper_bgcolor == expected.ground


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_gates_run_from_the_shut_to_the_open_colour(theme):
    shut, opened = palette(theme).gate_shut, palette(theme).gate_open

    assert colorscale("gate", theme) == ((0.0, shut), (1.0, opened))


def test_nothing_written_in_a_figure_is_under_12_pixels():
    layout = template("light").layout
    sizes = [layout.font.size, layout.xaxis.tickfont.size, layout.xaxis.title.font.size]

    assert min(sizes) >= 12


@pytest.mark.parametrize(
    ("value", "theme", "expected"),
    [
        (0.0, "light", LIGHT.text),
        (1.0, "light", LIGHT.text),
        (-1.0, "light", LIGHT.ground),
        (0.0, "dark", DARK.text),
        (1.0, "dark", DARK.ground),
        (7.0, "dark", DARK.ground),
    ],
)
def test_numbers_on_colours_take_the_ink_that_contrasts_more(value, theme, expected):
    assert ink(value, TERMS["similarity"], theme) == expected


@pytest.mark.parametrize(("value", "text"), [(0.5, "0.500"), (-0.25, "−0.250"), (2, "2.000")])
def test_numbers_have_a_true_minus(value, text):
    assert plain(value) == text
