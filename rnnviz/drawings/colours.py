"""Values as colours in CSS that follow the reader's theme by themselves.

The same mixtures as on the stage and in figures: linear in sRGB between the palette's stops.
"""

from __future__ import annotations

from collections.abc import Iterable

from rnnviz.drawings.markup import Markup, tag
from rnnviz.palette import ink
from rnnviz.terms import Term


def colour(value: float, term: Term) -> str:
    """A value's colour on its term's fixed scale; beyond the range it takes the end colour."""
    if term.scale == "gate":
        share = _share((value - term.low) / (term.high - term.low))
        return f"color-mix(in srgb, var(--gate-open) {share}%, var(--gate-shut))"
    end = "negative" if value < 0 else "positive"
    return f"color-mix(in srgb, var(--{end}) {_share(abs(value) / term.high)}%, var(--zero))"


def ink_on(value: float, term: Term) -> str:
    """The ink that is the easier to read on that colour, in each theme."""
    return f"light-dark({ink(value, term, 'light')}, {ink(value, term, 'dark')})"


def strip(values: Iterable[float], term: Term, label: str) -> Markup:
    """A vector as a row of equal cells, in one element of any width.

    Args:
        values: Its numbers.
        term: Their range and scale.
        label: What it shows, for those who do not see it.
    """
    colours = [colour(float(value), term) for value in values]
    n = max(1, len(colours))
    stops = ", ".join(
        f"{c} {100 * i / n:.4g}% {100 * (i + 1) / n:.4g}%" for i, c in enumerate(colours)
    )
    style = f"background: linear-gradient(90deg, {stops})" if colours else None
    return tag("div", class_="rv-strip", role="img", aria_label=label, style=style)


def _share(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.1f}"
