"""The table of runs beside what is reached without any recurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.drawings.training_curves import sparkline


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
