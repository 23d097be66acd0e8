"""How well each cell learns each task of the Train page: test scores over three seeds.

`python tests/benchmarks/task_scores.py` trains each task's default settings with every cell and
prints a table. It takes some minutes and is no part of `make bench`: it measures no speed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch

from rnnviz.terms import Cell
from rnnviz.training.judging import judged, kept_baselines
from rnnviz.training.run import run
from rnnviz.training.runs import best_epoch, read_run
from rnnviz.training.settings import TrainSettings, defaults_for

CELLS: tuple[Cell, ...] = ("rnn", "gru", "lstm")
SEEDS = (0, 1, 2)
TASKS: tuple[tuple[str, TrainSettings], ...] = (
    ("sentiment", defaults_for("sentiment")),
    ("first token, 20", replace(defaults_for("first token"), length=20)),
    ("first token, 50", replace(defaults_for("first token"), length=50)),
    ("adding, 20", defaults_for("adding")),
    ("adding, 50", replace(defaults_for("adding"), length=50)),
    ("brackets, 20", defaults_for("brackets")),
    ("a^n b^n, 20", defaults_for("a^n b^n")),
    ("stock prices", defaults_for("stock prices")),
)


def main() -> None:
    """Print the table, row by row as it comes."""
    torch.set_num_threads(1)
    print(f"| Task | {' | '.join(CELLS)} | baselines |\n|---|---|---|---|---|")
    for name, settings in TASKS:
        cells = (shown(scores(replace(settings, cell=cell))) for cell in CELLS)
        simple = ", ".join(
            f"{what} {score:.3f}" for what, score in kept_baselines(settings).items()
        )
        print(f"| {name} ({settings.score}) | {' | '.join(cells)} | {simple} |", flush=True)


def scores(settings: TrainSettings) -> Iterator[float]:
    """The test score of the best epoch, for every seed."""
    for seed in SEEDS:
        with TemporaryDirectory() as folder:
            run(replace(settings, seed=seed), Path(folder), lambda share: None)
            left = read_run(Path(folder))
            if left is not None:
                yield judged(left, best_epoch(left)).score


def shown(found: Iterator[float]) -> str:
    """Mean, and from the lowest to the highest."""
    listed = list(found)
    return f"{mean(listed):.3f} ({min(listed):.3f} to {max(listed):.3f})"


if __name__ == "__main__":
    main()
