"""Which network the Step page reads with: shipped, random of any shape, or trained here."""

from __future__ import annotations

import streamlit as st

from app.controls import choose, remember, restore, write
from app.prose import english as prose
from app.state import StepView
from app.state.step import (
    CELLS,
    INITS,
    MAX_LAYERS,
    MAX_WIDTH,
    NONLINEARITIES,
    OTHER,
    RESETS,
    WEIGHTS,
)

STEP = StepView()


def network() -> None:
    """Which network reads the sentence."""
    place = st.container(width="content")
    chosen = weights(prose.WEIGHTS, STEP.weights)
    if chosen == "run":
        return
    with place:
        cell = choose(prose.CELL, "cell", CELLS, STEP.cell)
    if chosen == "own":
        with st.popover(prose.OWN):
            own_network(cell)


def weights(label: str, default: str, prefix: str = "") -> str:
    """Which weights; those of a training are offered to a visit that has come from one.

    Args:
        label: Of the choice.
        default: At first.
        prefix: Before the name of each field: "", or OTHER for the network compared with.
    """
    fields = ("run", f"{OTHER}run")
    restore(*fields)
    known = next(filter(None, (_field(name) for name in (f"{prefix}run", *fields))), "")
    options = WEIGHTS if known else WEIGHTS[:-1]
    chosen = choose(label, f"{prefix}weights", options, default)
    if chosen == "run":
        write(prose.RUN, f"{prefix}run", known, placeholder=prose.RUN_HELP)
    remember(*fields)
    return chosen


def _field(name: str) -> str:
    """What a field holds, or is about to hold."""
    return str(st.session_state.get(name) or st.query_params.get(name, ""))


def own_network(cell: str, prefix: str = "") -> None:
    """The shape and the seed of a random network.

    Args:
        cell: As chosen.
        prefix: Before the name of each field: "", or OTHER for the network compared with.
    """
    usual = STEP.other_network if prefix else STEP.network
    limits = prose.SIZES_HELP.format(layers=MAX_LAYERS, width=MAX_WIDTH)
    write(prose.SIZES, f"{prefix}sizes", usual.sizes, labelled="visible")
    st.caption(limits)
    choose(prose.INIT, f"{prefix}init", INITS, usual.init, "visible")
    st.caption(prose.INIT_HELP)
    st.number_input(prose.SEED, 0, 9999, usual.seed, key=f"{prefix}seed", bind="query-params")
    if cell == "RNN":
        key = f"{prefix}nonlinearity"
        choose(prose.NONLINEARITY, key, NONLINEARITIES, usual.nonlinearity, "visible")
    if cell == "GRU":
        choose(prose.RESET, f"{prefix}reset", RESETS, usual.reset, "visible")
        st.caption(prose.RESET_HELP)
