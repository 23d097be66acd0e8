"""Words as points in a plane, with arrows between some of them, to scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.written import short

Kind = Literal["text", "accent", "muted"]
Size = tuple[float, float]
_SMALL: Size = (420.0, 200.0)
_EDGE_X, _EDGE_Y = 56.0, 26.0


@dataclass(frozen=True, slots=True)
class PlanePoint:
    """One point.

    Attributes:
        name: Beside it; picked by a click unless `is_word` is False.
        x: To the right.
        y: Upward, in the same units as x.
        kind: Its ink: "accent" is the answer, "muted" a sum that is no word.
        is_word: Whether it can be picked.
    """

    name: str
    x: float
    y: float
    kind: Kind = "text"
    is_word: bool = True


def word_plane(
    points: Sequence[PlanePoint],
    arrows: Sequence[tuple[int, int, bool]] = (),
    *,
    title: str = "",
    note: str = "",
    alt: str = "",
    size: Size = _SMALL,
) -> Drawing:
    """Points and arrows; one unit is as long upward as to the right.

    Args:
        points: At least one.
        arrows: From and to which point, and whether dashed.
        title: Above it.
        note: Below it.
        alt: The drawing in words.
        size: Width and height, in the units in which a letter is 15 high.
    """
    places = _places(points, size)
    lines = [_arrow(places[start], places[end], dashed) for start, end, dashed in arrows]
    labels = _labels(points, places, size)
    marks = [_mark(*entry) for entry in zip(points, places, labels, strict=True)]
    box = f"0 0 {size[0]:g} {size[1]:g}"
    kind = "rv-plane" if size == _SMALL else "rv-plane rv-plane-large"
    svg = tag("svg", *lines, *marks, viewBox=box, role="group", aria_label=alt, class_=kind)
    if size != _SMALL:  # on a phone its words stay as large as they must be
        svg = tag("div", svg, class_="rv-scroll", tabindex="0")
    head = [tag("h3", title, class_="rv-title")] if title else []
    said = [tag("p", note, class_="rv-said")] if note else []
    return Drawing(tag("section", *head, svg, *said, class_="rv-panel"))


def _places(points: Sequence[PlanePoint], size: Size) -> list[tuple[float, float]]:
    """Where the points stand in the picture, y downward, centred and as large as fits."""
    xs, ys = [p.x for p in points], [p.y for p in points]
    spans = (max(xs) - min(xs), max(ys) - min(ys))
    rooms = (size[0] - 2 * _EDGE_X, size[1] - 2 * _EDGE_Y)
    scale = min(room / max(span, 1e-9) for room, span in zip(rooms, spans, strict=True))
    left = (size[0] - scale * spans[0]) / 2
    top = (size[1] - scale * spans[1]) / 2
    return [(left + scale * (p.x - min(xs)), top + scale * (max(ys) - p.y)) for p in points]


def _labels(
    points: Sequence[PlanePoint], places: Sequence[tuple[float, float]], size: Size
) -> list[tuple[float, float, str]]:
    """A free place for each name: above, below, right or left of its point."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    chosen = []
    for point, (x, y) in zip(points, places, strict=True):
        width = 8.0 * len(short(point.name, 22))
        ways = [
            (min(max(x, width / 2), size[0] - width / 2), y + dy, "middle") for dy in (-10, 20)
        ] + [(x + 9, y + 5, "start"), (x - 9, y + 5, "end")]
        best = min(ways, key=lambda way: _crossed(_box(way, width), taken, size))
        taken.append(_box(best, width))
        chosen.append(best)
    return chosen


def _box(way: tuple[float, float, str], width: float) -> tuple[float, float, float, float]:
    x, y, anchor = way
    left = {"middle": x - width / 2, "start": x, "end": x - width}[anchor]
    return (left, y - 13, left + width, y + 3)


def _crossed(
    box: tuple[float, float, float, float],
    taken: Sequence[tuple[float, float, float, float]],
    size: Size,
) -> float:
    """How much of a box is covered, or outside of the picture."""
    covered = sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in taken
    )
    outside = max(0.0, -box[0], box[2] - size[0]) + max(0.0, -box[1], box[3] - size[1])
    return covered + 20 * outside


def _arrow(start: tuple[float, float], end: tuple[float, float], dashed: bool) -> Markup:
    length = math.dist(start, end)
    if length < 1:
        return Markup("")
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    tip = (end[0] - 5 * along[0], end[1] - 5 * along[1])
    size = min(9.0, length / 2)
    sides = [
        (tip[0] - size * along[0] + s * 4 * along[1], tip[1] - size * along[1] - s * 4 * along[0])
        for s in (-1, 1)
    ]
    head = " ".join(f"{x:.5g},{y:.5g}" for x, y in (tip, *sides))
    kind = "rv-arrow rv-ink-muted rv-dashed" if dashed else "rv-arrow rv-ink-text"
    line = tag("line", x1=start[0], y1=start[1], x2=tip[0], y2=tip[1], class_=kind)
    fill = "rv-fill-muted" if dashed else "rv-fill-text"
    return tag("g", line, tag("polygon", points=head, class_=fill))


def _mark(point: PlanePoint, place: tuple[float, float], label: tuple[float, float, str]) -> Markup:
    x, y = place
    kind = f"rv-fill-{point.kind}"
    dot = tag("circle", cx=x, cy=y, r=5 if point.kind == "accent" else 4, class_=kind)
    name = tag(
        "text",
        short(point.name, 22),
        x=label[0],
        y=label[1],
        text_anchor=label[2],
        class_=f"rv-label {kind}",
    )
    if not point.is_word:
        return tag("g", dot, name)
    return tag("g", dot, name, data_pick=point.name, role="button", tabindex="0")
