"""Regularise and constrain: what they do to the weights in a small real training."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import cache_layers
from app.controls import note, pick, real
from app.layers import lines
from app.layers.cell_code import cell_code, undropped
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from rnnviz.drawings.layer_lines import Line, charts, curves
from rnnviz.errors import RnnvizError
from rnnviz.layers.names import BIAS_REGULARISERS, CONSTRAINTS, REGULARISERS
from rnnviz.written import plain

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.small_training import Run

DEFAULT = lines.DEFAULT
FEATURES, MAX_UNITS, BATCH, TIMESTEPS = 2, 64, 32, 10
NEARLY = 0.999
"""Of the limit: rows that are cut end a hair below it."""


def show_part() -> None:
    """The whole part."""
    _choices()
    view = LayersView.read(st.session_state)
    try:
        units = min(view.cell_units, MAX_UNITS)
        cell = lines.chosen_cell(view, FEATURES, units)
        with lines.computing():
            held = cache_layers.training(cell, holds(view), view.descent)
            free = cache_layers.training(cell, (), view.descent)
    except RnnvizError as refusal:
        lines.refused(refusal)
        return
    lines.headline(view)
    if units < view.cell_units:
        note(prose.FEWER_UNITS.format(units=units, most=MAX_UNITS), "units")
    _diverged(held, free)
    if held.losses and free.losses:
        _curves(held, free)
        note(prose.READ_TRAINING, "training")
    left, right = st.columns([4, 5], gap="large")
    with left:
        _say(view, held, free)
    with right:
        lines.code_choice()
        view = LayersView.read(st.session_state)
        small = replace(undropped(view), b_size=BATCH, s_size=TIMESTEPS, n_size=FEATURES)
        lines.code(view, cell_code(replace(small, cell_units=units)))


def _choices() -> None:
    """Six names and three numbers."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="layers-picks"):
        pick(prose.KERNEL_REG, "kernel_reg", REGULARISERS, DEFAULT.kernel_reg)
        pick(prose.RECURRENT_REG, "recurrent_reg", REGULARISERS, DEFAULT.recurrent_reg)
        pick(prose.BIAS_REG, "bias_reg", BIAS_REGULARISERS, DEFAULT.bias_reg)
        pick(prose.KERNEL_CON, "kernel_con", CONSTRAINTS, DEFAULT.kernel_con)
        pick(prose.RECURRENT_CON, "recurrent_con", CONSTRAINTS, DEFAULT.recurrent_con)
        pick(prose.BIAS_CON, "bias_con", CONSTRAINTS, DEFAULT.bias_con)
    with st.container(horizontal=True, vertical_alignment="center", key="fields-training"):
        real(prose.PULL, "pull", DEFAULT.pull, 0.01, 0.0)
        real(prose.NORM_LIMIT, "norm_limit", DEFAULT.norm_limit, 0.1, 0.0)
        real(prose.DESCENT, "descent", DEFAULT.descent, 0.01, 0.0)
        lines.start(with_features=False)


def named(view: LayersView) -> list[tuple[str, str, str]]:
    """Of each array: its name, regulariser and constraint."""
    chosen = (
        ("W_ih", view.kernel_reg, view.kernel_con),
        ("W_hh", view.recurrent_reg, view.recurrent_con),
        ("b", view.bias_reg, view.bias_con),
    )
    return [entry for entry in chosen if entry[0] != "b" or view.has_bias]


def holds(view: LayersView) -> tuple[cache_layers.Held, ...]:
    """What holds which array, as the training takes it."""
    return tuple((*entry, view.pull, view.norm_limit) for entry in named(view))


def _curves(held: Run, free: Run) -> None:
    """The length of each array, and the loss."""
    drawn = [
        curves(
            prose.LENGTH.format(name=name),
            [Line(prose.FREE, free.norms[name], "other"), Line(prose.HELD, lengths)],
            prose.STEPS,
        )
        for name, lengths in held.norms.items()
    ]
    losses = [Line(prose.FREE, free.losses, "other"), Line(prose.HELD, held.losses)]
    is_log = min(*free.losses, *held.losses) > 0
    drawn.append(curves(prose.LOSS, losses, prose.STEPS, is_log=is_log))
    show(charts(drawn), "trained")


def _diverged(held: Run, free: Run) -> None:
    for which, run in (("held", held), ("free", free)):
        if run.diverged is not None:
            said = prose.DIVERGED.format(which=prose.WHICH[which], step=run.diverged)
            lines.refused(said, which)


def _say(view: LayersView, held: Run, free: Run) -> None:
    """What came of it, array by array, and what the chosen names do."""
    chosen = named(view)
    names = list(dict.fromkeys(each for _, *how in chosen for each in how if each != "none"))
    if not names:
        st.markdown(prose.NOTHING_HELD)
        return
    if held.losses and free.losses:
        for name, *how in chosen:
            if how != ["none", "none"]:
                _say_array(view, name, how, held, free)
        ends = {"held": plain(held.losses[-1], 4), "free": plain(free.losses[-1], 4)}
        st.text(prose.LOSS_SAID.format(**ends))
    for name in names:
        note(prose.MEANS[name], f"means-{name}")


def _say_array(view: LayersView, name: str, how: list[str], held: Run, free: Run) -> None:
    """How long one array became, and whether its constraint ever had anything to do."""
    sentence = prose.TRAINED_BIAS if name == "b" else prose.TRAINED_SAID
    said = sentence.format(
        name=name,
        how=" + ".join(each for each in how if each != "none"),
        length=plain(held.norms[name][-1], 2),
        free=plain(free.norms[name][-1], 2),
        row=plain(held.largest[name][-1], 2),
        n_zeros=held.n_zeros[name],
        size=held.sizes[name],
    )
    st.text(said)
    is_cutting = how[1] in ("max_norm", "min_max_norm")
    if is_cutting and max(held.largest[name]) < NEARLY * view.norm_limit:
        st.text(prose.NOTHING_CUT.format(name=name, limit=f"{view.norm_limit:g}"))
