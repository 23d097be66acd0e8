"""Three memories: forward states, and beneath them what the end still owes to each."""

from __future__ import annotations

import streamlit as st

from app.controls import code_box
from app.memory.reading import Reading, read
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_scale import percent, size, subscripted
from rnnviz.drawings.memory_tracks import columns, norm_track, tracks
from rnnviz.text.snippets import snippet


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """One panel a network.

    Args:
        view: The page's.
        tokens: T words.
    """
    readings = read(view, tokens)
    panels = [_panel(reading) for reading in readings]
    legend = sentence(subscripted(prose.MEMORIES_LEGEND))
    show(stacked(columns(panels, len(tokens)), legend), "memories")
    with st.expander(prose.IN_PYTORCH.format(cell=view.cells[-1])):
        code_box(snippet("PyTorch", "gradients", *code_words(readings[-1])), "memory")


def code_words(reading: Reading) -> tuple[dict[str, str], frozenset[str]]:
    """What the code of a reading is filled in with, and its flags."""
    spec, loss = reading.trace.spec, reading.layer.loss
    words = {
        "cell": reading.cell,
        "width": str(spec.input_size),
        "hidden": str(spec.hidden_sizes[-1]),
        "index": str(int(reading.view.memory_layer) - 1),
        "target": str(float(reading.view.target)),
        "first": "" if loss is None else size(loss[0]),
        "last": "" if loss is None else size(loss[-1]),
    }
    return words, frozenset(("lstm",) if reading.cell == "LSTM" else ("plain",))


def _panel(reading: Reading) -> Drawing:
    layer = reading.layer
    rows = [(prose.LOSS, layer.loss, ""), (prose.KEPT, layer.hidden.spectral, "")]
    if layer.cell:
        rows.append((prose.CELL_LOSS, layer.cell.loss, "rv-mem-track-cell"))
    shown = [
        norm_track(name, values.tolist(), reading.tokens, kind=kind)
        for name, values, kind in rows
        if values is not None
    ]
    return tracks(
        reading.title, reading.aside, reading.tokens, [reading.states(), *shown], _said(reading)
    )


def _said(reading: Reading) -> str:
    """How much of the gradient comes back to the first word."""
    layer, n = reading.layer, len(reading.tokens) - 1
    if n == 0:
        return prose.ONE_WORD
    if layer.loss is None or layer.loss[-1] == 0:
        return prose.NOTHING
    share = float(layer.loss[0] / layer.loss[-1])
    said = (
        prose.FADED.format(n=n, percent=percent(share))
        if share < 1
        else prose.GREW.format(n=n, times=size(share))
    )
    if layer.cell and layer.cell.loss is not None and layer.cell.loss[-1] > 0:
        kept = float(layer.cell.loss[0] / layer.cell.loss[-1])
        said += prose.FADED_CELL.format(percent=percent(kept))
    return said
