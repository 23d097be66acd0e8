"""The atlas: our own map of word vectors on a page, for a dozen points or for 400,000.

What is large travels once, through `app.feed`, and stays in the browser; what a choice changes
(the current word, its neighbours) is a few numbers. Panning, zooming, finding and selecting
need no run of the script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal

import streamlit as st

from rnnviz.palette import PALETTES
from rnnviz.stage.player import ATLAS_HTML, atlas_css, atlas_source

N_LISTED = 14
"""Words that a selection hands on at most; the client cuts there, and so does `show`."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the map shows. Rows count from 0; on a big map a row is the word's frequency rank.

    Attributes:
        words: A path of `feed.words_path`, or the n words themselves for a small map.
        points: A path of `feed.array_path` for an array (n, 2), or the points themselves. The
            same points are the same map: its view is kept while all else changes.
        n: How many points.
        current: The row of the word in question, or None.
        neighbours: Rows of its true neighbours: lit, and lines lead to them.
        chosen: Rows of the user's own words.
        colour: What the points' colours mean.
        similarities: A path of `feed.similarity_path`, or n cosines; told at the pointer, and
            the points' colours for "similarity".
        groups: Names with rows, for "group"; the first five have a colour.
        axes: Titles across and up, such as "component 1 · 7.1 % of variance".
        ends: What low and high mean across and up, as (("he", "she"), ("bad", "good")).
        note: What the map loses, in one plain sentence below it.
        alt: The map in words, for those who listen.
        ranks: Where the words are given themselves: how many of the vectors' words are more
            frequent than each. They are told at the pointer, and coloured for "frequency",
            which shows nothing without them; behind a path row and rank are the same.
        n_ranked: How many words the vectors have, where ranks are given.
    """

    words: str | tuple[str, ...]
    points: str | tuple[tuple[float, float], ...]
    n: int
    current: int | None = None
    neighbours: tuple[int, ...] = ()
    chosen: tuple[int, ...] = ()
    colour: Literal["plain", "frequency", "similarity", "group"] = "plain"
    similarities: str | tuple[float, ...] = ()
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    axes: tuple[str, str] = ("", "")
    ends: tuple[tuple[str, str], tuple[str, str]] | None = None
    note: str = ""
    alt: str = ""
    ranks: tuple[int, ...] = ()
    n_ranked: int = 0


@cache
def _atlas() -> Callable[..., object]:
    """Registered when a page first asks: outside a server there is no registry."""
    return st.components.v2.component(
        "rnnviz_atlas", html=ATLAS_HTML, css=atlas_css(), js=atlas_source()
    )


def show(
    atlas: Atlas,
    key: str,
    on_pick: Callable[[str], None],
    on_list: Callable[[tuple[str, ...]], None] | None = None,
) -> None:
    """Show the map.

    Its height is the CSS variable --atlas-height, which any container of it may set. A page
    holds one map at a time: the view stands in the address, as at=x,y,zoom.

    Args:
        atlas: What.
        key: Of its container, whose class is st-key-{key}; the same for every map of a place.
        on_pick: Called with the word that was clicked, before the page runs again.
        on_list: Called with the words of a selection, the most frequent first, N_LISTED at
            most; without it a selection can only be read and copied.
    """

    def picked() -> None:
        """Hand the word on."""
        if (word := st.session_state[f"{key}-atlas"].pick) is not None:
            on_pick(str(word))

    def listed() -> None:
        """Hand the words on."""
        words = st.session_state[f"{key}-atlas"].list
        if on_list is not None and words:
            on_list(tuple(str(word) for word in words[:N_LISTED]))

    data = asdict(atlas) | {
        "palettes": {theme: asdict(palette) for theme, palette in PALETTES.items()},
        "n_listed": N_LISTED if on_list else 0,
    }
    with st.container(key=key):
        _atlas()(key=f"{key}-atlas", data=data, on_pick_change=picked, on_list_change=listed)
