"""One function per widget group; each returns what was chosen.

Every widget's key is a field of the page's view and its name in the URL; Streamlit carries
values both ways and falls back to the default where the URL holds nonsense.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    StepView,
    WordsView,
)
from rnnviz.text.tokens import MAX_TOKENS

STEP, WORDS = StepView(), WordsView()
N_SPELLINGS = 4
N_NEIGHBOURS = 10


def choose(label: str, key: str, options: Sequence[str], default: str, **look: str) -> str:
    """One of a few options, side by side."""
    chosen: str = st.segmented_control(
        label, options, default=default, required=True, key=key, bind="query-params", **look
    )
    return chosen


def write(label: str, key: str, default: str, **look: str) -> str:
    """A line of text."""
    text: str = st.text_input(label, default, key=key, bind="query-params", **look)
    return text


def sentence() -> str:
    """The sentence box, with its examples."""
    text = write(
        prose.SENTENCE,
        "sentence",
        STEP.sentence,
        placeholder=prose.SENTENCE_HELP.format(limit=MAX_TOKENS),
        label_visibility="collapsed",
    )
    with st.popover(prose.EXAMPLES, help=prose.SENTENCE_HELP.format(limit=MAX_TOKENS)):
        for example in prose.EXAMPLE_SENTENCES:
            st.button(example, type="tertiary", on_click=put, kwargs={"sentence": example})
    return text


def network(title: str) -> None:
    """Which network reads the sentence; `title` stands on the closed control."""
    with st.popover(title):
        choose(prose.CELL, "cell", CELLS, STEP.cell)
        weights = choose(prose.WEIGHTS, "weights", WEIGHTS, STEP.weights, help=prose.WEIGHTS_HELP)
        if weights == "own":
            _own_network(st.session_state["cell"])


def _own_network(cell: str) -> None:
    limits = prose.SIZES_HELP.format(layers=MAX_LAYERS, width=MAX_WIDTH)
    write(prose.SIZES, "sizes", STEP.sizes, help=limits)
    choose(prose.INIT, "init", INITS, STEP.init, help=prose.INIT_HELP)
    st.number_input(prose.SEED, 0, 9999, STEP.seed, key="seed", bind="query-params")
    if cell == "RNN":
        choose(prose.NONLINEARITY, "nonlinearity", NONLINEARITIES, STEP.nonlinearity)
    if cell == "GRU":
        choose(prose.RESET, "reset", RESETS, STEP.reset, help=prose.RESET_HELP)


def word(key: str, default: str, label: str) -> str | None:
    """A word that has a vector; for any other, its nearest spellings and None."""
    text = write(label, key, default, label_visibility="collapsed", icon=":material/search:")
    chosen = text.strip().lower()
    if chosen in cache.vectors():
        return chosen
    spellings(key, chosen, (chosen,))
    return None


def words() -> tuple[str, ...]:
    """The user's words that have vectors, each once; the others are named, with spellings."""
    text = write(prose.OWN_WORDS, "words", WORDS.words, label_visibility="collapsed")
    listed = dict.fromkeys(text.lower().replace(",", " ").split())
    unknown = [word for word in listed if word not in cache.vectors()]
    spellings("words", tuple(listed), unknown)
    return tuple(word for word in listed if word not in unknown)[: prose.MAX_WORDS]


def dimensions() -> int:
    """2 or 3, the map's."""
    chosen = choose(
        prose.DIMENSIONS, "dimensions", DIMENSIONS, WORDS.dimensions, label_visibility="collapsed"
    )
    return int(chosen[0])


def spellings(key: str, tokens: Sequence[str], unknown: Sequence[str], note: str = "") -> None:
    """Say which words have no vector and offer their nearest spellings as buttons.

    Args:
        key: The text widget that a button corrects.
        tokens: What stands in it.
        unknown: The words in it that have no vector.
        note: A sentence about what is done with them.
    """
    for missing in dict.fromkeys(unknown):
        with st.container(horizontal=True, key=f"unknown-{key}-{missing}", gap="small"):
            said = prose.UNKNOWN_WORD.format(word=missing, name=cache.vectors().name)
            st.markdown(f"{said} {note} {prose.DID_YOU_MEAN}")
            for near in cache.spellings(missing, N_SPELLINGS):
                corrected = " ".join(near if token == missing else token for token in tokens)
                st.button(
                    near, key=f"{key}-{missing}-{near}", on_click=put, kwargs={key: corrected}
                )


def put(**values: str) -> None:
    """Put values into widgets, before they are drawn again."""
    st.session_state.update(values)
