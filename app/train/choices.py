"""What is trained and how: two rows of fields, and the button."""

from __future__ import annotations

import streamlit as st

from app.controls import choose, put, real, whole, write
from app.prose import english as words
from app.prose import english_train as prose
from app.state import TrainView
from app.state.step import CELLS
from app.state.train import DIRECTIONS, OPTIMISERS, TABLES, fields_of
from app.train import reading, showing
from rnnviz.errors import RnnvizError
from rnnviz.text.tokens import MAX_TOKENS
from rnnviz.training.settings import GENERATED, TASKS, Task, defaults_for

_SMALLEST, _LARGEST = 0, 1_000_000  # what is out of bounds is said by the library


def show() -> TrainView:
    """Draw the fields; gives what they hold.

    A task's defaults stand in the fields when it is chosen.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="fields-task"):
        choose(prose.TASK, "task", TASKS, TASKS[0])
        task = TrainView.read(st.session_state).task
        showing.follow_task(task)
        _text(task)
    usual = TrainView.of(defaults_for(task))
    with st.container(horizontal=True, vertical_alignment="center", key="fields-train"):
        _network(task, usual)
        with st.popover(prose.MORE):
            _more(task, usual)
        _button()
    if refusal := showing.refusal():
        with st.container(key="refused-train"):
            st.text(prose.REFUSED.format(why=refusal))
    return TrainView.read(st.session_state)


def _text(task: Task) -> None:
    """What is read after every epoch: the sentence, or an example of the task."""
    if task == "sentiment":
        limit = words.SENTENCE_HELP.format(limit=MAX_TOKENS)
        write(words.SENTENCE, "sentence", TrainView().sentence, placeholder=limit)
    else:
        example = reading.text_of(TrainView(task=task), None)
        hint = prose.OWN_OR.format(own=prose.OWN[task], example=example)
        write(prose.OWN[task], "own_example", "", placeholder=hint)


def _network(task: Task, usual: TrainView) -> None:
    choose(prose.CELL, "train_cell", CELLS, usual.train_cell)
    whole(prose.LAYERS, "train_layers", _SMALLEST, _LARGEST, usual.train_layers)
    whole(prose.SIZE, "train_size", _SMALLEST, _LARGEST, usual.train_size)
    whole(prose.EPOCHS, "train_epochs", _SMALLEST, _LARGEST, usual.train_epochs)
    real(prose.RATE, "train_rate", usual.train_rate, usual.train_rate / 2)
    if task in GENERATED:
        whole(prose.LENGTH, "train_length", _SMALLEST, _LARGEST, usual.train_length)


def _more(task: Task, usual: TrainView) -> None:
    with st.container(key="train-more"):
        if task == "sentiment":
            choose(prose.TABLE, "train_table", TABLES, usual.train_table, "visible")
        choose(prose.DIRECTIONS, "train_directions", DIRECTIONS, usual.train_directions, "visible")
        choose(prose.OPTIMISER, "train_optimiser", OPTIMISERS, usual.train_optimiser, "visible")
        left, middle, right = st.columns(3)
        with left:
            whole(prose.BATCH, "train_batch", _SMALLEST, _LARGEST, usual.train_batch)
            whole(prose.SEED, "train_seed", _SMALLEST, _LARGEST, usual.train_seed)
        with middle:
            real(prose.CLIP, "train_clip", usual.train_clip, 0.5)
            real(prose.DECAY, "train_decay", usual.train_decay, 1e-5)
        with right:
            real(prose.DROPOUT, "train_dropout", usual.train_dropout, 0.1)
        values = fields_of(defaults_for(task))
        st.button(prose.DEFAULTS, type="tertiary", on_click=put, kwargs=values)


def _button() -> None:
    st.button(prose.TRAIN, type="primary", key="train", on_click=_train)


def _train() -> None:
    """Begin what the fields hold, as they are when the button is clicked."""
    try:
        settings = TrainView.read(st.session_state).settings.checked()
    except RnnvizError as refusal:
        showing.refuse(str(refusal))
    else:
        showing.begin(settings)
