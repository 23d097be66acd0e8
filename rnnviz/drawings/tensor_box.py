"""A tensor as a box of axes: sheets of rows of cells, with what is cut out of it lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import strip
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.terms import Term


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the box.

    Attributes:
        letter: As the course calls it: b, s or n.
        meaning: What it counts, such as "stocks".
        labels: Of its entries; the first and the last are written where all do not fit.
        kept: Indices that are lit.
    """

    letter: str
    meaning: str
    labels: tuple[str, ...]
    kept: tuple[int, ...]


def tensor_box(
    sheets: Sequence[Sequence[Sequence[float]]],
    axes: tuple[Axis, Axis, Axis],
    terms: Sequence[Term],
) -> Drawing:
    """A box of (n, b, s) numbers: one sheet per feature, one row per series, time to the right.

    Args:
        sheets: n sheets of b rows of s numbers.
        axes: b, s and n.
        terms: The colour range of each sheet.
    """
    faces = [
        _sheet(rows, k, axes, term)
        for k, (rows, term) in enumerate(zip(sheets, terms, strict=True))
    ]
    named = [_axis(axis) for axis in axes if len(axis.labels) > 1]
    class_ = "rv-box rv-box-flat" if len(sheets) == 1 else "rv-box"
    box = tag("div", *faces, class_=class_, style=f"--sheets: {len(sheets)}")
    return Drawing(joined([tag("p", *named, class_="rv-box-axes"), box, _time(axes[1])]))


def _time(s: Axis) -> Markup:
    meaning = f"{s.letter}: {s.meaning} →"
    texts = (s.labels[0], meaning, s.labels[-1])
    return tag("div", *(tag("span", text) for text in texts), class_="rv-box-time")


def _axis(axis: Axis) -> Markup:
    lit = len(axis.kept)
    return tag(
        "span",
        tag("b", axis.letter),
        f" {axis.meaning}: {lit} of {len(axis.labels)}",
        class_="rv-box-axis",
    )


def _sheet(
    rows: Sequence[Sequence[float]], k: int, axes: tuple[Axis, Axis, Axis], term: Term
) -> Markup:
    b, s, n = axes
    is_lit = k in n.kept
    name = tag(
        "button",
        n.labels[k],
        class_="rv-box-name",
        data_pick=f"n {k}",
        aria_pressed=str(is_lit).lower(),
    )
    lines = [
        _row(row, b.labels[i], i, s, term, is_lit and i in b.kept) for i, row in enumerate(rows)
    ]
    shown = name if len(n.labels) > 1 else Markup("")
    return tag("div", shown, *lines, class_="rv-box-sheet", style=f"--k: {k}")


def _row(row: Sequence[float], label: str, i: int, s: Axis, term: Term, is_lit: bool) -> Markup:
    frames = [_frame(run, len(row)) for run in _runs(s.kept)] if is_lit else []
    masks = (
        [_cover(gap, len(row)) for gap in _runs(_others(s.kept, len(row)))]
        if is_lit
        else [_cover((0, len(row) - 1), len(row))]
    )
    return tag(
        "div",
        tag("button", label, class_="rv-box-label", data_pick=f"b {i}") if label else Markup(""),
        tag("div", strip(row, term, f"{label} {term.name}"), *masks, *frames, class_="rv-box-row"),
        class_="rv-box-line",
    )


def _others(kept: Sequence[int], size: int) -> tuple[int, ...]:
    lit = set(kept)
    return tuple(i for i in range(size) if i not in lit)


def _runs(kept: Sequence[int]) -> list[tuple[int, int]]:
    """First and last index of every stretch without a gap."""
    runs: list[tuple[int, int]] = []
    for i in sorted(kept):
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _frame(run: tuple[int, int], size: int) -> Markup:
    return tag("i", class_="rv-box-lit", style=_span(run, size))


def _cover(run: tuple[int, int], size: int) -> Markup:
    return tag("i", class_="rv-box-unlit", style=_span(run, size))


def _span(run: tuple[int, int], size: int) -> str:
    first, last = run
    return f"left: {100 * first / size:.4g}%; width: {100 * (last - first + 1) / size:.4g}%"
