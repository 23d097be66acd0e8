"""Our style sheet, beside .streamlit/config.toml, and the document that carries it.

A style sheet that a script sends arrives after the first elements and makes them jump. The
pages' document is therefore Streamlit's own with the sheet in its head.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from rnnviz.drawings.markup import drawings_css
from rnnviz.palette import DARK, LIGHT, css_variables

ICON = (Path(__file__).parents[1] / "assets" / "pictures" / "icon.svg").read_text("utf-8")
_SHEETS = sorted(Path(__file__).parent.glob("*.css"))
_DOCUMENT = Path(st.__file__).parent / "static" / "index.html"


def theme() -> str:
    """The visitor's theme, "light" or "dark"."""
    return st.context.theme.type or "light"


def style_sheet() -> str:
    """Our rules, after the palette's colours as variables that follow the theme."""
    colours = f":root, .stApp {{ {css_variables(LIGHT, DARK)} }}"
    ours = "\n".join(sheet.read_text("utf-8") for sheet in _SHEETS)
    return f"{colours}\n{drawings_css()}\n{ours}"


def routes(paths: tuple[str, ...]) -> list[Route]:
    """Routes that serve the dressed document.

    Args:
        paths: Of the pages, "" for the first.
    """
    bare = _DOCUMENT.read_text("utf-8")
    dressed = bare.replace("</head>", f"<style>{style_sheet()}</style></head>", 1)

    def document(_request: Request) -> HTMLResponse:
        """The same page for every path."""
        return HTMLResponse(dressed, headers={"Cache-Control": "no-cache"})

    base = st.get_option("server.baseUrlPath").strip("/")
    prefix = f"/{base}" if base else ""
    return [Route(f"{prefix}/{path}", document) for path in paths]
