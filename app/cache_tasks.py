"""What is known of a task before anything is trained: its answers, examples and baselines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice

import streamlit as st

from app import cache
from app.prose import english_train as prose
from app.state import StepView
from rnnviz.training import judging
from rnnviz.training.settings import KINDS, TrainSettings
from rnnviz.training.snippets import kept_snippets
from rnnviz.training.tasks import RULES, sentiment, task_data
from rnnviz.training.tasks.parts import TaskData

_SHORT = 90  # letters of a snippet that is shown


def classes(settings: TrainSettings) -> tuple[str, ...]:
    """Names of a task's answers; () where these are numbers.

    Raises:
        DataError: If the task's data are missing.
    """
    return sentiment.CLASSES if settings.task == "sentiment" else _drawn(_source(settings)).classes


def outputs(settings: TrainSettings) -> tuple[str, ...]:
    """What each output of the head stands for: of two classes there is one, the second."""
    names = classes(settings)
    return names[-1:] if KINDS[settings.task] == "yes/no" else names


@st.cache_resource(show_spinner=False, max_entries=32)
def answered(settings: TrainSettings, k: int = 6) -> tuple[tuple[str, str], ...]:
    """Some test examples of a task, as one would type them, each with its right answer in words.

    The answer is "" where the text alone does not tell it: a price is known a week later.

    Raises:
        DataError: If the task's data are missing.
    """
    if settings.task != "sentiment":
        read = RULES[settings.task].read
        return tuple((text, read(text).target) for text in judging.examples(settings, k))
    short = [line for line in kept_snippets() if line.split == "test" and len(line.text) <= _SHORT]
    kinds = ([line for line in short if line.is_positive is kind] for kind in (True, False))
    in_turn = chain.from_iterable(zip(*kinds, strict=False))  # the file has one kind first
    return tuple((line.text, sentiment.CLASSES[line.is_positive]) for line in islice(in_turn, k))


def examples(settings: TrainSettings, k: int = 6) -> tuple[str, ...]:
    """Some test examples of a task, as one would type them.

    Raises:
        DataError: If the task's data are missing.
    """
    return tuple(text for text, _ in answered(settings, k))


def baselines(settings: TrainSettings) -> dict[str, float]:
    """What simple models score on the task's test examples, by name.

    Those of the snippets take seconds, and stand in the cards of the shipped networks, trained
    on the same split; they are left out as long as no card can be opened at once.

    Raises:
        DataError: If the task's data are missing.
    """
    if settings.task != "sentiment":
        return dict(_baselines(_source(settings)))
    card = cache.network(StepView().network).card if cache.is_ready() else {}
    return {name: float(card[key]) for name, key in prose.SHIPPED_BASELINES.items() if key in card}


def _source(settings: TrainSettings) -> TrainSettings:
    """The settings of a task's examples alone, so that all networks on them share them."""
    kept = {name: getattr(settings, name) for name in ("seed", "length", "n_examples")}
    return TrainSettings(settings.task, **kept).checked()


@st.cache_resource(show_spinner=False, max_entries=8)
def _drawn(source: TrainSettings) -> TaskData:
    return task_data(source)


@st.cache_resource(show_spinner=False, max_entries=32)
def _baselines(source: TrainSettings) -> Mapping[str, float]:
    return judging.kept_baselines(source)
