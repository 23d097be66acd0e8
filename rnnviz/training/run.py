"""One training in a process of its own: `python -m rnnviz.training.run SETTINGS.json FOLDER`.

It writes the share that is done, in [0, 1], on a line of its own several times per epoch. Ended
at any moment it has lost at most the epoch under way: called again with the same folder it goes
on after the last whole one, to the same numbers. What cannot be trained is said in one sentence
on stderr; a training that diverges has ended, not failed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from rnnviz.errors import RnnvizError
from rnnviz.training.fitting import DivergenceError, Fitting
from rnnviz.training.judging import kept_baselines
from rnnviz.training.runs import read_run
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks import task_data
from rnnviz.training.writing import RunWriter

_LINES_PER_EPOCH = 20


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m rnnviz.training.run", description=__doc__)
    parser.add_argument("settings", type=Path, help="as TrainSettings.to_json writes them")
    parser.add_argument("folder", type=Path, help="where the run is kept")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # faster than two on networks this small
    try:
        settings = TrainSettings.from_json(arguments.settings.read_text("utf-8"))
        run(settings, arguments.folder, _tell)
    except RnnvizError as refusal:
        sys.exit(str(refusal))
    except OSError as error:
        sys.exit(f"The training cannot be kept: {error.strerror or error}; is the disk full?")


def run(settings: TrainSettings, folder: Path, tell: Callable[[float], object]) -> None:
    """Train until the end, going on from what the folder holds.

    Args:
        settings: Checked.
        folder: Of this run alone.
        tell: Told the share that is done; what it raises ends the training.

    Raises:
        DataError: If the task's data are not on this machine.
        OSError: If the folder cannot be written.
    """
    found = read_run(folder)
    if found is None or found.status == "unfinished":
        data = task_data(settings)
        with RunWriter(folder, settings, data) as writer:
            try:
                _train(Fitting(settings, data), writer, tell)
            except DivergenceError as lesson:
                writer.end("diverged", str(lesson))
            else:
                kept_baselines(settings)  # so that no page has to wait for them
                writer.end("done")
    tell(1.0)


def _train(fitting: Fitting, writer: RunWriter, tell: Callable[[float], object]) -> None:
    n_epochs, n_steps = fitting.settings.epochs, len(fitting.training)
    whole = writer.resume(fitting)
    if whole < 0:
        writer.epoch(fitting.before(), fitting)
    every = -(-n_steps // _LINES_PER_EPOCH)
    for number in range(max(whole, 0) + 1, n_epochs + 1):
        n_done = (number - 1) * n_steps

        def on_step(loss: float, norm: float) -> None:
            nonlocal n_done
            writer.step(loss, norm)
            n_done += 1
            if n_done % every == 0:
                tell(n_done / (n_epochs * n_steps + 1))

        writer.epoch(fitting.epoch(number, on_step), fitting)


def _tell(share: float) -> None:
    sys.stdout.write(f"{share:.4f}\n")
    sys.stdout.flush()  # fails where nobody listens any more, which ends the work


if __name__ == "__main__":
    main()
