"""The table of runs beside what is reached without any recurrence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, joined, tag


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run, or several that differ only by their seed.

    Attributes:
        key: Picked by a click.
        name: The settings in which it differs from the others.
        curves: Held-out scores over the epochs, one curve a seed.
        result: On the test examples, as it is written.
        status: Where it is not simply done.
        is_here: Whether it is the one shown.
    """

    key: str
    name: str
    curves: tuple[tuple[float, ...], ...]
    result: str
    status: str = ""
    is_here: bool = False


def runs_table(
    rows: Sequence[RunRow],
    baselines: Sequence[tuple[str, str]],
    heads: tuple[str, str, str],
    scale: tuple[float, float],
) -> Drawing:
    """Runs, and below them the baselines; a run's name can be picked.

    Args:
        rows: The newest first.
        baselines: What each is, and what it reaches, as it is written.
        heads: Of the columns: what, held-out curve, test result.
        scale: Low and high end of the small curves.
    """
    first = tag("tr", *(tag("th", head, scope="col") for head in heads))
    lines = [*(_run(row, scale) for row in rows), *(_baseline(*entry) for entry in baselines)]
    table = tag("table", first, *lines, class_="rv-table rv-runs")
    return Drawing(tag("div", table, class_="rv-scroll", tabindex="0"))


def sparkline(values: Sequence[float], low: float, high: float) -> Markup:
    """A curve as small as a word, on a fixed scale; the table around it holds its numbers.

    Args:
        values: From left to right; those that are not finite are left out.
        low: Lower end of the scale.
        high: Upper end.
    """
    kept = [value for value in values if math.isfinite(value)]
    shares = [min(max((v - low) / max(high - low, 1e-9), 0.0), 1.0) for v in kept]
    step = 88 / max(1, len(kept) - 1)
    points = " ".join(f"{2 + i * step:.1f},{24 - 22 * share:.1f}" for i, share in enumerate(shares))
    line = tag("polyline", points=points)
    return tag("svg", line, viewBox="0 0 92 26", aria_hidden="true", class_="rv-spark")


def _run(row: RunRow, scale: tuple[float, float]) -> Markup:
    pressed = "true" if row.is_here else "false"
    name = tag("button", row.name, data_pick=row.key, aria_pressed=pressed)
    status = tag("span", f" {row.status}", class_="rv-quiet") if row.status else Markup("")
    curves = joined(sparkline(curve, *scale) for curve in row.curves)
    return tag(
        "tr",
        tag("th", name, status, scope="row"),
        tag("td", curves),
        tag("td", row.result, class_="rv-number"),
        class_="rv-here" if row.is_here else None,
    )


def _baseline(name: str, result: str) -> Markup:
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", ""),
        tag("td", result, class_="rv-number"),
        class_="rv-zero",
    )
