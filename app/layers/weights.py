"""Weights: units, bias and initialisers, with histograms, singular values and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import cache_layers
from app.controls import choose, note
from app.layers import lines
from app.layers.cell_code import weights_code
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from app.state.layers import KINDS
from rnnviz.drawings.layer_arrays import ArrayPicture, arrays
from rnnviz.drawings.layer_counts import CountRow, counts
from rnnviz.errors import RnnvizError
from rnnviz.network.spec import N_BLOCKS
from rnnviz.written import plain, shape

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.initialising import Described

NEAR = 0.02
"""A spectral radius this near to 1 neither lets memories fade nor states grow."""


def show_part() -> None:
    """The whole part."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-weights"):
        choose(prose.KIND, "kind", KINDS, lines.DEFAULT.kind)
        lines.features()
        lines.units_and_bias()
        lines.seed()
        lines.code_choice()
    with st.container(horizontal=True, vertical_alignment="bottom", key="layers-picks"):
        lines.initialisers()
    view = LayersView.read(st.session_state)
    try:
        total = view.count(view.kind).total
        lines.headline(view, f"{total:,} numbers")
        cell = lines.chosen_cell(view, view.n_size, view.cell_units)
        with lines.computing():
            drawn = cache_layers.weights(view.cell, cell)
    except RnnvizError as refusal:
        lines.refused(refusal)
        return
    show(arrays([_picture(view, k, found) for k, found in enumerate(drawn)]), "arrays")
    note(prose.READ_WEIGHTS, "weights")
    _counts(view)
    lines.code(view, weights_code(view))


def _picture(view: LayersView, k: int, found: Described) -> ArrayPicture:
    makers = (view.kernel_init, view.recurrent_init, view.bias_init)
    facts = [prose.RMS.format(rms=plain(found.rms, 4), expected=plain(found.expected, 4))]
    if found.spectral_radius is not None and k == 1:
        facts.append(
            prose.SPECTRUM.format(
                radius=plain(found.spectral_radius, 2), meaning=_meaning(found.spectral_radius)
            )
        )
    if view.kind == "RNN" and k == 1 and found.spectral_radius is None:
        facts.append(prose.NO_SPECTRUM)
    g = N_BLOCKS[view.cell]
    if g > 1 and k < 2:
        facts.append(prose.BLOCKS.format(g=g, units=view.cell_units))
    if view.cell == "lstm" and k == 2:
        facts.append(prose.FORGET)
    return ArrayPicture(
        prose.ARRAY_NAMES[k],
        makers[k],
        shape(*found.shape),
        found.counts,
        found.reach,
        tuple(facts),
        found.singular_values,
    )


def _meaning(radius: float) -> str:
    if abs(radius - 1) <= NEAR:
        return prose.KEEPS
    return prose.GROWS if radius > 1 else prose.FADES


def _counts(view: LayersView) -> None:
    """All three kinds of cell, beside each other."""
    counted = [(kind, view.count(kind)) for kind in KINDS]
    rows = [
        CountRow(kind, count.formula, count.numbers, count.total, kind == view.kind)
        for kind, count in counted
    ]
    cell, formula, numbers, total = prose.COUNT_HEADS
    heads = (
        cell,
        formula,
        numbers.format(units=view.cell_units, n=view.n_size),
        total.format(framework=view.code),
    )
    show(counts(rows, heads), "counts")
    note(prose.COUNT_SAID[view.code], "counts")
