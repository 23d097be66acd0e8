"""The adding problem: the sum of two marked numbers in a long row.

    value   0.31  0.73  0.20  0.05  …        x_t = (value, mark)
    mark    0     1     0     1              the answer, after the last: 0.73 + 0.05

Values are uniform in [0, 1]; one mark lies in the first half, one in the second. Always saying
the mean, 1, has a mean squared error of 2 · 1/12 = 1/6. Source: Hochreiter and Schmidhuber
1997, experiment 4, with the numbers of Le, Jaitly and Hinton 2015. Values have two decimals, so
that what is written is what is read.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rnnviz.text.tokens import MAX_CHARACTERS
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import (
    PARTS,
    Floats,
    Given,
    Part,
    TaskData,
    TaskRules,
    answered_at_the_end,
    as_floats,
    generator,
    least_squares,
    numbers_of,
    padded_part,
    r_squared,
    size,
)

MARK = "*"


def data(settings: TrainSettings) -> TaskData:
    """Rows of `settings.length` pairs."""
    parts = tuple(_draw(settings, part) for part in PARTS)
    about = f"rows of {settings.length} numbers drawn with the seed; two are marked"
    return TaskData(parts, (), about)


def _draw(settings: TrainSettings, part: str) -> Part:
    rng, n, length = generator(settings, part), size(settings, part), settings.length
    values = np.round(rng.random((n, length)), 2)
    marks, half, every = np.zeros((n, length)), length // 2, np.arange(n)
    marks[every, rng.integers(half, size=n)] = 1
    marks[every, rng.integers(half, length, size=n)] = 1
    inputs = as_floats(np.stack([values, marks], axis=-1))
    lines = [answered_at_the_end(x, _sum(x)) for x in inputs]
    # 101 values, plain and marked: far quicker than to write each of them anew.
    written = np.array([f"{i / 100:.2f}{mark}" for mark in ("", MARK) for i in range(101)])
    rows = written[np.rint(100 * values + 101 * marks).astype(int)]
    return padded_part([" ".join(row) for row in rows.tolist()], lines)


def _sum(x: Floats) -> float:
    return float((x[:, 0] * x[:, 1]).sum())


def _tokens(x: Floats) -> tuple[str, ...]:
    return tuple(f"{value:.2f}{MARK if mark else ''}" for value, mark in x)


def read(text: str) -> Given:
    """Numbers; those to be added end with *.

    Raises:
        TextError: If they are not numbers.
    """
    parts = text[:MAX_CHARACTERS].replace(",", " ").split()
    # A * that stands alone is no number and stays, to be refused with the rest.
    plain = " ".join(part.removesuffix(MARK) or part for part in parts)
    values = numbers_of(plain, "0.31 0.73* 0.20 0.05*", least=1)
    marks = np.array([part.endswith(MARK) for part in parts], dtype=np.float32)
    x = np.stack([values, marks], axis=-1)
    return Given(_tokens(x), f"{_sum(x):.2f}", x)


def baselines(data: TaskData) -> Mapping[str, float]:
    """R² of the training mean, and of the best linear function of all values and marks."""
    x, x_test = (
        as_floats(p.inputs.reshape(len(p.lengths), -1)) for p in (data.training, data.test)
    )
    y, truth = (as_floats(p.targets[:, -1]) for p in (data.training, data.test))
    mean = float(y.mean())
    linear = least_squares(x, y, x_test)
    return {
        "always the mean": r_squared(np.full_like(truth, mean), truth, mean),
        "linear regression": r_squared(linear, truth, mean),
    }


RULES = TaskRules(data, read, baselines)
