"""The network of one epoch on the stage, or its forecast where the answer is a number."""

from __future__ import annotations

import streamlit as st

from app import cache_train, stage
from app.prose import english_train as prose
from app.sheet import show
from rnnviz.drawings.training_curves import Curve, Frame, Level, training_curves
from rnnviz.training.runs import Run
from rnnviz.training.settings import KINDS


def panel(run: Run, epoch: int, text: str) -> None:
    """The stage with the network of an epoch reading the text.

    Args:
        run: Of which training.
        epoch: Which of its kept ones.
        text: What it reads.

    Raises:
        RnnvizError: If the text cannot be read.
    """
    settings = run.settings
    if KINDS[settings.task] == "a number":
        _forecast(run, epoch, text)
    if settings.bidirectional:
        st.text(prose.ONE_WAY)
        return
    scene = cache_train.scene(run.key, epoch, text)
    with st.container(horizontal=True, vertical_alignment="center", key="train-stage-line"):
        st.text(prose.STAGE_HELP.format(epoch=epoch))
        if settings.task == "sentiment":
            query = {"weights": "run", "run": f"{run.key}-{epoch}", "sentence": text}
            st.page_link("app/pages/step.py", label=prose.TO_STEP, query_params=query)
    stage.play(st.container(key="stage"), scene)


def _forecast(run: Run, epoch: int, text: str) -> None:
    """The prediction after every timestep, beside the right answer where it is known."""
    said = cache_train.said(run.key, epoch, text)
    target = float(said.target) if said.target else None
    values = [*said.values, *([] if target is None else [target])]
    low, high = min(0.0, *values), max(0.0, *values)
    frame = Frame(
        prose.FORECAST.format(epoch=epoch),
        low,
        high,
        float(len(said.values)),
        first=1.0,
        unit="timestep",
    )
    steps = tuple(float(t) for t in range(1, len(said.values) + 1))
    levels = [] if target is None else [Level(prose.RIGHT, target)]
    show(training_curves(frame, [Curve(prose.PREDICTION, steps, said.values)], levels), "forecast")
