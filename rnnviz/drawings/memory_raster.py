"""Many numbers as a grid of colours in one small SVG: one path per shade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rnnviz.drawings.colours import colour
from rnnviz.drawings.markup import Markup, tag
from rnnviz.terms import Term

N_SHADES = 24
"""From a scale's zero to its end: more than an eye tells apart."""


def raster(rows: Sequence[Sequence[float | None]], term: Term, label: str, kind: str) -> Markup:
    """A grid of any size, stretched to its box.

    Args:
        rows: m rows of n numbers, from the top; None leaves a cell out.
        term: Their range and scale.
        label: What it shows, for those who do not see it.
        kind: A class that gives the box its height.
    """
    paths: dict[int, list[str]] = defaultdict(list)
    for y, row in enumerate(rows):
        for shade, start, end in _runs(row, term):
            paths[shade].append(f"M{start} {y}.5h{end - start}")
    drawn = [
        tag("path", d="".join(parts), style=f"stroke: {colour(_value(shade, term), term)}")
        for shade, parts in sorted(paths.items())
    ]
    return tag(
        "svg",
        *drawn,
        viewBox=f"0 0 {len(rows[0])} {len(rows)}",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
        class_=f"rv-mem-raster {kind}",
    )


def _runs(row: Sequence[float | None], term: Term) -> list[tuple[int, int, int]]:
    """Shade, start and end of neighbours of one shade; None has none."""
    runs: list[tuple[int, int, int]] = []
    for x, value in enumerate(row):
        if value is None:
            continue
        shade = _shade(value, term)
        if runs and runs[-1][0] == shade and runs[-1][2] == x:
            runs[-1] = (shade, runs[-1][1], x + 1)
        else:
            runs.append((shade, x, x + 1))
    return runs


def _shade(value: float, term: Term) -> int:
    share = min(max(value / term.high, -1.0), 1.0)
    return round(share * N_SHADES)


def _value(shade: int, term: Term) -> float:
    return shade / N_SHADES * term.high
