"""Three memories: forward states, and beneath them what the end still owes to each."""

from __future__ import annotations

import streamlit as st

from app.controls import code_box
from app.fading import fading, gradient_tracks
from app.memory.reading import Reading, read
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_scale import size, subscripted
from rnnviz.drawings.memory_tracks import columns, tracks
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
    shown = [reading.states(), *gradient_tracks(reading.layer, reading.tokens)]
    said = fading(reading.layer, "words")
    return tracks(reading.title, reading.aside, reading.tokens, shown, said)
