"""What stands on the page before the first training: the task, its examples, what to beat."""

from __future__ import annotations

import math

import streamlit as st

from app import cache_tasks, trainings
from app.prose import english_train as prose
from app.sheet import show
from app.state import TrainView
from app.state.train import NAME_OF
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.errors import RnnvizError
from rnnviz.training.settings import LONGEST_SECONDS, TrainSettings

_N_EXAMPLES = 6


def show_start(view: TrainView) -> None:
    """The task in a sentence, what the button does, examples, and honest baselines."""
    st.markdown(f"#### {prose.WHAT[view.task]}")
    try:
        settings = view.settings.checked()
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    st.markdown(
        prose.START.format(
            article=prose.ARTICLE[NAME_OF[settings.cell]],
            cell=NAME_OF[settings.cell],
            layers=settings.n_layers,
            size=settings.hidden_size,
            seconds=about(settings),
            text=prose.TEXT_OF.get(settings.task, prose.TEXT),
        )
    )
    show_task(settings)
    minutes = LONGEST_SECONDS / 60
    st.caption(prose.SHARED.format(workers=trainings.N_WORKERS, minutes=f"{minutes:.0f}"))


def show_task(settings: TrainSettings) -> None:
    """Some test examples of a task, and what is reached without any recurrence."""
    try:
        examples = cache_tasks.answered(settings, _N_EXAMPLES)
        baselines = cache_tasks.baselines(settings)
    except RnnvizError as refusal:
        st.text(prose.MISSING.format(why=refusal))
    else:
        show(_drawing(examples, baselines, settings), "train-start")


def about(settings: TrainSettings) -> str:
    """How long a training takes, in round words."""
    seconds = max(5, math.ceil(settings.seconds / 5) * 5)
    return f"{seconds} seconds" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"


def _drawing(
    examples: tuple[tuple[str, str], ...], baselines: dict[str, float], settings: TrainSettings
) -> Drawing:
    """Examples with their right answers at the left, scores at the right."""
    lines = [tag("li", text, _answer(answer)) for text, answer in examples]
    left = tag(
        "section",
        tag("h3", prose.EXAMPLES, class_="rv-title"),
        tag("ul", *lines, class_="rv-examples"),
        class_="rv-panel",
    )
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", _score(score, settings)))
        for name, score in baselines.items()
    ]
    right = tag(
        "section",
        tag("h3", prose.BASELINES, class_="rv-title"),
        tag("table", *rows, class_="rv-table rv-baselines"),
        class_="rv-panel",
    )
    return Drawing(tag("div", joined([left, right] if rows else [left]), class_="rv-start"))


def _answer(answer: str) -> Markup:
    """Behind an example; nothing where nobody knows it."""
    return tag("b", f" → {answer}") if answer else Markup("")


def _score(score: float, settings: TrainSettings) -> str:
    is_share = settings.score == "accuracy"
    return f"{100 * score:.1f} %" if is_share else f"R² {score:.3f}".replace("-", "\u2212")
