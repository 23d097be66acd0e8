"""Trainings beside the pages: shared by their settings, ended when nobody wants them, kept."""

import os
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from app import trainings
from app.jobs import Jobs
from app.processes import run_module
from app.work import Cancelled
from rnnviz.embeddings.cache import cache_folder
from rnnviz.errors import JobError, SettingsError
from tests.app.trained import ADDING, BLOWN, BRACKETS, kept, quick_module, unfinished, until

KEY = BRACKETS.key


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    queue = Jobs(trainings.N_WORKERS)
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    monkeypatch.setattr(trainings, "_jobs", queue)
    monkeypatch.setattr(trainings, "run_module", quick_module)
    yield
    queue.close()
    until(lambda: not queue._n_running)


class Held:
    """Instead of the process: waits until it is cancelled or let go."""

    def __init__(self):
        self.may_end, self.n_begun = threading.Event(), 0

    def run(self, _module, _arguments, control):
        self.n_begun += 1
        control.on_cancel(self.may_end.set)
        assert self.may_end.wait(60)
        if control.is_cancelled:
            raise Cancelled


@pytest.fixture
def held(monkeypatch):
    held = Held()
    monkeypatch.setattr(trainings, "run_module", held.run)
    yield held
    held.may_end.set()


def ended(key=KEY, visitor="ann"):
    until(lambda: not trainings.renew(key, visitor).is_live)
    return trainings.renew(key, visitor)


def test_a_process_trains_what_was_asked_for_and_leaves_it_whole(monkeypatch):
    monkeypatch.setattr(trainings, "run_module", run_module)

    job = trainings.begin(BRACKETS, "ann")

    assert (job.key, job.is_live) == (KEY, True)
    assert (ended().status, ended().sentence) == ("done", "")
    run = trainings.run(KEY)
    assert (run.status, run.settings) == ("done", BRACKETS)
    assert [epoch.epoch for epoch in run.epochs] == [0, 1, 2]
    monkeypatch.setenv("RNNVIZ_CACHE", str(cache_folder() / "again"))
    kept(BRACKETS)
    here = trainings.run(KEY)
    assert np.array_equal(here.step_losses, run.step_losses)  # a process or here: the same bits


def test_visitors_with_equal_settings_share_one_training(held):
    for visitor in ("ann", "bob"):
        trainings.begin(BRACKETS, visitor)
    trainings.leave(KEY, "ann")

    until(lambda: held.n_begun)
    assert trainings.renew(KEY, "bob").status == "running"
    assert held.n_begun == 1


def test_a_training_that_its_last_visitor_leaves_is_ended_and_can_be_gone_on_with(held):
    trainings.begin(BRACKETS, "ann")
    until(lambda: held.n_begun)

    trainings.leave(KEY, "ann")

    assert ended().status == "cancelled"
    assert trainings.begin(BRACKETS, "ann").is_live


def test_what_is_trained_already_is_done_at_once(held):
    kept(BRACKETS)

    job = trainings.begin(BRACKETS, "ann")

    assert (job.status, job.share, held.n_begun) == ("done", 1.0, 0)


def test_what_blew_up_is_not_trained_again(held):
    kept(BLOWN)

    assert trainings.begin(BLOWN, "ann").status == "done"
    assert trainings.run(BLOWN.key).status == "diverged"
    assert held.n_begun == 0


def test_what_was_ended_early_goes_on_to_the_same_numbers():
    whole = trainings.run(kept(BRACKETS))
    other = replace(BRACKETS, seed=1)
    unfinished(BRACKETS)

    trainings.begin(BRACKETS, "ann")
    assert ended().status == "done"  # here both would draw from one generator, as processes do not
    trainings.begin(other, "ann")
    assert ended(other.key).status == "done"
    again = trainings.run(KEY)
    assert again.status == "done"
    assert [e.held_out_loss for e in again.epochs] == [e.held_out_loss for e in whole.epochs]
    assert trainings.run(other.key).epochs[0].held_out_loss != again.epochs[0].held_out_loss


def test_settings_that_cannot_be_trained_are_refused_before_anything_begins(held):
    with pytest.raises(SettingsError, match="takes 1 to 200 epochs, not 10000"):
        trainings.begin(replace(BRACKETS, epochs=10_000), "ann")

    assert held.n_begun == 0


def test_one_visitor_cannot_want_more_than_its_share_at_once(held):
    for seed in range(3):
        trainings.begin(replace(BRACKETS, seed=seed), "ann")

    with pytest.raises(JobError, match="You already wait for 3 computations"):
        trainings.begin(replace(BRACKETS, seed=3), "ann")
    waiting = trainings.renew(replace(BRACKETS, seed=2).key, "ann")
    assert (waiting.status, waiting.place) == ("waiting", 3 - trainings.N_WORKERS)


def test_a_cache_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "file"))

    trainings.begin(BRACKETS, "ann")

    job = ended()
    assert job.status == "failed"
    assert "No run can be kept: the folder" in job.sentence


@pytest.mark.parametrize("key", ["", "../../../etc", "ABCDEF012345", "0123456789ab0", "01234"])
def test_what_is_no_key_names_no_folder_and_no_run(key):
    assert not trainings.is_key(key)
    assert trainings.run(key) is None
    assert trainings.stamp(key) == ()
    with pytest.raises(JobError, match="12 digits from 0 to f"):
        trainings.folder(key)


def test_the_stamp_of_a_run_changes_with_its_files_and_only_then():
    assert trainings.stamp(KEY) == ()
    unfinished(BRACKETS)
    before = trainings.stamp(KEY)

    trainings.keep_longer(KEY)
    assert trainings.stamp(KEY) == before

    trainings.begin(BRACKETS, "ann")
    ended()
    assert trainings.stamp(KEY) != before


def test_runs_that_nobody_looked_at_for_longest_give_way(monkeypatch):
    old, new = kept(BRACKETS), kept(replace(BRACKETS, seed=1))
    for key, age in ((old, 100), (new, 50)):
        os.utime(trainings.folder(key), (time.time() - age,) * 2)
    size = sum(size for _, size, _ in trainings.stamp(old))
    monkeypatch.setattr(trainings, "KEPT_BYTES", int(1.5 * size))
    trainings.keep_longer(old)

    trainings._forget_old()

    assert trainings.run(new) is None
    assert trainings.run(old).status == "done"


def test_a_run_that_still_trains_is_never_let_go(held, monkeypatch):
    monkeypatch.setattr(trainings, "KEPT_BYTES", 0)
    unfinished(BRACKETS)
    trainings.begin(BRACKETS, "ann")
    until(lambda: held.n_begun)

    trainings._forget_old()

    assert trainings.run(KEY) is not None


def test_settings_that_only_differ_in_what_a_task_does_not_use_are_one_run():
    job = trainings.begin(replace(ADDING, embeddings="GloVe"), "ann")

    assert job.key == ADDING.key
    assert ended(ADDING.key).status == "done"
    assert trainings.run(job.key).settings == ADDING
    assert [place.name for place in trainings.folder(job.key).parent.iterdir()] == [ADDING.key]


def test_a_run_that_vanishes_while_old_ones_are_looked_for_ends_nothing(monkeypatch):
    key = kept(BRACKETS)
    gone = trainings.folder("0" * 12)
    gone.symlink_to(gone.parent / "nowhere")  # listed, but no longer there
    monkeypatch.setattr(trainings, "KEPT_BYTES", 0)

    trainings._forget_old()

    assert trainings.run(key) is None


def test_what_is_no_run_is_left_alone_when_old_runs_are_let_go(monkeypatch):
    notes = trainings.folder(kept(BRACKETS)).parent / "notes"
    notes.mkdir()
    monkeypatch.setattr(trainings, "KEPT_BYTES", 0)

    trainings._forget_old()

    assert [place.name for place in notes.parent.iterdir()] == ["notes"]


def test_looking_at_a_run_that_is_gone_makes_none():
    for key in (KEY, "no key"):
        trainings.keep_longer(key)

    assert not trainings.folder(KEY).exists()


def test_a_training_whose_process_failed_says_why_and_can_be_asked_for_again(monkeypatch):
    def fail(*_what):
        raise JobError("The process ended.")

    monkeypatch.setattr(trainings, "run_module", fail)
    trainings.begin(BRACKETS, "ann")
    assert (ended().status, ended().sentence) == ("failed", "The process ended.")

    monkeypatch.setattr(trainings, "run_module", quick_module)
    trainings.begin(BRACKETS, "ann")

    assert ended().status == "done"
