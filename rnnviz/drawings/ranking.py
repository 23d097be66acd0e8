"""Words in order, with a bar and a number each, and a mark for what chance gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.written import plain, short

_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row.

    Attributes:
        word: Picked by a click.
        value: A cosine in [-1, 1].
        is_marked: Whether it stands out: a word of the question, or the odd one.
    """

    word: str
    value: float
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Where two random words lie.

    Attributes:
        mean: Their mean cosine.
        said: The same in words, with its spread, below the bars.
    """

    mean: float
    said: str


def ranking(
    title: str, rows: Sequence[Ranked], *, aside: str = "", mark: Mark | None = None, note: str = ""
) -> Drawing:
    """A ranking; bars begin at 0, or further left where a cosine is negative.

    Args:
        title: Above it.
        rows: In order.
        aside: At the title's right, such as what the numbers are.
        mark: A line through all bars.
        note: A quiet line below.
    """
    low = min(0.0, *(row.value for row in rows), 0.0)
    head = tag("h3", title, tag("span", aside, class_="rv-quiet"), class_="rv-title rv-apart")
    bars = tag("div", *(_row(row, low, mark) for row in rows), class_="rv-ranking")
    said = [tag("p", text, class_="rv-said") for text in (mark.said if mark else "", note) if text]
    return Drawing(tag("section", head, bars, *said, class_="rv-panel"))


def _row(row: Ranked, low: float, mark: Mark | None) -> Markup:
    start, end = sorted((_share(0.0, low), _share(row.value, low)))
    end_name = "negative" if row.value < 0 else "positive"
    place = f"left: {start:.4g}%; width: {end - start:.4g}%; background: var(--{end_name})"
    parts = (tag("i", style=place), _line(mark, low))
    return tag(
        "button",
        tag("span", short(row.word, _LONGEST), class_="rv-rank-word"),
        tag("span", *parts, class_="rv-track"),
        tag("span", plain(row.value), class_="rv-number"),
        data_pick=row.word,
        title=row.word,
        class_="rv-rank rv-rank-marked" if row.is_marked else "rv-rank",
    )


def _line(mark: Mark | None, low: float) -> Markup:
    return tag("b", style=f"left: {_share(mark.mean, low):.4g}%") if mark else Markup("")


def _share(value: float, low: float) -> float:
    return 100 * min(max((value - low) / (1 - low), 0.0), 1.0)
