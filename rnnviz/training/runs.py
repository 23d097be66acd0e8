"""Read a training's folder: at any moment, while it is written, and long after.

    settings.json                what was asked for
    epochs.jsonl                 one line per whole epoch, epoch 0 before any training
    steps.f32                    loss and gradient norm of every step, pairs of float32
    epoch-000.safetensors …      the network after that epoch, with its card
    table-000.npy …              trained embeddings (V, I), row by row the words of words.json
    words.json                   these words
    state.pt                     what the training goes on from
    end.json                     how it ended; not there while it has not

Files are written aside and moved into place whole, or grow by whole lines.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import DataError, SettingsError
from rnnviz.training.settings import TrainSettings

if TYPE_CHECKING:
    from rnnviz.network.network import Network

Status = Literal["unfinished", "done", "diverged"]
Floats = NDArray[np.float32]

SETTINGS, EPOCHS, STEPS = "settings.json", "epochs.jsonl", "steps.f32"
WORDS, STATE, END = "words.json", "state.pt", "end.json"


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one epoch came to.

    Attributes:
        epoch: 0 is before any training.
        training_loss: Mean over the epoch's steps, dropout included; of epoch 0, over the first
            training examples.
        held_out_loss: On all development examples, after the epoch.
        training_score: Accuracy or R² over the epoch's steps, like the loss.
        held_out_score: On all development examples, after the epoch.
        gradient_norm: Mean over the steps, before clipping; 0 for epoch 0.
        clipped_share: Of steps whose gradient was clipped, in [0, 1].
        n_steps: Steps of all epochs so far.
        seconds: It took.
    """

    epoch: int
    training_loss: float
    held_out_loss: float
    training_score: float
    held_out_score: float
    gradient_norm: float
    clipped_share: float
    n_steps: int
    seconds: float


@dataclass(frozen=True, eq=False)
class Run:
    """A training, as far as it is.

    Attributes:
        key: The settings' key.
        settings: What was asked for.
        folder: Where it lies.
        status: "unfinished", whether or not anyone works on it; "done"; or "diverged".
        sentence: Why it diverged, and what to try; else "".
        epochs: Whole epochs, in order; none in the first seconds.
        step_losses: Loss of every step so far, (n,), dropout included.
        step_norms: Norm of every step's gradient before clipping, (n,).
        snapshot_epochs: Epochs whose network is kept: all of up to 50, else some, the first and
            the last among them.
    """

    key: str
    settings: TrainSettings
    folder: Path
    status: Status
    sentence: str
    epochs: tuple[Epoch, ...]
    step_losses: Floats
    step_norms: Floats
    snapshot_epochs: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A network as it was after an epoch.

    Attributes:
        network: With its card.
        table: The embeddings that were trained with it, by word or symbol; None where GloVe is
            frozen or the inputs are numbers.
    """

    network: Network
    table: WordVectors | None


def read_run(folder: Path) -> Run | None:
    """A training's folder; None if it holds no training that this version can read."""
    try:
        settings = TrainSettings.from_json((folder / SETTINGS).read_text("utf-8"))
    except (OSError, ValueError, SettingsError):
        return None
    epochs = read_epochs(folder)
    end = _json(folder / END)
    end = end if isinstance(end, dict) else {}
    steps = read_steps(folder)
    return Run(
        settings.key,
        settings,
        folder,
        end.get("status", "unfinished"),
        end.get("sentence", ""),
        epochs,
        steps[:, 0],
        steps[:, 1],
        _kept(folder, len(epochs)),
    )


def best_epoch(run: Run) -> int:
    """The kept epoch with the best held-out score; the earliest of equals, 0 if there is none."""
    kept = [epoch for epoch in run.epochs if epoch.epoch in run.snapshot_epochs]
    best = max(kept, key=lambda epoch: epoch.held_out_score, default=None)
    return best.epoch if best else 0


def snapshot(run: Run, epoch: int) -> Snapshot:
    """The network after an epoch, and its embeddings.

    Raises:
        DataError: If that epoch is not kept, or its embeddings are damaged.
        NetworkFileError: If its file is damaged.
    """
    from rnnviz.network.network import Network  # noqa: PLC0415 - torch, which curves do without

    if epoch not in run.snapshot_epochs:
        raise DataError(
            f"No network is kept of epoch {epoch}; there are {len(run.snapshot_epochs)}, of "
            f"epochs {', '.join(map(str, run.snapshot_epochs)) or 'none yet'}."
        )
    network = Network.load(run.folder / network_file(epoch))
    return Snapshot(network, read_table(run, epoch))


def read_table(run: Run, epoch: int) -> WordVectors | None:
    """The embeddings that were trained, after an epoch; None if none are kept.

    Raises:
        DataError: If their file is damaged, or has just been cleared away.
    """
    words = _json(run.folder / WORDS)
    path = run.folder / table_file(epoch)
    if not words or not path.is_file():
        return None
    try:
        rows = np.load(path)
    except (OSError, ValueError, EOFError):
        raise DataError(
            f"The embeddings of epoch {epoch} cannot be read ({path.name} is damaged or has just "
            "been cleared away); look at another epoch."
        ) from None
    return WordVectors(words, rows, f"{run.settings.task}, epoch {epoch}")


def network_file(epoch: int) -> str:
    """Name of an epoch's network."""
    return f"epoch-{epoch:03}.safetensors"


def table_file(epoch: int) -> str:
    """Name of an epoch's embeddings."""
    return f"table-{epoch:03}.npy"


def read_epochs(folder: Path) -> tuple[Epoch, ...]:
    """Whole epochs up to the first line that is damaged, or still being written."""
    try:
        lines = (folder / EPOCHS).read_text("utf-8", errors="replace").split("\n")[:-1]
    except OSError:
        return ()
    names = [field.name for field in fields(Epoch)]
    epochs: list[Epoch] = []
    for line in lines:
        try:
            values = json.loads(line)
            epochs.append(Epoch(**{name: values[name] for name in names}))
        except (ValueError, TypeError, KeyError):
            break
    return tuple(epochs)


def read_steps(folder: Path) -> Floats:
    """Loss and norm of every step so far, (n, 2) read-only."""
    try:
        content = (folder / STEPS).read_bytes()
    except OSError:
        content = b""
    return np.frombuffer(content[: len(content) // 8 * 8], "<f4").reshape(-1, 2)


def put(path: Path, content: bytes) -> None:
    """Write a file in one move: a reader sees the old one or the new one whole."""
    unfinished = path.parent / f"{path.name}.{os.getpid()}.unfinished"
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _kept(folder: Path, n_epochs: int) -> tuple[int, ...]:
    try:
        listed = [path.name for path in folder.iterdir()]
    except OSError:  # the folder has just been cleared away
        return ()
    names = (re.fullmatch(r"epoch-(\d{3})\.safetensors", name) for name in listed)
    numbers = sorted(int(name[1]) for name in names if name)
    return tuple(number for number in numbers if number < n_epochs)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
