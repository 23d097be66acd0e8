"""An embedding table of any length on a page: scrolled in the browser, fetched through the feed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import streamlit as st

from app import feed
from app.prose import english_encode as prose
from rnnviz import WordVectors
from rnnviz.stage.player import TABLE_HTML, table_source
from rnnviz.terms import TERMS


@cache
def _table() -> Callable[..., object]:
    """Registered when a page first asks: outside a server there is no registry."""
    return st.components.v2.component(
        "rnnviz_table", html=TABLE_HTML, js=table_source(), isolate_styles=False
    )


def show(
    vectors: WordVectors, key: str, current: int, name: str, on_pick: Callable[[int], None]
) -> None:
    """Show all rows of word vectors.

    Args:
        vectors: Which.
        key: Their key, for the feed.
        current: The picked row, which is brought into sight.
        name: Of the element.
        on_pick: Called with the row that was clicked, before the page runs again.
    """

    def picked() -> None:
        """Hand the row on."""
        if (row := st.session_state[name].pick) is not None:
            on_pick(int(row))

    n, width = vectors.matrix.shape
    data = {
        "rows": feed.rows_path(key),
        "words": feed.words_path(key, n),
        "n": n,
        "width": width,
        "current": current,
        "reach": TERMS["embedding"].high,
        "label": prose.SCROLL_LABEL.format(v=n, n=width),
        "lost": prose.LOST,
    }
    _table()(key=name, data=data, on_pick_change=picked)
