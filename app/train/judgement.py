"""What a network gets right and wrong on the test examples."""

from __future__ import annotations

import streamlit as st

from app import cache_train
from app.controls import put
from app.prose import english_train as prose
from app.sheet import show
from rnnviz.drawings.arrangement import stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.training_judgement import (
    Wrong,
    confusion_matrix,
    most_wrong,
    truth_against_prediction,
)
from rnnviz.training.judging import Judged, Verdict
from rnnviz.training.runs import Run

_N_DOTS = 400


def panel(run: Run, epoch: int, text: str) -> None:
    """Confusion matrix or scatter, and the examples that went most wrong.

    Raises:
        RnnvizError: If the task's examples are missing.
    """
    judged = cache_train.judged(run.key, epoch)
    task = run.settings.task

    def read(example: str) -> None:
        """Put the clicked example into the box, and show it on the stage."""
        put(train_after="Stage", **{"sentence" if task == "sentiment" else "own_example": example})

    left, right = st.columns([2, 3], gap="large")
    with left:
        show(_where(judged), "train-where")
    with right:
        if judged.wrong:
            show(_wrong(judged), "train-wrong", read)
        else:
            st.text(prose.NOTHING_WRONG)


def _where(judged: Judged) -> Drawing:
    if not judged.classes:
        pairs = [(float(truth), float(said)) for truth, said in judged.pairs[:_N_DOTS]]
        drawing = truth_against_prediction(prose.TRUE_FALSE, pairs, prose.TRUE_FALSE_NOTE)
        return stacked(drawing)
    counts = [[int(count) for count in row] for row in judged.confusion]
    return confusion_matrix(prose.CONFUSION, judged.classes, counts, prose.CONFUSION_NOTE)


def _wrong(judged: Judged) -> Drawing:
    has_classes = bool(judged.classes)
    rows = [Wrong(" ".join(v.tokens), v.truth, _said(v, has_classes)) for v in judged.wrong]
    return most_wrong(prose.WRONG, rows, prose.WRONG_NOTE)


def _said(verdict: Verdict, has_classes: bool) -> str:
    if not has_classes:
        return verdict.prediction
    share = 100 * verdict.probability
    return prose.WRONG_CLASS.format(said=verdict.prediction, share=share)
