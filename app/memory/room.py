"""Spectral radius: an untrained RNN whose gradient vanishes or explodes, and clipping."""

from __future__ import annotations

import streamlit as st

from app import cache_memory
from app.controls import choose, code_box
from app.prose import english_encode
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from app.state.encode import CODES
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_bars import norm_bars
from rnnviz.drawings.memory_clip import clipping
from rnnviz.drawings.memory_scale import WIDE, raised, size, subscripted
from rnnviz.drawings.memory_tracks import Track, from_to, states, tracks
from rnnviz.gradients.room import Room
from rnnviz.text.snippets import snippet
from rnnviz.written import plain

SMALL, LARGE = 0.01, 100.0
"""Where a gradient is said to vanish or to explode."""


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """The RNN over time, and what clipping does to its gradient.

    Args:
        view: The page's.
        tokens: T words, repeated; none for random inputs.
    """
    found = cache_memory.in_room(
        tokens,
        view.room_length,
        view.radius,
        view.squash == "linear",
        view.clip,
        view.room_seed,
    )
    left, right = st.columns([5, 2], gap="large")
    with left:
        show(_over_time(view, tokens, found), "room")
    with right:
        show(_clipping(view, found), "clipping")
        choose(english_encode.CODE, "code", CODES, MemoryView().code)
        code_box(snippet(view.code, "clipping", code_words(view, found)), "memory")
    show(sentence(subscripted(prose.ROOM_LEGEND)), "room-legend")


def code_words(view: MemoryView, found: Room) -> dict[str, str]:
    """What the code of clipping is filled in with."""
    return {"clip": f"{view.clip:g}", "before": size(found.norm)}


def _over_time(view: MemoryView, tokens: tuple[str, ...], found: Room) -> Drawing:
    n = view.room_length
    words = [tokens[t % len(tokens)] if tokens else str(t + 1) for t in range(n)]
    kept, shares = found.kept.tolist(), found.shares.tolist()
    shown = [
        Track(
            prose.STATES,
            prose.STATES_ASIDE.format(n=found.hidden.shape[1]),
            states(found.hidden.tolist(), prose.STATES),
            is_counted=False,
        ),
        Track(
            prose.ROOM_KEPT,
            from_to(kept),
            norm_bars(kept, words, WIDE, prose.ROOM_KEPT, found.law.tolist()),
            "rv-mem-track-tall",
        ),
        Track(
            prose.ROOM_SHARES, from_to(shares), norm_bars(shares, words, WIDE, prose.ROOM_SHARES)
        ),
    ]
    title = prose.ROOM.format(radius=plain(view.radius, 2))
    return tracks(title, prose.ROOM_ASIDE[view.squash], words, shown, _said(view, found))


def _said(view: MemoryView, found: Room) -> str:
    kept = float(found.kept[0])
    said = prose.VANISHES if kept < SMALL else prose.EXPLODES if kept > LARGE else prose.STAYS
    n = view.room_length - 1
    radius, law = plain(view.radius, 2), size(float(found.law[0]))
    return said.format(
        n=n, kept=size(kept), law=prose.LAW.format(radius=radius, power=raised(n), law=law)
    )


def _clipping(view: MemoryView, found: Room) -> Drawing:
    bars = clipping(
        (prose.BEFORE, found.norm),
        (prose.AFTER, found.clipped_norm),
        (prose.LIMIT, view.clip),
        WIDE,
    )
    said = prose.CLIPPED if found.clipped_norm < found.norm else prose.UNCLIPPED
    return stacked(
        sentence(subscripted(prose.CLIPPING), is_strong=True),
        bars,
        sentence(
            said.format(
                before=size(found.norm),
                clip=plain(view.clip, 1),
                times=size(found.norm / found.clipped_norm if found.clipped_norm else 1.0),
            )
        ),
    )
