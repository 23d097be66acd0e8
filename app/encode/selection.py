"""What is cut out of the prices, as plain records for drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.cache_encode import Prices
from app.prose import english_encode as prose
from app.state import EncodeView
from app.state.encode import Source
from rnnviz.drawings.tensor_box import Axis
from rnnviz.terms import Term
from rnnviz.text.series import Cut, cut, piece
from rnnviz.written import shape

MAX_ROWS, MAX_COLUMNS = 6, 5
_MEANINGS = {"b": "stocks", "s": "weeks", "n": "features"}


def _term(name: str, reach: float) -> Term:
    return Term(name, name[0], name, ("B", "S"), -reach, reach, False, "signed", name)


TERMS = (_term("price", 0.5), _term("change", 0.1), _term("deviation", 0.1))
"""Colour ranges of the features; the price is coloured by its distance from 1."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is lit, and what is read off it.

    Attributes:
        sheets: Numbers of the whole box as coloured, n × b × s.
        terms: The colour range of each sheet.
        axes: b, s and n, with what is kept of each.
        said: The NumPy expression and the shape, in Markdown.
        lines: The selection's series, at least one.
        names: Of the lines.
        ends: First and last week kept.
        rows: A corner of the numbers for the table.
        row_names: Of its rows.
        heads: Of its columns.
        more: What the table leaves out, in words.
    """

    sheets: list[list[list[float]]]
    terms: tuple[Term, ...]
    axes: tuple[Axis, Axis, Axis]
    said: str
    lines: list[list[float]]
    names: list[str]
    ends: tuple[str, str]
    rows: list[list[float]]
    row_names: list[str]
    heads: list[str]
    more: str


def letters(source: str) -> str:
    """The axes of a source."""
    return {"one series": "s", "several": "bs", "with features": "bsn"}.get(source, "")


def tensor(prices: Prices, source: Source) -> NDArray[np.float32]:
    """The tensor that is cut: [s], [b, s] or [b, s, n]."""
    every = prices.features
    return {"one series": every[0, :, 0], "several": every[..., 0]}.get(source, every)


def selected(prices: Prices, view: EncodeView) -> Selection:
    """Cut the box as the view says.

    Raises:
        ShapeError: If what is typed for an axis is no index or range of it.
    """
    whole = _as_box(tensor(prices, view.source), view.source)
    labels = {"b": prices.stocks, "s": prices.weeks, "n": prose.FEATURES}
    cuts = {
        letter: cut(getattr(view, f"axis_{letter}"), size, letter)
        if letter in letters(view.source)
        else cut("all", size, letter)
        for letter, size in zip("bsn", whole.shape, strict=True)
    }
    axes = tuple(
        Axis(letter, _MEANINGS[letter], tuple(labels[letter][:size]), cuts[letter].kept)
        for letter, size in zip("bsn", whole.shape, strict=True)
    )
    coloured = whole - np.array([1.0, 0.0, 0.0], dtype=np.float32)[: whole.shape[2]]
    return Selection(
        np.moveaxis(coloured, 2, 0).tolist(),
        TERMS[: whole.shape[2]],
        (axes[0], axes[1], axes[2]),
        _said(tensor(prices, view.source), [cuts[letter] for letter in letters(view.source)]),
        *_read_off(whole, (axes[0], axes[1], axes[2])),
    )


def _as_box(array: NDArray[np.float32], source: Source) -> NDArray[np.float32]:
    if source == "one series":
        return array[None, :, None]
    return array[..., None] if source == "several" else array


def _said(array: NDArray[np.float32], cuts: list[Cut]) -> str:
    expression = f"`x[{', '.join(c.text for c in cuts)}]`"
    found = piece(array, tuple(cuts)).shape
    if not found:
        return prose.ONE_NUMBER.format(expression=expression)
    return prose.SELECTION.format(expression=expression, shape=f"**{shape(*found)}**")


def _read_off(
    whole: NDArray[np.float32], axes: tuple[Axis, Axis, Axis]
) -> tuple[
    list[list[float]],
    list[str],
    tuple[str, str],
    list[list[float]],
    list[str],
    list[str],
    str,
]:
    """Lines and numbers of the kept cells: of several features the first alone."""
    b, s, n = axes
    kept = whole[np.ix_(b.kept, s.kept, n.kept[:1])][..., 0]
    names = [b.labels[i] for i in b.kept]
    weeks = [s.labels[i] for i in s.kept]
    is_cut = kept.shape[0] > MAX_ROWS or kept.shape[1] > MAX_COLUMNS or len(n.kept) > 1
    more = prose.MORE_NUMBERS.format(
        rows=min(MAX_ROWS, kept.shape[0]),
        columns=min(MAX_COLUMNS, kept.shape[1]),
        sheets=prose.FIRST_SHEET if len(n.kept) > 1 else "",
    )
    corner = kept[:MAX_ROWS, :MAX_COLUMNS].tolist()
    ends, heads = (weeks[0], weeks[-1]), weeks[:MAX_COLUMNS]
    return kept.tolist(), names, ends, corner, names[:MAX_ROWS], heads, more if is_cut else ""
