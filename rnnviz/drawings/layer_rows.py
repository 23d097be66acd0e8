"""Numbers over time: one row per unit, time to the right; and masks in the same form."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.colours import strip
from rnnviz.drawings.markup import Drawing, tag
from rnnviz.terms import Term


def rows_over_time(
    title: str,
    rows: Sequence[Sequence[float]],
    term: Term,
    ends: tuple[str, str],
    more: str = "",
) -> Drawing:
    """A heatmap of strips.

    Args:
        title: What is drawn.
        rows: One per unit, of T numbers each.
        term: Their colour range.
        ends: What stands at the first and at the last timestep.
        more: Said beside the title, such as how many rows are left out.
    """
    lines = [
        tag(
            "div",
            tag("span", str(i)),
            strip(row, term, f"{title}, row {i}"),
            class_="rv-overtime-row",
        )
        for i, row in enumerate(rows, 1)
    ]
    feet = tag("div", *(tag("span", end) for end in ends), class_="rv-overtime-ends")
    caption = tag("figcaption", tag("b", title), tag("span", more, class_="rv-quiet"))
    return Drawing(tag("figure", caption, *lines, feet, class_="rv-overtime"))
