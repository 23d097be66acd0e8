"""Sequences: a series, several, several with features; and texts padded to one length."""

from __future__ import annotations

import streamlit as st

from app import cache_encode
from app.controls import choose, put, write
from app.encode import selection, step_line, texts
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import SOURCES
from rnnviz.drawings.series_lines import number_table, series_lines
from rnnviz.drawings.tensor_box import tensor_box
from rnnviz.errors import RnnvizError

DEFAULT = EncodeView()


def show_part() -> None:
    """The whole part."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-controls"):
        source = choose(prose.SOURCE, "source", SOURCES, DEFAULT.source)
        for letter in selection.letters(source):
            key = f"axis_{letter}"
            write(prose.AXES[letter], key, getattr(DEFAULT, key), labelled="visible")
    if source == "text":
        texts.show_part()
        return
    view = EncodeView.read(st.session_state)
    prices = cache_encode.prices()
    tensor = selection.tensor(prices, view.source)
    step_line.headline(view, *tensor.shape)
    try:
        chosen = selection.selected(prices, view)
    except RnnvizError as refusal:
        st.text(str(refusal))
        chosen = selection.selected(prices, EncodeView(source=view.source, axis_b="all"))
    left, right = st.columns([7, 5], gap="large")
    with left:
        show(tensor_box(chosen.sheets, chosen.axes, chosen.terms), "box", _pick)
        st.caption(prose.AXIS_HELP)
        st.caption(prose.STOCKS_SOURCE)
    with right:
        _selection(chosen)
        st.caption(prose.PRICE_MEANING)
        if source == "with features":
            st.caption(prose.FEATURE_MEANINGS)


def _selection(chosen: selection.Selection) -> None:
    """What was cut out: its expression and shape, its lines, its numbers."""
    st.markdown(chosen.said)
    if len(chosen.lines[0]) > 1:
        show(series_lines(chosen.lines, chosen.names, chosen.ends), "lines-drawn")
    show(number_table(chosen.rows, chosen.row_names, chosen.heads, chosen.more), "numbers")


def _pick(picked: str) -> None:
    """Put a clicked name's index into its axis's box; clicking it again takes all."""
    letter, index = picked.split()
    key = f"axis_{letter}"
    put(**{key: "all" if st.session_state.get(key) == index else index})
