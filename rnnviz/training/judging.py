"""Judge a training: the test examples it never saw, and which words moved.

Functions load torch when they are called, not when this module is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.training.keeping import kept_json
from rnnviz.training.runs import Run, Snapshot, read_table, snapshot
from rnnviz.training.settings import FORMAT, TrainSettings
from rnnviz.training.tasks import RULES, task_data
from rnnviz.training.tasks.sentiment import glove

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One test example and what the network said.

    Attributes:
        tokens: Of the example.
        truth: In words: a class, or a number as text.
        prediction: Likewise.
        probability: That the network gave to the truth, in [0, 1]; for numbers the error, signed.
    """

    tokens: tuple[str, ...]
    truth: str
    prediction: str
    probability: float


@dataclass(frozen=True, eq=False)
class Judged:
    """How well a network does what it learnt, on the test examples.

    Attributes:
        score: Accuracy in [0, 1], or R² (at most 1; 0 is predicting the training mean).
        loss: As in training, without dropout.
        n: Test examples.
        classes: Names of the classes; () for numbers.
        confusion: (n classes, n classes) counts, row the truth, column the prediction; (0, 0) for
            numbers.
        pairs: Truth and prediction of every example, (n, 2), for numbers; else (0, 2).
        wrong: Examples it got most wrong, the worst first.
        baselines: Score of simple models on the same examples, by name.
    """

    score: float
    loss: float
    n: int
    classes: tuple[str, ...]
    confusion: NDArray[np.int64]
    pairs: Floats
    wrong: tuple[Verdict, ...]
    baselines: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Moved:
    """A word whose embedding training moved.

    Attributes:
        word: Or symbol.
        distance: Euclidean, from epoch 0.
        before: Its vector at epoch 0, (I,).
        after: Its vector now, (I,).
    """

    word: str
    distance: float
    before: Floats
    after: Floats


@dataclass(frozen=True, eq=False)
class Reading:
    """An example as the network reads it: ready for `rnnviz.trace`.

    Attributes:
        tokens: T tokens.
        inputs: (T, I) float32.
        target: The right answer in words, "" where nobody knows it (a sentence of one's own).
        unknown: T bools: whether the token has no vector and is read as zeros.
    """

    tokens: tuple[str, ...]
    inputs: Floats
    target: str
    unknown: tuple[bool, ...]


def judged(
    run: Run, epoch: int, *, n_wrong: int = 20, vectors: WordVectors | None = None
) -> Judged:
    """The network after an epoch on the test examples.

    Args:
        run: The training.
        epoch: One of its snapshot epochs.
        n_wrong: How many wrong examples at most.
        vectors: The installed GloVe vectors, if they are already open; others are not taken.

    Raises:
        DataError: If that epoch is not kept, or the task's sentences are missing.
    """
    from rnnviz.training.verdicts import verdicts  # noqa: PLC0415 - torch

    kept = snapshot(run, epoch)
    data = task_data(run.settings, vectors)
    return verdicts(run.settings, data, kept, n_wrong, kept_baselines(run.settings))


def moved(run: Run, epoch: int, k: int = 20) -> tuple[Moved, ...]:
    """The k words whose embedding is furthest from where it began; () if none were trained."""
    before, after = read_table(run, 0), read_table(run, epoch)
    if before is None or after is None:
        return ()
    distances = np.linalg.norm(after.matrix - before.matrix, axis=1)
    furthest = np.argsort(-distances, kind="stable")[:k]
    return tuple(
        Moved(after.words[i], float(distances[i]), before.matrix[i], after.matrix[i])
        for i in furthest
    )


def read_example(
    run: Run, snapshot: Snapshot, text: str, vectors: WordVectors | None = None
) -> Reading:
    """A text of one's own as the network reads it.

    Args:
        run: The training.
        snapshot: Whose embeddings are taken; a word that was not in the training sentences has
            its GloVe vector if they began with GloVe's.
        text: A sentence; symbols with or without spaces ("( [ ] )", "a a b b"); numbers, of which
            those to be added end with * ("0.3 0.5* 0.1 0.9*"); or at least 5 weekly prices.
        vectors: The installed GloVe vectors, if they are already open; others are not taken.

    Raises:
        TextError: If the text is not of the task's kind; the sentence says what would be.
    """
    given = RULES[run.settings.task].read(text)
    if given.inputs is not None:
        return Reading(given.tokens, given.inputs, given.target, (False,) * len(given.tokens))
    others = None if run.settings.embeddings == "random" else glove(vectors)
    asked = [known for known in (snapshot.table, others) if known is not None]
    inputs, unknown = _embedded(given.tokens, asked)
    return Reading(given.tokens, inputs, given.target, unknown)


def _embedded(tokens: tuple[str, ...], asked: list[WordVectors]) -> tuple[Floats, tuple[bool, ...]]:
    """Vectors of tokens from the first table that has them, and which are in none."""
    inputs = asked[0].embed(tokens).copy()
    unknown = np.array(asked[0].encode(tokens).is_unknown)
    for vectors in asked[1:]:
        inputs[unknown] = vectors.embed(tokens)[unknown]
        unknown &= np.array(vectors.encode(tokens).is_unknown)
    inputs.flags.writeable = False
    return inputs, tuple(unknown.tolist())


def examples(settings: TrainSettings, k: int = 5) -> tuple[str, ...]:
    """The first test examples of a task, as texts that `read_example` reads.

    Raises:
        DataError: If the task's data are not on this machine.
    """
    return task_data(settings).test.texts[:k]


def kept_baselines(settings: TrainSettings) -> Mapping[str, float]:
    """Scores of simple models on the task's test examples.

    Those of sentiment take some seconds, and are the same for all: they are kept in the cache.

    Raises:
        DataError: If the task's data are not on this machine.
    """
    if settings.task != "sentiment":
        return RULES[settings.task].baselines(task_data(settings))
    scores: Mapping[str, float] = kept_json(
        f"baselines-sentiment-{FORMAT}",
        lambda: RULES["sentiment"].baselines(task_data(TrainSettings("sentiment"))),
        lambda _kept: True,
    )
    return scores
