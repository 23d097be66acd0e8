"""Spectral radius: untrained cells whose gradient vanishes or explodes, and clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import cache_memory
from app.controls import choose, code_box
from app.prose import english_encode
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from app.state.encode import CODES
from app.state.step import CellName
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_clip import clipping
from rnnviz.drawings.memory_scale import WIDE, raised, size, subscripted
from rnnviz.drawings.memory_tracks import Track, columns, norm_track, states, tracks
from rnnviz.text.snippets import snippet
from rnnviz.written import plain

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz.gradients.room import Room

NARROW = 9
"""Pixels for a timestep that is only counted."""

SMALL, LARGE = 0.01, 100.0
"""Where a gradient is said to vanish or to explode."""


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """Each cell over time, and what clipping does to its gradient.

    Args:
        view: The page's.
        tokens: T words, repeated; none for random inputs.
    """
    found = [(cell, cache_memory.in_room(view.room(cell), tokens)) for cell in view.cells]
    panels = [_over_time(view, tokens, cell, room) for cell, room in found]
    legend = sentence(subscripted(prose.ROOM_LEGEND))
    together = columns(panels, view.room_length, 16 if tokens else NARROW)
    show(stacked(together, legend), "room")
    left, right = st.columns([3, 2], gap="large")
    with left:
        show(_clipping(view, found), "clipping")
    with right:
        choose(english_encode.CODE, "code", CODES, MemoryView().code)
        code_box(snippet(view.code, "clipping", code_words(view, found[-1][1])), "memory")


def code_words(view: MemoryView, found: Room) -> dict[str, str]:
    """What the code of clipping is filled in with."""
    return {"clip": f"{view.clip:g}", "before": size(found.norm)}


def _over_time(view: MemoryView, tokens: tuple[str, ...], cell: CellName, found: Room) -> Drawing:
    n = view.room_length
    words = [tokens[t % len(tokens)] if tokens else str(t + 1) for t in range(n)]
    hidden = states(found.hidden.tolist(), prose.STATES)
    aside = prose.STATES_ASIDE.format(n=found.hidden.shape[1])
    law = () if found.law is None else tuple(found.law.tolist())
    kept = prose.KEPT if found.law is None else prose.ROOM_KEPT
    shown = [
        Track(prose.STATES, aside, hidden, is_counted=False),
        norm_track(kept, found.kept.tolist(), words, marks=law, scale=WIDE),
    ]
    if found.cell is not None:
        shown.append(norm_track(prose.ROOM_CELL, found.cell.tolist(), words, scale=WIDE))
    shown.append(norm_track(prose.ROOM_SHARES, found.shares.tolist(), words, scale=WIDE))
    title = prose.ROOM.format(cell=cell, radius=plain(view.radius, 2))
    made = prose.ROOM_ASIDE[view.squash if cell == "RNN" else cell]
    return tracks(title, made.format(bias=plain(view.gate_bias, 1)), words, shown, _said(found))


def _said(found: Room) -> str:
    """What is left at the first timestep, beside the law where there is one."""
    n, kept = len(found.kept) - 1, float(found.kept[0])
    said = prose.VANISHES if kept < SMALL else prose.EXPLODES if kept > LARGE else prose.STAYS
    beside = ""
    if found.law is not None:
        beside = prose.LAW.format(power=raised(n), law=size(float(found.law[0])))
    if found.cell is not None:
        beside = prose.IN_CELL.format(kept=size(float(found.cell[0])))
    return said.format(n=n, kept=size(kept), beside=beside)


def _clipping(view: MemoryView, found: list[tuple[CellName, Room]]) -> Drawing:
    lengths = [(cell, room.norm, room.clipped_norm) for cell, room in found]
    return stacked(
        sentence(subscripted(prose.CLIPPING), is_strong=True),
        clipping(lengths, (prose.LIMIT, view.clip), WIDE),
        sentence(" ".join(_clipped(view, *entry) for entry in lengths)),
    )


def _clipped(view: MemoryView, cell: str, before: float, after: float) -> str:
    if after == before:
        return prose.UNCLIPPED.format(cell=cell, clip=plain(view.clip, 1))
    return prose.CLIPPED.format(cell=cell, times=size(before / after))
