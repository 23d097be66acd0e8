"""What the Train page keeps agrees with the library, and is renewed when a run goes on."""

from dataclasses import replace

import numpy as np
import pytest

import rnnviz
from app import cache_tasks, cache_train
from app.cache_train import judged, moved, read, run, said, scene, snapshot
from rnnviz.errors import DataError, ShapeError, TextError
from rnnviz.training import judging, runs, snippets
from rnnviz.training.settings import TrainSettings, defaults_for
from rnnviz.training.tasks import task_data
from tests.app.trained import ADDING, BRACKETS, FIRST, kept, sentiment_run, unfinished

pytestmark = pytest.mark.usefixtures("own_runs")

TEXT = "( [ ] )"


@pytest.fixture(scope="module")
def brackets(own_runs):
    return kept(BRACKETS)


def test_a_run_is_read_once_and_again_when_its_files_have_changed(brackets):
    first = run(brackets)
    assert run(brackets) is first

    unfinished(BRACKETS)
    assert (run(brackets).status, first.status) == ("unfinished", "done")
    kept(BRACKETS)
    assert run(brackets).status == "done"
    assert run("0" * 12) is None
    with pytest.raises(DataError, match="no longer kept"):
        cache_train.found("0" * 12)


def test_what_is_said_after_every_token_is_the_probability_of_the_network(brackets):
    answer = said(brackets, 2, TEXT)

    here = runs.snapshot(run(brackets), 2)
    inputs = here.table.embed(tuple("([])"))
    trace = rnnviz.trace(here.network, inputs, tokens=tuple("([])"))
    assert answer.tokens == ("(", "[", "]", ")")
    assert answer.values == tuple(float(p) for p in trace.probabilities[:, 0])
    assert (answer.classes, answer.target, answer.unknown) == ((), "balanced", ())


def test_of_several_answers_the_likeliest_is_said_with_its_probability():
    key = kept(FIRST)

    answer = said(key, 1, "B x v v z")

    probabilities = read(key, 1, "B x v v z")[1].probabilities
    assert answer.classes == tuple(probabilities.argmax(1))
    assert answer.values == tuple(float(p) for p in probabilities.max(1))
    assert answer.target == "B"


def test_a_number_is_said_as_the_output_itself_and_its_head_is_not_on_the_stage():
    key, text = kept(ADDING), "0.3 0.5* 0.1 0.9*"

    answer = said(key, 2, text)

    trace = read(key, 2, text)[1]
    assert answer.values == tuple(float(o) for o in trace.output[:, 0])
    assert answer.target == "1.40"
    assert b'"n_classes": 0' in scene(key, 2, text)


def test_the_stage_names_the_answer_and_says_which_epoch_has_not_learnt(brackets):
    first, last = scene(brackets, 0, TEXT), scene(brackets, 2, TEXT)

    assert b"balanced" in last
    assert b'"is_random": true' in first
    assert b'"is_random": false' in last


def test_a_network_that_reads_both_ways_has_no_stage():
    settings = replace(FIRST, bidirectional=True)

    with pytest.raises(ShapeError, match="bidirectional"):
        scene(kept(settings), 1, "B x v v z")


def test_words_of_a_sentence_without_a_vector_are_named():
    key = sentiment_run()

    assert said(key, 1, "a qqzx film").unknown == ("qqzx",)


def test_a_text_of_another_kind_is_refused_by_the_task(brackets):
    with pytest.raises(TextError, match="out of"):
        said(brackets, 1, "hello")


def test_an_epoch_that_is_not_kept_is_refused(brackets):
    with pytest.raises(DataError, match="No network is kept of epoch 7"):
        snapshot(brackets, 7)


def test_the_verdict_is_the_librarys_of_the_best_epoch(brackets):
    kept_run = run(brackets)
    best = runs.best_epoch(kept_run)

    verdict = cache_train.verdict(kept_run)

    assert verdict is judged(brackets, best)
    assert verdict.score == judging.judged(kept_run, best).score
    assert verdict.confusion.sum() == verdict.n == 500


def test_a_run_that_was_stopped_is_judged_by_the_best_epoch_it_came_to(monkeypatch):
    stopped = run(unfinished(replace(BRACKETS, seed=5)))

    best = runs.best_epoch(stopped)
    assert cache_train.verdict(stopped).score == judging.judged(stopped, best).score
    assert cache_train.verdict(replace(stopped, epochs=stopped.epochs[:1])) is None
    monkeypatch.setattr("app.trainings.is_live", lambda _key: True)
    assert cache_train.verdict(stopped) is None


def test_what_moved_lies_on_one_plane_before_and_after(brackets):
    words, share = moved(brackets, 2)

    before, after = (runs.read_table(run(brackets), epoch) for epoch in (0, 2))
    lengths = np.linalg.norm(after.matrix - before.matrix, axis=1)
    assert {w.word for w in words} == set(after.words)
    assert [w.distance for w in words] == sorted(map(float, lengths), reverse=True)
    assert 0 < share <= 1
    on_plane = np.linalg.norm(np.subtract(words[0].after, words[0].before))
    assert on_plane <= words[0].distance * (1 + 1e-5)


def test_near_neighbours_of_what_moved_stand_last_on_the_map(brackets, monkeypatch):
    monkeypatch.setattr(cache_train, "N_MOVED", 2)
    moved.clear()

    words, _ = moved(brackets, 2)

    table = runs.read_table(run(brackets), 2)
    far, near = words[:2], words[2:]
    assert [w.is_near for w in words] == [False, False, *(True for _ in near)]
    nearest = {table.neighbours(w.word, 1).words[0] for w in far}
    assert {w.word for w in near} == nearest - {w.word for w in far}
    moved.clear()


def test_nothing_moved_where_inputs_are_numbers_or_frozen():
    assert moved(kept(ADDING), 2) == ((), 0.0)
    assert moved(sentiment_run(), 1) == ((), 0.0)


@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_answers_and_examples_are_the_tasks(settings):
    data = task_data(settings)

    assert cache_tasks.classes(settings) == data.classes
    assert cache_tasks.examples(settings, 3) == data.test.texts[:3]
    learnt = data.test.targets[np.arange(6), data.test.lengths[:6] - 1]
    for (_, answer), target in zip(cache_tasks.answered(settings), learnt, strict=True):
        number = data.classes.index(answer) if data.classes else float(answer)
        assert number == pytest.approx(target, abs=0.01)


@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_baselines_are_the_tasks_whatever_the_network(settings):
    wider = replace(settings, hidden_size=9, cell="rnn")

    baselines = cache_tasks.baselines(settings)

    assert baselines == dict(judging.kept_baselines(settings))
    assert cache_tasks.baselines(wider) == baselines


def test_baselines_of_the_snippets_come_from_the_cards_of_the_shipped_networks():
    card = rnnviz.Network.load("assets/models/lstm-trained.safetensors").card

    assert cache_tasks.baselines(TrainSettings()) == {
        "tf-idf": float(card["baseline_tf_idf"]),
        "mean vector": float(card["baseline_mean_vector"]),
    }


def test_the_heads_outputs_are_named_by_the_answers():
    assert cache_tasks.outputs(BRACKETS) == ("balanced",)
    assert cache_tasks.outputs(defaults_for("sentiment")) == ("positive",)
    assert cache_tasks.outputs(FIRST) == tuple("ABCDEFGH")


def test_missing_snippets_are_said_where_examples_are_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(snippets, "snippets_folder", lambda: tmp_path)
    cache_tasks.answered.clear()

    with pytest.raises(DataError, match="not on this machine"):
        cache_tasks.examples(TrainSettings())
    assert cache_tasks.classes(TrainSettings()) == ("negative", "positive")
