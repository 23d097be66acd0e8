"""Curves of a training run: epochs to the right, with what they are measured against as lines.

Steps of a gradient's norm are drawn the same way on a log scale. A curve ends where its
numbers do: at the first that is not finite, which is marked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.written import plain, short

Ink = Literal["muted", "text"]
WIDTH, HEIGHT = 400.0, 140.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 100.0, 10.0, 24.0
_LABEL = 15.0  # between two names at the right
_LONGEST = 15
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Curve:
    """One line.

    Attributes:
        name: At its right end, with its last number.
        xs: Where, in epochs or timesteps, rising.
        ys: What; may end in numbers that are not finite.
        ink: "text" is what counts, "muted" what stands beside it.
    """

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    ink: Ink = "text"

    @property
    def n_finite(self) -> int:
        """How many numbers come before the first that is not finite."""
        bad = (i for i, y in enumerate(self.ys) if not math.isfinite(y))
        return next(bad, len(self.ys))


@dataclass(frozen=True, slots=True)
class Level:
    """A dashed line across: a baseline, or where gradients are clipped.

    Attributes:
        name: Above it.
        value: Its height.
    """

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What the curves stand in.

    Attributes:
        title: Above it.
        low: Lower end of the scale; above 0 if it is a log scale.
        high: Upper end.
        last: Right end, in epochs or timesteps.
        first: Left end.
        is_log: Whether equal factors are equally far apart.
        at: What is selected on the way to the right; None for nothing.
        unit: What is counted to the right.
        picks: Places to the right that can be clicked.
    """

    title: str
    low: float
    high: float
    last: float
    first: float = 0.0
    is_log: bool = False
    at: float | None = None
    unit: str = "epoch"
    picks: tuple[int, ...] = ()

    def x(self, value: float) -> float:
        """Where something stands to the right, in the drawing's units."""
        share = (value - self.first) / max(self.last - self.first, 1e-9)
        return LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """How far down something stands; beyond the scale it stays at its end."""
        low, high = self.low, self.high
        if self.is_log:
            low, high, value = (math.log10(max(v, 1e-30)) for v in (low, high, value))
        share = (value - low) / max(high - low, 1e-9)
        return HEIGHT - BOTTOM - min(max(share, 0.0), 1.0) * (HEIGHT - TOP - BOTTOM)


def training_curves(
    frame: Frame, curves: Sequence[Curve], levels: Sequence[Level] = (), note: str = ""
) -> Drawing:
    """Curves on one scale.

    Args:
        frame: The scale.
        curves: Lines; those without a number are left out.
        levels: Dashed lines across.
        note: A quiet line below.
    """
    drawn = [curve for curve in curves if curve.ys]
    alt = f"{frame.title}. " + " ".join(_said(curve, frame.unit) for curve in drawn)
    svg = tag(
        "svg",
        *_axes(frame),
        *_here(frame),
        *(_level(level, frame) for level in levels),
        *(_line(curve, frame) for curve in drawn),
        *(_level_name(level, frame, drawn) for level in levels),
        *_names(drawn, frame),
        *_picks(frame),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_label=alt + "".join(f" {lev.name}: {written(lev.value)}." for lev in levels),
        class_="rv-curves",
    )
    scale = tag("span", " log scale", class_="rv-quiet") if frame.is_log else Markup("")
    said = [tag("p", note, class_="rv-said")] if note else []
    head = tag("h3", frame.title, scale, class_="rv-title")
    return Drawing(tag("section", head, svg, *said, class_="rv-panel"))


def written(value: float) -> str:
    """A number as short as it can be read."""
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else "infinite"
    if value and not 1e-2 <= abs(value) < 1e4:
        return f"{value:.0e}".replace("-", "\N{MINUS SIGN}")
    return plain(value, 3 if abs(value) < 1 else 2 if abs(value) < 100 else 0)


def _axes(frame: Frame) -> list[Markup]:
    """Lines at round places, with their numbers, and the unit below."""
    lines = []
    for value in (frame.low, frame.high) if not frame.is_log else _decades(frame):
        y = frame.y(value)
        line = tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="rv-grid")
        number = tag("text", written(value), x=LEFT - 6, y=y + 4, text_anchor="end")
        lines += [line, number]
    foot, end = HEIGHT - 6, WIDTH - RIGHT
    first = tag("text", f"{frame.unit} {frame.first:g}", x=LEFT, y=foot)
    last = tag("text", f"{frame.last:g}", x=end, y=foot, text_anchor="end")
    return [*lines, first, last]


def _decades(frame: Frame) -> list[float]:
    low, high = (round(math.log10(value)) for value in (frame.low, frame.high))
    step = max(1, math.ceil((high - low) / _MOST_TICKS))
    return [10.0**power for power in range(low, high + 1, step)]


def _here(frame: Frame) -> list[Markup]:
    if frame.at is None:
        return []
    x = frame.x(frame.at)
    return [tag("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, class_="rv-here-line")]


def _level(level: Level, frame: Frame) -> Markup:
    y = frame.y(level.value)
    return tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="rv-level")


def _level_name(level: Level, frame: Frame, curves: Sequence[Curve]) -> Markup:
    """Above its line, or below it at the top; at the end from which the curves keep away."""
    y = frame.y(level.value)
    above = y - 4 if y > TOP + 16 else y + 14
    name = f"{level.name} {written(level.value)}"
    left, right, reach = LEFT + 4, WIDTH - RIGHT - 4, 7.0 * len(name)
    points = [(frame.x(c.xs[i]), frame.y(c.ys[i])) for c in curves for i in range(c.n_finite)]
    at_left = min((abs(v - y) for x, v in points if x < left + reach), default=HEIGHT)
    at_right = min((abs(v - y) for x, v in points if x > right - reach), default=HEIGHT)
    x, anchor = (right, "end") if at_right > at_left else (left, "start")
    return tag("text", name, x=x, y=above, text_anchor=anchor, class_="rv-level-name")


def _line(curve: Curve, frame: Frame) -> Markup:
    n = curve.n_finite
    points = [(frame.x(curve.xs[i]), frame.y(curve.ys[i])) for i in range(n)]
    kind = f"rv-curve rv-curve-{curve.ink}"
    parts = [tag("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=kind)]
    if n == 1:
        parts.append(tag("circle", cx=points[0][0], cy=points[0][1], r=3, class_=kind))
    if n < len(curve.ys):
        lost = tag("text", "✗", x=frame.x(curve.xs[n]), y=TOP + 12, text_anchor="middle")
        parts.append(tag("g", lost, class_="rv-lost"))
    return tag("g", tag("title", curve.name), *parts)


def _names(curves: Sequence[Curve], frame: Frame) -> list[Markup]:
    """Each line's name and last number at its end, moved apart where they would touch."""
    ends = sorted(
        (frame.y(curve.ys[curve.n_finite - 1]), i)
        for i, curve in enumerate(curves)
        if curve.n_finite
    )
    names, free = [], TOP
    room = HEIGHT - BOTTOM - _LABEL * 2 * len(ends)
    for place, (y, i) in enumerate(ends):
        top = max(free, min(y, room + _LABEL * 2 * (place + 1)))
        free = top + 2 * _LABEL
        curve = curves[i]
        kind, x = f"rv-curve-name rv-curve-{curve.ink}", WIDTH - RIGHT + 8
        last = written(curve.ys[curve.n_finite - 1])
        names += [
            tag("text", short(curve.name, _LONGEST), x=x, y=top + 4, class_=kind),
            tag("text", last, x=x, y=top + 4 + _LABEL, class_=kind),
        ]
    return names


def _picks(frame: Frame) -> list[Markup]:
    """A clickable column around each place; the page's slider does the same for keys."""
    if not frame.picks:
        return []
    width = (WIDTH - LEFT - RIGHT) / max(1.0, frame.last - frame.first)
    return [
        tag(
            "rect",
            tag("title", f"{frame.unit} {place}"),
            x=frame.x(place) - width / 2,
            y=TOP,
            width=width,
            height=HEIGHT - TOP - BOTTOM,
            data_pick=str(place),
            class_="rv-pick-column",
        )
        for place in frame.picks
    ]


def _said(curve: Curve, unit: str) -> str:
    n = curve.n_finite
    if not n:
        return f"{curve.name}: {written(curve.ys[0])}."
    said = f"{curve.name}: from {written(curve.ys[0])} to {written(curve.ys[n - 1])}"
    lost = f", then {written(curve.ys[n])}" if n < len(curve.ys) else ""
    return f"{said} at {unit} {curve.xs[n - 1]:g}{lost}."
