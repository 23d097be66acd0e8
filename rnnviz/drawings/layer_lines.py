"""Curves on one scale with their names: activations, lengths over training, states over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag

WIDTH, HEIGHT, EDGE = 400, 120, 6


@dataclass(frozen=True, slots=True)
class Line:
    """One curve.

    Attributes:
        name: In the legend.
        values: At evenly spaced places; fewer than the longest line's if it ended early.
        role: "main" in the accent, "other" in ink, or "guide" dashed.
    """

    name: str
    values: tuple[float, ...]
    role: str = "main"


def curves(
    title: str,
    lines: Sequence[Line],
    ends: tuple[str, str, str],
    *,
    low: float | None = None,
    is_log: bool = False,
) -> Drawing:
    """Curves over one axis.

    Args:
        title: What is drawn, with its unit.
        lines: Which; one at least has values.
        ends: What stands at the axis' left end, in its middle and at its right end.
        low: Lower end of the scale, if the values are not to choose it.
        is_log: Whether the scale is logarithmic; all values are above 0 then.
    """
    values = [v for line in lines for v in line.values]
    bottom = min(values) if low is None else min(low, *values)
    top = max(values)
    marks = tag("div", *(tag("span", _written(v)) for v in (top, bottom)), class_="rv-plot-scale")
    picture = _picture(lines, _Scale(bottom, top, is_log), _said(title, lines))
    feet = tag("div", *(tag("span", end) for end in ends), class_="rv-plot-ends")
    heading = f"{title} · log scale" if is_log else title
    caption = tag("figcaption", tag("b", heading), *map(_key, lines))
    box = tag("div", marks, picture, class_="rv-plot-box")
    return Drawing(tag("figure", caption, box, feet, class_="rv-plot"))


def _picture(lines: Sequence[Line], scale: _Scale, said: str) -> Markup:
    longest = max(len(line.values) for line in lines)
    return tag(
        "svg",
        *([_level(scale(0.0))] if scale.passes_zero else []),
        *(_curve(line, longest, scale) for line in lines if line.values),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=said,
        class_="rv-plot-lines",
    )


def charts(drawings: Sequence[Drawing]) -> Drawing:
    """Several of them side by side, as many as there is room for."""
    return Drawing(tag("div", *(drawing.html for drawing in drawings), class_="rv-plots"))


class _Scale:
    """Where a value stands, from the top."""

    def __init__(self, low: float, high: float, is_log: bool) -> None:
        self.of = math.log if is_log else float
        self.low, self.high = self.of(low), self.of(high)
        self.passes_zero = not is_log and low < 0 < high

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = 0.5 if span == 0 else (self.of(value) - self.low) / span
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def _curve(line: Line, longest: int, scale: _Scale) -> Markup:
    step = WIDTH / max(1, longest - 1)
    points = " ".join(f"{i * step:.1f},{scale(v):.1f}" for i, v in enumerate(line.values))
    return tag(
        "polyline",
        tag("title", line.name),
        points=points,
        class_=f"rv-plot-{line.role}",
        vector_effect="non-scaling-stroke",
    )


def _level(y: float) -> Markup:
    return tag("line", x1=0, x2=WIDTH, y1=y, y2=y, vector_effect="non-scaling-stroke")


def _key(line: Line) -> Markup:
    return tag("span", tag("i", class_=f"rv-plot-{line.role}"), line.name, class_="rv-plot-key")


def _written(value: float) -> str:
    """Three digits that count, whatever the size."""
    text = f"{value:.3g}"
    return text.replace("-", "\N{MINUS SIGN}")


def _said(title: str, lines: Sequence[Line]) -> str:
    ends = [
        f"{line.name} from {_written(line.values[0])} to {_written(line.values[-1])}"
        for line in lines
        if line.values
    ]
    return f"{title}: {'; '.join(ends)}"
