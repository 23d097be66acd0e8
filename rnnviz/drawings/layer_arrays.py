"""Drawn weights: the histogram of their numbers, and a matrix's singular values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.written import plain

WIDTH, HEIGHT = 400, 90


@dataclass(frozen=True, slots=True)
class ArrayPicture:
    """What is drawn of one array.

    Attributes:
        name: Such as "W_ih".
        maker: Its initialiser's argument and value.
        shape: As written.
        counts: Of its numbers, in equal bins from -reach to reach.
        reach: Right end of the histogram.
        facts: Short sentences on it.
        singular_values: Largest first; empty for a vector.
    """

    name: str
    maker: str
    shape: str
    counts: tuple[int, ...]
    reach: float
    facts: tuple[str, ...]
    singular_values: tuple[float, ...]


def arrays(pictures: Sequence[ArrayPicture]) -> Drawing:
    """One card per array, side by side.

    Args:
        pictures: Which.
    """
    return Drawing(tag("div", *map(_card, pictures), class_="rv-arrays"))


def _card(picture: ArrayPicture) -> Markup:
    head = tag(
        "figcaption",
        tag("b", picture.name),
        tag("span", picture.shape, class_="rv-number rv-shape"),
        tag("span", picture.maker, class_="rv-number"),
    )
    values = picture.singular_values
    parts = [_bars(picture.counts, f"histogram of {picture.name}", "rv-arrays-counts")]
    reach = f"{picture.reach:.2g}"
    parts.append(_ends(f"\N{MINUS SIGN}{reach}", "numbers: how many of each size", reach))
    if values:
        parts.append(_bars(values, f"singular values of {picture.name}", "rv-arrays-values"))
        parts.append(
            _ends(plain(values[0], 2), f"{len(values)} singular values", plain(values[-1], 2))
        )
    facts = [tag("p", fact, class_="rv-arrays-fact") for fact in picture.facts]
    return tag("figure", head, *parts, *facts, class_="rv-array")


def _bars(heights: Sequence[float], label: str, class_: str) -> Markup:
    """Bars from the ground up, the highest as high as the box."""
    top = max(*heights, 1e-12) if len(heights) > 1 else max(heights[0], 1e-12)
    width = WIDTH / len(heights)
    bars = [
        tag(
            "rect",
            x=i * width,
            y=HEIGHT * (1 - height / top),
            width=width * (0.86 if len(heights) <= 64 else 1),
            height=HEIGHT * height / top,
        )
        for i, height in enumerate(heights)
        if height > 0
    ]
    return tag(
        "svg",
        *bars,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{label}: highest bar {max(heights):.4g}",
        class_=f"rv-arrays-bars {class_}",
    )


def _ends(*texts: str) -> Markup:
    return tag("div", *(tag("span", text) for text in texts), class_="rv-plot-ends")
