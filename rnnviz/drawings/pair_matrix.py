"""Every pair of words as a table of numbers that are also colours."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.errors import ShapeError
from rnnviz.terms import TERMS
from rnnviz.written import plain, short

_TERM = TERMS["similarity"]


def pair_matrix(
    title: str, words: Sequence[str], rows: Sequence[Sequence[float]], aside: str = ""
) -> Drawing:
    """Cosine similarity of every pair on a fixed scale from -1 to 1; names can be picked.

    Args:
        title: Above it.
        words: n words.
        rows: Their similarities, (n, n), in [-1, 1].
        aside: At the title's right.

    Raises:
        ShapeError: If the rows are not n by n.
    """
    n = len(words)
    if len(rows) != n or any(len(row) != n for row in rows):
        raise ShapeError(f"{n} words need {n} rows of {n} similarities, got {len(rows)} rows.")
    columns = [tag("th", short(word, 8), scope="col", title=word) for word in words]
    lines = [
        tag("tr", tag("th", _name(word), scope="row"), *(_cell(*entry) for entry in cells))
        for word, cells in (
            (word, [(value, word, other) for value, other in zip(row, words, strict=True)])
            for word, row in zip(words, rows, strict=True)
        )
    ]
    kind = "rv-matrix rv-matrix-many" if n > 8 else "rv-matrix"
    table = tag("table", tag("tr", tag("td", ""), *columns), *lines, class_=kind)
    head = tag("h3", title, tag("span", aside, class_="rv-quiet"), class_="rv-title rv-apart")
    return Drawing(tag("section", head, tag("div", table, class_="rv-wide"), class_="rv-panel"))


def _name(word: str) -> Markup:
    return tag("button", short(word, 11), data_pick=word, title=word)


def _cell(value: float, word: str, other: str) -> Markup:
    style = f"background: {colour(value, _TERM)}; color: {ink_on(value, _TERM)}"
    title = f"cos({word}, {other}) = {plain(value, 4)}"
    return tag("td", plain(value, 2), style=style, title=title, class_="rv-number")
