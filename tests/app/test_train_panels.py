"""Parts of the Train page for themselves: scales of curves, rows of the table, files, words."""

import math
from dataclasses import replace
from statistics import stdev

import numpy as np
import pytest

import rnnviz
from app import cache_train, trainings
from app.jobs import Job
from app.prose import english_train as prose
from app.train import afterwards, curves, following, reading, run_table, start, take_along
from rnnviz.training.runs import best_epoch
from rnnviz.training.settings import TrainSettings, defaults_for
from tests.app.trained import ADDING, BLOWN, BRACKETS, FIRST, kept
from tests.drawings.markings import parsed

pytestmark = pytest.mark.usefixtures("own_runs")


def run_of(settings):
    return trainings.run(kept(settings))


def panels(run, baselines=None, at=None):
    return parsed(curves.curves(run, baselines or {}, at)).every(class_="rv-panel")


def test_three_panels_show_loss_score_and_gradient_norm():
    loss, score, norm = panels(run_of(BRACKETS))

    assert loss.every("h3")[0].text == "Loss"
    assert score.every("h3")[0].text == "Accuracy"
    assert norm.every("h3")[0].text == "Gradient norm log scale"
    assert "clipped at 1.00" in norm.text


def test_only_the_best_baseline_is_a_line_and_only_where_it_is_on_the_scale():
    run = run_of(BRACKETS)

    score = panels(run, {"chance": 0.1, "counting": 0.75})[1]
    assert [name.text for name in score.every(class_="rv-level-name")] == ["counting 0.750"]
    worse = panels(run_of(ADDING), {"a guess": -3.0})[1]
    assert not worse.every(class_="rv-level-name")


def test_the_selected_epoch_is_marked_in_every_panel_and_all_kept_ones_can_be_clicked():
    for panel in panels(run_of(BRACKETS), at=1):
        assert len(panel.every(class_="rv-here-line")) == 1
        assert [rect.attributes["data-pick"] for rect in panel.every("rect")] == ["0", "1", "2"]


def test_a_run_that_blew_up_shows_its_steps_up_to_the_one_where_the_loss_was_lost():
    run = run_of(BLOWN)

    loss, _, norm = panels(run)

    assert loss.every("h3")[0].text == "Loss log scale"
    assert loss.every(class_="rv-lost")
    assert norm.every(class_="rv-lost")
    n_points = len(loss.every("polyline")[0].attributes["points"].split())
    assert n_points == np.isfinite(run.step_losses).sum()


def test_many_steps_are_drawn_as_the_largest_of_each_few():
    run = run_of(BRACKETS)
    norms = np.ones(1000, dtype=np.float32)
    norms[123] = 50.0

    norm = panels(replace(run, step_norms=norms))[2]

    points = norm.every("polyline")[0].attributes["points"].split()
    assert len(points) == 200
    assert "100" in norm.text  # the scale reaches beyond the spike


@pytest.mark.parametrize(
    ("status", "planned", "epoch", "last"),
    [
        ("done", 2, 2, 2),
        ("unfinished", 200, 2, 10),
        ("unfinished", 200, 2 * 40, 160),
        ("unfinished", 12, 10, 12),
        ("unfinished", 6, 1, 6),
        ("diverged", 200, 0, 1),
        ("diverged", 200, 17, 18),
    ],
)
def test_curves_have_room_for_what_comes_but_not_much_more(status, planned, epoch, last):
    run = run_of(BRACKETS)
    epochs = (*run.epochs[:-1], replace(run.epochs[-1], epoch=epoch))
    settings = replace(run.settings, epochs=planned)

    there = replace(run, status=status, epochs=epochs, settings=settings)

    assert curves.last_epoch(there) == last


def test_a_scale_of_r_squared_begins_where_it_is_worth_nothing_or_a_little_below():
    run = run_of(ADDING)
    good = tuple(replace(epoch, held_out_score=0.4) for epoch in run.epochs)
    bad = tuple(replace(epoch, held_out_score=-70.0) for epoch in run.epochs)

    assert curves.score_range(replace(run, epochs=good)) == (0.0, 1.0)
    assert curves.score_range(replace(run, epochs=bad)) == (-1.0, 1.0)
    assert curves.score_range(run_of(BRACKETS)) == (0.0, 1.0)


def test_rows_are_the_first_the_last_the_selected_epoch_and_some_between():
    run = replace(run_of(BRACKETS), snapshot_epochs=tuple(range(41)))

    rows = reading.rows_of(run, 31)

    assert (rows[0], rows[-1]) == (0, 40)
    assert 31 in rows
    assert len(rows) == 8
    assert reading.rows_of(replace(run, snapshot_epochs=(0, 1)), None) == [0, 1]
    assert reading.rows_of(replace(run, snapshot_epochs=(0, 1)), 33) == [0, 1]


def test_several_answers_are_written_with_their_names():
    run = run_of(FIRST)
    said = cache_train.said(run.key, 0, "B x v")

    texts = reading.written(said, run)

    assert all(text[0] in "ABCDEFGH" and math.isfinite(float(text[2:])) for text in texts)


def test_the_result_of_several_seeds_is_their_mean_and_standard_deviation():
    runs = [run_of(replace(BRACKETS, seed=seed)) for seed in range(3)]
    scores = [100 * cache_train.verdict(run).score for run in runs]

    assert run_table.result(runs) == f"{sum(scores) / 3:.1f} % ± {stdev(scores):.1f}"
    assert run_table.result(runs[:1]) == f"{scores[0]:.1f} %"
    assert run_table.result([run_of(BLOWN)]) == "–"
    numbers = run_table.result([run_of(replace(ADDING, seed=seed)) for seed in range(2)])
    assert "±" in numbers
    assert "%" not in numbers


def test_runs_that_differ_only_by_their_seed_are_one_row():
    runs = [run_of(s) for s in (BRACKETS, replace(BRACKETS, epochs=1), replace(BRACKETS, seed=1))]

    assert run_table.grouped(runs) == [[runs[0], runs[2]], [runs[1]]]


def test_a_row_is_named_by_the_network_and_by_what_differs_in_the_table():
    run = run_of(BRACKETS)
    others = [BRACKETS, replace(BRACKETS, clip=0.0, bidirectional=True)]

    assert run_table.named([run], [BRACKETS]) == "LSTM 1×4"
    assert run_table.named([run, run], others) == "LSTM 1×4, one way, clip 1, 2 seeds"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (defaults_for("brackets"), "seconds"),
        (replace(defaults_for("brackets"), epochs=200, n_examples=20_000), "minutes"),
    ],
)
def test_how_long_it_takes_is_said_in_round_words(settings, said):
    count, unit = start.about(settings).split()

    seconds = int(count) * (60 if unit == "minutes" else 1)
    assert unit == said
    assert settings.seconds <= seconds <= settings.seconds + 60


@pytest.mark.parametrize(
    ("is_paused", "failed", "sentence"),
    [
        (True, "", prose.PAUSED.format(epoch=2, epochs=2)),
        (False, "", prose.STOPPED.format(epoch=2, epochs=2)),
        (False, "No room.", prose.FAILED.format(why="No room.")),
    ],
)
def test_how_an_unfinished_run_stands_is_one_sentence(is_paused, failed, sentence):
    run = replace(run_of(BRACKETS), status="unfinished")

    assert afterwards.standing(run, is_paused, failed) == sentence


@pytest.mark.parametrize(
    ("job", "has_run", "sentence"),
    [
        (Job("a", "waiting", place=3), False, "Waiting, place 3 in the queue"),
        (Job("a", "running"), False, "Starting: loading the examples"),
        (Job("a", "running", share=0.7, seconds_left=3.0), True,
         "Epoch 2 of 2 · 70 % done, about 5 s left"),
    ],
)  # fmt: skip
def test_how_far_a_training_is_is_told_in_words(job, has_run, sentence):
    run = run_of(BRACKETS)

    told = following.told(job, replace(run, epochs=run.epochs[:2]) if has_run else None)

    assert told.startswith(sentence)


def test_the_file_that_is_taken_along_is_the_network_with_its_card(tmp_path):
    key = kept(BRACKETS)
    best = best_epoch(trainings.run(key))
    path = tmp_path / "network.safetensors"

    path.write_bytes(take_along.network_file(key, best))

    loaded, here = rnnviz.Network.load(path), cache_train.snapshot(key, best).network
    assert loaded.card == here.card
    assert loaded.card["task"] == "brackets"
    inputs = np.zeros((3, loaded.spec.input_size), dtype=np.float32)
    assert np.array_equal(rnnviz.trace(loaded, inputs).output, rnnviz.trace(here, inputs).output)


def test_the_nearest_kept_epoch_stands_for_one_that_is_not():
    run = replace(run_of(BRACKETS), snapshot_epochs=(0, 1, 5, 10))

    assert [afterwards.nearest(run, epoch) for epoch in (0, 4, 8, 99)] == [0, 5, 10, 10]


def test_every_task_has_its_words():
    assert set(prose.WHAT) == set(prose.OWN) | {"sentiment"}
    assert TrainSettings().score in prose.SCORE
    assert defaults_for("adding").score in prose.SCORE
