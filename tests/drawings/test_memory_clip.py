"""Two lengths and a limit on one log scale."""

import re

import pytest

from rnnviz.drawings.memory_clip import clipping
from rnnviz.drawings.memory_scale import LogScale
from tests.drawings.markings import parsed

SCALE = LogScale(-2, 2)


def drawn(before, after, limit=1.0):
    return parsed(clipping(("before", before), ("after", after), ("clipped at", limit), SCALE))


def share(element, name):
    return float(re.search(rf"{name}: ([\d.]+)%", element.attributes["style"])[1])


def test_lengths_are_bars_on_the_log_scale_with_their_numbers():
    found = drawn(10.0, 1.0)

    widths = [share(bar, "width") for bar in found.every("i", "rv-mem-clip-bar")]
    assert widths == pytest.approx([75, 50])
    assert found.text == "before 10 after 1.0 clipped at 1.0"


def test_the_limit_is_a_line_through_both_bars():
    lines = drawn(10.0, 1.0, limit=0.1).every("i", "rv-mem-clip-limit")

    assert [share(line, "left") for line in lines] == pytest.approx([25, 25])


def test_a_length_of_nothing_is_still_a_visible_edge():
    bars = drawn(0.0, 0.0).every("i", "rv-mem-clip-bar")

    assert [share(bar, "width") for bar in bars] == [0.5, 0.5]
