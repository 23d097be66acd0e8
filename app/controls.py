"""One function per widget group; each returns what was chosen.

Every widget's key is a field of the page's view and its name in the URL; Streamlit carries
values both ways and falls back to the default where the URL holds nonsense.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from app.prose import english as prose
from app.state import StepView
from rnnviz.text.tokens import MAX_CHARACTERS, MAX_TOKENS

Label = Literal["visible", "collapsed"]
STEP = StepView()
KEPT, PAGE, HAS_COME = "kept", "page", "has-come"
"""In the session: what `remember` keeps, and what `enter` notes."""


def choose(
    label: str, key: str, options: Sequence[str], default: str, labelled: Label = "collapsed"
) -> str:
    """One of a few options, side by side."""
    chosen: str = st.segmented_control(
        label,
        options,
        default=default,
        required=True,
        key=key,
        label_visibility=labelled,
        bind="query-params",
    )
    return chosen


def write(
    label: str,
    key: str,
    default: str,
    placeholder: str = "",
    labelled: Label = "collapsed",
) -> str:
    """A line of text."""
    text: str = st.text_input(
        label,
        default,
        key=key,
        placeholder=placeholder,
        label_visibility=labelled,
        bind="query-params",
    )
    return text


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


def real(label: str, key: str, default: float, step: float, low: float | None = None) -> float:
    """A real number, of any size: what is too large is said by who computes with it.

    Args:
        label: In the box, before the number.
        key: A field of the view.
        default: At first.
        step: Of the arrows.
        low: The least.
    """
    value = st.number_input(
        label, low, None, default, step=step, format="%g", key=key, bind="query-params"
    )
    return float(value)


def slide(label: str, key: str, low: float, high: float, default: float, step: float) -> float:
    """A number between two ends.

    Args:
        label: Above the slider.
        key: A field of the view; its type is the default's.
        low: Left end.
        high: Right end.
        default: At first.
        step: Between two places.
    """
    kind = type(default)
    return st.slider(
        label, kind(low), kind(high), default, kind(step), key=key, bind="query-params"
    )


def pick(label: str, key: str, options: Sequence[str], default: str) -> str:
    """One of many options, from a list that opens.

    Args:
        label: Above the box.
        key: A field of the view.
        options: To choose from.
        default: At first.
    """
    chosen: str = st.selectbox(label, options, options.index(default), key=key, bind="query-params")
    return chosen


def code_box(text: str, key: str) -> None:
    """Code beside a drawing, whole on a projector's screen.

    Args:
        text: Python.
        key: Of its container, st-key-code-{key}.
    """
    with st.container(key=f"code-{key}"):
        st.code(text, language="python")


def note(text: str, key: str) -> None:
    """A quiet sentence that may hold a user's words: it is never read as Markdown.

    Args:
        text: The sentence.
        key: Of its container, st-key-note-{key}.
    """
    with st.container(key=f"note-{key}"):
        st.text(text)


def one_sentence() -> None:
    """The sentence box; what stands in it follows the visitor from page to page."""
    restore("sentence")
    limit = prose.SENTENCE_HELP.format(limit=MAX_TOKENS)
    write(prose.SENTENCE, "sentence", STEP.sentence, placeholder=limit)
    remember("sentence")


def sentence() -> None:
    """The sentence box, with its examples."""
    one_sentence()
    limit = prose.SENTENCE_HELP.format(limit=MAX_TOKENS)
    with st.popover(prose.EXAMPLES):
        for example in prose.EXAMPLE_SENTENCES:
            st.button(example, type="tertiary", on_click=put, kwargs={"sentence": example})
        st.caption(limit)


def enter(page: str) -> None:
    """Note which page runs, and whether the visitor has just come from another one."""
    st.session_state[HAS_COME] = st.session_state.get(PAGE, page) != page
    st.session_state[PAGE] = page


def restore(*names: str) -> None:
    """Give fields that are drawn again the values they had: Streamlit forgets what is not drawn.

    What the address says comes first. To be called before the fields are drawn. A field of the
    same name on the page before is another one to Streamlit, though the name has a value then.
    """
    has_come = st.session_state.get(HAS_COME, False)
    for name, value in st.session_state.get(KEPT, {}).items():
        is_new = has_come or name not in st.session_state
        if name in names and is_new and name not in st.query_params:
            st.session_state[name] = value


def remember(*names: str) -> None:
    """Keep the values of fields for `restore`, as long as the visit lasts."""
    kept = st.session_state.setdefault(KEPT, {})
    kept.update({name: st.session_state[name] for name in names if name in st.session_state})


def put(**values: object) -> None:
    """Put values into widgets, before they are drawn again."""
    st.session_state.update(values)
