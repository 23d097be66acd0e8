"""Maps of words on a page: what to draw now, and how far the chosen one is.

A page draws `shown(choice)`: the chosen map, or, while that is made, the one before it or
PCA's. Above it stands `progress(choice)`, which is empty where there is nothing to wait for.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from app import mapmaking
from app.jobs import Job
from app.mapmaking import Map, ready
from app.prose import english_maps as prose
from app.state.maps import MAP_METHODS, MapChoice, MapMethod
from app.waiting import time_left, visitor
from rnnviz.errors import JobError

__all__ = ["MAP_METHODS", "Map", "MapChoice", "MapMethod", "ask", "progress", "ready", "shown"]

_EVERY = 1.0  # seconds between two looks at a job
_SHOWN, _WANTED, _CANCELLED = "map-shown", "map-wanted", "map-cancelled"


def shown(choice: MapChoice) -> Map:
    """The map to draw now: the chosen one, else the last one of the same words, else PCA's.

    Raises:
        RnnvizError: If there are too few words for a map.
    """
    drawn = ready(choice)
    if drawn is not None:
        st.session_state[_SHOWN] = choice
        return drawn
    last = st.session_state.get(_SHOWN, choice)
    pca: MapChoice = replace(choice, method="PCA")
    return (ready(last) if replace(last, method="PCA") == pca else None) or _at_once(pca)


def ask(choice: MapChoice) -> Job:
    """Want a map that is made in the background, and no longer the one wanted before it.

    Raises:
        JobError: If it has more words than its method takes, or the queue is full.
        RnnvizError: If there are too few words for a map.
    """
    before = st.session_state.get(_WANTED)
    if before is not None and before != choice:
        mapmaking.leave(before, visitor())
    st.session_state[_WANTED] = choice
    st.session_state.pop(_CANCELLED, None)
    return mapmaking.ask(choice, visitor())


def progress(choice: MapChoice) -> None:
    """Begin the chosen map if it is not there, say how far it is, let it be cancelled.

    Where it failed, was cancelled or cannot be made here, one sentence says so, with a button
    to start again.
    """
    job = mapmaking.renew(choice, visitor())  # looked at first: it may end in between
    if ready(choice) is not None:
        return
    with st.container(key="map-progress"):
        if st.session_state.get(_CANCELLED) == choice:
            _ended(choice, prose.WAS_CANCELLED.format(method=choice.method))
        elif job is not None and job.status == "failed":
            _ended(choice, prose.HAS_FAILED.format(method=choice.method, why=job.sentence))
        else:
            try:
                ask(choice)
            except JobError as refusal:
                st.text(str(refusal))
            else:
                _progress(choice)


@st.fragment(run_every=_EVERY)
def _progress(choice: MapChoice) -> None:
    """Looks at the job again and again; when it ends, the page runs again."""
    job = mapmaking.renew(choice, visitor())
    if job is None or not job.is_live:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(1.0, job.share), told(choice, job))
        st.button(prose.CANCEL, key="map-cancel", on_click=_cancel, args=(choice,))


def told(choice: MapChoice, job: Job) -> str:
    """How far a job is, in words."""
    said = {"method": choice.method, "n": mapmaking.count(choice)}
    if job.status == "waiting":
        return prose.WAITS.format(place=job.place, **said)
    if job.share == 0:
        return prose.STARTS.format(**said)
    left = time_left(job)
    return prose.RUNS.format(share=100 * job.share, left=left, **said)


def _ended(choice: MapChoice, sentence: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(sentence)
        st.button(prose.AGAIN, key="map-again", on_click=_start_again, args=(choice,))


def _cancel(choice: MapChoice) -> None:
    mapmaking.leave(choice, visitor())
    st.session_state[_CANCELLED] = choice


def _start_again(choice: MapChoice) -> None:
    with suppress(JobError):  # which the page then says
        ask(choice)


def _at_once(choice: MapChoice) -> Map:
    """PCA's map."""
    drawn = ready(choice)
    if drawn is None:
        raise JobError(prose.JOB_BROKE)
    return drawn
