"""What an epoch's network still owes to the beginning of the text, beside the untrained one."""

from __future__ import annotations

import streamlit as st

from app import cache_owed
from app.cache_owed import Owed
from app.controls import note
from app.fading import fading, gradient_tracks, states_track
from app.prose import english_memory
from app.prose import english_train as prose
from app.sheet import show
from app.state.train import NAME_OF
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_scale import size, subscripted
from rnnviz.drawings.memory_tracks import columns, tracks
from rnnviz.training.runs import Run
from rnnviz.written import plain


def panel(run: Run, epoch: int, text: str) -> None:
    """States and gradients of the top layer before training and after the epoch.

    Args:
        run: Of which training.
        epoch: Which of its kept ones.
        text: What it reads.

    Raises:
        RnnvizError: If the text cannot be read, or an epoch is not kept.
    """
    if run.settings.bidirectional:
        st.text(prose.ONE_WAY_MEMORY)
        return
    found = {each: cache_owed.owed(run.key, each, text) for each in sorted({0, epoch})}
    panels = [_panel(run, each, owed) for each, owed in found.items()]
    n_timesteps = len(found[epoch].trace.inputs)
    note(prose.MEMORY_HOW, "train-memory-how")
    legend = sentence(subscripted(english_memory.MEMORIES_LEGEND))
    show(stacked(columns(panels, n_timesteps), legend), "train-memory")


def _panel(run: Run, epoch: int, owed: Owed) -> Drawing:
    layer, words = owed.gradients.layers[-1], owed.trace.tokens
    cell = NAME_OF[run.settings.cell]
    label = english_memory.STATES_ALT.format(cell=cell, layer=run.settings.n_layers)
    shown = [states_track(owed.trace.layers[-1].hidden, label), *gradient_tracks(layer, words)]
    title = prose.MEMORY_TITLE.format(epoch=epoch, cell=cell, layer=run.settings.n_layers)
    said = fading(layer, "words" if run.settings.task == "sentiment" else "timesteps")
    return tracks(title, _aside(owed), words, shown, said)


def _aside(owed: Owed) -> str:
    """What the network answers, and the loss of that."""
    loss = owed.gradients.loss
    if loss is None:
        return ""
    if owed.probability is None:
        return prose.MEMORY_NUMBER.format(wanted=owed.answer, loss=size(loss))
    p = plain(owed.probability, 2)
    return english_memory.ASIDE.format(answer=owed.answer, p=p, loss=plain(loss, 2))
