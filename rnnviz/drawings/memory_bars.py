"""One bar per timestep: norms from the bottom of a log scale, or factors around 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rnnviz.drawings.colours import ink_on
from rnnviz.drawings.markup import Markup, joined, tag
from rnnviz.drawings.memory_scale import SHARE, LogScale, size

HEIGHT, GAP = 100.0, 0.14
MANY = 8
"""Timesteps up to which every bar has room for its number."""
LOW = 0.35
"""Height of a bar that has room for its number."""
REACH = 1.0
"""Of the factors, in doublings: from 1/2 to 2."""


def norm_bars(
    values: Sequence[float],
    words: Sequence[str],
    scale: LogScale,
    label: str,
    marks: Sequence[float] = (),
) -> Markup:
    """Norms as bars of a log scale's heights; what is below it is an empty box.

    Args:
        values: T norms.
        words: T names.
        scale: Of the heights.
        label: What they are, for those who do not see them.
        marks: T more norms, each a line across its bar.
    """
    lines = [_level(height, is_one=exponent == 0) for exponent, height in scale.lines()]
    bars = [
        _bar(t, 0.0, scale.share(value), f"{word}: {size(value)}", _kind(scale.is_below(value)))
        for t, (value, word) in enumerate(zip(values, words, strict=True))
    ]
    across = [_mark(t, scale.share(mark)) for t, mark in enumerate(marks)]
    heights = [scale.share(value) for value in values]
    return _box([*lines, *bars, *across], values, words, label, heights)


def factor_bars(values: Sequence[float], words: Sequence[str], label: str) -> Markup:
    """Factors as bars from 1: up where a step enlarges, down where it shrinks.

    Args:
        values: T factors; each doubling is as high as the next.
        words: T names.
        label: What they are, for those who do not see them.
    """
    places = [_place(value) for value in values]
    lines = [_level(0.5, is_one=True)]
    bars = [
        _bar(
            t,
            min(place, 0.5),
            max(place, 0.5),
            f"{word}: × {size(value)}",
            "rv-mem-bar-more" if value > 1 else "rv-mem-bar-less",
        )
        for t, (place, value, word) in enumerate(zip(places, values, words, strict=True))
    ]
    return _box(
        [*lines, *bars], values, words, label, [-1.0 if place < 0.5 else 0.0 for place in places]
    )


def _place(value: float) -> float:
    doublings = math.log2(value) if value > 0 else -REACH
    return (min(max(doublings, -REACH), REACH) / REACH + 1) / 2


def _kind(is_below: bool) -> str:
    return "rv-mem-bar-none" if is_below else "rv-mem-bar-norm"


def _bar(t: int, bottom: float, top: float, title: str, kind: str) -> Markup:
    height = max(HEIGHT * (top - bottom), 3.0)
    y = min(HEIGHT * (1 - top), HEIGHT - 3.0)
    return tag(
        "rect",
        tag("title", title),
        x=t + GAP / 2,
        y=y,
        width=1 - GAP,
        height=height,
        vector_effect="non-scaling-stroke",
        class_=kind,
    )


def _level(height: float, *, is_one: bool) -> Markup:
    y = HEIGHT * (1 - height)
    kind = "rv-mem-level rv-mem-level-one" if is_one else "rv-mem-level"
    return tag("path", d=f"M0 {y:.5g}H1000", vector_effect="non-scaling-stroke", class_=kind)


def _mark(t: int, height: float) -> Markup:
    y = HEIGHT * (1 - height)
    return tag(
        "path", d=f"M{t} {y:.5g}h1", vector_effect="non-scaling-stroke", class_="rv-mem-across"
    )


def _box(
    drawn: Sequence[Markup],
    values: Sequence[float],
    words: Sequence[str],
    label: str,
    heights: Sequence[float],
) -> Markup:
    listed = ", ".join(f"{word} {size(value)}" for word, value in zip(words, values, strict=True))
    picture = tag(
        "svg",
        *drawn,
        viewBox=f"0 0 {len(values)} {HEIGHT:g}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{label}: {listed}",
        class_="rv-mem-bars-picture",
    )
    return tag("div", picture, _numbers(values, heights), class_="rv-mem-bars")


def _numbers(values: Sequence[float], heights: Sequence[float]) -> Markup:
    """In each bar its number, or above a low one; none where they are many."""
    n = len(values)
    if n > MANY:
        return Markup("")
    shown = []
    for t, (value, height) in enumerate(zip(values, heights, strict=True)):
        place = f"left: {100 * (t + 0.5) / n:.4g}%"
        if height > LOW:
            place += f"; color: {ink_on(1.0, SHARE)}"
        elif height > 0:
            place += f"; bottom: {100 * height:.4g}%"
        elif height < 0:  # it hangs from the middle, so that its room is above
            place += "; bottom: 60%"
        shown.append(tag("span", size(value), class_="rv-mem-bar-number rv-number", style=place))
    return joined(shown)
