"""Series as lines over time, and as a table of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.written import plain

WIDTH, HEIGHT, EDGE, LABEL = 560, 130, 8, 16


def series_lines(
    lines: Sequence[Sequence[float]], names: Sequence[str], ends: tuple[str, str]
) -> Drawing:
    """Lines on one scale, from the lowest to the highest value shown.

    Args:
        lines: n series of equally many numbers, at least one each.
        names: Of them.
        ends: Labels of the first and the last timestep.
    """
    low, high = min(map(min, lines)), max(map(max, lines))
    drawn = [_line(line, name, low, high) for line, name in zip(lines, names, strict=True)]
    zero = [_level(0.0, low, high)] if low < 0 < high else []
    picture = tag(
        "svg",
        *zero,
        *drawn,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label="Lines over time: " + ", ".join(names),
        class_="rv-lines",
    )
    scale = tag("div", tag("span", plain(high)), tag("span", plain(low)), class_="rv-lines-scale")
    tops = _apart([_y(line[-1], low, high) for line in lines])
    labels = [
        tag("span", name, class_="rv-lines-name", style=f"top: {100 * top / HEIGHT:.1f}%")
        for name, top in zip(names, tops, strict=True)
    ]
    feet = tag("div", tag("span", ends[0]), tag("span", ends[1]), class_="rv-lines-ends")
    return Drawing(joined([tag("div", picture, scale, *labels, class_="rv-lines-box"), feet]))


def number_table(
    rows: Sequence[Sequence[float]],
    names: Sequence[str],
    heads: Sequence[str],
    more: str = "",
) -> Drawing:
    """Numbers of a selection.

    Args:
        rows: One list of numbers each, as long as `heads`.
        names: Of the rows.
        heads: Of the columns.
        more: What is left out, in words.
    """
    first = tag("tr", tag("th", ""), *(tag("th", head, scope="col") for head in heads))
    lines = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            *(tag("td", plain(v), class_="rv-number") for v in row),
        )
        for name, row in zip(names, rows, strict=True)
    ]
    table = tag(
        "div", tag("table", first, *lines, class_="rv-table"), class_="rv-scroll", tabindex="0"
    )
    note = tag("p", more, class_="rv-quiet") if more else Markup("")
    return Drawing(joined([table, note]))


def _apart(tops: Sequence[float]) -> list[float]:
    """Heights of labels, moved down where they would cover each other."""
    moved = list(tops)
    last = float(-LABEL)
    for i in sorted(range(len(moved)), key=moved.__getitem__):
        last = moved[i] = max(moved[i], last + LABEL)
    return moved


def _line(line: Sequence[float], name: str, low: float, high: float) -> Markup:
    step = (WIDTH - 2 * EDGE) / max(1, len(line) - 1)
    points = " ".join(
        f"{EDGE + i * step:.1f},{_y(value, low, high):.1f}" for i, value in enumerate(line)
    )
    if len(line) == 1:
        return tag("circle", tag("title", name), cx=EDGE, cy=_y(line[0], low, high), r=4)
    return tag("polyline", tag("title", name), points=points, vector_effect="non-scaling-stroke")


def _level(value: float, low: float, high: float) -> Markup:
    y = _y(value, low, high)
    return tag("line", x1=0, x2=WIDTH, y1=y, y2=y, vector_effect="non-scaling-stroke")


def _y(value: float, low: float, high: float) -> float:
    share = 0.5 if high == low else (value - low) / (high - low)
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
