"""One function per widget group; each returns what was chosen.

Every widget's key is a field of the page's view and its name in the URL; Streamlit carries
values both ways and falls back to the default where the URL holds nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from app import cache
from app.prose import english as prose
from app.state import (
    CELLS,
    DIMENSIONS,
    INITS,
    MAX_LAYERS,
    MAX_WIDTH,
    NONLINEARITIES,
    RESETS,
    WEIGHTS,
    NetworkChoice,
    StepView,
    WordsView,
)
from rnnviz.text.tokens import MAX_TOKENS

Label = Literal["visible", "collapsed"]
STEP, WORDS = StepView(), WordsView()
N_SPELLINGS = 3
N_CORRECTED = 3
LONGEST = 30  # letters of a word that is quoted and looked up
MAX_WORDS = 14


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
    icon: str | None = None,
    labelled: Label = "collapsed",
) -> str:
    """A line of text."""
    text: str = st.text_input(
        label,
        default,
        key=key,
        placeholder=placeholder,
        icon=icon,
        label_visibility=labelled,
        bind="query-params",
    )
    return text


def sentence() -> str:
    """The sentence box, with its examples."""
    limit = prose.SENTENCE_HELP.format(limit=MAX_TOKENS)
    text = write(prose.SENTENCE, "sentence", STEP.sentence, placeholder=limit)
    with st.popover(prose.EXAMPLES):
        for example in prose.EXAMPLE_SENTENCES:
            st.button(example, type="tertiary", on_click=put, kwargs={"sentence": example})
        st.caption(limit)
    return text


def network() -> NetworkChoice:
    """Which network reads the sentence."""
    cell = choose(prose.CELL, "cell", CELLS, STEP.cell)
    if choose(prose.WEIGHTS, "weights", WEIGHTS, STEP.weights) == "own":
        with st.popover(prose.OWN):
            _own_network(cell)
    return StepView.read(st.session_state).network


def _own_network(cell: str) -> None:
    limits = prose.SIZES_HELP.format(layers=MAX_LAYERS, width=MAX_WIDTH)
    write(prose.SIZES, "sizes", STEP.sizes, labelled="visible")
    st.caption(limits)
    choose(prose.INIT, "init", INITS, STEP.init, "visible")
    st.caption(prose.INIT_HELP)
    st.number_input(prose.SEED, 0, 9999, STEP.seed, key="seed", bind="query-params")
    if cell == "RNN":
        choose(prose.NONLINEARITY, "nonlinearity", NONLINEARITIES, STEP.nonlinearity, "visible")
    if cell == "GRU":
        choose(prose.RESET, "reset", RESETS, STEP.reset, "visible")
        st.caption(prose.RESET_HELP)


def words_view() -> WordsView:
    """The words that are looked at, and the map's dimensions."""
    write(prose.WORD, "word", WORDS.word, labelled="visible")
    write(prose.OTHER, "other", WORDS.other, labelled="visible")
    write(prose.OWN_WORDS, "words", WORDS.words, labelled="visible")
    choose(prose.DIMENSIONS, "dimensions", DIMENSIONS, WORDS.dimensions)
    with st.popover(prose.EXAMPLES):
        for first, second in prose.EXAMPLE_PAIRS:
            st.button(
                prose.PAIR.format(first=first, second=second),
                type="tertiary",
                on_click=put,
                kwargs={"word": first, "other": second},
            )
    return WordsView.read(st.session_state)


def go_to(word: str) -> None:
    """Make it the current word."""
    put(word=word)


def one_word(key: str, text: str) -> str:
    """The one word that a box asks for: the first with a vector, "" if there is none."""
    found = known(key, text)
    if len(found) > 1:
        st.caption(prose.ONE_WORD.format(word=found[0]))
    return found[0] if found else ""


def known(key: str, text: str) -> tuple[str, ...]:
    """The words of a text that have vectors, each once; the others are named, with spellings.

    Args:
        key: The text's widget.
        text: Words separated by spaces or commas.
    """
    listed = tuple(dict.fromkeys(text.lower().replace(",", " ").split()))
    if len(listed) > MAX_WORDS:
        st.caption(prose.TOO_MANY_WORDS.format(limit=MAX_WORDS, n=len(listed)))
    unknown = cache.unknown(listed[:MAX_WORDS])
    spellings(key, text, listed, unknown)
    return tuple(word for word in listed[:MAX_WORDS] if word not in unknown)


def spellings(key: str, text: str, tokens: Sequence[str], unknown: Sequence[str]) -> None:
    """Say which words have no vector and offer their nearest spellings as buttons, in one row.

    Args:
        key: The text widget that a button corrects.
        text: What stands in it.
        tokens: How it was read.
        unknown: The words in it that have no vector; the first few are offered.
    """
    if not unknown:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"unknown-{key}"
    ):
        for missing in tuple(dict.fromkeys(unknown))[:N_CORRECTED]:
            nearby = cache.spellings(missing, N_SPELLINGS) if len(missing) <= LONGEST else ()
            shown = missing if len(missing) <= LONGEST else f"{missing[:LONGEST]}…"
            said = prose.UNKNOWN_WORD.format(word=shown, name=cache.vectors().name)
            st.text(f"{said} {prose.DID_YOU_MEAN}" if nearby else said, width="content")
            for near in nearby:
                corrected = {key: mended(text, tokens, missing, near)}
                st.button(near, key=f"{key}-{missing}-{near}", on_click=put, kwargs=corrected)


def mended(text: str, tokens: Sequence[str], missing: str, near: str) -> str:
    """A text with one word spelt another way, and all else as it was typed."""
    whole_word = rf"(?<!\w){re.escape(missing)}(?!\w)"
    found = re.sub(whole_word, near, text, flags=re.IGNORECASE)
    if found != text:
        return found
    return " ".join(near if token == missing else token for token in tokens)


def put(**values: str) -> None:
    """Put values into widgets, before they are drawn again."""
    st.session_state.update(values)
