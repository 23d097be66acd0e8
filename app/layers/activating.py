"""Activation: its curve, and what it does to a state over time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app import cache_layers
from app.controls import note
from app.layers import lines
from app.layers.cell_code import alone, cell_code
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from rnnviz.drawings.layer_lines import Line, curves
from rnnviz.drawings.layer_rows import rows_over_time
from rnnviz.errors import RnnvizError
from rnnviz.terms import TERMS

N_UNITS = 16


def show_part() -> None:
    """The whole part."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-activation"):
        lines.activation()
        lines.units_and_bias()
    with st.container(horizontal=True, vertical_alignment="bottom", key="layers-picks"):
        lines.initialisers()
        lines.features()
        lines.seed()
    view = LayersView.read(st.session_state)
    try:
        cell = lines.chosen_cell(view, view.n_size, view.cell_units)
        with lines.computing():
            found = cache_layers.over_time(cell)
    except RnnvizError as refusal:
        lines.refused(refusal)
        return
    lines.headline(view)
    left, right = st.columns([4, 5], gap="large")
    with left:
        _curve(view)
    with right:
        _over_time(view, found)
    lines.code_choice()
    view = LayersView.read(st.session_state)
    shown = replace(alone(view), b_size=1, s_size=cache_layers.TIMESTEPS)
    lines.code(view, cell_code(shown))


def _curve(view: LayersView) -> None:
    """The function and its slope."""
    drawn = cache_layers.curve(view.cell_activation)
    value, slope = prose.CURVE_LINES
    pictured = [Line(value, drawn.values), Line(slope, drawn.slopes, "guide")]
    ends = ("a = −4", "0", "4")
    show(curves(f"{prose.CURVE}: {view.cell_activation}", pictured, ends), "curve")
    st.markdown(prose.ACTIVATION_SAID[view.cell_activation])
    note(prose.READ_ACTIVATION, "activation")


def _over_time(view: LayersView, found: cache_layers.OverTime) -> None:
    """States as a heatmap, and how large they are."""
    n = len(found.hidden)
    if n == 0:
        lines.refused(prose.LOST.format(t=0))
        return
    shown = min(N_UNITS, view.cell_units)
    more = prose.MORE_UNITS.format(shown=shown, units=view.cell_units)
    first, last = prose.TIME_ENDS
    ends = (first, last.format(t=n))
    rows = found.hidden[:, :shown].T.tolist()
    title = prose.OVER_TIME.format(t=n)
    show(rows_over_time(title, rows, TERMS["hidden"], ends, more), "over-time")
    is_log = max(found.sizes) > 100 and min(found.sizes) > 0
    line = [Line(view.cell_activation, found.sizes)]
    low = None if is_log else 0.0
    picture = curves(
        prose.SIZE_OVER_TIME, line, (first, "", last.format(t=n)), low=low, is_log=is_log
    )
    show(picture, "sizes-drawn")
    if found.is_lost:
        lines.refused(prose.LOST.format(t=n))
    else:
        st.markdown(prose.SATURATED.format(percent=round(100 * found.saturated)))
