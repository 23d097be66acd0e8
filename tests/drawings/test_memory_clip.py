"""Two lengths and a limit on one log scale."""

import re

import pytest

from rnnviz.drawings.memory_clip import clipping
from rnnviz.drawings.memory_scale import LogScale
from tests.drawings.markings import parsed

SCALE = LogScale(-2, 2)


def drawn(*lengths, limit=1.0):
    gradients = [(f"net {i}", before, after) for i, (before, after) in enumerate(lengths)]
    return parsed(clipping(gradients, ("clipped at", limit), SCALE))


def share(element, name):
    return float(re.search(rf"{name}: ([\d.]+)%", element.attributes["style"])[1])


def test_what_was_cut_off_is_pale_and_what_is_left_is_full_on_the_log_scale():
    found = drawn((10.0, 1.0))

    widths = [share(bar, "width") for bar in found.every("i", "rv-mem-clip-bar")]
    assert widths == pytest.approx([75, 50])
    assert len(found.every("i", "rv-mem-clip-cut")) == 1
    assert found.text == "net 0 10 → 1.0 clipped at 1.0"


def test_a_gradient_that_is_short_enough_is_one_bar():
    found = drawn((10.0, 1.0), (0.1, 0.1))

    rows = found.every("div", "rv-mem-clip-row")
    assert [len(row.every("i", "rv-mem-clip-bar")) for row in rows] == [2, 1]
    assert rows[1].text == "net 1 0.10 → 0.10"


def test_the_limit_is_a_line_through_every_bar():
    lines = drawn((10.0, 0.1), (1.0, 0.1), limit=0.1).every("i", "rv-mem-clip-limit")

    assert [share(line, "left") for line in lines] == pytest.approx([25, 25])


def test_a_length_of_nothing_is_still_a_visible_edge():
    (bar,) = drawn((0.0, 0.0)).every("i", "rv-mem-clip-bar")

    assert share(bar, "width") == 0.5
