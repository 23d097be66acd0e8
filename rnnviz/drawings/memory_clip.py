"""What clipping does to a gradient: its length before and after, on one log scale."""

from __future__ import annotations

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.drawings.memory_scale import LogScale, size


def clipping(
    before: tuple[str, float], after: tuple[str, float], limit: tuple[str, float], scale: LogScale
) -> Drawing:
    """Two bars and the limit's line.

    Args:
        before: Name and length.
        after: Name and length.
        limit: Name and length of the line.
        scale: Of the lengths.
    """
    place = f"left: {100 * scale.share(limit[1]):.4g}%"
    line = tag("i", class_="rv-mem-clip-limit", style=place)
    rows = [_row(name, length, scale, line) for name, length in (before, after)]
    said = tag("p", f"{limit[0]} {size(limit[1])}", class_="rv-mem-clip-said")
    return Drawing(tag("div", *rows, said, class_="rv-mem-clip"))


def _row(name: str, length: float, scale: LogScale, line: Markup) -> Markup:
    width = f"width: {max(100 * scale.share(length), 0.5):.4g}%"
    bar = tag(
        "span", tag("i", class_="rv-mem-clip-bar", style=width), line, class_="rv-mem-clip-track"
    )
    number = tag("span", size(length), class_="rv-number")
    return tag("div", tag("span", name), bar, number, class_="rv-mem-clip-row")
