"""Dropout: the masks, kept through time or drawn anew, and what they do to the states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import cache_layers
from app.controls import choose, note, real, whole
from app.layers import lines
from app.layers.cell_code import cell_code, unheld
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from app.state.layers import MASKS
from rnnviz.drawings.layer_lines import Line, curves
from rnnviz.drawings.layer_rows import rows_over_time
from rnnviz.drawings.markup import Drawing
from rnnviz.errors import RnnvizError
from rnnviz.terms import TERMS, Term
from rnnviz.written import plain

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.dropping import Dropped

DEFAULT = lines.DEFAULT
N_ROWS = 12


def show_part() -> None:
    """The whole part."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-dropout"):
        real(prose.INPUT_DROP, "input_drop", DEFAULT.input_drop, 0.1, 0.0)
        real(prose.RECURRENT_DROP, "recurrent_drop", DEFAULT.recurrent_drop, 0.1, 0.0)
        whole(prose.DROP_SEED, "drop_seed", 0, lines.SEEDS, DEFAULT.drop_seed)
        choose(prose.MASKS_ARE, "masks_are", MASKS, DEFAULT.masks_are)
        lines.start(with_features=True)
    view = LayersView.read(st.session_state)
    is_kept = view.masks_are == MASKS[0]
    try:
        cell = lines.chosen_cell(view, view.n_size, view.cell_units)
        rates = (view.input_drop, view.recurrent_drop)
        with lines.computing():
            found = cache_layers.dropped(cell, rates, is_kept, view.drop_seed)
    except RnnvizError as refusal:
        lines.refused(refusal)
        return
    lines.headline(view)
    left, right = st.columns(2, gap="large")
    with left:
        _masks(view, found)
        _memories(view, found, is_kept)
    with right:
        _states(view, found)
        lines.code_choice()
        view = LayersView.read(st.session_state)
        lines.code(view, cell_code(_one_series(view)))


def _one_series(view: LayersView) -> LayersView:
    """What this part really runs."""
    return replace(unheld(view), b_size=1, s_size=cache_layers.TIMESTEPS)


def _masks(view: LayersView, found: Dropped) -> None:
    """Both masks over time."""
    for title, masks, rate, key in (
        (prose.INPUT_MASK.format(n=view.n_size), found.input_masks, view.input_drop, "x"),
        (
            prose.RECURRENT_MASK.format(n=view.cell_units),
            found.recurrent_masks,
            view.recurrent_drop,
            "h",
        ),
    ):
        scale = 1 / (1 - rate)
        term = Term("mask", "m", "mask", ("T", "H"), 0.0, scale, True, "gate", "0 or 1 / (1 − p)")
        more = prose.MASK_SAID.format(scale=plain(scale, 2))
        show(_rows(title, masks[:, :N_ROWS].T.tolist(), term, more), f"mask-{key}")


def _states(view: LayersView, found: Dropped) -> None:
    """The same units with and without dropout."""
    shown = min(N_ROWS, view.cell_units)
    more = prose.MORE_UNITS.format(shown=shown, units=view.cell_units)
    for title, hidden, key in (
        (prose.DROPPED_STATES, found.hidden, "with"),
        (prose.WHOLE_STATES, found.hidden_without, "without"),
    ):
        show(_rows(title, hidden[:, :shown].T.tolist(), TERMS["hidden"], more), f"states-{key}")


def _rows(title: str, rows: list[list[float]], term: Term, more: str) -> Drawing:
    first, last = prose.TIME_ENDS
    return rows_over_time(title, rows, term, (first, last.format(t=len(rows[0]))), more)


def _memories(view: LayersView, found: Dropped, is_kept: bool) -> None:
    """How many memories have survived."""
    alive = found.n_never_dropped
    first, last = prose.TIME_ENDS
    line = Line(prose.LEFT.format(units=view.cell_units), tuple(map(float, alive)))
    ends = (first, "", last.format(t=len(alive)))
    show(curves(prose.NEVER_DROPPED, [line], ends, low=0.0), "alive")
    said = prose.KEPT_SAID if is_kept else prose.ANEW_SAID
    expected = view.cell_units * (1 - view.recurrent_drop) ** len(alive)
    filled = said.format(
        units=view.cell_units,
        left=alive[-1],
        dropped=view.cell_units - alive[-1],
        t=len(alive),
        expected=plain(expected, 1),
    )
    st.text(filled)
    note(prose.DROP_NOTES, "dropout")
