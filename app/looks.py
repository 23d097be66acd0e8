"""The one place where CSS is put on the page, beside .streamlit/config.toml."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from rnnviz.palette import PALETTES

ICON = (Path(__file__).parents[1] / "assets" / "pictures" / "icon.svg").read_text("utf-8")
_SHEET = Path(__file__).with_name("looks.css")


def theme() -> str:
    """The visitor's theme, "light" or "dark"."""
    return st.context.theme.type or "light"


def dress() -> None:
    """Put our style sheet on the page, with the palette's colours as its variables."""
    colours = asdict(PALETTES[theme()]).items()
    variables = "".join(f"--{name.replace('_', '-')}: {colour}; " for name, colour in colours)
    sheet = _SHEET.read_text("utf-8")
    st.html(f"<style>.stApp {{ {variables}}}\n{sheet}</style>")
