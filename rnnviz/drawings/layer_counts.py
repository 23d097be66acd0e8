"""How many numbers each kind of cell learns, with the formula in letters and in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag


@dataclass(frozen=True, slots=True)
class CountRow:
    """One kind of cell in one framework.

    Attributes:
        name: Such as "GRU".
        formula: In letters.
        numbers: In numbers.
        total: Their value.
        is_chosen: Whether it is the one looked at.
    """

    name: str
    formula: str
    numbers: str
    total: int
    is_chosen: bool


def counts(rows: Sequence[CountRow], heads: tuple[str, str, str, str]) -> Drawing:
    """A table of formulas, with a bar as long as the count.

    Args:
        rows: Which.
        heads: Of the cell, the formula, its numbers and the count.
    """
    most = max(row.total for row in rows)
    first = tag("tr", *(tag("th", head, scope="col") for head in heads), tag("th", ""))
    table = tag("table", first, *(_row(row, most) for row in rows), class_="rv-table rv-counts")
    return Drawing(tag("div", table, class_="rv-scroll", tabindex="0"))


def _row(row: CountRow, most: int) -> Markup:
    bar = tag("span", class_="rv-cost", style=f"width: {100 * row.total / most:.1f}%")
    return tag(
        "tr",
        tag("th", row.name, scope="row"),
        tag("td", row.formula, class_="rv-number"),
        tag("td", row.numbers, class_="rv-number"),
        tag("td", f"{row.total:,}", class_="rv-number"),
        tag("td", bar, class_="rv-counts-bar"),
        class_="rv-here" if row.is_chosen else None,
    )
