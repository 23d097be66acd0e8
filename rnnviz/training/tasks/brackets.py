"""Bracket balance: is the row so far balanced, with two kinds of brackets?

    ( [ ] ) [        after each symbol: no no no yes no

A row is balanced where every bracket is closed by its own kind, the last opened first (the
language Dyck-2). One half of the rows is balanced. Of the other half, one half has as many
closed as opened brackets, but of the wrong kind, so that counting alone cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import (
    PARTS,
    Given,
    Line,
    Part,
    TaskData,
    TaskRules,
    commonest_answer,
    generator,
    padded_part,
    size,
    symbol_table,
    symbols_of,
)

OPENED, CLOSED = "([", ")]"
WORDS = tuple("()[]")
CLASSES = ("not balanced", "balanced")


def balanced_so_far(symbols: Sequence[str]) -> list[bool]:
    """Whether the row is balanced after each of its symbols."""
    waiting: list[str] = []
    is_broken = False
    answers = []
    for symbol in symbols:
        if symbol in OPENED:
            waiting.append(CLOSED[OPENED.index(symbol)])
        elif is_broken or not waiting or waiting.pop() != symbol:
            is_broken = True
        answers.append(not waiting and not is_broken)
    return answers


def data(settings: TrainSettings) -> TaskData:
    """Rows of 2 to `settings.length` symbols, an even number."""
    parts = tuple(_draw(settings, part) for part in PARTS)
    about = f"rows of up to {settings.length} brackets of two kinds, drawn with the seed"
    table = symbol_table(len(WORDS), settings.seed)
    return TaskData(parts, CLASSES, about, WORDS, len(WORDS), table)


def _draw(settings: TrainSettings, part: str) -> Part:
    rng = generator(settings, part)
    rows = [_row(rng, settings.length // 2, kind % 4) for kind in range(size(settings, part))]
    return padded_part([" ".join(row) for row in rows], [_line(row) for row in rows], WORDS)


def _line(row: Sequence[str]) -> Line:
    last = [False] * (len(row) - 1) + [True]
    return Line(row, [float(answer) for answer in balanced_so_far(row)], [1.0] * len(row), last)


def _row(rng: np.random.Generator, most_pairs: int, kind: int) -> list[str]:
    """A balanced row; of every four one gets a bracket of the wrong kind, one a wrong count."""
    row = _balanced(rng, int(rng.integers(1, most_pairs + 1)))
    if kind < 2:
        return row
    at = int(rng.integers(len(row)))
    if kind == 2:
        row[at] = {"(": "[", "[": "(", ")": "]", "]": ")"}[row[at]]
    else:
        row[at] = {"(": ")", "[": "]", ")": "(", "]": "["}[row[at]]
    return row


def _balanced(rng: np.random.Generator, n_pairs: int) -> list[str]:
    """A balanced row: closed as often as opened, as far as there is something to close."""
    row: list[str] = []
    waiting: list[str] = []
    for n_left in range(2 * n_pairs, 0, -1):
        if not waiting or (len(waiting) < n_left and rng.random() < 0.5):
            kind = int(rng.integers(2))
            row.append(OPENED[kind])
            waiting.append(CLOSED[kind])
        else:
            row.append(waiting.pop())
    return row


def read(text: str) -> Given:
    """Brackets, with or without spaces.

    Raises:
        TextError: If there is anything else.
    """
    tokens = symbols_of(text, WORDS, "( [ ] )")
    return Given(tokens, CLASSES[balanced_so_far(tokens)[-1]])


def baselines(data: TaskData) -> Mapping[str, float]:
    """The commonest answer, and counting without looking at the kind."""
    test = data.test
    last = test.targets[test.is_counted] > 0
    guesses = [balanced_so_far(_one_kind(text)) for text in test.texts]
    n_right = sum(guess[-1] == bool(truth) for guess, truth in zip(guesses, last, strict=True))
    return {"commonest answer": commonest_answer(data), "counting only": n_right / len(guesses)}


def _one_kind(text: str) -> str:
    return "".join("(" if symbol in OPENED else ")" for symbol in text.split())


RULES = TaskRules(data, read, baselines)
