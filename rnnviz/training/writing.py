"""Write a training's folder, so that it can be read at any moment, and gone on from.

What each file holds is said in `rnnviz.training.runs`. An epoch is whole once state.pt has it;
everything later, an epoch that was cut off, is dropped and done over.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Self

import numpy as np
import torch

from rnnviz.training import runs
from rnnviz.training.fitting import Fitting
from rnnviz.training.runs import Epoch, put
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import TaskData

MOST_SNAPSHOTS = 50
_CELLS = {"rnn": "Plain RNN", "lstm": "LSTM", "gru": "GRU"}


class RunWriter:
    """Keeps a training in its folder.

    Args:
        folder: Made if it is not there.
        settings: Of the training.
        data: Of the task, for cards and words.

    Raises:
        OSError: If it cannot be written; so from every method.
    """

    def __init__(self, folder: Path, settings: TrainSettings, data: TaskData) -> None:
        self._folder, self._settings, self._data = folder, settings, data
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / runs.SETTINGS, settings.to_json().encode())
        self._steps = (folder / runs.STEPS).open("ab")

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file of steps, which was open all the time."""
        self._steps.close()

    def resume(self, fitting: Fitting) -> int:
        """Bring a fitting to the last whole epoch.

        Returns:
            Its number, or -1 if there is none.
        """
        state = _read_state(self._folder / runs.STATE)
        epochs, n_steps = runs.read_epochs(self._folder), len(runs.read_steps(self._folder))
        whole = -1 if state is None or state["epoch"] >= len(epochs) else int(state["epoch"])
        if whole >= 0 and epochs[whole].n_steps > n_steps:  # lost, and not to be made up as zeros
            whole = -1
        if state is not None and whole >= 0:
            fitting.restore(state)
        kept = epochs[: whole + 1]
        lines = "".join(json.dumps(asdict(epoch)) + "\n" for epoch in kept)
        put(self._folder / runs.EPOCHS, lines.encode())
        self._steps.truncate(8 * kept[-1].n_steps if kept else 0)
        return whole

    def step(self, loss: float, norm: float) -> None:
        """Keep what one step came to."""
        self._steps.write(struct.pack("<2f", *(np.float32(x) for x in (loss, norm))))
        self._steps.flush()

    def epoch(self, epoch: Epoch, fitting: Fitting) -> None:
        """Keep a whole epoch: first the network, then its line, last the state."""
        if is_kept(epoch.epoch, self._settings.epochs):
            self._snapshot(epoch, fitting)
        with (self._folder / runs.EPOCHS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(epoch)) + "\n")
        buffer = io.BytesIO()
        torch.save({"epoch": epoch.epoch, **fitting.state()}, buffer)
        put(self._folder / runs.STATE, buffer.getvalue())

    def end(self, status: str, sentence: str = "") -> None:
        """Say how it ended; there is nothing to go on from any more."""
        put(self._folder / runs.END, json.dumps({"status": status, "sentence": sentence}).encode())
        with suppress(OSError):
            (self._folder / runs.STATE).unlink()

    def _snapshot(self, epoch: Epoch, fitting: Fitting) -> None:
        network = fitting.learner.to_network(card(self._settings, self._data, epoch))
        rows = fitting.learner.trained_rows()
        if rows is not None:
            words = self._data.words[: len(rows)]
            put(self._folder / runs.WORDS, json.dumps(words).encode())
            buffer = io.BytesIO()
            np.save(buffer, rows.numpy())
            put(self._folder / runs.table_file(epoch.epoch), buffer.getvalue())
        network.save(self._folder / runs.network_file(epoch.epoch))


def is_kept(epoch: int, n_epochs: int) -> bool:
    """Whether the network after an epoch is kept: evenly, at most 50, first and last of all."""
    stride = -(-n_epochs // MOST_SNAPSHOTS)
    return epoch % stride == 0 or epoch in (1, n_epochs)


def card(settings: TrainSettings, data: TaskData, epoch: Epoch) -> dict[str, str]:
    """What is known about a network, in words."""
    s = settings
    sides = "bidirectional " if s.bidirectional else ""
    state = f"after {epoch.epoch} of {s.epochs} epochs" if epoch.epoch else "random weights"
    facts = {
        "title": f"{sides}{_CELLS[s.cell]} {s.n_layers}×{s.hidden_size} · {s.task} · {state}",
        "is_trained": "yes" if epoch.epoch else "no",
        "task": s.task,
        "classes": ", ".join(data.classes[1:] if len(data.classes) == 2 else data.classes),
        "data": data.about,
        "embeddings": _embeddings(s, data),
        "init": "torch",
        "seed": str(s.seed),
        "epochs": f"{epoch.epoch} of {s.epochs}",
        "optimiser": f"{s.optimiser}, learning rate {s.learning_rate:g} falling to 0, batches of "
        f"{s.batch_size}, {f'gradients clipped at {s.clip:g}' if s.clip else 'no clipping'}, "
        f"dropout {s.dropout:g}, weight decay {s.weight_decay:g}",
        "settings": s.to_json(),
    }
    score = "accuracy" if s.score == "accuracy" else "R²"
    facts[f"training_{score}"] = f"{epoch.training_score:.4f}"
    facts[f"development_{score}"] = f"{epoch.held_out_score:.4f}"
    return {name: text for name, text in facts.items() if text}


def _embeddings(settings: TrainSettings, data: TaskData) -> str:
    if data.table is None:
        return ""
    if settings.embeddings == "random":
        return "random at first, trained"
    how = "frozen" if settings.embeddings == "GloVe, frozen" else "trained further"
    return f"GloVe 6B 50d, {how}; unknown words are the zero vector"


def _read_state(path: Path) -> Mapping[str, Any] | None:
    """The state; None if there is none, or a power cut damaged it: then all is done over."""
    try:
        state: Mapping[str, Any] = torch.load(path, weights_only=True)
    except (OSError, EOFError, RuntimeError, UnpicklingError):
        return None
    return state
