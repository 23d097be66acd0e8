"""The fields above every part: the question, the sentence and both networks."""

from __future__ import annotations

import streamlit as st

from app.controls import choose, one_sentence, put, slide, whole
from app.prose import english_convolution as prose
from app.state import ConvolutionView
from app.state.convolution import (
    BORDERS,
    LEARNT,
    MAX_KERNEL,
    MAX_SEED,
    MAX_STACK,
    QUESTIONS,
    WIDTH,
)
from app.state.step import CELLS

DEFAULT = ConvolutionView()


def question() -> None:
    """Which part."""
    choose(prose.QUESTION, "question", QUESTIONS, DEFAULT.question)


def networks() -> None:
    """The sentence, the cell, and what weights and padding both have."""
    one_sentence()
    with st.popover(prose.EXAMPLES):
        for example in prose.EXAMPLE_SENTENCES:
            st.button(example, type="tertiary", on_click=put, kwargs={"sentence": example})
    choose(prose.READER, "reader", CELLS, DEFAULT.reader)
    if choose(prose.LEARNT, "learnt", LEARNT, DEFAULT.learnt) == "own":
        with st.popover(prose.SHAPE):
            whole(prose.KERNEL, "kernel_width", 1, MAX_KERNEL, DEFAULT.kernel_width)
            whole(prose.STACKED, "stacked", 1, MAX_STACK, DEFAULT.stacked)
            whole(prose.SEED, "draw_seed", 0, MAX_SEED, DEFAULT.draw_seed)
            st.caption(prose.OWN_HELP)
    choose(prose.BORDERS, "borders", BORDERS, DEFAULT.borders, "visible")


def place(view: ConvolutionView, n_timesteps: int, *, is_numbered: bool) -> None:
    """Where both networks are looked at.

    Args:
        view: The page's.
        n_timesteps: T.
        is_numbered: Whether a filter and a hidden unit are chosen too.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="fields-place"):
        _within("level", view.n_layers)
        whole(prose.LEVEL, "level", 1, view.n_layers, DEFAULT.level)
        if is_numbered:
            whole(prose.FILTER, "filter_no", 1, WIDTH, DEFAULT.filter_no)
            whole(prose.UNIT, "unit_no", 1, WIDTH, DEFAULT.unit_no)
        _cursor(n_timesteps)


def _cursor(n_timesteps: int) -> None:
    """The slider over the words; a sentence of one word needs none."""
    if n_timesteps > 1:
        _within("cursor", n_timesteps)
        default = min(DEFAULT.cursor, n_timesteps)
        slide(prose.CURSOR, "cursor", 1, n_timesteps, default, 1)


def _within(key: str, high: int) -> None:
    """Bring a number back that another sentence or network has left too high."""
    if st.session_state.get(key, 1) > high:
        put(**{key: high})
