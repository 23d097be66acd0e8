"""Every pair of words in two measures, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.terms import TERMS
from rnnviz.written import plain, short

_COSINE = TERMS["similarity"]
_LONGEST = 9


def pair_tables(
    words: Sequence[str], tables: Sequence[tuple[str, Sequence[Sequence[float | None]]]]
) -> Drawing:
    """Square tables of cosines.

    Args:
        words: n words.
        tables: Each with its title; None stands where a word has no vector.
    """
    return Drawing(
        tag("div", *(_table(words, title, rows) for title, rows in tables), class_="rv-pairs")
    )


def _table(words: Sequence[str], title: str, rows: Sequence[Sequence[float | None]]) -> Markup:
    heads = [tag("th", short(word, _LONGEST), scope="col", title=word) for word in words]
    lines = [
        tag("tr", tag("th", short(word, _LONGEST), scope="row", title=word), *map(_cell, row))
        for word, row in zip(words, rows, strict=True)
    ]
    table = tag("table", tag("tr", tag("th", ""), *heads), joined(lines), class_="rv-table")
    return tag(
        "figure", tag("figcaption", title), tag("div", table, class_="rv-scroll", tabindex="0")
    )


def _cell(value: float | None) -> Markup:
    if value is None:
        return tag("td", "–", class_="rv-quiet")
    style = f"background: {colour(value, _COSINE)}; color: {ink_on(value, _COSINE)}"
    return tag("td", plain(value, 2), class_="rv-number", style=style)


def cost_table(rows: Sequence[tuple[str, str, str, int]]) -> Drawing:
    """What each form of the same words takes in memory, with bars on one scale.

    Args:
        rows: Name, shape, memory in words, and bytes.
    """
    most = max(count for *_, count in rows)
    lines = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            tag("td", shape, class_="rv-number"),
            tag("td", memory, class_="rv-number"),
            tag(
                "td",
                tag("i", class_="rv-cost", style=f"width: max(1px, {100 * count / most:.3g}%)"),
                class_="rv-cost-bar",
            ),
        )
        for name, shape, memory, count in rows
    ]
    return Drawing(tag("table", *lines, class_="rv-table rv-costs"))
