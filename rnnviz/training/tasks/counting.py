"""The language a^n b^n: as many b as there were a. Which symbol comes next?

    read      a  a  a  b  b  b
    comes     a  a  b  b  b  end

While a's come nobody can know whether another will; from the first b on the rest is determined.
There it counts: a string is right if every determined symbol is. Training has n up to half of
the length; development and test strings are all longer, up to twice as long, so that a network
is right only if it counts further than it was ever shown. (Gers and Schmidhuber 2001 found that
LSTMs do; Weiss, Goldberg and Yahav 2018 that GRUs and plain RNNs do worse.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import (
    MOST_TIMESTEPS,
    Given,
    Line,
    Part,
    TaskData,
    TaskRules,
    generator,
    padded_part,
    symbol_table,
    symbols_of,
)

WORDS = ("a", "b")
CLASSES = ("a", "b", "end")
_LONGEST = 2 * MOST_TIMESTEPS + 4  # held-out strings are so long where training has the longest


def data(settings: TrainSettings) -> TaskData:
    """Strings with n up to N = length / 2 to learn; N + 1 to 2 N + 2 held out.

    Of the held-out strings every second is for development, the others are for the test.
    """
    most = settings.length // 2
    drawn = generator(settings, "training").integers(1, most + 1, size=settings.n_examples)
    held_out = (range(most + first, 2 * most + 3, 2) for first in (2, 1))
    parts = tuple(_part(numbers) for numbers in (drawn.tolist(), *held_out))
    about = f"n a, then n b: n up to {most} in training, {most + 1} to {2 * most + 2} held out"
    return TaskData(
        parts,
        CLASSES,
        about,
        WORDS,
        len(WORDS),
        symbol_table(len(WORDS), settings.seed),
    )


def _part(numbers: Sequence[int]) -> Part:
    rows = [["a"] * n + ["b"] * n for n in numbers]
    lines = [_line(row, n) for row, n in zip(rows, numbers, strict=True)]
    return padded_part([" ".join(row) for row in rows], lines, WORDS, classes=True)


def _line(row: Sequence[str], n: int) -> Line:
    following = [CLASSES.index(symbol) for symbol in (*row[1:], "end")]
    return Line(row, following, [1.0] * len(row), [False] * n + [True] * n)


def read(text: str) -> Given:
    """The letters a and b, with or without spaces; what comes next, where that is determined.

    Raises:
        TextError: If there is anything else.
    """
    tokens = symbols_of(text, WORDS, "a a a b b b", most=_LONGEST)
    n_a, n_b = tokens.count("a"), tokens.count("b")
    is_in_order = tokens == ("a",) * n_a + ("b",) * n_b
    is_determined = is_in_order and 0 < n_b <= n_a
    return Given(tokens, ("end" if n_a == n_b else "b") if is_determined else "")


def baselines(data: TaskData) -> Mapping[str, float]:
    """Ending after the number of b that is commonest in training."""
    commonest = Counter((data.training.lengths // 2).tolist()).most_common(1)[0][0]
    return {"end after the commonest n": float((data.test.lengths // 2 == commonest).mean())}


RULES = TaskRules(data, read, baselines)
