"""Rows of an embedding table: as strips, as an equation, and before and after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import strip
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.terms import TERMS, Term
from rnnviz.written import plain, signed

_E = TERMS["embedding"]


def small_table(rows: Sequence[Sequence[float]], names: Sequence[str], current: int) -> Drawing:
    """A table small enough to be read number by number.

    Args:
        rows: V rows.
        names: What stands in each row; clicking one picks its id.
        current: The id that is looked at.
    """
    lines = [_small_row(row, names[i], i, i == current) for i, row in enumerate(rows)]
    return Drawing(
        tag("div", tag("table", joined(lines), class_="rv-table"), class_="rv-scroll", tabindex="0")
    )


def _small_row(row: Sequence[float], name: str, i: int, is_current: bool) -> Markup:
    pick = tag("button", name, data_pick=str(i), aria_pressed=str(is_current).lower())
    return tag(
        "tr",
        tag("th", pick, scope="row"),
        tag("td", strip(row, _E, f"row {i}"), class_="rv-small-strip"),
        *(tag("td", signed(value, 2), class_="rv-number") for value in row[:4]),
        class_="rv-here" if is_current else None,
    )


def id_chips(ids: Sequence[int], current: int, label: str) -> Drawing:
    """A batch of ids in its order; clicking one picks its row.

    Args:
        ids: T ids.
        current: The id that is looked at.
        label: What they are.
    """
    chips = [
        tag("button", str(i), data_pick=str(i), aria_pressed=str(i == current).lower()) for i in ids
    ]
    return Drawing(tag("div", tag("span", label), *chips, class_="rv-chips"))


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the table, with what the one-hot row multiplies it by.

    Attributes:
        one_hot: 0 or 1.
        id: Of the row.
        word: In it.
        numbers: Its values.
    """

    one_hot: int
    id: int
    word: str
    numbers: tuple[float, ...]


def row_equation(
    factors: Sequence[Factor], n_rows: int, result: Sequence[float], error: float
) -> Drawing:
    """The one-hot row times the table, as a sum of rows.

    Args:
        factors: Some of the V terms, the picked one among them.
        n_rows: V.
        result: The sum over all V terms.
        error: The largest difference between the sum and the picked row.
    """
    left_out = n_rows - len(factors)
    gap = tag("tr", tag("td", ""), tag("td", f"+ {left_out:,} more rows times 0", colspan=3))
    lines = [*map(_term, factors), *([gap] if left_out else []), _sum(result)]
    table = tag("table", *lines, class_="rv-table rv-equation")
    scrolled = tag("div", table, class_="rv-scroll", tabindex="0")
    return Drawing(joined([scrolled, _proof(error)]))


def _sum(result: Sequence[float]) -> Markup:
    return tag(
        "tr",
        tag("td", "="),
        tag("td", "their sum"),
        tag("td", strip(result, _E, "sum"), class_="rv-small-strip"),
        tag("td", _numbers(result), class_="rv-number"),
        class_="rv-here",
    )


def _proof(error: float) -> Markup:
    if error == 0:
        return tag("p", "✓ exactly the picked row: largest difference 0", class_="rv-proof")
    said = f"✗ differs from the picked row by up to {error:.1e}"
    return tag("p", said, class_="rv-proof rv-bad")


def _term(factor: Factor) -> Markup:
    return tag(
        "tr",
        tag("td", f"{factor.one_hot} ×", class_="rv-number"),
        tag("td", f"E[{factor.id:,}] {factor.word}"),
        tag(
            "td",
            strip(factor.numbers, _E, factor.word or f"row {factor.id}"),
            class_="rv-small-strip",
        ),
        tag("td", _numbers(factor.numbers), class_="rv-number"),
        class_=None if factor.one_hot else "rv-zero",
    )


def _numbers(values: Sequence[float]) -> str:
    some = " ".join(signed(value, 2) for value in values[:4])
    return some if len(values) <= 4 else f"{some} …"


@dataclass(frozen=True, slots=True)
class Moved:
    """A row before and after a step.

    Attributes:
        name: The word, or what the row is.
        note: Said beside it, such as "2×".
        before: Its values.
        gradient: Of the loss.
        after: Its values.
        length: Of the change.
    """

    name: str
    note: str
    before: tuple[float, ...]
    gradient: tuple[float, ...]
    after: tuple[float, ...]
    length: float


def moved_rows(rows: Sequence[Moved], gradient_term: Term) -> Drawing:
    """Before, gradient and after of every row, and how far it moved.

    Args:
        rows: Which.
        gradient_term: The colour range of gradients.
    """
    heads = ("", "before", "gradient", "after", "moved by")
    first = tag("tr", *(tag("th", head, scope="col") for head in heads))
    lines = [
        tag(
            "tr",
            tag("th", row.name, tag("small", f" {row.note}", class_="rv-quiet"), scope="row"),
            _strip(row.before, _E),
            _strip(row.gradient, gradient_term),
            _strip(row.after, _E),
            tag("td", plain(row.length, 4), class_="rv-number"),
            class_="rv-here" if row.length else "rv-zero",
        )
        for row in rows
    ]
    table = tag("table", first, *lines, class_="rv-table rv-moved")
    return Drawing(tag("div", table, class_="rv-scroll", tabindex="0"))


def _strip(values: tuple[float, ...], term: Term) -> Markup:
    digits = 3 if term is _E else 4
    some = " ".join(signed(value, digits) for value in values[:2])
    return tag(
        "td",
        strip(values, term, some),
        tag("small", f"{some} …", class_="rv-number"),
        class_="rv-small-strip",
    )
