"""Accuracies of networks on one test set, beside simple models and chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, joined, tag

LOW, HIGH = 0.5, 0.85
"""Ends of the scale: half right by tossing a coin, and a little more than the best model."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One model.

    Attributes:
        name: Of it.
        note: Such as how many numbers it has learned.
        accuracy: On the test sentences, in [0, 1].
        seeds: The same with other seeds, if they were trained.
        reading: What it says of the sentence, in words; "" if it was not asked.
        is_marked: Whether it stands out.
    """

    name: str
    note: str
    accuracy: float
    seeds: tuple[float, ...] = ()
    reading: str = ""
    is_marked: bool = False


def scores(models: Sequence[Scored], reading: str, axis: str) -> Drawing:
    """Bars from one half on, with a tick for every seed.

    Args:
        models: In order.
        reading: Head of the readings' column.
        axis: What the bars show, in a sentence.
    """
    heads = ("", "test accuracy", "", reading)
    first = tag("tr", *(tag("th", head, scope="col") for head in heads))
    table = tag("table", first, *map(_row, models), class_="rv-conv-scores")
    scroll = tag("div", table, class_="rv-scroll", tabindex="0")
    return Drawing(joined([scroll, tag("p", axis, class_="rv-quiet")]))


def _row(model: Scored) -> Markup:
    bar = tag("i", style=f"width: {_share(model.accuracy):.4g}%")
    ticks = [tag("b", style=f"left: {_share(seed):.4g}%") for seed in model.seeds]
    return tag(
        "tr",
        tag("th", model.name, tag("small", model.note), scope="row"),
        tag("td", tag("div", bar, *ticks, class_="rv-conv-score"), class_="rv-conv-score-bar"),
        tag("td", f"{100 * model.accuracy:.1f} %", class_="rv-number"),
        tag("td", model.reading, class_="rv-number"),
        class_="rv-conv-score-marked" if model.is_marked else None,
    )


def _share(accuracy: float) -> float:
    return 100 * min(max((accuracy - LOW) / (HIGH - LOW), 0.0), 1.0)
