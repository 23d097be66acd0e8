"""How a trained network does on examples it never saw: where it errs, and on what most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.drawings.training_curves import written
from rnnviz.errors import ShapeError
from rnnviz.terms import TERMS
from rnnviz.written import short

_SHARE = TERMS["probabilities"]
_SIDE, _EDGE, _FOOT = 260.0, 44.0, 36.0
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Wrong:
    """An example that was judged wrongly.

    Attributes:
        text: The example.
        truth: What it is.
        said: What the network said.
    """

    text: str
    truth: str
    said: str


def confusion_matrix(
    title: str, names: Sequence[str], counts: Sequence[Sequence[int]], note: str = ""
) -> Drawing:
    """How often each class was taken for each: rows are the truth, columns the answer.

    Args:
        title: Above it.
        names: n classes.
        counts: (n, n).
        note: A quiet line below.

    Raises:
        ShapeError: If the counts are not n by n.
    """
    n = len(names)
    if len(counts) != n or any(len(row) != n for row in counts):
        raise ShapeError(f"{n} classes need {n} rows of {n} counts, got {len(counts)} rows.")
    heads = [tag("th", short(name, 10), scope="col", title=name) for name in names]
    first = tag("tr", tag("th", "truth ↓ said →", scope="col"), *heads)
    lines = [
        tag(
            "tr",
            tag("th", short(name, 10), scope="row", title=name),
            *(_count(c, sum(row), name, other) for c, other in zip(row, names, strict=True)),
        )
        for name, row in zip(names, counts, strict=True)
    ]
    table = tag("table", first, *lines, class_="rv-confusion")
    return _panel(title, tag("div", table, class_="rv-scroll", tabindex="0"), note)


def _count(count: int, total: int, truth: str, said: str) -> Markup:
    share = count / total if total else 0.0
    style = f"background: {colour(share, _SHARE)}; color: {ink_on(share, _SHARE)}"
    title = f"{truth}: {count:,} of {total:,} taken for {said}"
    return tag("td", f"{count:,}", style=style, title=title, class_="rv-number")


def truth_against_prediction(
    title: str, pairs: Sequence[tuple[float, float]], note: str = ""
) -> Drawing:
    """Numbers that were to be told against those that were told; right ones lie on the line.

    Args:
        title: Above it.
        pairs: Truth and prediction, at least one.
        note: A quiet line below.
    """
    values = [value for pair in pairs for value in pair]
    low, high = min(values), max(values)
    room, span = _SIDE - _EDGE - 10, max(high - low, 1e-9)

    def at(truth: float, said: float) -> tuple[float, float]:
        """A pair's place."""
        return _EDGE + room * (truth - low) / span, 10 + room * (1 - (said - low) / span)

    (x1, y1), (x2, y2) = at(low, low), at(high, high)
    dots = [tag("circle", cx=x, cy=y, r=2.5) for x, y in (at(*pair) for pair in pairs)]
    texts = [
        tag("text", written(high), x=_EDGE - 4, y=18, text_anchor="end"),
        tag("text", written(low), x=_EDGE - 4, y=10 + room, text_anchor="end"),
        tag("text", written(low), x=_EDGE, y=room + 28),
        tag("text", f"truth {written(high)}", x=_EDGE + room, y=room + 28, text_anchor="end"),
        tag("text", "prediction ↑", x=_EDGE + 6, y=18),
    ]
    svg = tag(
        "svg",
        tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="rv-level"),
        *dots,
        *texts,
        viewBox=f"0 0 {_SIDE:g} {_SIDE - _EDGE + _FOOT:g}",
        role="img",
        aria_label=f"{title}: {len(pairs)} pairs from {written(low)} to {written(high)}.",
        class_="rv-truth",
    )
    return _panel(title, svg, note)


def most_wrong(title: str, rows: Sequence[Wrong], note: str = "") -> Drawing:
    """The examples on which the network errs most; one can be picked to be read.

    Args:
        title: Above them.
        rows: The worst first.
        note: A quiet line below.
    """
    heads = (tag("th", head, scope="col") for head in ("example", "truth", "said"))
    lines = [
        tag(
            "tr",
            tag(
                "td",
                tag("button", short(row.text, _LONGEST), data_pick=row.text, title=row.text),
            ),
            tag("td", row.truth),
            tag("td", row.said),
        )
        for row in rows
    ]
    table = tag("table", tag("tr", *heads), *lines, class_="rv-table rv-wrong")
    return _panel(title, tag("div", table, class_="rv-scroll", tabindex="0"), note)


def _panel(title: str, inside: Markup, note: str) -> Drawing:
    said = [tag("p", note, class_="rv-said")] if note else []
    head = tag("h3", title, class_="rv-title")
    return Drawing(tag("section", head, inside, *said, class_="rv-panel"))
