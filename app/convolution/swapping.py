"""Swap two words: which outputs notice, and which answers."""

from __future__ import annotations

import numpy as np
import streamlit as st

from app.controls import put
from app.convolution.compared import FILTERED, Compared, read_both
from app.prose import english_convolution as prose
from app.sheet import show
from rnnviz.convolution.swap import (
    NOTICED,
    SwapEffect,
    convolution_effect,
    recurrent_effect,
    swapped,
)
from rnnviz.drawings.arrangement import sentence
from rnnviz.drawings.convolution_swap import Finals, Moves, swap_finals, swap_rows
from rnnviz.drawings.convolution_symbols import lead
from rnnviz.drawings.markup import Drawing, joined
from rnnviz.errors import RnnvizError
from rnnviz.terms import TERMS
from rnnviz.tracing.record import Array
from rnnviz.written import plain


def show_part(compared: Compared) -> None:
    """The whole part."""
    show(lead(prose.SWAP), "swap-lead")
    view = compared.view
    pair = (view.swap_a - 1, view.swap_b - 1)
    try:
        after = read_both(view, swapped(compared.tokens, *pair))
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    kernels = convolution_effect(compared.kernels, after.kernels)
    cells = recurrent_effect(compared.cells, after.cells)
    moves = [
        _moves(compared, prose.TRAINED_CNN, kernels),
        _moves(compared, view.reader, cells),
        _winners(compared, prose.SWAP_BEFORE),
        _winners(after, prose.SWAP_AFTER),
    ]
    labels = (prose.SWAP_BEFORE, prose.SWAP_AFTER)
    drawn = (
        swap_rows(compared.tokens, after.tokens, pair, moves, labels),
        *(sentence(s, is_strong=True) for s in sentences(compared, after, kernels, cells)),
        swap_finals(_finals(compared, after), labels),
    )
    both = Drawing(joined(part.html for part in drawn))
    show(both, "swap", lambda picked: put(swap_a=view.swap_b, swap_b=int(picked)))


def _finals(before: Compared, after: Compared) -> list[Finals]:
    """What both answers are read from, in both sentences."""
    pooled = [tuple(both.kernels.pooled[-1].tolist()) for both in (before, after)]
    hidden = [tuple(both.cells.layers[-1].hidden[-1].tolist()) for both in (before, after)]
    m, h = (label.format(cell=before.view.reader) for label in prose.SWAP_FINALS)
    return [
        Finals(m, pooled[0], pooled[1], FILTERED),
        Finals(h, hidden[0], hidden[1], TERMS["hidden"]),
    ]


def _moves(compared: Compared, name: str, effect: SwapEffect) -> Moves:
    moved = [v if v > NOTICED else 0.0 for v in effect.by_position.tolist()]
    values = compared.by_column(moved, effect.first_column)
    return Moves(name, prose.SWAP_MOVED, values)


def _winners(compared: Compared, when: str) -> Moves:
    """How many filters found their maximum over time at each word."""
    found, n = compared.kernels.winners, len(compared.kernels.winners)
    counts = np.bincount(found[found >= 0], minlength=len(compared.tokens)).tolist()
    note = prose.SWAP_WINNERS_NOTE.format(when=when, n=n)
    return Moves(prose.SWAP_WINNERS, note, tuple(map(float, counts)), n)


def sentences(
    before: Compared, after: Compared, kernels: SwapEffect, cells: SwapEffect
) -> list[str]:
    """What happened, in this case's numbers.

    Args:
        before: The sentence as written.
        after: With two words exchanged.
        kernels: How the convolutions took it.
        cells: How the cell took it.
    """
    if before.tokens == after.tokens:
        return [prose.SWAP_EQUAL]
    first = cells.changed[0] if cells.changed else None
    from_word = prose.SWAP_NOWHERE
    if first is not None:
        from_word = prose.SWAP_FROM.format(word=after.tokens[first], t=first + 1)
    said = prose.SWAP_SAID.format(
        kernels=len(kernels.changed),
        outputs=len(kernels.by_position),
        f=len(kernels.final),
        pooled=kernels.n_final_changed,
        cell=before.view.reader,
        cells=len(cells.changed),
        t=len(before.tokens),
        from_word=from_word,
    )
    answers = prose.SWAP_ANSWERS.format(
        kernels=_answer(before.kernels.probabilities, after.kernels.probabilities),
        cell=before.view.reader,
        cells=_answer(before.cells.probabilities, after.cells.probabilities),
    )
    more = [] if kernels.n_final_changed else [prose.SWAP_POOLED_SAME]
    return [said, *more, answers]


def _answer(before: Array | None, after: Array | None) -> str:
    if before is None or after is None:
        return ""
    first, second = (plain(float(p[-1, 0])) for p in (before, after))
    said = prose.SWAP_STAYS if first == second else prose.SWAP_CHANGE
    return said.format(before=first, after=second)
