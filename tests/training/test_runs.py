"""A training's folder is read at any moment: before, while it is written, and after."""

import json
import struct
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz import Network
from rnnviz.errors import DataError, NetworkFileError
from rnnviz.training import runs
from rnnviz.training.runs import Epoch, best_epoch, put, read_run, read_table, snapshot
from tests.training.rooms import small

EPOCH = Epoch(0, 0.7, 0.71, 0.5, 0.49, 0.0, 0.0, 0, 0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Epochs 0 to 2, the last without a network; five steps and a half."""
    (tmp_path / runs.SETTINGS).write_text(small("first token").to_json())
    scores = (0.49, 0.8, 0.9)
    lines = [asdict(replace(EPOCH, epoch=i, held_out_score=s)) for i, s in enumerate(scores)]
    (tmp_path / runs.EPOCHS).write_text("".join(json.dumps(line) + "\n" for line in lines))
    steps = [step for i in range(5) for step in (1 / (i + 1), 0.1 * i)]
    (tmp_path / runs.STEPS).write_bytes(struct.pack("<10f", *steps) + b"\x00\x01\x02\x03\x04")
    for epoch in (0, 1):
        network = Network.random("gru", 2, (3,), seed=epoch, n_classes=8)
        network.save(tmp_path / runs.network_file(epoch))
    return tmp_path


def test_reading_a_run_needs_no_torch() -> None:
    code = "import sys; import rnnviz.training.runs, rnnviz.training.judging, rnnviz.training.tasks"

    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print('torch' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert done.stdout == "False\n"


def test_a_run_is_what_its_files_say(folder: Path) -> None:
    run = read_run(folder)

    assert run.settings == small("first token")
    assert run.key == run.settings.key
    assert (run.status, run.sentence) == ("unfinished", "")
    assert [epoch.epoch for epoch in run.epochs] == [0, 1, 2]
    assert run.snapshot_epochs == (0, 1)


def test_half_a_step_and_half_a_line_are_left_for_later(folder: Path) -> None:
    with (folder / runs.EPOCHS).open("a") as file:
        file.write('{"epoch": 3, "training_lo')

    run = read_run(folder)

    assert len(run.epochs) == 3
    np.testing.assert_allclose(run.step_losses, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5], rtol=1e-6)
    np.testing.assert_allclose(run.step_norms, [0, 0.1, 0.2, 0.3, 0.4], rtol=1e-6)


@pytest.mark.parametrize("missing", [runs.EPOCHS, runs.STEPS, runs.network_file(0)])
def test_what_is_not_written_yet_is_only_not_there(folder: Path, missing: str) -> None:
    (folder / missing).unlink()

    assert read_run(folder).settings == small("first token")


def test_a_folder_that_has_just_been_made_has_no_run(tmp_path: Path) -> None:
    assert read_run(tmp_path) is None
    assert read_run(tmp_path / "nowhere") is None


@pytest.mark.parametrize("text", ["", "{}}", '{"task": "unheard of"}', '{"depth": 3}'])
def test_settings_of_another_version_are_no_run_and_no_error(folder: Path, text: str) -> None:
    (folder / runs.SETTINGS).write_text(text)

    assert read_run(folder) is None


def test_how_it_ended_is_told_with_its_sentence(folder: Path) -> None:
    (folder / runs.END).write_text('{"status": "diverged", "sentence": "Diverged."}')

    run = read_run(folder)

    assert (run.status, run.sentence) == ("diverged", "Diverged.")


def test_networks_of_epochs_that_are_not_whole_are_not_offered(folder: Path) -> None:
    Network.random("gru", 2, (3,), n_classes=8).save(folder / runs.network_file(7))

    assert read_run(folder).snapshot_epochs == (0, 1)


def test_best_epoch_is_the_best_that_is_kept_and_the_earliest_of_equals(folder: Path) -> None:
    run = read_run(folder)

    assert best_epoch(run) == 1
    assert (
        best_epoch(replace(run, epochs=tuple(replace(e, held_out_score=0.5) for e in run.epochs)))
        == 0
    )
    assert best_epoch(replace(run, epochs=(), snapshot_epochs=())) == 0


def test_snapshot_holds_the_network_and_no_table_where_none_was_trained(folder: Path) -> None:
    kept = snapshot(read_run(folder), 1)

    expected = Network.random("gru", 2, (3,), seed=1, n_classes=8)
    np.testing.assert_array_equal(kept.network.head.W_ho, expected.head.W_ho)
    assert kept.table is None


def test_snapshot_finds_each_words_embedding(folder: Path) -> None:
    rows = np.array([[1, 2], [3, 4]], dtype=np.float32)
    (folder / runs.WORDS).write_text('["yes", "no"]')
    np.save(folder / runs.table_file(1), rows)

    table = snapshot(read_run(folder), 1).table

    assert table["no"].tolist() == [3, 4]
    assert table.name == "first token, epoch 1"
    assert read_table(read_run(folder), 0) is None


def test_epochs_that_are_not_kept_are_refused_with_those_that_are(folder: Path) -> None:
    with pytest.raises(
        DataError, match="No network is kept of epoch 2; there are 2, of epochs 0, 1"
    ):
        snapshot(read_run(folder), 2)


def test_damaged_networks_are_refused_in_their_own_words(folder: Path) -> None:
    (folder / runs.network_file(1)).write_bytes(b"half")

    with pytest.raises(NetworkFileError, match="not a whole safetensors file"):
        snapshot(read_run(folder), 1)


def test_a_file_is_replaced_in_one_move_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "end.json"

    put(path, b"old")
    put(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
