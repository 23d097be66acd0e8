"""The table of runs, from runs written by hand: groups, means with their spread, names, room."""

import random
from contextlib import nullcontext
from dataclasses import fields, replace
from pathlib import Path
from statistics import mean, stdev
from types import SimpleNamespace

import numpy as np
import pytest

from app import cache_tasks, cache_train
from app.prose import english_train as prose
from app.state import TrainView
from app.state.train import MOST_RUNS
from app.train import run_table
from rnnviz.errors import DataError
from rnnviz.training.runs import Epoch, Run
from rnnviz.training.settings import TrainSettings, defaults_for
from tests.drawings.markings import parsed

BRACKETS, ADDING = defaults_for("brackets"), defaults_for("adding")
NO_STEPS = np.zeros(0, dtype=np.float32)


def run(settings=BRACKETS, status="done", held_out=(0.5, 0.75)) -> Run:
    """A training of which nothing but these numbers is there."""
    epochs = tuple(
        Epoch(i, 1.0, 1.0, 0.5, score, 1.0, 0.0, i, 1.0) for i, score in enumerate(held_out)
    )
    kept = tuple(range(len(held_out)))
    return Run(settings.key, settings, Path(), status, "", epochs, NO_STEPS, NO_STEPS, kept)


def seeds(settings, n) -> list[Run]:
    return [run(replace(settings, seed=seed)) for seed in range(n)]


@pytest.fixture
def tested(monkeypatch):
    """Test score by key; a run that has none has no verdict."""
    scores = {}

    def verdict(kept):
        if kept.key not in scores:
            return None
        return SimpleNamespace(score=scores[kept.key])

    monkeypatch.setattr(cache_train, "verdict", verdict)
    return scores


@pytest.fixture
def table(monkeypatch):
    """Draws the table of some runs for a view; gives it, and the buttons above it."""

    def drawn(view, shown, runs):
        labels, drawings = [], []
        page = SimpleNamespace(
            container=lambda **_options: nullcontext(),
            markdown=lambda _text: None,
            button=lambda label, **_options: labels.append(label),
        )
        monkeypatch.setattr(run_table, "st", page)
        monkeypatch.setattr(run_table, "show", lambda drawing, *_how: drawings.append(drawing))
        monkeypatch.setattr(cache_train, "run", {kept.key: kept for kept in runs}.get)
        monkeypatch.setattr(cache_tasks, "baselines", lambda _settings: {"guessing": 0.5})
        run_table.show_table(view, shown)
        return parsed(drawings[0]), labels

    return drawn


def test_however_seeds_are_mixed_each_network_is_one_row_at_the_place_of_its_first():
    kinds = [replace(BRACKETS, hidden_size=size) for size in (2, 3, 4)]
    mixed = [kept for settings in kinds for kept in seeds(settings, 3)]
    random.Random(0).shuffle(mixed)

    groups = run_table.grouped(mixed)

    assert [len(group) for group in groups] == [3, 3, 3]
    assert all(len({kept.settings.hidden_size for kept in group}) == 1 for group in groups)
    places = [mixed.index(group[0]) for group in groups]
    assert places == sorted(places)


@pytest.mark.parametrize("n", [2, 3, 12])
def test_an_accuracy_of_n_seeds_is_their_mean_with_the_sample_deviation_in_points(tested, n):
    runs, source = seeds(BRACKETS, n), random.Random(n)
    tested |= {kept.key: source.uniform(0.4, 1.0) for kept in runs}

    percents = [100 * score for score in tested.values()]
    assert run_table.result(runs) == f"{mean(percents):.1f} % ± {stdev(percents):.1f}"


def test_r_squared_of_seeds_below_0_keeps_its_sign_and_three_digits(tested):
    runs = seeds(ADDING, 3)
    tested |= dict(zip((kept.key for kept in runs), (-0.5, -0.1, 0.3), strict=True))

    assert run_table.result(runs) == f"\N{MINUS SIGN}0.100 ± {stdev((-0.5, -0.1, 0.3)):.3f}"


def test_equal_scores_have_a_spread_of_0_and_a_single_one_has_none(tested):
    runs = seeds(BRACKETS, 2)
    tested |= {kept.key: 0.8 for kept in runs}

    assert run_table.result(runs) == "80.0 % ± 0.0"
    assert run_table.result(runs[:1]) == "80.0 %"


def test_seeds_without_a_verdict_do_not_count_into_the_mean(tested):
    first, second, unfinished = seeds(BRACKETS, 3)
    tested |= {first.key: 0.6, second.key: 0.7}

    assert run_table.result([unfinished, first, second]) == "65.0 % ± 7.1"
    assert run_table.result([unfinished, first]) == "60.0 %"
    assert run_table.result([unfinished]) == "–"


def test_a_run_that_was_stopped_counts_only_where_no_other_seed_has_ended(tested):
    ended, second = seeds(BRACKETS, 2)
    stopped = replace(second, status="unfinished")
    tested |= {ended.key: 0.6, stopped.key: 0.5}

    assert run_table.result([ended, stopped]) == "60.0 %"
    assert run_table.result([stopped]) == "50.0 %"


def test_where_test_examples_are_missing_a_dash_stands_for_the_result(monkeypatch):
    def missing(_kept):
        raise DataError("No snippets.")

    monkeypatch.setattr(cache_train, "verdict", missing)

    assert run_table.result(seeds(BRACKETS, 2)) == "–"


@pytest.mark.parametrize(
    "name", [f.name for f in fields(TrainSettings) if f.name not in ("task", "seed")]
)
def test_rows_that_differ_in_any_one_setting_have_different_names(name):
    value = getattr(BRACKETS, name)
    others = {"cell": "rnn", "embeddings": "GloVe", "optimiser": "SGD", "bidirectional": True}
    changed = replace(BRACKETS, **{name: others.get(name, value + 1 if name not in others else 0)})
    both = [BRACKETS, changed]

    first, second = (run_table.named([run(settings)], both) for settings in both)

    assert first != second


def test_a_row_is_picked_as_the_shown_run_or_else_as_its_first_seed(tested):
    here, there = seeds(BRACKETS, 2), seeds(replace(BRACKETS, cell="rnn"), 2)

    rows = [run_table._row(group, [here, there], here[1]) for group in (here, there)]

    assert [row.key for row in rows] == [here[1].key, there[0].key]
    assert [row.is_here for row in rows] == [True, False]
    assert [row.name for row in rows] == ["LSTM 1×32, 2 seeds", "RNN 1×32, 2 seeds"]


def test_a_row_with_one_seed_that_is_not_done_says_so_and_draws_every_curve(tested):
    group = [run(), run(replace(BRACKETS, seed=1), "unfinished", (0.5,))]

    row = run_table._row(group, [group], group[0])

    assert row.status == "not finished"
    assert row.curves == ((0.5, 0.75), (0.5,))


def test_runs_that_were_let_go_or_learnt_another_task_are_not_in_the_table(table, tested):
    shown, other, gone = run(), run(ADDING), "0123456789ab"
    view = TrainView(run_key=shown.key, runs=f"{gone},{other.key},{shown.key}")

    drawing, _ = table(view, shown, [shown, other])

    assert [row.text for row in drawing.every("tr")][1:] == ["LSTM 1×32 –", "guessing 50.0 %"]


def test_a_full_table_holds_12_runs_and_the_shown_one_whatever_the_address_lists(table, tested):
    runs = [run(replace(BRACKETS, hidden_size=size)) for size in range(1, 21)]
    view = TrainView(run_key=runs[15].key, runs=",".join(kept.key for kept in runs))

    drawing, labels = table(view, runs[15], runs)

    assert len(drawing.every("button")) == MOST_RUNS
    assert [row.text for row in drawing.every("tr", "rv-here")] == ["LSTM 1×16 –"]
    assert labels == [prose.CLEAR]  # no room for more seeds


def test_small_curves_stand_on_the_scale_of_scores_that_the_large_ones_have(table, tested):
    shown = run(ADDING, held_out=(-4.0, -0.5, 1.0))

    drawing, _ = table(TrainView(run_key=shown.key), shown, [shown])

    (line,) = drawing.every("polyline")
    heights = [float(point.split(",")[1]) for point in line.attributes["points"].split()]
    assert heights == pytest.approx([24.0, 24 - 22 * 0.25, 2.0])  # from R² = -1, where it ends
