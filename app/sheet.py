"""Shows drawings (`rnnviz.drawings`) on a page, and hears what is picked in them.

One element instead of a plotly chart: it is drawn within a frame, and follows the theme
without another run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from rnnviz.drawings.markup import Drawing


@cache
def _sheet() -> Callable[..., object]:
    """Registered when a page first asks: outside a server there is no registry."""
    source = Path(__file__).with_name("sheet.js").read_text("utf-8")
    return st.components.v2.component(
        "rnnviz_sheet", html='<div class="sheet"></div>', js=source, isolate_styles=False
    )


def show(drawing: Drawing, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Show a drawing.

    Args:
        drawing: What.
        key: Of the element; its container's class is st-key-{key}.
        on_pick: Called with the data-pick of what was clicked, before the page runs again.
    """

    def picked() -> None:
        """Hand the pick on."""
        value = st.session_state[f"{key}-sheet"].pick
        if on_pick is not None and value is not None:
            on_pick(str(value))

    with st.container(key=key):
        _sheet()(key=f"{key}-sheet", data=str(drawing.html), on_pick_change=picked)
