"""Tiny runs for the Train page's tests: trained at once in this process, or written by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

import rnnviz
from app import trainings
from app.work import Control
from rnnviz.training import run as training
from rnnviz.training.runs import END, EPOCHS, SETTINGS, Epoch
from rnnviz.training.settings import TrainSettings, defaults_for

SMALL = {"n_examples": 100, "length": 6, "hidden_size": 4, "epochs": 2, "batch_size": 50}
BRACKETS = replace(defaults_for("brackets"), **SMALL).checked()
FIRST = replace(defaults_for("first token"), **SMALL).checked()
ADDING = replace(defaults_for("adding"), **SMALL).checked()
BLOWN = replace(ADDING, learning_rate=1e9, clip=0.0, optimiser="SGD").checked()
SENTIMENT = TrainSettings(embeddings="GloVe, frozen", hidden_size=4, epochs=1).checked()


def quick_module(_module: str, arguments: Sequence[str], control: Control) -> None:
    """Instead of a process: train here, as `app.processes.run_module` would have it done."""
    settings = TrainSettings.from_json(Path(arguments[0]).read_text("utf-8"))
    training.run(settings, Path(arguments[1]), control.tell)


def kept(settings: TrainSettings) -> str:
    """Train to the end into the cache folder; gives the run's key."""
    training.run(settings, trainings.folder(settings.key), lambda _share: None)
    return settings.key


def unfinished(settings: TrainSettings) -> str:
    """The same, as if it had been ended before its last line was written."""
    key = kept(settings)
    (trainings.folder(key) / END).unlink()
    return key


def sentiment_run() -> str:
    """A run of the snippets that needs no snippets: two networks that learnt nothing."""
    folder = trainings.folder(SENTIMENT.key)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(SENTIMENT.to_json(), "utf-8")
    lines = []
    for epoch in range(2):
        network = rnnviz.Network.random("gru", input_size=50, hidden_sizes=(4,), n_classes=1)
        network.save(folder / f"epoch-{epoch:03}.safetensors")
        facts = Epoch(epoch, 0.7, 0.69, 0.5, 0.5 + epoch / 10, 0.1, 0.0, 130 * epoch, 1.0)
        lines.append(json.dumps(asdict(facts)) + "\n")
    (folder / EPOCHS).write_text("".join(lines), "utf-8")
    (folder / END).write_text(json.dumps({"status": "done"}), "utf-8")
    return SENTIMENT.key


def until(holds: Callable[[], object], page: AppTest | None = None) -> None:
    """Wait until something holds, running a page again meanwhile."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
        if page is not None:
            page.run()
