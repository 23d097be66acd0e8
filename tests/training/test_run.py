"""`python -m rnnviz.training.run`: a process that may be killed at any moment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.errors import DataError
from rnnviz.training import run as command
from rnnviz.training import runs, writing
from rnnviz.training.runs import read_run, snapshot
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks import sentiment, task_data
from tests.training.rooms import small, trained

ROOT = Path(__file__).parents[2]
ONE_THREAD = os.environ | {"OMP_NUM_THREADS": "1"}


class Cut(Exception):  # noqa: N818 - what a test does, no failure
    """The process was ended."""


def cut_at(share: float):
    """Ends a training once this share of it is done."""

    def tell(done: float) -> None:
        if done >= share:
            raise Cut

    return tell


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a run, without the seconds that it took."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    lines = [json.loads(line) for line in files.pop(runs.EPOCHS).splitlines()]
    files["epochs"] = json.dumps([{**line, "seconds": 0} for line in lines]).encode()
    return files


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("task", ["first token", "adding"])
def test_a_training_that_was_cut_and_continued_equals_one_that_was_not(tmp_path, share, task):
    settings = small(task, epochs=3, dropout=0.2, cell="lstm")
    trained(settings, tmp_path / "whole")

    with pytest.raises(Cut):
        trained(settings, tmp_path / "cut", cut_at(share))
    assert read_run(tmp_path / "cut").status == "unfinished"
    trained(settings, tmp_path / "cut")

    assert content(tmp_path / "cut") == content(tmp_path / "whole")


def test_a_process_killed_between_two_files_of_an_epoch_loses_only_that_epoch(
    tmp_path, monkeypatch
):
    settings = small("brackets", epochs=3)
    trained(settings, tmp_path / "whole")
    put = writing.put

    def killed(path: Path, payload: bytes) -> None:
        if path.name == runs.STATE and (path.parent / runs.network_file(2)).exists():
            raise Cut
        put(path, payload)

    monkeypatch.setattr(writing, "put", killed)
    with pytest.raises(Cut):
        trained(settings, tmp_path / "cut")
    monkeypatch.undo()
    assert len(read_run(tmp_path / "cut").epochs) == 3
    trained(settings, tmp_path / "cut")

    assert content(tmp_path / "cut") == content(tmp_path / "whole")


def test_a_finished_run_leaves_everything_that_is_read_of_it(tmp_path) -> None:
    run = trained(small("first token"), tmp_path)

    assert run.status == "done"
    assert [epoch.epoch for epoch in run.epochs] == list(run.snapshot_epochs) == [0, 1, 2]
    assert len(run.step_losses) == len(run.step_norms) == run.epochs[-1].n_steps == 10
    assert np.mean(run.step_norms[:5]) == pytest.approx(run.epochs[1].gradient_norm, rel=1e-5)
    assert not (tmp_path / runs.STATE).exists()
    assert not list(tmp_path.glob("*unfinished*"))


def test_a_finished_run_is_not_trained_again(tmp_path) -> None:
    settings = small("adding")
    trained(settings, tmp_path)
    before = content(tmp_path)
    shares: list[float] = []

    trained(settings, tmp_path, shares.append)

    assert content(tmp_path) == before
    assert shares == [1.0]


def test_snapshots_read_the_examples_as_the_learner_did(tmp_path) -> None:
    settings = small("brackets", bidirectional=True, n_layers=2)
    run = trained(settings, tmp_path)
    part = task_data(settings).development

    last = snapshot(run, 2)

    n_right = 0
    for i, text in enumerate(part.texts):
        output = trace(last.network, last.table.embed(text.split())).output[-1, 0]
        n_right += (output > 0) == (part.targets[i, part.lengths[i] - 1] > 0)
    assert n_right / len(part.texts) == pytest.approx(run.epochs[2].held_out_score)


def test_card_tells_title_task_settings_and_scores(tmp_path) -> None:
    settings = small("first token", cell="lstm")
    run = trained(settings, tmp_path)

    before, after = (Network.load(tmp_path / runs.network_file(e)).card for e in (0, 2))

    assert before["is_trained"] == "no"
    assert before["title"] == "LSTM 1×4 · first token · random weights"
    assert after["title"] == "LSTM 1×4 · first token · after 2 of 2 epochs"
    assert after["is_trained"] == "yes"
    assert after["classes"] == "A, B, C, D, E, F, G, H"
    assert after["embeddings"] == "random at first, trained"
    assert TrainSettings.from_json(after["settings"]) == settings
    assert float(after["development_accuracy"]) == pytest.approx(
        run.epochs[2].held_out_score, abs=1e-4
    )


def test_card_of_a_number_speaks_of_r_squared_and_of_no_embeddings(tmp_path) -> None:
    trained(small("adding", clip=0.0, bidirectional=True), tmp_path)

    card = Network.load(tmp_path / runs.network_file(1)).card

    assert "development_R²" in card
    assert not {"classes", "embeddings", "development_accuracy"} & card.keys()
    assert card["title"].startswith("bidirectional GRU 1×4")
    assert "no clipping" in card["optimiser"]


def test_of_many_epochs_fifty_networks_are_kept_and_first_and_last_among_them() -> None:
    for n in (1, 6, 50, 51, 120, 200):
        kept = [epoch for epoch in range(n + 1) if writing.is_kept(epoch, n)]

        assert {0, 1, n} <= set(kept)
        assert len(kept) <= writing.MOST_SNAPSHOTS + 3
        assert n > writing.MOST_SNAPSHOTS or kept == list(range(n + 1))


def test_a_diverged_run_has_ended_with_its_lesson_and_not_failed(tmp_path) -> None:
    shares: list[float] = []

    run = trained(small(learning_rate=1e6), tmp_path, shares.append)

    assert run.status == "diverged"
    assert run.sentence.startswith("Diverged in epoch 1, step ")
    assert len(run.epochs) == 1
    assert len(run.step_losses) > 0
    assert shares[-1] == 1.0
    assert Network.load(tmp_path / runs.network_file(0)).card["is_trained"] == "no"


def test_shares_rise_to_one_and_come_several_times_per_epoch(tmp_path) -> None:
    shares: list[float] = []

    trained(small(batch_size=10), tmp_path, shares.append)

    assert shares == sorted(shares)
    assert len(shares) == 21
    assert (0 < shares[0] < 0.1, shares[-1]) == (True, 1.0)


def test_a_process_killed_in_the_middle_is_gone_on_with_to_the_same_numbers(tmp_path) -> None:
    settings = small("adding", cell="rnn", epochs=10, n_examples=500)
    (tmp_path / "settings.json").write_text(settings.to_json())
    command = [sys.executable, "-m", "rnnviz.training.run", tmp_path / "settings.json",
               tmp_path / "cut"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=ONE_THREAD) as process:
        shares = [float(process.stdout.readline()) for _ in range(30)]  # into epoch 3
        process.kill()

    cut = read_run(tmp_path / "cut")
    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as the process has: sums of several threads differ in the last bit
    trained(settings, tmp_path / "cut")
    trained(settings, tmp_path / "whole")
    torch.set_num_threads(n_threads)

    assert len(cut.epochs) > 1
    assert shares == sorted(shares)
    assert content(tmp_path / "cut") == content(tmp_path / "whole")


@pytest.fixture
def main(monkeypatch, tmp_path):
    """Calls the command in this process."""
    monkeypatch.setattr(os, "nice", lambda _: 0, raising=False)
    monkeypatch.setattr(torch, "set_num_threads", lambda _: None)

    def call(text: str, folder: Path) -> None:
        (tmp_path / "settings.json").write_text(text)
        arguments = ["", str(tmp_path / "settings.json"), str(folder)]
        monkeypatch.setattr(sys, "argv", arguments)
        command.main()

    return call


def test_settings_that_are_refused_end_the_command_with_one_sentence(main, tmp_path) -> None:
    with pytest.raises(SystemExit, match="takes 1 to 200 epochs, not 10000"):
        main('{"epochs": 10000}', tmp_path / "run")


def test_missing_snippets_end_the_command_with_what_to_do(main, tmp_path, monkeypatch) -> None:
    def missing() -> None:
        raise DataError("The movie snippets are not on this machine.")

    monkeypatch.setattr(sentiment, "kept_snippets", missing)
    monkeypatch.setattr(sentiment, "_KEPT", {})

    with pytest.raises(SystemExit, match="snippets are not on this machine"):
        main("{}", tmp_path / "run")


def test_a_folder_that_cannot_be_written_ends_the_command_with_the_reason(main, tmp_path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(SystemExit, match="The training cannot be kept: File exists; is the disk"):
        main(small("adding").to_json(), tmp_path / "taken")


def test_missing_settings_end_the_command_with_the_reason(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(os, "nice", lambda _: 0, raising=False)
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "none.json"), str(tmp_path)])

    with pytest.raises(SystemExit, match="No such file or directory"):
        command.main()


def test_the_command_tells_shares_line_by_line_and_ends_with_one(main, tmp_path, capsys) -> None:
    main(small("adding").to_json(), tmp_path / "run")
    main(small("adding").to_json(), tmp_path / "run")  # there is nothing left to do

    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["1.0000", "1.0000"]
    assert [float(line) for line in lines[:-1]] == sorted(map(float, lines[:-1]))
    assert len(lines) == 12
