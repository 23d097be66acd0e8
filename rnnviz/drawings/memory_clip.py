"""What clipping does to gradients: the length of each before and after, on one log scale."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.drawings.memory_scale import LogScale, size


def clipping(
    gradients: Sequence[tuple[str, float, float]], limit: tuple[str, float], scale: LogScale
) -> Drawing:
    """A bar a gradient: what is left of it full, what was cut off pale; the limit a line.

    Args:
        gradients: Name, length before and length after of each.
        limit: Name and length of the line.
        scale: Of the lengths.
    """
    place = f"left: {100 * scale.share(limit[1]):.4g}%"
    line = tag("i", class_="rv-mem-clip-limit", style=place)
    rows = [_row(*gradient, scale, line) for gradient in gradients]
    said = tag("p", f"{limit[0]} {size(limit[1])}", class_="rv-mem-clip-said")
    return Drawing(tag("div", *rows, said, class_="rv-mem-clip"))


def _row(name: str, before: float, after: float, scale: LogScale, line: Markup) -> Markup:
    cut = tag("i", class_="rv-mem-clip-bar rv-mem-clip-cut", style=_width(before, scale))
    left = tag("i", class_="rv-mem-clip-bar", style=_width(after, scale))
    bars = tag("span", *((cut,) if before > after else ()), left, line, class_="rv-mem-clip-track")
    number = tag("span", f"{size(before)} → {size(after)}", class_="rv-number")
    return tag("div", tag("span", name), bars, number, class_="rv-mem-clip-row")


def _width(length: float, scale: LogScale) -> str:
    return f"width: {max(100 * scale.share(length), 0.5):.4g}%"
