"""The class's own sentence, read again after every epoch: epochs downward, words to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.errors import ShapeError
from rnnviz.terms import Term
from rnnviz.written import short


@dataclass(frozen=True, slots=True)
class Read:
    """What the network of one epoch says after every word.

    Attributes:
        epoch: 0 is before any training.
        values: One number a word, which gives the colour.
        said: What is written in each cell.
    """

    epoch: int
    values: tuple[float, ...]
    said: tuple[str, ...]


def reading_grid(
    title: str,
    words: Sequence[str],
    rows: Sequence[Read],
    term: Term,
    *,
    at: int | None = None,
    note: str = "",
) -> Drawing:
    """A row of coloured numbers for every epoch; a row's name can be picked.

    Args:
        title: Above it.
        words: T words or symbols.
        rows: What each epoch's network says, T numbers each.
        term: Range and scale of the numbers.
        at: The epoch that is selected.
        note: A quiet line below.

    Raises:
        ShapeError: If a row has not one number for each word.
    """
    _check(rows, len(words))
    heads = [tag("th", short(word, 12), scope="col", title=word) for word in words]
    first = tag("tr", tag("th", "epoch", scope="col"), *heads)
    table = tag("table", first, *(_row(row, words, term, at) for row in rows), class_="rv-reading")
    scrolled = tag(
        "div",
        table,
        class_="rv-scroll rv-reading-box",
        tabindex="0",
        role="region",
        aria_label=title,
    )
    said = [tag("p", note, class_="rv-said")] if note else []
    return Drawing(
        tag("section", tag("h3", title, class_="rv-title"), scrolled, *said, class_="rv-panel")
    )


def _check(rows: Sequence[Read], n: int) -> None:
    for row in rows:
        if not len(row.values) == len(row.said) == n:
            raise ShapeError(
                f"{n} words need {n} numbers after every epoch, got {len(row.values)} with "
                f"{len(row.said)} texts after epoch {row.epoch}."
            )


def _row(row: Read, words: Sequence[str], term: Term, at: int | None) -> Markup:
    is_here = row.epoch == at
    name = tag(
        "button",
        str(row.epoch),
        data_pick=str(row.epoch),
        title=f"epoch {row.epoch}",
        aria_label=f"epoch {row.epoch}",
        aria_pressed="true" if is_here else "false",
    )
    cells = [
        tag(
            "td",
            said,
            style=f"background: {colour(value, term)}; color: {ink_on(value, term)}",
            title=f"epoch {row.epoch}, after “{word}”",
        )
        for value, said, word in zip(row.values, row.said, words, strict=True)
    ]
    kind = "rv-reading-here" if is_here else None
    return tag("tr", tag("th", name, scope="row"), *cells, class_=kind)
