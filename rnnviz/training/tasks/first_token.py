"""Remember the first token: which of eight letters came first, with others in between.

    B x v v z …        the answer, after the last token: B

Only memory helps: the letter stands at the beginning, never again, and what follows it says
nothing about it. Training sequences have 2 tokens up to the length asked for, so that there is
something easy to begin with; held-out ones have all of it. Bengio, Simard and Frasconi 1994 show
with such latching why it is hard.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rnnviz.errors import TextError
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import (
    PARTS,
    Given,
    Part,
    TaskData,
    TaskRules,
    answered_at_the_end,
    commonest_answer,
    generator,
    padded_part,
    size,
    symbol_table,
    symbols_of,
)

FIRST = tuple("ABCDEFGH")
BETWEEN = tuple("uvwxyz")
WORDS = FIRST + BETWEEN


def data(settings: TrainSettings) -> TaskData:
    """Sequences of up to `settings.length` tokens to learn, of just as many held out."""
    table = symbol_table(len(WORDS), settings.seed)
    parts = tuple(_draw(settings, part) for part in PARTS)
    about = f"up to {settings.length} tokens drawn with the seed; the first is asked for"
    return TaskData(parts, FIRST, about, WORDS, len(WORDS), table)


def _draw(settings: TrainSettings, part: str) -> Part:
    rng, n = generator(settings, part), size(settings, part)
    answers = rng.integers(len(FIRST), size=n)
    most = settings.length - 1
    between = rng.choice(BETWEEN, size=(n, most))
    sizes = rng.integers(1, most + 1, size=n) if part == "training" else np.full(n, most)
    rows = [
        (FIRST[a], *map(str, row[:m])) for a, row, m in zip(answers, between, sizes, strict=True)
    ]
    lines = [answered_at_the_end(row, int(a)) for row, a in zip(rows, answers, strict=True)]
    return padded_part([" ".join(row) for row in rows], lines, WORDS, classes=True)


def read(text: str) -> Given:
    """Symbols, of which the first is one of A to H.

    Raises:
        TextError: If it is not.
    """
    tokens = symbols_of(text, WORDS, "B x v v z")
    if tokens[0] not in FIRST:
        raise TextError(
            f"Expected one of {' '.join(FIRST)} first, as in “B x v v z”; got “{tokens[0]}”."
        )
    return Given(tokens, tokens[0])


def baselines(data: TaskData) -> Mapping[str, float]:
    """What chance gives, and the answer that is commonest in training."""
    chance = float(np.mean(1 / np.full(len(data.test.texts), len(FIRST))))
    return {"chance": chance, "commonest answer": commonest_answer(data)}


RULES = TaskRules(data, read, baselines)
