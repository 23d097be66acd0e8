"""The Train page's view: a link per setting, each task with its own defaults."""

from dataclasses import replace

import pytest

from app.state import TrainView
from app.state.train import MOST_RUNS, fields_of
from rnnviz.training.settings import TASKS, TrainSettings, defaults_for


@pytest.mark.parametrize("task", TASKS)
def test_a_task_and_its_defaults_are_the_task_alone_in_the_address(task):
    view = TrainView.of(defaults_for(task))

    assert view.to_query() == ({} if task == "sentiment" else {"task": task})
    assert view.settings == defaults_for(task)


def test_the_default_view_is_the_default_training():
    assert TrainView().settings == TrainSettings()


def test_an_address_names_what_differs_from_the_defaults_of_its_task():
    usual = defaults_for("adding")
    view = TrainView.of(replace(usual, cell="gru", length=40, seed=2))

    assert view.to_query() == {
        "task": "adding", "train_cell": "GRU", "train_length": "40", "train_seed": "2"
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"cell": "rnn"},
        {"n_layers": 3},
        {"hidden_size": 8},
        {"bidirectional": True},
        {"embeddings": "random"},
        {"optimiser": "SGD, momentum"},
        {"learning_rate": 1.5},
        {"epochs": 9},
        {"batch_size": 7},
        {"clip": 0.0},
        {"weight_decay": 0.5},
        {"dropout": 0.1},
        {"seed": 4},
        {"length": 33},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_setting_has_a_field_of_its_own_that_says_it(change):
    settings = replace(TrainSettings(), **change)
    view = TrainView.of(settings)

    assert view.settings == settings
    assert len(view.to_query()) == 1
    assert TrainView.read({"task": "sentiment"} | fields_of(settings)) == view


def test_the_runs_of_the_table_are_each_there_once_and_the_shown_one_among_them():
    view = TrainView(run_key="c" * 12, runs=f"{'a' * 12},{'b' * 12},{'a' * 12}")

    assert view.run_keys == ("a" * 12, "b" * 12, "c" * 12)
    assert TrainView().run_keys == ()


def test_a_table_has_room_for_a_dozen_runs():
    listed = [f"{i:012x}" for i in range(20)]

    assert TrainView(runs=",".join(listed)).run_keys == tuple(listed[:MOST_RUNS])
