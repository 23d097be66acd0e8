"""One-hot rows to scale: a bar stands for all V cells, and its single 1 is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, joined, tag


@dataclass(frozen=True, slots=True)
class Row:
    """One token's row.

    Attributes:
        token: The word.
        id: Where its 1 is, from 0; -1 for none.
        note: What is said where the word has no id of its own, "" otherwise.
    """

    token: str
    id: int
    note: str = ""


def onehot_rows(rows: Sequence[Row], vocab_size: int, current: int) -> Drawing:
    """All rows of a sentence, (T, V).

    Args:
        rows: T rows.
        vocab_size: V.
        current: Index of the row that is looked at closely.
    """
    drawn = [_row(row, t, vocab_size, t == current) for t, row in enumerate(rows)]
    ends = tag("div", tag("span", "0"), tag("span", f"{vocab_size - 1:,}"), class_="rv-onehot-ends")
    return Drawing(joined([tag("div", *drawn, class_="rv-onehot"), ends]))


def onehot_close(row: Row, first: int, words: Sequence[str]) -> Drawing:
    """The cells around a row's 1, each with its word.

    Args:
        row: Which.
        first: Id of the first cell shown.
        words: Of the cells.
    """
    cells = [
        tag(
            "div",
            tag("span", word, class_="rv-close-word"),
            tag("b", "1" if first + k == row.id else "0", class_="rv-number"),
            tag("small", f"{first + k:,}", class_="rv-number"),
            class_="rv-close-cell rv-close-one" if first + k == row.id else "rv-close-cell",
            title=word,
        )
        for k, word in enumerate(words)
    ]
    return Drawing(tag("div", *cells, class_="rv-close rv-scroll", tabindex="0"))


def _row(row: Row, t: int, vocab_size: int, is_current: bool) -> Markup:
    place = f"left: {100 * row.id / vocab_size:.4f}%; width: max(3px, {100 / vocab_size:.4f}%)"
    one = tag("i", class_="rv-onehot-one", style=place) if row.id >= 0 else Markup("")
    said = row.note or f"1 at {row.id:,}"
    return tag(
        "button",
        tag("span", row.token, class_="rv-onehot-word", title=row.token),
        tag("span", one, class_="rv-onehot-bar"),
        tag("span", said, class_="rv-onehot-said rv-number"),
        class_="rv-onehot-row rv-missing" if row.note else "rv-onehot-row",
        data_pick=str(t),
        aria_pressed=str(is_current).lower(),
    )
