"""The visitor's own sentence or example, read again after every epoch."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from app import cache_tasks, cache_train
from app.cache_train import Said
from app.prose import english_train as prose
from app.sheet import show
from app.state import TrainView
from app.train import showing
from rnnviz.drawings.training_reading import Read, reading_grid
from rnnviz.errors import RnnvizError
from rnnviz.terms import TERMS, Term
from rnnviz.training.runs import Run
from rnnviz.training.settings import KINDS
from rnnviz.written import plain, short

_N_ROWS = 7  # that fit below the curves
_LONGEST = 48
PREDICTED = Term(
    "prediction", "o_t", "prediction", ("T", "1"), -2.0, 2.0, False, "signed", "The answer so far."
)


def text_of(view: TrainView, run: Run | None) -> str:
    """What is read: the sentence, one's own example, or the task's first one.

    Args:
        view: The page's.
        run: Of which training; None if it has not begun.

    Returns:
        The text; "" if the task's examples are missing.
    """
    settings = view.settings if run is None else run.settings
    if settings.task == "sentiment":
        return view.sentence
    own = view.own_example if view.task == settings.task else ""
    with suppress(RnnvizError):  # of which the page says more
        return own.strip() or cache_tasks.examples(settings)[0]
    return ""


def show_grid(run: Run, text: str, at: int | None = None) -> None:
    """What the network of each epoch says after every word; or why it cannot be read."""
    if not run.snapshot_epochs:
        return
    try:
        drawn = [(epoch, cache_train.said(run.key, epoch, text)) for epoch in rows_of(run, at)]
    except RnnvizError as refusal:
        what = prose.TEXT_OF.get(run.settings.task, prose.TEXT)
        st.text(prose.NOT_READ.format(text=what, why=refusal))
        return
    rows = [Read(epoch, said.values, written(said, run)) for epoch, said in drawn]
    said = drawn[0][1]
    kind = KINDS[run.settings.task]
    term = PREDICTED if kind == "a number" else TERMS["probabilities"]
    title = prose.READING.format(text=short(text, _LONGEST))
    note = _note(said, run)
    drawing = reading_grid(title, said.tokens, rows, term, at=at, note=note)
    show(drawing, "train-reading", showing.pick_epoch)


def rows_of(run: Run, at: int | None) -> list[int]:
    """The epochs that get a row: the first, the last, the selected one, and some between."""
    epochs = run.snapshot_epochs
    n = min(_N_ROWS, len(epochs))
    some = {epochs[round(i * (len(epochs) - 1) / max(1, n - 1))] for i in range(n)}
    return sorted(some | {epoch for epoch in epochs if epoch == at})


def written(said: Said, run: Run) -> tuple[str, ...]:
    """What stands in each cell: the number, after its class where there are several."""
    if not said.classes:
        return tuple(plain(value, 2) for value in said.values)
    names = cache_tasks.classes(run.settings)
    pairs = zip(said.classes, said.values, strict=True)
    return tuple(f"{names[chosen]} {plain(value, 2)}" for chosen, value in pairs)


def _note(said: Said, run: Run) -> str:
    kind, task = KINDS[run.settings.task], run.settings.task
    name = cache_tasks.classes(run.settings)[-1] if kind == "yes/no" else ""
    note = prose.READING_NOTE[kind].format(name=name)
    if said.target and task != "sentiment":
        note += prose.TRUTH.format(truth=said.target)
    if said.unknown:
        note += " " + prose.UNKNOWN.format(listed=", ".join(dict.fromkeys(said.unknown)))
    return note
