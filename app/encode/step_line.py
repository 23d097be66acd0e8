"""The line above every part: what it is, its shape, its memory, and the way on."""

from __future__ import annotations

import math

import streamlit as st

from app.controls import choose, code_box, one_sentence, put
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import CODES, PARTS
from rnnviz.drawings.markup import Drawing, joined, tag
from rnnviz.text.onehot import FLOAT
from rnnviz.text.snippets import Topic, snippet
from rnnviz.written import n_bytes, shape

DEFAULT = EncodeView()


def part() -> None:
    """Which of the four parts."""
    choose(prose.PART, "part", PARTS, DEFAULT.part)


def sentence() -> None:
    """The sentence, which goes along to the Step page."""
    one_sentence()


def headline(view: EncodeView, *sizes: int) -> None:
    """What the part makes, with its shape and bytes, and the button to the next.

    Args:
        view: The page's.
        sizes: Of the tensor, of float32 numbers.
    """
    memory = prose.MEMORY.format(bytes=n_bytes(math.prod(sizes) * FLOAT))
    line = tag(
        "p",
        tag("b", prose.WHAT[view.part]),
        tag("span", shape(*sizes), class_="rv-number rv-shape"),
        tag("span", memory, class_="rv-number"),
        class_="rv-headline",
    )
    with st.container(horizontal=True, vertical_alignment="center", key="encode-line"):
        show(Drawing(joined([line])), "headline")
        onward(view)


def onward(view: EncodeView) -> None:
    """To the next part, and from the last to the Step page with the same sentence."""
    if later := view.next_part:
        name = prose.NEXT.format(part=later)
        st.button(name, key="next", on_click=put, kwargs={"part": later})
    else:
        st.page_link("app/pages/step.py", label=prose.TO_STEP)  # the sentence follows by itself


def code(topic: Topic, words: dict[str, str], flags: frozenset[str] = frozenset()) -> None:
    """The same in PyTorch or Keras.

    Args:
        topic: Which code.
        words: What it is filled in with.
        flags: What is true, in the words that lines of it ask for.
    """
    choose(prose.CODE, "code", CODES, DEFAULT.code)
    view = EncodeView.read(st.session_state)
    code_box(snippet(view.code, topic, words, flags), "encode")
