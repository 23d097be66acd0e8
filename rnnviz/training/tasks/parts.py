"""What a task hands to the training: examples as padded arrays, and how a text becomes one.

Axes: n examples, S timesteps of the longest, V words. Padding comes after the end; id 0 stands
for padding and for words without a vector, and its embedding is and stays zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import TextError, shortened
from rnnviz.text.tokens import MAX_CHARACTERS
from rnnviz.training.settings import TrainSettings

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

PARTS = ("training", "development", "test")
MOST_TIMESTEPS = 200
N_HELD_OUT = 500
"""Generated examples to develop on, and as many to test on; the same for every seed."""
SYMBOL_WIDTH = 8  # I, width of a symbol's embedding


@dataclass(frozen=True, eq=False)
class Part:
    """Training, development or test examples of a task.

    Attributes:
        texts: n examples as one would type them.
        inputs: Ids (n, S) int64, or numbers (n, S, I) float32.
        lengths: T of each example, (n,).
        targets: (n, S): 1 or 0 and numbers as float32, classes as int64.
        weights: What each timestep counts in the loss, (n, S) float32; 0 at padding.
        is_counted: Whether it counts in the score, (n, S).
    """

    texts: tuple[str, ...]
    inputs: Ints | Floats
    lengths: Ints
    targets: Ints | Floats
    weights: Floats
    is_counted: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class TaskData:
    """All examples of a task.

    Attributes:
        parts: Of PARTS: to learn from, to choose the epoch by, to judge by.
        classes: Names of the answers; for "yes/no" two, no first; () for numbers.
        words: V words; id i + 1 is words[i].
        n_trained: The first so many words occur in training; the rest keep their vectors.
        table: First embeddings, (V + 1, I), row 0 zeros; None where inputs are numbers.
        about: The data in a sentence, for the network's card.
    """

    parts: tuple[Part, ...]
    classes: tuple[str, ...]
    about: str
    words: tuple[str, ...] = ()
    n_trained: int = 0
    table: Floats | None = None

    @property
    def training(self) -> Part:
        """Examples to learn from."""
        return self.parts[0]

    @property
    def development(self) -> Part:
        """Examples to choose the epoch by."""
        return self.parts[1]

    @property
    def test(self) -> Part:
        """Examples to judge by."""
        return self.parts[2]

    @property
    def input_size(self) -> int:
        """I."""
        return int((self.training.inputs if self.table is None else self.table).shape[-1])


@dataclass(frozen=True, eq=False)
class Given:
    """A text, read by its task.

    Attributes:
        tokens: T tokens.
        target: The answer in words, "" where only a teacher would know it.
        inputs: (T, I) where the task reads numbers, else None: the tokens have embeddings.
    """

    tokens: tuple[str, ...]
    target: str = ""
    inputs: Floats | None = None


@dataclass(frozen=True, slots=True)
class TaskRules:
    """What is particular to a task.

    Attributes:
        data: Makes its examples.
        read: Reads a text of one's own.
        baselines: Scores of simple models on the test examples, by name.
    """

    data: Callable[[TrainSettings], TaskData]
    read: Callable[[str], Given]
    baselines: Callable[[TaskData], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """One example before it is padded: T tokens, and three numbers for each.

    Attributes:
        tokens: Which have ids, or are the numbers themselves, (I,) each.
        targets: Answers; class numbers for "one of n".
        weights: In the loss.
        is_counted: In the score.
    """

    tokens: Sequence[str] | Floats
    targets: ArrayLike
    weights: ArrayLike
    is_counted: ArrayLike


def answered_at_the_end(tokens: Sequence[str] | Floats, answer: float) -> Line:
    """A line whose answer is asked for, learnt and judged after its last timestep only."""
    last = np.arange(len(tokens)) == len(tokens) - 1
    return Line(tokens, np.full(len(tokens), answer), last, last)


def padded_part(
    texts: Sequence[str], lines: Sequence[Line], words: Sequence[str] = (), *, classes: bool = False
) -> Part:
    """Lines as padded arrays.

    Args:
        texts: n examples as one would type them.
        lines: The same, cut into tokens and labelled.
        words: V words, numbered from 1; other tokens get 0. None where tokens are numbers.
        classes: Whether targets are class numbers.
    """
    lengths = np.array([len(line.tokens) for line in lines], dtype=np.int64)
    shape = (len(lines), int(lengths.max()))
    ids = {word: i for i, word in enumerate(words, 1)}
    width = () if words else np.shape(lines[0].tokens)[1:]
    inputs = np.zeros(shape + width, dtype=np.int64 if words else np.float32)
    targets = np.zeros(shape, dtype=np.int64 if classes else np.float32)
    weights, is_counted = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=bool)
    for row, line in enumerate(lines):
        n = len(line.tokens)
        inputs[row, :n] = [ids.get(t, 0) for t in line.tokens] if words else line.tokens
        targets[row, :n], weights[row, :n] = line.targets, line.weights
        is_counted[row, :n] = line.is_counted
    return Part(tuple(texts), inputs, lengths, targets, weights, is_counted)


def as_floats(numbers: ArrayLike) -> Floats:
    """In the precision in which networks compute."""
    return np.asarray(numbers, dtype=np.float32)


def symbol_table(n_words: int, seed: int, width: int = SYMBOL_WIDTH) -> Floats:
    """Embeddings that have learnt nothing: (V + 1, I) standard normal numbers, row 0 zeros."""
    rows = np.random.default_rng([seed, 0]).normal(size=(n_words + 1, width))
    rows[0] = 0
    return as_floats(rows)


def symbols_of(
    text: str, words: Sequence[str], example: str, most: int = MOST_TIMESTEPS
) -> tuple[str, ...]:
    """Cut a text into a task's one-letter symbols, at most so many; spaces do not count.

    Raises:
        TextError: If it is empty, too long, or holds anything else.
    """
    found = tuple("".join(text[:MAX_CHARACTERS].split()))
    if not found or not set(found) <= set(words) or len(found) > most:
        raise TextError(
            f"Expected 1 to {most} symbols out of {' '.join(words)}, as in “{example}”; "
            f"got “{shortened(text.strip(), 40)}”."
        )
    return found


def numbers_of(text: str, example: str, least: int) -> Floats:
    """Cut a text into numbers.

    Raises:
        TextError: If there are too few or too many, one is beyond a million, or anything else.
    """
    parts = text[:MAX_CHARACTERS].replace(",", " ").split()
    try:
        found = np.array(parts, dtype=np.float32)
    except ValueError:
        found = np.full(0, np.nan, dtype=np.float32)
    shown = shortened(text.strip(), 40)
    if not least <= len(found) <= MOST_TIMESTEPS or not np.isfinite(found).all():
        raise TextError(
            f"Expected {least} to {MOST_TIMESTEPS} numbers, as in “{example}”; got “{shown}”."
        )
    if (np.abs(found) > 1e6).any():  # features of larger ones are beyond float32
        raise TextError(f"Numbers are read up to a million; got “{shown}”.")
    return found


def generator(settings: TrainSettings, part: str) -> np.random.Generator:
    """Chance for a part: training examples hang on the seed, all others are always the same."""
    seed = settings.seed if part == "training" else 0
    return np.random.default_rng([seed, PARTS.index(part) + 1])


def size(settings: TrainSettings, part: str) -> int:
    """How many examples are drawn for a part."""
    return settings.n_examples if part == "training" else N_HELD_OUT


def commonest_answer(data: TaskData) -> float:
    """Accuracy of always giving the answer that is commonest in training."""
    training, test = (part.targets[part.is_counted] for part in (data.training, data.test))
    values, counts = np.unique(training, return_counts=True)
    return float((test == values[counts.argmax()]).mean())


def r_squared(predicted: Floats, truth: Floats, mean: float) -> float:
    """1 - Σ (y - ŷ)² / Σ (y - m)², where m is the mean of the training targets.

    So 0 is what predicting m is worth, 1 is perfect, and below 0 is worse than m.
    """
    y = truth.astype(np.float64)
    return float(1 - np.square(y - predicted).sum() / np.square(y - mean).sum())


def least_squares(x: Floats, y: Floats, x_test: Floats) -> Floats:
    """What the linear function that fits best, with an intercept, says of test rows."""
    with_one, test_with_one = (np.c_[a, np.ones(len(a))] for a in (x, x_test))
    return as_floats(test_with_one @ np.linalg.lstsq(with_one, y, rcond=None)[0])
