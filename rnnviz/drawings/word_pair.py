"""Two words' vectors: their numbers as strips, the angle as it is, and every measure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rnnviz.drawings.colours import strip
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import TERMS
from rnnviz.written import plain, short

_WIDTH, _HEIGHT = 230.0, 138.0
_EDGE, _LABEL = 8.0, 17.0
_ARC = 0.3  # of the shorter vector's length


def word_pair(
    words: tuple[str, str],
    rows: Sequence[Sequence[float]],
    *,
    dot: float,
    norms: tuple[float, float],
    cosine: float,
    degrees: float,
    distance: float,
    note: str = "",
) -> Drawing:
    """Two vectors in the plane that they span, at true lengths and angle.

    Args:
        words: Their names.
        rows: The vectors a and b, (2, I).
        dot: a · b.
        norms: |a| and |b|.
        cosine: cos θ in [-1, 1].
        degrees: θ in [0, 180].
        distance: |a − b|.
        note: A quiet line below the numbers.
    """
    term = TERMS["input"]
    strips = [
        tag("div", tag("span", short(word, 11), title=word), strip(row, term, f"vector of {word}"))
        for word, row in zip(words, rows, strict=True)
    ]
    a, b = norms
    product = f"{plain(dot, 2)} / ({plain(a, 2)} × {plain(b, 2)})"
    lines = [
        _line("a · b", plain(dot, 2), "|a|", plain(a, 2), "|b|", plain(b, 2)),
        tag("p", "cos θ = ", product, " = ", tag("b", plain(cosine)), class_="rv-number"),
        _line("θ", f"{plain(degrees, 1)}°", "distance |a − b|", plain(distance, 2)),
    ]
    said = [tag("p", note, class_="rv-said")] if note else []
    right = tag("div", *strips, *lines, *said, class_="rv-pair-numbers")
    head = tag("h3", " and ".join(short(word, 18) for word in words), class_="rv-title")
    body = tag("div", _arrows(words, norms, degrees), right, class_="rv-pair")
    return Drawing(tag("section", head, body, class_="rv-panel"))


def _line(*parts: str) -> Markup:
    shown = [
        tag("span", f"{name} = ", tag("b", value))
        for name, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    return tag("p", *shown, class_="rv-number rv-spread")


def _arrows(words: tuple[str, str], norms: tuple[float, float], degrees: float) -> Markup:
    """Both arrows from one point, the first to the right; y runs downward in SVG."""
    turn = math.radians(degrees)
    tip = (norms[1] * math.cos(turn), norms[1] * math.sin(turn))
    left, right, top = min(0.0, tip[0]), max(norms[0], tip[0], 1e-9), max(tip[1], 1e-9)
    room = (_WIDTH - 2 * _EDGE, _HEIGHT - 2 * _LABEL - _EDGE)
    scale = min(room[0] / (right - left), room[1] / top)
    x0 = _EDGE + (room[0] - scale * (right - left)) / 2 - scale * left
    y0 = _HEIGHT - _LABEL - _EDGE
    ends = ((x0 + scale * norms[0], y0), (x0 + scale * tip[0], y0 - scale * tip[1]))
    radius = _ARC * scale * min(norms)
    parts = [_arc(x0, y0, radius, turn), _theta(x0, y0, radius, turn)]
    for name, end, kind in zip(words, ends, ("accent", "text"), strict=True):
        parts.append(_arrow(x0, y0, *end, kind))
        parts.append(_name(name, *end, is_first=kind == "accent"))
    said = f"{words[0]} and {words[1]} as arrows in their common plane, {degrees:.0f}° apart"
    box = f"0 0 {_WIDTH:g} {_HEIGHT:g}"
    return tag("svg", *parts, viewBox=box, role="img", aria_label=said, class_="rv-angle")


def _arrow(x0: float, y0: float, x1: float, y1: float, kind: str) -> Markup:
    length = math.hypot(x1 - x0, y1 - y0)
    shaft = tag("line", x1=x0, y1=y0, x2=x1, y2=y1, class_=f"rv-arrow rv-ink-{kind}")
    if length < 1e-6:
        return shaft
    along = ((x1 - x0) / length, (y1 - y0) / length)
    size = min(9.0, length / 2)
    sides = [
        (
            x1 - size * along[0] + s * size * 0.45 * along[1],
            y1 - size * along[1] - s * size * 0.45 * along[0],
        )
        for s in (-1, 1)
    ]
    points = " ".join(f"{x:.5g},{y:.5g}" for x, y in ((x1, y1), *sides))
    return tag("g", shaft, tag("polygon", points=points, class_=f"rv-fill-{kind}"))


def _arc(x0: float, y0: float, radius: float, turn: float) -> Markup:
    end = (x0 + radius * math.cos(turn), y0 - radius * math.sin(turn))
    path = f"M{x0 + radius:.5g},{y0:.5g}A{radius:.5g},{radius:.5g} 0 0 0 {end[0]:.5g},{end[1]:.5g}"
    return tag("path", d=path, class_="rv-arc")


def _theta(x0: float, y0: float, radius: float, turn: float) -> Markup:
    x, y = x0 + (radius + 10) * math.cos(turn / 2), y0 - (radius + 10) * math.sin(turn / 2)
    return tag("text", "θ", x=x, y=y + 5, class_="rv-ink-muted", text_anchor="middle")


def _name(word: str, x: float, y: float, *, is_first: bool) -> Markup:
    anchor = "end" if x > _WIDTH / 2 else "start"
    kind, y = ("accent", y + _LABEL) if is_first else ("text", y - 6)
    return tag("text", short(word), x=x, y=y, text_anchor=anchor, class_=f"rv-label rv-fill-{kind}")
