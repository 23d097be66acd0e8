"""What reading costs: formulas beside their numbers, and lines over the sentence's length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag

WIDTH, HEIGHT, LABEL = 400, 150, 18


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one network costs, or in which symbols it is written.

    Attributes:
        name: Of the network.
        sums: How each number comes about, one per column.
        totals: The numbers; empty in a row of symbols.
    """

    name: str
    sums: tuple[str, ...]
    totals: tuple[str, ...] = ()


def cost_rows(heads: Sequence[str], rows: Sequence[CostRow]) -> Drawing:
    """A table in which symbols stand above the numbers that they become.

    Args:
        heads: Of the columns.
        rows: Symbols and networks, in order.
    """
    first = tag("tr", tag("th", ""), *(tag("th", head, scope="col") for head in heads))
    table = tag("table", first, *map(_row, rows), class_="rv-table rv-conv-cost-rows")
    return Drawing(tag("div", table, class_="rv-scroll", tabindex="0"))


def _row(row: CostRow) -> Markup:
    name = tag("th", row.name, scope="row")
    if not row.totals:
        return tag(
            "tr", name, *(tag("td", text) for text in row.sums), class_="rv-conv-cost-formula"
        )
    cells = [
        tag("td", tag("small", f"{text} = " if text else ""), tag("b", total, class_="rv-number"))
        for text, total in zip(row.sums, row.totals, strict=True)
    ]
    return tag("tr", name, *cells)


def cost_lines(
    title: str,
    lines: Sequence[Sequence[float]],
    names: Sequence[str],
    at: int,
    labels: tuple[str, str],
) -> Drawing:
    """Costs of 1, 2, … words, on one scale from 0 to the highest.

    Args:
        title: What is counted.
        lines: One number per length each.
        names: Of the lines.
        at: The marked length.
        labels: What the top of the scale is, and what runs to the right.
    """
    high = max(map(max, lines))
    x = _x(at, len(lines[0]))
    mark = tag("line", x1=x, x2=x, y1=0, y2=HEIGHT, vector_effect="non-scaling-stroke")
    picture = tag(
        "svg",
        mark,
        *(_line(line, high) for line in lines),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{title}: " + ", ".join(names),
    )
    top, axis = labels
    scale = tag("span", top, class_="rv-quiet rv-conv-cost-top")
    parts = (
        tag("h3", title, scale, class_="rv-title"),
        tag("div", picture, *_names(lines, names, high), class_="rv-conv-cost-box"),
        tag("p", axis, class_="rv-quiet rv-conv-cost-axis"),
    )
    return Drawing(tag("section", *parts, class_="rv-panel"))


def _names(lines: Sequence[Sequence[float]], names: Sequence[str], high: float) -> list[Markup]:
    """Of the lines, at their ends."""
    tops = apart([_y(line[-1], high) for line in lines])
    return [
        tag("span", name, style=f"top: {100 * top / HEIGHT:.1f}%", class_="rv-conv-cost-name")
        for name, top in zip(names, tops, strict=True)
    ]


def apart(tops: Sequence[float]) -> list[float]:
    """Heights of labels, moved up or down where they would cover each other, within the box."""
    moved, last = list(tops), -float(LABEL)
    for i in sorted(range(len(moved)), key=moved.__getitem__):
        last = moved[i] = max(moved[i], last + LABEL)
    over = max(0.0, max(moved) - HEIGHT)
    if not over:
        return moved
    last = HEIGHT + float(LABEL)
    for i in sorted(range(len(moved)), key=moved.__getitem__, reverse=True):
        last = moved[i] = min(moved[i], last - LABEL)
    return moved


def _line(line: Sequence[float], high: float) -> Markup:
    points = " ".join(
        f"{_x(i + 1, len(line)):.1f},{_y(value, high):.1f}" for i, value in enumerate(line)
    )
    return tag("polyline", points=points, vector_effect="non-scaling-stroke")


def _x(length: int, n: int) -> float:
    return WIDTH * (length - 1) / max(1, n - 1)


def _y(value: float, high: float) -> float:
    return HEIGHT * (1 - value / high)
