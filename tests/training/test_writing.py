"""What a training leaves is whole at every moment, and what was cut off is dropped."""

import json
import math
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch

from rnnviz import Network
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.training import runs
from rnnviz.training.fitting import Fitting
from rnnviz.training.runs import Epoch, read_epochs, read_run, read_steps
from rnnviz.training.settings import TrainSettings
from rnnviz.training.snippets import kept_snippets
from rnnviz.training.tasks import sentiment, task_data
from rnnviz.training.tasks.parts import TaskData
from rnnviz.training.writing import RunWriter, card
from tests.training.rooms import small, snippets_in

SETTINGS = small("first token", epochs=3)


@pytest.fixture
def data() -> TaskData:
    return task_data(SETTINGS)


def written(folder: Path, data: TaskData, n_epochs: int) -> Fitting:
    """Trains and keeps the first epochs, and leaves the rest to another process."""
    fitting = Fitting(SETTINGS, data)
    with RunWriter(folder, SETTINGS, data) as writer:
        writer.epoch(fitting.before(), fitting)
        for number in range(1, n_epochs + 1):
            writer.epoch(fitting.epoch(number, writer.step), fitting)
    return fitting


def resumed(folder: Path, data: TaskData) -> tuple[int, Fitting]:
    fitting = Fitting(SETTINGS, data)
    with RunWriter(folder, SETTINGS, data) as writer:
        return writer.resume(fitting), fitting


def test_an_empty_folder_begins_before_the_first_epoch(tmp_path, data) -> None:
    whole, _ = resumed(tmp_path / "new" / "folder", data)

    assert whole == -1
    assert read_run(tmp_path / "new" / "folder").epochs == ()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_training_goes_on_after_its_last_whole_epoch(tmp_path, data, n: int) -> None:
    before = written(tmp_path, data, n)

    whole, fitting = resumed(tmp_path, data)

    assert whole == n
    for ours, theirs in zip(fitting.learner.parameters(), before.learner.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=0)


def test_steps_and_lines_of_an_epoch_that_was_cut_off_are_dropped(tmp_path, data) -> None:
    written(tmp_path, data, 1)
    epochs, steps = read_epochs(tmp_path), read_steps(tmp_path)
    with (tmp_path / runs.EPOCHS).open("a") as file:
        file.write(json.dumps(asdict(epochs[-1])) + '\n{"epoch": 3')
    with (tmp_path / runs.STEPS).open("ab") as file:
        file.write(b"\x00" * 27)

    whole, _ = resumed(tmp_path, data)

    assert whole == 1
    assert read_epochs(tmp_path) == epochs
    np.testing.assert_array_equal(read_steps(tmp_path), steps)


@pytest.mark.parametrize("missing", [runs.STATE, runs.EPOCHS])
def test_without_a_state_or_its_line_everything_begins_anew(tmp_path, data, missing: str) -> None:
    written(tmp_path, data, 1)
    (tmp_path / missing).unlink()

    whole, _ = resumed(tmp_path, data)

    assert whole == -1
    assert read_epochs(tmp_path) == ()
    assert read_steps(tmp_path).shape == (0, 2)


def test_states_hold_tensors_and_numbers_alone_so_that_reading_runs_nothing(tmp_path, data) -> None:
    written(tmp_path, data, 1)

    state = torch.load(tmp_path / runs.STATE, weights_only=True)

    assert state["epoch"] == 1
    assert set(state) == {"epoch", "learner", "optimiser", "first_loss"}


def test_every_step_is_readable_as_soon_as_it_is_done(tmp_path, data) -> None:
    with RunWriter(tmp_path, SETTINGS, data) as writer:
        writer.step(0.5, 1.5)
        writer.step(math.nan, math.inf)

        found = read_steps(tmp_path)

    np.testing.assert_array_equal(found, np.array([[0.5, 1.5], [np.nan, np.inf]], np.float32))


def test_tables_hold_the_words_of_training_in_their_order(tmp_path, data) -> None:
    fitting = written(tmp_path, data, 1)
    run = read_run(tmp_path)

    table = runs.read_table(run, 1)

    assert table.words == data.words
    expected = fitting.learner.table.weight.detach().numpy()[1:]
    np.testing.assert_array_equal(table.matrix, expected)
    np.testing.assert_array_equal(runs.read_table(run, 0).matrix, data.table[1:])


def test_an_end_is_told_and_leaves_nothing_to_go_on_from(tmp_path, data) -> None:
    written(tmp_path, data, 1)
    with RunWriter(tmp_path, SETTINGS, data) as writer:
        writer.end("diverged", "It grew.")

    run = read_run(tmp_path)

    assert (run.status, run.sentence) == ("diverged", "It grew.")
    assert not (tmp_path / runs.STATE).exists()


def test_equal_trainings_write_equal_networks_to_the_last_byte(tmp_path, data) -> None:
    for name in ("one", "other"):
        written(tmp_path / name, data, 1)

    one, other = (
        (tmp_path / name / runs.network_file(1)).read_bytes() for name in ("one", "other")
    )
    assert one == other


@pytest.mark.parametrize(
    ("embeddings", "said", "has_table"),
    [("GloVe", "GloVe 6B 50d, trained further; unknown words are the zero vector", True),
     ("GloVe, frozen", "GloVe 6B 50d, frozen; unknown words are the zero vector", False),
     ("random", "random at first, trained", True)],
)  # fmt: skip
def test_cards_of_sentences_say_where_their_vectors_come_from(
    tmp_path, monkeypatch, embeddings: str, said: str, has_table: bool
) -> None:
    digest = snippets_in(tmp_path)
    vectors = WordVectors(("a", "film"), np.ones((2, 50)), "GloVe 6B 50d")
    monkeypatch.setattr(sentiment, "kept_snippets", lambda: kept_snippets(tmp_path, digest))
    monkeypatch.setattr(sentiment, "_KEPT", {})
    settings = small("sentiment", embeddings=embeddings)
    data = task_data(settings, vectors)
    fitting = Fitting(settings, data)

    with RunWriter(tmp_path / "run", settings, data) as writer:
        writer.epoch(fitting.before(), fitting)

    found = Network.load(tmp_path / "run" / runs.network_file(0)).card
    assert found["embeddings"] == said
    assert found["classes"] == "positive"
    assert found["data"].startswith("160 movie-review snippets rated by 20 people")
    assert (tmp_path / "run" / runs.table_file(0)).is_file() == has_table
    assert (tmp_path / "run" / runs.WORDS).is_file() == has_table


@pytest.mark.parametrize(
    ("settings", "title"),
    [(small("adding", cell="rnn", n_layers=2), "Plain RNN 2×4 · adding · after 1 of 2 epochs"),
     (small("brackets", bidirectional=True), "bidirectional GRU 1×4 · brackets · after 1 of 2")],
)  # fmt: skip
def test_titles_name_the_network_its_task_and_its_epoch(settings: TrainSettings, title: str):
    epoch = Epoch(1, 0.7, 0.7, 0.5, 0.5, 0.1, 0.0, 5, 1.0)

    found = card(settings, task_data(settings), epoch)

    assert found["title"].startswith(title)
    assert found["optimiser"].startswith("Adam, learning rate 0.01 falling to 0, batches of 20,")
    assert found["epochs"] == "1 of 2"
