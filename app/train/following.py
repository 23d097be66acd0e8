"""A training while it goes on: how far it is, its curves, and the sentence after every epoch."""

from __future__ import annotations

import streamlit as st

from app import cache_tasks, cache_train, trainings
from app.jobs import Job
from app.prose import english_train as prose
from app.sheet import show
from app.state import TrainView
from app.train import curves, reading, showing, start
from app.waiting import time_left
from rnnviz.training.runs import Run

_EVERY = 1.5  # seconds between two looks


@st.fragment(run_every=_EVERY)
def follow(key: str, text: str) -> None:
    """Look again and again; when the training ends, is paused or stopped, the page runs again.

    Args:
        key: Of the run.
        text: What is read after every epoch.
    """
    job = showing.job(key)
    showing.live_others(TrainView.read(st.session_state))
    if job is None or not job.is_live:
        st.rerun()
    run = cache_train.run(key)
    with st.container(horizontal=True, vertical_alignment="center", key="train-progress"):
        st.progress(min(1.0, job.share), told(job, run))
        for label, how in ((prose.PAUSE, "paused"), (prose.STOP, "stopped")):
            st.button(label, key=f"train-{how}", on_click=showing.halt, args=(key, how))
    if run is None or not run.epochs:
        start.show_task(TrainView.read(st.session_state).settings if run is None else run.settings)
    else:
        show(curves.curves(run, cache_tasks.baselines(run.settings)), "train-curves")
        reading.show_grid(run, text, run.snapshot_epochs[-1] if run.snapshot_epochs else None)


def told(job: Job, run: Run | None) -> str:
    """How far a training is, in words."""
    if job.status == "waiting":
        return prose.WAITS.format(place=job.place, workers=trainings.N_WORKERS)
    if run is None or not run.epochs:
        return prose.BEGINS
    epochs = run.settings.epochs
    epoch = min(epochs, run.epochs[-1].epoch + 1)
    share = 100 * job.share
    return prose.RUNS.format(epoch=epoch, epochs=epochs, share=share, left=time_left(job))


@st.fragment(run_every=_EVERY)
def follow_others() -> None:
    """The other runs of the table that still train; the page runs again when one ends."""
    live = showing.live_others(TrainView.read(st.session_state))
    before = st.session_state.get("train-others", len(live))
    st.session_state["train-others"] = len(live)
    if not live or len(live) < before:
        st.session_state.pop("train-others", None)
        st.rerun()
    first = max(live, key=lambda job: job.share)
    left = time_left(first)
    said = prose.OTHERS.format(n=len(live), share=100 * first.share, left=left)
    st.progress(min(1.0, first.share), said)
