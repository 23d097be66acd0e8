"""Which runs this visit looks at, in the session and in the address; begun, paused, stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from app import cache_train, trainings
from app.controls import put
from app.jobs import Job
from app.state import TrainView
from app.state.train import MOST_RUNS, fields_of
from app.waiting import visitor
from rnnviz.errors import RnnvizError
from rnnviz.training.settings import Task, TrainSettings, defaults_for

Halt = Literal["paused", "stopped"]
SHOWN, LISTED, EPOCH = "run_key", "runs", "at_epoch"
_DIGITS = 4  # that an epoch stays below
_HALTED, _REFUSED, _TASK = "train-halted", "train-refused", "train-task"
KEPT = (SHOWN, LISTED)
"""Fields without a widget: here they are put into the address."""

N_MORE = 2
"""Seeds that are added at a time."""


def adopt() -> None:
    """Take the runs over from the address, and write them there; show how they were trained."""
    asked = st.query_params.get(SHOWN, "")
    if SHOWN not in st.session_state and trainings.is_key(asked):
        listed = st.query_params.get(LISTED, "").split(",")
        kept = [key for key in listed if trainings.is_key(key)]
        _show(asked, tuple(kept))
        epoch = st.query_params.get(EPOCH, "")
        if epoch.isdecimal() and len(epoch) < _DIGITS:
            st.session_state[EPOCH] = int(epoch)
        run = cache_train.run(asked)
        if run is not None:
            fields = {"task": run.settings.task} | fields_of(run.settings)
            missing = {k: v for k, v in fields.items() if k not in st.query_params}
            put(**{k: v for k, v in missing.items() if k not in st.session_state})
            st.session_state[_TASK] = run.settings.task
    view = TrainView.read(st.session_state)
    for name, value in ((SHOWN, view.run_key), (LISTED, ",".join(view.run_keys))):
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def follow_task(task: Task) -> None:
    """Where another task was chosen, give the fields below it that task's defaults."""
    if st.session_state.get(_TASK, task) != task:
        put(**fields_of(defaults_for(task)), own_example="")
    st.session_state[_TASK] = task


def begin(settings: TrainSettings) -> None:
    """Train, and show it."""
    _want(settings)
    if refusal() == "":
        _show(settings.checked().key, TrainView.read(st.session_state).run_keys)


def go_on(settings: TrainSettings) -> None:
    """Train on where it was paused, stopped, or ended early."""
    st.session_state.pop(EPOCH, None)
    _want(settings)


def more_seeds(settings: TrainSettings) -> None:
    """Train the same from other random beginnings, and put these into the table."""
    view, seed, n_added = TrainView.read(st.session_state), settings.seed, 0
    keys = list(view.run_keys)
    while n_added < N_MORE and len(keys) < MOST_RUNS:
        seed += 1
        other = replace(settings, seed=seed).checked()
        if other.key in keys:
            continue
        _want(other)
        if refusal():
            break
        keys.append(other.key)
        n_added += 1
    _show(view.run_key, tuple(keys))


def halt(key: str, how: Halt) -> None:
    """Want a run no more for now."""
    trainings.leave(key, visitor())
    st.session_state[_HALTED] = (key, how)


def halted(key: str) -> Halt | None:
    """Whether this visitor paused or stopped that run."""
    halted_key, how = st.session_state.get(_HALTED, ("", None))
    return how if halted_key == key else None


def job(key: str) -> Job | None:
    """How far a run's training is, and that this visitor wants it, unless it is halted."""
    return None if halted(key) else trainings.renew(key, visitor())


def live_others(view: TrainView) -> list[Job]:
    """Trainings of the other runs in the table that still go on, kept wanted by this visitor."""
    jobs = (job(key) for key in view.run_keys if key != view.run_key)
    return [job for job in jobs if job is not None and job.is_live]


def pick_run(key: str) -> None:
    """Show another run of the table, with its settings in the fields."""
    _show(key, TrainView.read(st.session_state).run_keys)
    run = cache_train.run(key)
    if run is not None:
        put(task=run.settings.task, **fields_of(run.settings))
        st.session_state[_TASK] = run.settings.task


def clear() -> None:
    """Empty the table, and show what a first visit shows."""
    key = TrainView.read(st.session_state).run_key
    trainings.leave(key, visitor())
    put(run_key="", runs="")
    st.session_state.pop(EPOCH, None)


def pick_epoch(epoch: str) -> None:
    """Look at the network after that epoch."""
    put(at_epoch=int(epoch))


def refusal() -> str:
    """Why the last training that was asked for was not begun, or ""."""
    return str(st.session_state.get(_REFUSED, ""))


def refuse(sentence: str) -> None:
    """Say, beside the button, why nothing is begun."""
    st.session_state[_REFUSED] = sentence


def _want(settings: TrainSettings) -> None:
    st.session_state.pop(_HALTED, None)
    refuse("")
    try:
        trainings.begin(settings, visitor())
    except RnnvizError as refused:
        refuse(str(refused))


def _show(key: str, listed: tuple[str, ...]) -> None:
    if st.session_state.get(SHOWN) != key:
        st.session_state.pop(EPOCH, None)
    keys = dict.fromkeys((key, *listed) if key not in listed else listed)
    st.session_state[SHOWN] = key
    st.session_state[LISTED] = ",".join(list(keys)[:MOST_RUNS])
