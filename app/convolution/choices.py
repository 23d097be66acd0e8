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
from rnnviz.text.tokens import MAX_TOKENS

DEFAULT = ConvolutionView()
N_DRAWN = 20
"""Words in a table of what depends on what: one of 60 words is no picture."""


def question() -> str:
    """Which part."""
    return choose(prose.QUESTION, "question", QUESTIONS, DEFAULT.question)


def networks(question: str) -> None:
    """The sentence, the cell, and what weights and padding both have.

    Args:
        question: The part; trained networks are what they are, so there only the sentence stays.
    """
    one_sentence()
    with st.popover(prose.EXAMPLES):
        for example in prose.EXAMPLE_SENTENCES:
            st.button(example, type="tertiary", on_click=put, kwargs={"sentence": example})
    if question == "Trained on a task":
        return
    choose(prose.READER, "reader", CELLS, DEFAULT.reader)
    if choose(prose.LEARNT, "learnt", LEARNT, DEFAULT.learnt) == "own":
        with st.popover(prose.SHAPE):
            whole(prose.KERNEL, "kernel_width", 1, MAX_KERNEL, DEFAULT.kernel_width)
            whole(prose.STACKED, "stacked", 1, MAX_STACK, DEFAULT.stacked)
            whole(prose.SEED, "draw_seed", 0, MAX_SEED, DEFAULT.draw_seed)
            st.caption(prose.OWN_HELP)
    choose(prose.BORDERS, "borders", BORDERS, DEFAULT.borders, "visible")


def of_part(view: ConvolutionView, n_timesteps: int) -> None:
    """The fields of the part that was asked for; the view is to be read anew after them.

    Args:
        view: The page's.
        n_timesteps: T.
    """
    if view.question == "Swap two words":
        _swap()
    elif view.question in ("Slide and step", "What depends on what"):
        is_sliding = view.question == "Slide and step"
        _place(view, n_timesteps if is_sliding else min(n_timesteps, N_DRAWN), is_sliding)


def _place(view: ConvolutionView, n_timesteps: int, is_numbered: bool) -> None:
    """Where both networks are looked at, and which filter and hidden unit."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-place"):
        _within("level", view.n_layers)
        whole(prose.LEVEL, "level", 1, view.n_layers, DEFAULT.level)
        if is_numbered:
            whole(prose.FILTER, "filter_no", 1, WIDTH, DEFAULT.filter_no)
            whole(prose.UNIT, "unit_no", 1, WIDTH, DEFAULT.unit_no)
        _cursor(n_timesteps)


def _swap() -> None:
    """The two words, and sentences worth trying."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-swap"):
        whole(prose.SWAP_A, "swap_a", 1, MAX_TOKENS, DEFAULT.swap_a)
        whole(prose.SWAP_B, "swap_b", 1, MAX_TOKENS, DEFAULT.swap_b)
        for name, (text, (first, second)) in prose.SWAP_TRIES.items():
            chosen = {"sentence": text, "swap_a": first, "swap_b": second}
            st.button(name, on_click=put, kwargs=chosen)


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
