"""What can be learnt: each task makes its examples, reads a text of one's own, has baselines."""

from __future__ import annotations

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.training.settings import Task, TrainSettings
from rnnviz.training.tasks import (
    adding,
    brackets,
    counting,
    first_token,
    sentiment,
    stock_prices,
)
from rnnviz.training.tasks.parts import TaskData, TaskRules

RULES: dict[Task, TaskRules] = {
    "sentiment": sentiment.RULES,
    "first token": first_token.RULES,
    "adding": adding.RULES,
    "brackets": brackets.RULES,
    "a^n b^n": counting.RULES,
    "stock prices": stock_prices.RULES,
}


def task_data(settings: TrainSettings, vectors: WordVectors | None = None) -> TaskData:
    """All examples of a task.

    Args:
        settings: The same settings give the same examples.
        vectors: The installed GloVe vectors, if they are already open.

    Raises:
        DataError: If the task's data are not on this machine.
    """
    if settings.task == "sentiment":
        return sentiment.data(settings, vectors)
    return RULES[settings.task].data(settings)
