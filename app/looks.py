"""The one place where CSS is put on the page, beside .streamlit/config.toml."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

ICON = (Path(__file__).parents[1] / "assets" / "pictures" / "icon.svg").read_text("utf-8")
_SHEET = Path(__file__).with_name("looks.css")


def dress() -> None:
    """Put our style sheet on the page."""
    st.html(_SHEET)


def theme() -> str:
    """The visitor's theme, "light" or "dark"."""
    return st.context.theme.type or "light"
