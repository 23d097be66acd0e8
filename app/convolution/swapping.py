"""Swap two words: which outputs notice, and which answers."""

from __future__ import annotations

import streamlit as st

from app.controls import note, put, whole
from app.convolution.compared import Compared, read_both
from app.prose import english_convolution as prose
from app.sheet import show
from app.state import ConvolutionView
from rnnviz.convolution.swap import (
    NOTICED,
    SwapEffect,
    convolution_effect,
    recurrent_effect,
    swapped,
)
from rnnviz.drawings.arrangement import sentence
from rnnviz.drawings.convolution_swap import Moves, swap_rows
from rnnviz.errors import RnnvizError
from rnnviz.text.tokens import MAX_TOKENS
from rnnviz.tracing.record import Array
from rnnviz.written import plain

DEFAULT = ConvolutionView()
TRIES = {
    prose.SWAP_TRY: (prose.SWAP_TRY_SENTENCE, prose.SWAP_TRY_PAIR),
    prose.SWAP_NEGATION: (prose.SWAP_NEGATION_SENTENCE, prose.SWAP_NEGATION_PAIR),
}


def show_part(compared: Compared) -> None:
    """The whole part."""
    _choices()
    show(sentence(prose.SWAP), "swap-said")
    view = ConvolutionView.read(st.session_state)
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
    ]
    labels = (prose.SWAP_BEFORE, prose.SWAP_AFTER)
    drawn = swap_rows(compared.tokens, after.tokens, pair, moves, labels)
    show(drawn, "swap", lambda picked: put(swap_a=view.swap_b, swap_b=int(picked)))
    for key, said in enumerate(sentences(compared, after, kernels, cells)):
        note(said, f"swap-{key}")


def _choices() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="fields-swap"):
        whole(prose.SWAP_A, "swap_a", 1, MAX_TOKENS, DEFAULT.swap_a)
        whole(prose.SWAP_B, "swap_b", 1, MAX_TOKENS, DEFAULT.swap_b)
        for name, (text, (first, second)) in TRIES.items():
            chosen = {"sentence": text, "swap_a": first, "swap_b": second}
            st.button(name, on_click=put, kwargs=chosen)


def _moves(compared: Compared, name: str, effect: SwapEffect) -> Moves:
    moved = [v if v > NOTICED else 0.0 for v in effect.by_position.tolist()]
    values = compared.by_column(moved, effect.first_column)
    return Moves(name, prose.SWAP_MOVED, values)


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
