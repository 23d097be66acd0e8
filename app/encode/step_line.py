"""The line above every part: what it is, its shape, its memory, and the way on."""

from __future__ import annotations

import math

import streamlit as st

from app.controls import choose, one_sentence, put
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import CODES, PARTS
from rnnviz.drawings.markup import Drawing, joined, tag
from rnnviz.text.onehot import FLOAT
from rnnviz.text.snippets import Topic, snippet
from rnnviz.text.tokens import MAX_CHARACTERS
from rnnviz.written import n_bytes, shape

DEFAULT = EncodeView()


def part() -> None:
    """Which of the four parts."""
    choose(prose.PART, "part", PARTS, DEFAULT.part)


def sentence() -> None:
    """The sentence, which goes along to the Step page."""
    one_sentence()


def text_box(label: str, key: str, default: str, height: int) -> None:
    """Several lines of text.

    Args:
        label: Above the box.
        key: A field of the view.
        default: What stands in it at first.
        height: In pixels.
    """
    st.text_area(
        label, default, height=height, key=key, bind="query-params", max_chars=MAX_CHARACTERS
    )


def whole(label: str, key: str, low: int, high: int, default: int) -> int:
    """A whole number.

    Args:
        label: In the box, before the number.
        key: A field of the view.
        low: The least.
        high: The most.
        default: At first.
    """
    return int(st.number_input(label, low, high, default, key=key, bind="query-params"))


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


def note(text: str, key: str) -> None:
    """A quiet sentence that may hold a user's words: it is never read as Markdown.

    Args:
        text: The sentence.
        key: Of its container, st-key-note-{key}.
    """
    with st.container(key=f"note-{key}"):
        st.text(text)


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
    with st.container(key="encode-code"):
        choose(prose.CODE, "code", CODES, DEFAULT.code)
        view = EncodeView.read(st.session_state)
        st.code(snippet(view.code, topic, words, flags), language="python")
