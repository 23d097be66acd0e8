"""Which words moved most in training, and where to."""

from __future__ import annotations

import streamlit as st

from app import cache_train
from app.cache_train import MovedWord
from app.prose import english_train as prose
from app.sheet import show
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.series_lines import number_table
from rnnviz.drawings.word_plane import PlanePoint, word_plane
from rnnviz.training.runs import Run

_SIZE = (760.0, 420.0)


def panel(run: Run, epoch: int, text: str) -> None:
    """The words that moved furthest since epoch 0, as a list and on a map.

    Raises:
        RnnvizError: If the epoch is not kept.
    """
    words, share = cache_train.moved(run.key, epoch)
    if not words:
        is_fixed = cache_train.snapshot(run.key, epoch).table is None
        st.text(prose.NOT_MOVED if is_fixed else prose.NOT_YET)
        return
    left, right = st.columns([1, 3], gap="large")
    with left:
        st.markdown(f"**{prose.MOVED.format(epoch=epoch)}**")
        far = [word for word in words if not word.is_near]
        rows, names = [(word.distance,) for word in far], [word.word for word in far]
        show(number_table(rows, names, prose.MOVED_HEADS[1:]), "moved-list")
    with right:
        show(_map(words, share), "moved-map")


def _map(words: tuple[MovedWord, ...], share: float) -> Drawing:
    """Before and after in one plane, with an arrow for each word."""
    before = [PlanePoint("", *word.before, "muted", is_word=False) for word in words]
    after = [
        PlanePoint(w.word, *w.after, "muted" if w.is_near else "text", is_word=False) for w in words
    ]
    arrows = [(i, len(words) + i, word.is_near) for i, word in enumerate(words)]
    note = prose.MOVED_NOTE.format(share=100 * share)
    return word_plane(
        [*before, *after], arrows, title=prose.MOVED_MAP, note=note, alt=note, size=_SIZE
    )
