"""The fields above every picture, and what was chosen in them."""

from __future__ import annotations

import streamlit as st

from app import controls
from app.prose import english
from app.prose import english_memory as prose
from app.state import MemoryView
from app.state.memory import (
    LONG,
    LOSSES,
    MEMORY_CELLS,
    MEMORY_LAYERS,
    MEMORY_WEIGHTS,
    PICTURES,
    ROOM_INPUTS,
    SQUASHES,
)
from rnnviz.text.tokens import MAX_TOKENS

DEFAULT = MemoryView()
ROOM = "Spectral radius"
WITHOUT_LAYER = ("Which words count", ROOM)


def fields() -> None:
    """All fields of the chosen picture."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-memory"):
        picture = controls.choose(prose.PICTURE, "memory_picture", PICTURES, DEFAULT.memory_picture)
        cells = controls.choose(prose.CELLS, "memory_cells", MEMORY_CELLS, DEFAULT.memory_cells)
        if picture == ROOM:
            controls.choose(
                prose.INPUTS, "room_inputs", ROOM_INPUTS, DEFAULT.room_inputs, "visible"
            )
    if picture == ROOM:
        _room(cells)
    else:
        _reading(picture)


def _reading(picture: str) -> None:
    """A sentence, and the networks that read it."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-memory-read"):
        _sentence()
        controls.choose(prose.WEIGHTS, "memory_weights", MEMORY_WEIGHTS, DEFAULT.memory_weights)
        if picture not in WITHOUT_LAYER:
            controls.choose(
                prose.LAYER, "memory_layer", MEMORY_LAYERS, DEFAULT.memory_layer, "visible"
            )
        controls.choose(prose.LOSS_OF, "loss_of", LOSSES, DEFAULT.loss_of, "visible")


def _sentence() -> None:
    """The sentence box, with a long example and short ones."""
    limit = english.SENTENCE_HELP.format(limit=MAX_TOKENS)
    controls.write(english.SENTENCE, "sentence", DEFAULT.sentence, placeholder=limit)
    with st.popover(english.EXAMPLES):
        for example in (LONG, *english.EXAMPLE_SENTENCES):
            kwargs = {"sentence": example}
            st.button(example, type="tertiary", on_click=controls.put, kwargs=kwargs)
        st.caption(limit)


def _room(cells: str) -> None:
    """The sliders, and what the chosen cells are made of."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="fields-memory-room"):
        controls.slide(prose.RADIUS, "radius", 0.2, 2.0, DEFAULT.radius, 0.05)
        controls.slide(prose.LENGTH, "room_length", 2, 100, DEFAULT.room_length, 1)
        controls.slide(prose.CLIP, "clip", 0.1, 10.0, DEFAULT.clip, 0.1)
        if cells != "RNN":
            controls.slide(prose.GATE_BIAS, "gate_bias", -2.0, 6.0, DEFAULT.gate_bias, 0.5)
        if cells in ("all", "RNN"):
            controls.choose(prose.SQUASH, "squash", SQUASHES, DEFAULT.squash, "visible")
        controls.whole(prose.SEED, "room_seed", 0, 9999, DEFAULT.room_seed)
    if MemoryView.read(st.session_state).reads:
        with st.container(horizontal=True, key="fields-memory-read"):
            _sentence()
