"""Training in the room: against the same loop with nothing recorded, and from start to end.

The plain loop has the same embeddings, layer, head, batches, optimiser, clipping and decay, and
keeps nothing. Ours also keeps the loss and the gradient's norm of every step, measures itself on
the held-out sentences before training and after every epoch, and writes network, embeddings and
state to disk.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from rnnviz.training.fitting import Fitting
from rnnviz.training.judging import judged
from rnnviz.training.learner import Batches
from rnnviz.training.runs import best_epoch, read_run
from rnnviz.training.settings import TrainSettings, defaults_for
from rnnviz.training.tasks import task_data
from rnnviz.training.tasks.parts import TaskData
from rnnviz.training.writing import RunWriter
from tests.benchmarks.rows import Row

ROOT = Path(__file__).parents[2]
EPOCHS = 1
REPEATS = 13  # short and often, in turns: others' load falls on both alike
MOST_TIMES = 1.15
MOST_SECONDS, LEAST_ACCURACY = 30.0, 0.75
SEEDS = (0, 1, 2)


def rows() -> list[Row]:
    """The cost of recording, and the default training of three seeds."""
    return [bench_recording(), bench_default()]


def bench_recording() -> Row:
    """The same epochs, recorded and plain, one after the other in turns."""
    settings = defaults_for("sentiment")
    data = task_data(settings)
    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)
    plainly(settings, data, 1)
    times: list[tuple[float, float]] = []
    for turn in range(REPEATS):
        order = (recorded, plainly) if turn % 2 else (plainly, recorded)
        taken = {work: _seconds(work, settings, data) for work in order}
        times.append((taken[recorded], taken[plainly]))
    torch.set_num_threads(n_threads)
    ours, peer = (median(column) for column in zip(*times, strict=True))
    ratio = median(one / other for one, other in times)
    return Row(
        "Train sentiment for an epoch, everything recorded and written",
        f"{ours:.2f} s ({ratio:.2f}×)",
        f"{peer:.2f} s (the same loop in plain torch, nothing recorded)",
        f"at most {MOST_TIMES:.2f}×",
        ratio <= MOST_TIMES,
    )


def recorded(settings: TrainSettings, data: TaskData, n_epochs: int) -> None:
    """Ours, as a run does it."""
    with TemporaryDirectory() as folder:
        fitting = Fitting(settings, data)
        with RunWriter(Path(folder), settings, data) as writer:
            writer.epoch(fitting.before(), fitting)
            for epoch in range(1, n_epochs + 1):
                writer.epoch(fitting.epoch(epoch, writer.step), fitting)


def plainly(settings: TrainSettings, data: TaskData, n_epochs: int) -> None:
    """The same in plain torch."""
    torch.manual_seed(settings.seed)
    batches = Batches(data.training, settings.batch_size)
    table = nn.Embedding.from_pretrained(torch.tensor(data.table), freeze=False, padding_idx=0)
    gru = nn.GRU(data.input_size, settings.hidden_size, batch_first=True)
    head, dropout = nn.Linear(settings.hidden_size, 1), nn.Dropout(settings.dropout)
    network = [*gru.parameters(), *head.parameters()]
    parameters = [*network, *table.parameters()]
    groups = [{"params": network}, {"params": list(table.parameters()), "weight_decay": 0.0}]
    rate, decay = settings.learning_rate, settings.weight_decay
    optimiser = torch.optim.Adam(groups, rate, weight_decay=decay, fused=True)
    n_steps = settings.epochs * len(batches)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, total_iters=n_steps)
    for epoch in range(1, n_epochs + 1):
        for batch in batches.shuffled(torch.Generator().manual_seed(epoch)):
            hidden, _ = gru(dropout(table(batch.inputs)))
            output, weights = head(dropout(hidden)).squeeze(-1), batch.weights
            loss = binary_cross_entropy_with_logits(output, batch.targets, weights, reduction="sum")
            optimiser.zero_grad()
            (loss / weights.sum()).backward()
            nn.utils.clip_grad_norm_(parameters, settings.clip)
            optimiser.step()
            schedule.step()


def _seconds(work, settings: TrainSettings, data: TaskData) -> float:
    start = time.perf_counter()
    work(settings, data, EPOCHS)
    return time.perf_counter() - start


def bench_default() -> Row:
    """What a class waits for after pressing Train, process start included, and what it gets."""
    seconds, accuracies = [], []
    for seed in SEEDS:
        settings = replace(defaults_for("sentiment"), seed=seed)
        with TemporaryDirectory() as place:
            path, folder = Path(place, "settings.json"), Path(place, "run")
            path.write_text(settings.to_json(), "utf-8")
            command = [sys.executable, "-m", "rnnviz.training.run", str(path), str(folder)]
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
            seconds.append(time.perf_counter() - start)
            run = read_run(folder)
            if run is None:
                raise RuntimeError(f"The training of seed {seed} left nothing to read.")
            accuracies.append(judged(run, best_epoch(run)).score)
    shown = ", ".join(f"{100 * share:.1f} %" for share in accuracies)
    return Row(
        f"The default sentiment training, start to end, seeds {', '.join(map(str, SEEDS))}",
        f"{', '.join(f'{s:.0f}' for s in seconds)} s; test accuracy {shown}",
        "",
        f"each under {MOST_SECONDS:.0f} s and at least {100 * LEAST_ACCURACY:.0f} %",
        max(seconds) < MOST_SECONDS and min(accuracies) >= LEAST_ACCURACY,
    )
