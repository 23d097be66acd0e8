"""A sentence between two networks: above it a kernel slides, below it a cell steps.

One column per word. Convolutions rise from the words, cells sink from them; every output of a
convolution is there at once, a state only once its word has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.convolution_symbols import lowered
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import Term
from rnnviz.written import plain, signed

Lines = tuple[Iterable[tuple[int, int]], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Track:
    """One number of a layer over the sentence.

    Attributes:
        label: What it is.
        note: Which number, in second-rank ink.
        values: One per word; None where there is no output.
        term: Their colours.
        is_signed: Whether numbers are written with their sign.
    """

    label: str
    note: str
    values: tuple[float | None, ...]
    term: Term
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One network.

    Attributes:
        layers: From the lowest up.
        answer: The probability after every word.
    """

    layers: tuple[Track, ...]
    answer: Track


def slide(
    words: Sequence[str],
    kernels: Side,
    cells: Side,
    *,
    cursor: int,
    level: int,
    offsets: Sequence[int],
) -> Drawing:
    """Both networks at one position; a word that is clicked picks it (3), a number too (cell-3).

    Args:
        words: T words.
        kernels: The convolutions, drawn upwards.
        cells: The cell, drawn downwards.
        cursor: The position, from 0.
        level: The layer that is looked at, from 0.
        offsets: Where the kernel lies, seen from the column of its output.
    """
    n = len(words)
    parts = [*_above(n, kernels, cursor, level, offsets), _words(words, cursor)]
    parts += _below(n, cells, cursor, level)
    grid = tag("div", *parts, class_="rv-conv-slide", style=f"--n: {n}")
    return Drawing(tag("div", grid, class_="rv-scroll", tabindex="0"))


def lit_columns(n: int, cursor: int, level: int, offsets: Sequence[int]) -> list[set[int]]:
    """The columns that one output of a convolution reads, from the words (index 0) up to it."""
    lit = [{cursor}]
    for _ in range(level + 1):
        lit.append({c + o for c in lit[-1] for o in offsets if 0 <= c + o < n})
    return lit[::-1]


def _above(n: int, side: Side, cursor: int, level: int, offsets: Sequence[int]) -> list[Markup]:
    """The convolutions' rows from the answer down to the words."""
    has_output = side.layers[level].values[cursor] is not None
    lit = lit_columns(n, cursor, level, offsets) if has_output else [set()] * (level + 2)
    parts = [_row(side.answer, cursor, set())]
    for i in reversed(range(len(side.layers))):
        track = side.layers[i]
        outputs = [c for c, value in enumerate(track.values) if value is not None]
        pairs = [(c, c + o) for c in outputs for o in offsets if 0 <= c + o < n]
        here = lit[i + 1] if i <= level else set()
        bright = [pair for pair in pairs if pair[0] in here]
        parts += [_row(track, cursor, here), _gap(n, (pairs, bright))]
        if i == level and has_output:
            parts.append(_kernel(n, cursor, offsets))
    return parts


def _below(n: int, side: Side, cursor: int, level: int) -> list[Markup]:
    """The cell's rows from the words down to the answer."""
    parts: list[Markup] = []
    columns = [(c, c) for c in range(n)]
    for i, track in enumerate(side.layers):
        read = set(range(cursor + 1)) if i <= level else set()
        parts.append(_gap(n, (columns, [(c, c) for c in sorted(read)])))
        parts.append(_row(_until(track, cursor), cursor, read, is_chain=True))
    return [*parts, _row(_until(side.answer, cursor), cursor, set())]


def _until(track: Track, cursor: int) -> Track:
    """The track as far as the sentence has been read."""
    shown = tuple(v if c <= cursor else None for c, v in enumerate(track.values))
    return replace(track, values=shown)


def _row(track: Track, cursor: int, lit: set[int], *, is_chain: bool = False) -> Markup:
    cells = [_cell(track, c, cursor, c in lit) for c in range(len(track.values))]
    kind = "rv-conv-slide-row rv-conv-slide-chain" if is_chain else "rv-conv-slide-row"
    label = tag("span", track.label, tag("small", track.note), class_="rv-conv-slide-label")
    return tag("div", label, *cells, class_=kind, role="group", aria_label=track.label)


def _cell(track: Track, column: int, cursor: int, is_lit: bool) -> Markup:
    value, term = track.values[column], track.term
    names = ["rv-conv-slide-cell", "rv-number"]
    names += ["rv-conv-slide-lit"] * is_lit + ["rv-conv-slide-here"] * (column == cursor)
    pick = f"cell-{column + 1}"  # a word keeps the focus, which looks for its own pick
    if value is None:
        return tag("span", "", class_=" ".join([*names, "rv-conv-slide-none"]), data_pick=pick)
    text = signed(value, 2) if track.is_signed else plain(value, 2)
    style = f"background: {colour(value, term)}; color: {ink_on(value, term)}"
    return tag("span", text, class_=" ".join(names), style=style, data_pick=pick)


def _words(words: Sequence[str], cursor: int) -> Markup:
    chips = [
        tag(
            "button",
            word,
            data_pick=str(c + 1),
            title=word,
            aria_pressed=str(c == cursor).lower(),
            class_="rv-conv-slide-word",
        )
        for c, word in enumerate(words)
    ]
    return tag(
        "div", tag("span", "", class_="rv-conv-slide-label"), *chips, class_="rv-conv-slide-row"
    )


def _kernel(n: int, cursor: int, offsets: Sequence[int]) -> Markup:
    """The kernel's k places over what it lies on; those beyond the sentence lie on zeros."""
    places = {cursor + o: f"W{lowered(j + 1)}" for j, o in enumerate(offsets)}
    boxes = [
        tag("span", places.get(c, ""), class_="rv-conv-slide-kernel" if c in places else None)
        for c in range(n)
    ]
    n_zeros = sum(not 0 <= c < n for c in places)
    said = f"kernel, {n_zeros} on zeros" if n_zeros else "kernel"
    label = tag("span", tag("small", said), class_="rv-conv-slide-label")
    return tag("div", label, *boxes, class_="rv-conv-slide-row")


def _gap(n: int, lines: Lines) -> Markup:
    """Lines between two rows: all of them, and the lit ones on top."""
    paths = [
        tag("path", d=_path(pairs), class_=kind, vector_effect="non-scaling-stroke")
        for pairs, kind in zip(lines, ("rv-conv-slide-faint", "rv-conv-slide-bright"), strict=True)
    ]
    picture = tag(
        "svg", *paths, viewBox=f"0 0 {2 * n} 10", preserveAspectRatio="none", aria_hidden="true"
    )
    return tag("div", picture, class_="rv-conv-slide-gap")


def _path(pairs: Iterable[tuple[int, int]]) -> str:
    return "".join(f"M{2 * above + 1} 0L{2 * below + 1} 10" for above, below in pairs)
