"""Addresses of the Train page: every field comes back from one, and nonsense does not."""

import html
import random
from dataclasses import fields, replace

import pytest

from app.state import TrainView
from app.state.step import CELLS
from app.state.train import DIRECTIONS, MOST_RUNS, OPTIMISERS, TABLES
from rnnviz.training import snippets
from rnnviz.training.settings import TASKS, TrainSettings, defaults_for
from tests.app.opened import drawn, opened, said
from tests.app.trained import sentiment_run

WORDS = TrainView(
    sentence="5 < 6 & “so” on %41+1",
    train_cell="RNN",
    train_layers=2,
    train_size=5,
    train_directions="both ways",
    train_table="random",
    train_optimiser="SGD, momentum",
    train_rate=1.5e-7,
    train_epochs=3,
    train_batch=9,
    train_clip=0.25,
    train_decay=2e-9,
    train_dropout=0.15,
    train_seed=41,
)
SYMBOLS = replace(
    WORDS, task="adding", sentence=TrainView().sentence, own_example="0.5* 0.25*", train_length=7
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    monkeypatch.setattr(snippets, "snippets_folder", lambda: tmp_path)


@pytest.mark.parametrize("view", [WORDS, SYMBOLS], ids=["words", "symbols"])
def test_all_fields_at_once_come_back_from_one_address(view):
    page = opened("train", view)

    assert not page.exception
    there = TrainView.read(page.session_state)
    drawn_fields = {f.name for f in fields(view) if f.name in page.session_state}
    assert {"train_rate", "train_seed", "train_decay", "train_directions"} <= drawn_fields
    assert {n: getattr(there, n) for n in drawn_fields} == {
        n: getattr(view, n) for n in drawn_fields
    }


@pytest.mark.parametrize("seed", range(5))
def test_any_settings_are_the_same_after_the_way_through_an_address(seed):
    source = random.Random(seed)
    chosen = TrainView(
        task=source.choice(TASKS),
        train_cell=source.choice(CELLS),
        train_layers=source.randint(1, 4),
        train_directions=source.choice(DIRECTIONS),
        train_table=source.choice(TABLES),
        train_optimiser=source.choice(OPTIMISERS),
        train_rate=10 ** source.uniform(-9, 6),
        train_clip=source.random(),
        train_decay=source.random() / 1e5,
    )
    kinds = {f.name: type(getattr(chosen, f.name)) for f in fields(chosen)}

    query = chosen.to_query()  # of text, as the widgets read it back
    usual = TrainView.of(defaults_for(chosen.task))
    again = replace(usual, **{name: kinds[name](text) for name, text in query.items()})

    assert again == chosen
    assert again.settings == chosen.settings


def test_nonsense_in_every_field_leaves_the_tasks_defaults():
    page = opened(
        "train",
        task="brackets",
        train_cell="gru",
        train_layers="1.5",
        train_size="many",
        train_directions="sideways",
        train_optimiser="<b>Adam</b>",
        train_rate="fast",
        train_epochs="-3",
        train_batch="9" * 40,
        train_clip="",
        train_dropout="1,5",
        train_seed="0x10",
        train_length="twenty",
        train_after="Nowhere",
        run_key="'; DROP TABLE runs",
        runs="," * 50,
    )

    assert not page.exception
    view = TrainView.read(page.session_state)
    assert view.settings.checked() == defaults_for("brackets")
    assert (view.run_key, view.runs, view.train_after) == ("", "", "Stage")


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e400"])
def test_a_learning_rate_that_is_no_finite_number_is_the_default(text):
    page = opened("train", task="brackets", train_rate=text, train_clip=text)

    assert not page.exception
    assert TrainView.read(page.session_state).settings.checked() == defaults_for("brackets")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (
            "train_rate",
            "-1",
            "The learning rate should be a number above 0, such as 0.003, not -1.0",
        ),
        ("train_clip", "-0.5", "The clip should be 0 for none, or the largest norm"),
        ("train_decay", "-1e-9", "The weight decay should be 0 for none, or a small number"),
        ("train_layers", "5", "A training takes 1 to 4 layers, not 5."),
        ("train_length", "1", "not 1."),
    ],
)
def test_what_an_address_asks_for_out_of_bounds_is_said_before_anything_is_clicked(
    field, text, sentence
):
    page = opened("train", task="adding", **{field: text})

    assert not page.exception
    assert sentence in said(page)
    page.button(key="train").click().run()
    assert not TrainView.read(page.session_state).run_key
    assert said(page).count(sentence) == 2  # beside the button, too


def test_an_unknown_task_is_the_first_one():
    page = opened("train", task="<script>alert(1)</script>")

    assert not page.exception
    assert TrainView.read(page.session_state).task == TASKS[0]
    assert "<script" not in drawn(page)


def test_words_without_a_vector_are_named_once_as_text_and_read_as_zeros():
    key = sentiment_run()

    page = opened("train", run_key=key, sentence="a qqzx<i>film</i> qqzx & qqzx")

    assert not page.exception
    shown = html.unescape(drawn(page))
    note = shown[shown.index("Not in its vocabulary") :].split("</p>")[0]
    assert note.count("qqzx") == 1
    assert "<i>film" not in drawn(page)


@pytest.mark.parametrize("place", [0, 11, 12, 19])
def test_the_shown_run_is_in_the_table_wherever_a_long_address_lists_it(place):
    listed = [f"{i:012x}" for i in range(20)]

    keys = TrainView(run_key=listed[place], runs=",".join(listed)).run_keys

    assert listed[place] in keys
    assert len(keys) == MOST_RUNS
    assert keys[: MOST_RUNS - 1] == tuple(listed[: MOST_RUNS - 1])


def test_settings_of_every_task_and_cell_differ_in_the_keys_of_their_runs():
    keys = {
        replace(defaults_for(task), cell=cell, hidden_size=size).checked().key
        for task in TASKS
        for cell in ("rnn", "gru", "lstm")
        for size in (8, 9)
    }

    assert len(keys) == 6 * len(TASKS)
    assert TrainSettings().key in {TrainView().settings.checked().key}
