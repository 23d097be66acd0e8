"""A run that has ended, or was halted: its curves, and what its networks do."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from app import cache_tasks, cache_train
from app.controls import choose
from app.jobs import Job
from app.prose import english_train as prose
from app.sheet import show
from app.stage import saying_beside
from app.state import TrainView
from app.state.train import AFTERS, After
from app.train import (
    at_stage,
    curves,
    judgement,
    movement,
    reading,
    remembering,
    run_table,
    showing,
    take_along,
)
from rnnviz.errors import RnnvizError
from rnnviz.training.runs import Run, best_epoch

_N_BESIDE = 10  # words of a text that leaves room for the table beside it
PANELS = {
    "Stage": at_stage.panel,
    "Right and wrong": judgement.panel,
    "Memory": remembering.panel,
    "Moved words": movement.panel,
    "Take it along": take_along.panel,
}


def status(run: Run, job: Job | None) -> None:
    """How it stands, in a sentence, and the button to go on.

    Args:
        run: Which.
        job: What became of its training, if anybody knows.
    """
    failed = job.sentence if job is not None and job.status == "failed" else ""
    is_paused = showing.halted(run.key) == "paused"
    with st.container(horizontal=True, vertical_alignment="center", key="train-status"):
        st.text(standing(run, is_paused, failed) + _result(run))
        if run.status == "unfinished":
            st.button(prose.CONTINUE, on_click=showing.go_on, args=(run.settings,))
            if is_paused:
                st.button(prose.STOP, on_click=showing.halt, args=(run.key, "stopped"))


def standing(run: Run, is_paused: bool, failed: str) -> str:
    """How a run stands, in a sentence."""
    epoch = run.epochs[-1].epoch if run.epochs else 0
    said = {"epoch": epoch, "epochs": run.settings.epochs}
    if run.status == "diverged":
        return prose.DIVERGED.format(why=run.sentence)
    if run.status == "done":
        seconds = sum(epoch.seconds for epoch in run.epochs)
        return prose.DONE.format(seconds=seconds, **said)
    if failed:
        return prose.FAILED.format(why=failed)
    return (prose.PAUSED if is_paused else prose.STOPPED).format(**said)


def show_run(run: Run, text: str, view: TrainView) -> None:
    """Curves, the sentence after every epoch beside the table of runs, and a panel of choice.

    Args:
        run: That has ended or was halted.
        text: What is read after every epoch.
        view: The page's.
    """
    if not run.snapshot_epochs:
        return
    st.session_state.setdefault(showing.EPOCH, best_epoch(run))
    epoch = nearest(run, st.session_state[showing.EPOCH])
    drawing = curves.curves(run, cache_tasks.baselines(run.settings), epoch)
    show(drawing, "train-curves", showing.pick_epoch)
    is_short = len(text.split()) <= _N_BESIDE
    left, right = st.columns([4, 3], gap="medium") if is_short else (st.container(), st.container())
    with left:
        reading.show_grid(run, text, epoch)
    with right:
        run_table.show_table(view, run)
    if showing.halted(run.key) == "paused":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="train-after-row"):
        _slider(run, epoch)
        choose(prose.AFTER, "train_after", AFTERS, AFTERS[0])
    with saying_beside(prose.REFUSED, "refused-after"):
        chosen: After = TrainView.read(st.session_state).train_after
        PANELS[chosen](run, epoch, text)


def nearest(run: Run, epoch: int) -> int:
    """The kept epoch that is nearest to the one asked for."""
    return min(run.snapshot_epochs, key=lambda kept: abs(kept - epoch))


def _slider(run: Run, epoch: int) -> None:
    """Over the kept epochs, of which there may be fewer than all."""
    if len(run.snapshot_epochs) < 2:
        return
    st.session_state[showing.EPOCH] = epoch
    st.select_slider(
        prose.EPOCH,
        run.snapshot_epochs,
        key=showing.EPOCH,
        label_visibility="collapsed",
        bind="query-params",
    )


def _result(run: Run) -> str:
    """Of the epoch that is best on the held-out examples: choosing by the test would be unfair."""
    judged = None
    with suppress(RnnvizError):  # the panel that needs it says why
        judged = cache_train.verdict(run)
    if judged is None:
        return ""
    score, name = run_table.score_text(judged.score, run), run.settings.score
    return prose.RESULT.format(n=judged.n, score=score, name=name, epoch=best_epoch(run))
