"""What leaves the app: the stage as one file, its numbers, and where the live one is.

Nothing is built before its button is clicked, and no click runs the page again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from urllib.parse import urlencode

import streamlit as st

from app import cache
from app.prose import english as prose
from app.state import Reading, View
from rnnviz.stage.document import document_html
from rnnviz.tracing.export import export_npz, export_parquet
from rnnviz.tracing.record import Trace

LONGEST_NAME = 60
LONGEST_NOTES = 2000


class Notes:
    """What was written for the file. A button keeps it, and sees what is written later."""

    def __init__(self) -> None:
        self.text = ""

    def take(self) -> None:
        """Take over what stands in the box: as soon as it is left, before the page is drawn."""
        self.text = st.session_state["notes"]


def link(view: View) -> str:
    """The address that opens a view in this app; "" where it is not known."""
    base = st.context.url or ""
    if not base.startswith(("http://", "https://")):
        return ""
    query = urlencode(view.to_query())
    return f"{base}?{query}" if query else base


def file_name(tokens: Sequence[str], ending: str) -> str:
    """A name that every system takes: the sentence's plain letters and digits."""
    words = re.findall(r"[a-z0-9]+", " ".join(tokens))
    short = "-".join(words)[:LONGEST_NAME].strip("-")
    return f"rnnviz-{short}{ending}" if short else f"rnnviz{ending}"


def page_file(reading: Reading, against: Reading | None, address: str, notes: Notes) -> bytes:
    """The stage as one HTML file.

    Args:
        reading: What it shows.
        against: What that is compared with.
        address: Of the same view in this app, "" if unknown.
        notes: Shown with it, as text.
    """
    scene = cache.built(reading, prose.POSITIVE, address, notes.text)
    if against is not None:
        scene = scene.beside(cache.built(against, prose.POSITIVE))
    return document_html(scene).encode()


def offer(reading: Reading, against: Reading | None, address: str) -> None:
    """The row of files, with a box for notes.

    Args:
        reading: What is on the stage.
        against: What it is compared with; the page carries both.
        address: Of this view.
    """
    st.subheader(prose.TAKE)
    notes: Notes = st.session_state.setdefault("written", Notes())
    trace = cache.trace(reading.network, reading.tokens)
    with st.container(horizontal=True, vertical_alignment="bottom", key="take"):
        _write_notes(notes)
        page = partial(page_file, reading, against, address, notes)
        _button(prose.TAKE_PAGE, page, reading, ".html", "text/html")
        _button(prose.TAKE_NPZ, partial(written, export_npz, trace), reading, ".npz")
        _button(prose.TAKE_PARQUET, partial(written, export_parquet, trace), reading, ".parquet")
    st.caption(prose.TAKE_HELP if against is None else prose.TAKE_BOTH_HELP)


@st.fragment
def _write_notes(notes: Notes) -> None:
    """The box: in a run of its own, so that the buttons beside it stay the ones on the page."""
    st.text_area(
        prose.NOTES,
        key="notes",
        height=72,
        max_chars=LONGEST_NOTES,
        placeholder=prose.NOTES_HELP,
        on_change=notes.take,
        persist_state="session",
    )


def _button(
    label: str,
    made: Callable[[], bytes],
    reading: Reading,
    ending: str,
    mime: str = "application/octet-stream",
) -> None:
    st.download_button(
        label,
        made,
        file_name(reading.tokens, ending),
        mime,
        key=f"take{ending}",
        on_click="ignore",
    )


def written(export: Callable[[Trace, BytesIO], None], trace: Trace) -> bytes:
    """What a library function that writes a trace into a file writes."""
    file = BytesIO()
    export(trace, file)
    return file.getvalue()
