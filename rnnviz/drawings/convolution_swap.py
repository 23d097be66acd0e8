"""A sentence before and after two of its words change places, and which outputs moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import colour, ink_on, strip
from rnnviz.drawings.convolution_symbols import symbols
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import Term
from rnnviz.written import plain

MOVED = Term(
    "moved", "‖Δ‖", "movement", ("T",), 0.0, 6.0, False, "gate", "How far an output moved."
)


@dataclass(frozen=True, slots=True)
class Moves:
    """How far one network's outputs moved.

    Attributes:
        label: Of the network.
        note: In second-rank ink.
        values: One per word; 0 where nothing moved, None where there is no output.
        of: How many each value counts among; 0 where they are no counts.
    """

    label: str
    note: str
    values: tuple[float | None, ...]
    of: int = 0


def swap_rows(
    before: Sequence[str],
    after: Sequence[str],
    pair: tuple[int, int],
    moves: Sequence[Moves],
    labels: tuple[str, str],
) -> Drawing:
    """Both sentences in columns, and below each word how far the outputs there moved.

    Args:
        before: T words; clicking one picks it.
        after: The same with two exchanged.
        pair: The two positions, from 0.
        moves: One per network.
        labels: Of the sentences.
    """
    rows = [
        _words(labels[0], before, pair, is_picked=True),
        _words(labels[1], after, pair, is_picked=False),
        *map(_moves, moves),
    ]
    grid = tag("div", *rows, class_="rv-conv-slide rv-conv-swap", style=f"--n: {len(before)}")
    return Drawing(tag("div", grid, class_="rv-scroll", tabindex="0"))


@dataclass(frozen=True, slots=True)
class Finals:
    """What an answer is read from, before and after.

    Attributes:
        label: Of it.
        before: Its numbers.
        after: The same after the swap.
        term: Their colours.
    """

    label: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    term: Term


def swap_finals(finals: Sequence[Finals], labels: tuple[str, str]) -> Drawing:
    """What answers are read from, as strips under each other.

    Args:
        finals: One per network.
        labels: Of the sentences.
    """
    rows = []
    for final in finals:
        both = zip(labels, (final.before, final.after), strict=True)
        for label, values in both:
            name = tag("span", symbols(final.label), tag("small", f" {label}"))
            rows += [name, strip(values, final.term, f"{final.label} {label}")]
    return Drawing(tag("div", *rows, class_="rv-conv-finals"))


def _words(label: str, words: Sequence[str], pair: tuple[int, int], *, is_picked: bool) -> Markup:
    chips = []
    for c, word in enumerate(words):
        pressed = str(c in pair).lower()
        if is_picked:
            given = {"data_pick": str(c + 1), "aria_pressed": pressed}
            chips.append(tag("button", word, class_="rv-conv-slide-word", title=word, **given))
        else:
            kind = "rv-conv-slide-word rv-conv-swap-moved" if c in pair else "rv-conv-slide-word"
            chips.append(tag("span", word, class_=kind, title=word))
    return tag(
        "div", tag("span", label, class_="rv-conv-slide-label"), *chips, class_="rv-conv-slide-row"
    )


def _moves(moves: Moves) -> Markup:
    label = tag("span", moves.label, tag("small", moves.note), class_="rv-conv-slide-label")
    cells = [_count(v, moves.of) if moves.of else _cell(v) for v in moves.values]
    return tag(
        "div", label, *cells, class_="rv-conv-slide-row", role="group", aria_label=moves.label
    )


def _cell(value: float | None) -> Markup:
    if value is None:
        return tag("span", "", class_="rv-conv-slide-cell rv-conv-slide-none")
    if not value:
        return tag("span", "=", class_="rv-conv-slide-cell rv-conv-swap-same", title="unchanged")
    style = f"background: {colour(value, MOVED)}; color: {ink_on(value, MOVED)}"
    return tag("span", plain(value, 2), class_="rv-conv-slide-cell rv-number", style=style)


def _count(value: float | None, total: int) -> Markup:
    """A bar from below, so that counts do not look like movements."""
    share = 100 * (value or 0) / total
    style = f"background: linear-gradient(0deg, var(--line) {share:.4g}%, transparent {share:.4g}%)"
    text = f"{value:.0f}" if value else ""
    return tag("span", text, class_="rv-conv-slide-cell rv-number rv-conv-swap-count", style=style)
