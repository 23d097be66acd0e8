"""Trainable or frozen: one real step, and which rows it moved."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from app import cache_encode
from app.controls import choose, note
from app.encode import step_line, visit
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import ANSWERS, TABLES
from rnnviz import tokenize
from rnnviz.drawings.table_rows import Moved, moved_rows
from rnnviz.errors import RnnvizError, WordError
from rnnviz.terms import Term
from rnnviz.written import plain

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz.training.embedding_step import Change, EmbeddingStep

DEFAULT = EncodeView()
N_OTHERS, MAX_ROWS, N_TWICE = 3, 9, 4
MIN_RATE, MAX_RATE = 0.001, 1_000.0
GRADIENT = Term(
    "gradient", "g", "gradient", ("V", "I"), -0.03, 0.03, False, "signed", "Slope of the loss."
)


def show_part() -> None:
    """The whole part."""
    _choices()
    view = EncodeView.read(st.session_state)
    try:
        tokens = _known(tokenize(view.sentence))
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    counts = Counter(tokens)
    words = cache_encode.filled_up(tokens, len(counts) + N_OTHERS, visit.key())
    ids = tuple(words.index(token) for token in tokens)
    target = float(view.target == "positive")
    step = cache_encode.step(words, ids, target, view.rate, view.table == "frozen", visit.key())
    step_line.headline(view, *step.table.before.shape)
    left, right = st.columns([4, 3], gap="large")
    with left:
        show(moved_rows(_rows(step, words, counts), GRADIENT), "moved")
        _explain(len(words), len(counts))
    with right:
        _say(view, step, words, counts)
        step_line.code("step", code_words(view, step))


def _choices() -> None:
    """The sentence, what it should say, and how the step is taken."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-controls"):
        step_line.sentence()
        choose(prose.TARGET, "target", ANSWERS, DEFAULT.target)
        choose(prose.TABLE, "table", TABLES, DEFAULT.table)
        st.number_input(
            prose.RATE,
            MIN_RATE,
            MAX_RATE,
            DEFAULT.rate,
            step=0.1,
            format="%g",
            key="rate",
            bind="query-params",
        )


def _known(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens that have vectors; the others are named.

    Raises:
        WordError: If there is none.
    """
    name, missing = visit.vectors().name, visit.unknown(tokens)
    if set(missing) == set(tokens):
        raise WordError(prose.NO_KNOWN.format(vectors=name))
    if missing:
        listed = ", ".join(missing)
        st.text(prose.NOT_KNOWN.format(vectors=name, listed=listed))
    return tuple(token for token in tokens if token not in missing)


def _rows(step: EmbeddingStep, words: tuple[str, ...], counts: Counter[str]) -> list[Moved]:
    """The head, then the table's rows: the first of the sentence's and the others."""
    n_read = len(counts)
    shown = [*range(min(n_read, MAX_ROWS - N_OTHERS)), *range(n_read, len(words))]
    moved = step.table.moved
    head = _moved(step.weight, prose.HEAD, prose.HEAD_NOTE, float(step.weight.moved))
    return [
        head,
        *(
            Moved(
                words[i],
                _note(counts[words[i]]),
                tuple(step.table.before[i].tolist()),
                tuple(step.table.gradient[i].tolist()),
                tuple(step.table.after[i].tolist()),
                float(moved[i]),
            )
            for i in shown
        ),
    ]


def _moved(change: Change, name: str, note: str, length: float) -> Moved:
    values = (change.before, change.gradient, change.after)
    before, gradient, after = (tuple(value.tolist()) for value in values)
    return Moved(name, note, before, gradient, after, length)


def _note(count: int) -> str:
    if not count:
        return prose.ABSENT
    return prose.TIMES.format(n=count) if count > 1 else ""


def _say(
    view: EncodeView, step: EmbeddingStep, words: tuple[str, ...], counts: Counter[str]
) -> None:
    p = [q if view.target == "positive" else 1 - q for q in step.probabilities]
    said = prose.STEP_SAID if step.losses[1] <= step.losses[0] else prose.STEP_ROSE
    st.markdown(
        said.format(
            target=view.target,
            before=plain(p[0]),
            after=plain(p[1]),
            loss_before=plain(step.losses[0]),
            loss_after=plain(step.losses[1]),
        )
    )
    n_moved = int((step.table.moved > 0).sum())
    if view.table == "frozen":
        st.markdown(prose.FROZEN)
    else:
        rest = len(words) - n_moved
        st.markdown(prose.MOVED.format(n=n_moved, v=len(words), rest=rest))
        twice = [prose.TIMES_WORD.format(word=word, n=n) for word, n in counts.items() if n > 1]
        if twice:
            st.text(prose.TWICE.format(listed=", ".join(twice[:N_TWICE])))


def _explain(n_rows: int, n_read: int) -> None:
    """Where the table comes from, and how much of it is drawn."""
    name = visit.vectors().name
    said = prose.STEP_TABLE.format(n=n_rows, vectors=name, others=n_rows - n_read)
    note(said, "step")
    if n_read > MAX_ROWS - N_OTHERS:
        st.caption(prose.MORE_ROWS.format(limit=MAX_ROWS - N_OTHERS, n=n_read))


def code_words(view: EncodeView, step: EmbeddingStep) -> dict[str, str]:
    """What the step's code is filled in with."""
    is_frozen = view.table == "frozen"
    v, width = step.table.before.shape
    return {
        "frozen": str(is_frozen),
        "trainable": str(not is_frozen),
        "target": str(float(view.target == "positive")),
        "rate": str(view.rate),
        "loss": plain(step.losses[0]),
        "n_words": str(v),
        "width": str(width),
    }
