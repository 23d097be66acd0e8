"""Mounts the player with a Scene, and plotly figures beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.prose import english as prose
from rnnviz.errors import RnnvizError
from rnnviz.stage.player import PLAYER_HTML, player_css, player_source

CHART = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoom2d"],
}


@cache
def _player() -> Callable[..., object]:
    """The player, registered when a page first asks: outside a server there is no registry."""
    return st.components.v2.component(
        "rnnviz_player", html=PLAYER_HTML, css=player_css(), js=player_source()
    )


@cache
def _theme_watch() -> Callable[..., object]:
    source = Path(__file__).with_name("theme_watch.js").read_text("utf-8")
    return st.components.v2.component("rnnviz_theme_watch", html="<i></i>", js=source)


def follow_theme() -> None:
    """Run again when the visitor changes the theme, so that the figures follow it."""
    with st.container(key="theme-watch"):
        _theme_watch()(key="theme", on_theme_change=lambda: None)


def play(place: DeltaGenerator, scene: bytes) -> None:
    """Show the player with a scene (`Scene.to_bytes`); it needs nothing more from the server."""
    with place:
        _player()(key="player", data=scene)


def waiting(
    place: DeltaGenerator, message: str, key: Literal["waiting", "refused"] = "waiting"
) -> None:
    """A calm stage of the same height, with what it waits for or why it stays empty."""
    with place.container(key=key):
        st.text(message)


@contextmanager
def saying_why(place: DeltaGenerator) -> Iterator[None]:
    """Where rnnviz refuses, say so on the stage in its own words and end the run there."""
    try:
        yield
    except RnnvizError as refusal:
        waiting(place, str(refusal), "refused")
        st.stop()


@contextmanager
def saying_beside(sentence: str, key: str) -> Iterator[None]:
    """Where rnnviz refuses something beside the stage, say so and go on.

    Args:
        sentence: With {why} for rnnviz's own words.
        key: Of the container that holds it.
    """
    try:
        yield
    except RnnvizError as refusal:
        with st.container(key=key):
            st.text(sentence.format(why=refusal))


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Show a figure in our own theme."""
    st.plotly_chart(figure, theme=None, key=key, alt=alt, config=CHART)


def card(facts: Mapping[str, str]) -> None:
    """Show what is known about a network; accuracies are shares there and percent here."""
    for key, label in prose.CARD_ROWS.items():
        if key in facts:
            value = facts[key]
            is_share = key.endswith("accuracy") or key.startswith("baseline")
            text = f"{100 * float(value):.1f} %" if is_share else value
            st.markdown(f"**{label}** · {text}")


def clickable_chart(figure: go.Figure, key: str, alt: str, on_pick: Callable[[str], None]) -> None:
    """Show a figure whose points carry words; clicking one calls `on_pick` with its word."""

    def picked() -> None:
        """Hand on the first point of a selection."""
        points = st.session_state[key].selection.points
        if points:
            on_pick(str(points[0]["customdata"]))

    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config=CHART,
        on_select=picked,
        selection_mode="points",
    )
