"""One look for all figures, readable in both themes."""

import pytest

from rnnviz.figures.template import colorscale, template
from rnnviz.palette import DARK, LIGHT, palette


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
