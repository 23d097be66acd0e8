"""The widgets of the Words page."""

from __future__ import annotations

from dataclasses import fields

import streamlit as st

from app.controls import choose, put, remember, restore, write
from app.prose import english_words as prose
from app.state import WordsView
from app.state.step import CELLS
from app.state.words import COLOURS, DIMENSIONS, PANELS, SCOPES, SHIPPED, WORDS_METHODS

DEFAULT = WordsView()
FIELDS = tuple(field.name for field in fields(WordsView))


def begin() -> None:
    """Give every field the value it had, drawn or not: a panel comes back as it was left."""
    restore(*FIELDS)


def end() -> None:
    """Keep every field that was drawn."""
    remember(*FIELDS)


def words() -> None:
    """Which words, in one row, with examples."""
    write(prose.WORD, "word", DEFAULT.word, labelled="visible")
    write(prose.OTHER, "other", DEFAULT.other, labelled="visible")
    write(prose.OWN_WORDS, "words", DEFAULT.words, labelled="visible")
    with st.popover(prose.EXAMPLES):
        for name, values in prose.EXAMPLE_VIEWS.items():
            st.button(name, type="tertiary", on_click=put, kwargs=values)


def map_choices() -> None:
    """How the map is made, of which words, and its colours."""
    with st.container(horizontal=True, vertical_alignment="center", key="map-choice"):
        method = choose(prose.METHOD, "method", WORDS_METHODS, DEFAULT.method)
        with st.popover(prose.MAP_OPTIONS):
            choose(prose.SCOPE, "scope", SCOPES, DEFAULT.scope, "visible")
            if method != "own axes":
                name = prose.DIMENSIONS
                choose(name, "dimensions", DIMENSIONS, DEFAULT.dimensions, "visible")
            colour = choose(prose.COLOUR, "colour", COLOURS, DEFAULT.colour, "visible")
            if colour == "group":
                write(prose.GROUPS, "groups", DEFAULT.groups, labelled="visible")
    if method == "own axes":
        with st.container(horizontal=True, key="own-axes"):
            write(prose.ACROSS, "across", DEFAULT.across, prose.AXES_HELP, "visible")
            write(prose.UP, "up", DEFAULT.up, prose.UP_EMPTY, "visible")


def panel() -> None:
    """Which panel stands beside the map."""
    choose(prose.PANEL, "panel", PANELS, DEFAULT.panel)


def expression() -> None:
    """A sum of words."""
    write(prose.EXPRESSION, "expression", DEFAULT.expression, prose.EXPRESSION_HELP, "visible")


def network() -> None:
    """Which network reads the words."""
    with st.container(horizontal=True, key="words-network"):
        choose(prose.CELL, "cell", CELLS, DEFAULT.cell)
        choose(prose.WEIGHTS, "weights", SHIPPED, DEFAULT.weights)


def go_to(word: str) -> None:
    """Make it the current word."""
    put(word=word)


def take(words: tuple[str, ...]) -> None:
    """Make them the user's words."""
    put(words=" ".join(words))
