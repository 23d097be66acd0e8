"""Norms of gradients on a logarithmic scale: their heights, their colours, their numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import Term
from rnnviz.written import plain

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SHARE = Term(
    "share", "g", "gradient", ("T",), 0.0, 1.0, True, "gate", "A norm's place on a log scale."
)
"""What a height becomes as a colour."""


@dataclass(frozen=True, slots=True)
class LogScale:
    """Decades from 10^low to 10^high; what is beyond takes an end.

    Attributes:
        low: Exponent of ten at the bottom.
        high: Exponent of ten at the top.
    """

    low: int
    high: int

    def share(self, value: float) -> float:
        """A value's height, 0 at the bottom and 1 at the top; 0 also stands for nothing."""
        if not value > 0:
            return 0.0
        height = (math.log10(value) - self.low) / (self.high - self.low)
        return min(max(height, 0.0), 1.0)

    def is_below(self, value: float) -> bool:
        """Whether a value is under the bottom, or nothing at all."""
        return value < 10.0**self.low

    def lines(self) -> tuple[tuple[int, float], ...]:
        """Every decade between the ends, with its height."""
        n = self.high - self.low
        return tuple((self.low + k, k / n) for k in range(1, n))


NORMS = LogScale(-5, 1)
"""Of the norms along a sentence, as heights."""
SHADES = LogScale(-3, 1)
"""Of the same as colours, of which an eye tells fewer apart."""
WIDE = LogScale(-6, 6)
"""Of the room with a spectral radius, where they vanish and explode."""


def power(exponent: int) -> str:
    """A power of ten, such as 10⁻⁵; 1 and 10 as they are."""
    return {0: "1", 1: "10"}.get(exponent, f"10{raised(exponent)}")


def raised(exponent: int) -> str:
    """A whole number as an exponent, such as ⁻⁵."""
    return str(exponent).translate(_SUPERSCRIPTS)


def size(value: float) -> str:
    """A norm in two digits or as a whole number: 0.42, 1407, 3.1·10⁻⁷; 0 only where it is 0."""
    if value == 0 or math.isinf(value):
        return "∞" if value else "0"
    digits, _, order = f"{value:.1e}".partition("e")  # rounded first: 0.999 is 1.0
    exponent = int(order)
    if -3 <= exponent < 4:
        return plain(value, max(0, 1 - exponent))
    return f"{digits}·{power(exponent)}"


def percent(share: float) -> str:
    """A share in percent, two digits: 42 %, 0.3 %, 1.2·10⁻⁵ %."""
    return f"{size(100 * share)} %"


def subscripted(text: str) -> Markup:
    """Text whose h_t and J_{t+1} are written with real subscripts."""
    pieces = re.split(r"_(?:\{([^}]+)\}|(\w))", text)
    shown = [
        piece if at % 3 == 0 else tag("sub", piece)
        for at, piece in enumerate(pieces)
        if piece is not None
    ]
    return tag("span", *shown)


def log_legend(scale: LogScale, said: str) -> Drawing:
    """The scale's colours from bottom to top, with what they stand for.

    Args:
        scale: Which.
        said: What is coloured, in words.
    """
    bar = tag(
        "span", class_="rv-mem-log-bar", role="img", aria_label="pale is small, dark is large"
    )
    ends = (power(scale.low), power(scale.high))
    return Drawing(
        tag(
            "p",
            tag("span", f"≤ {ends[0]}", class_="rv-number"),
            bar,
            tag("span", f"≥ {ends[1]}", class_="rv-number"),
            subscripted(said),
            class_="rv-mem-log-legend",
        )
    )
