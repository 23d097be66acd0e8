"""What is taken along loads back as it was, and a mistake that is clicked is that mistake."""

import random
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import rnnviz
from app import bringing, cache_tasks, cache_train, trainings
from app.cache_train import judged, said
from app.prose import english_train as prose
from app.train import reading, take_along
from rnnviz.embeddings.files import read_vectors
from rnnviz.errors import DataError
from rnnviz.training.settings import KINDS, TASKS, TrainSettings, defaults_for
from rnnviz.training.tasks import task_data
from tests.app.opened import opened
from tests.app.trained import ADDING, BLOWN, BRACKETS, FIRST, SMALL, kept, sentiment_run

pytestmark = pytest.mark.usefixtures("own_runs")

LEARNT = TASKS[1:]  # all but the snippets, which may not be there


def small(task):
    return replace(defaults_for(task), **SMALL).checked()


@pytest.mark.parametrize("epoch", [0, 2])
@pytest.mark.parametrize("settings", [BRACKETS, FIRST], ids=lambda s: s.task)
def test_both_files_together_say_what_the_page_says_after_every_token(tmp_path, settings, epoch):
    key = kept(settings)
    table = cache_train.snapshot(key, epoch).table
    network_file, vectors_file = tmp_path / "network.safetensors", tmp_path / "vectors.txt"

    network_file.write_bytes(take_along.network_file(key, epoch))
    vectors_file.write_bytes(bringing.written(table, table.words, "vectors.txt"))
    network, vectors = rnnviz.Network.load(network_file), read_vectors(vectors_file)

    assert vectors.words == table.words
    assert np.array_equal(vectors.matrix, table.matrix)
    here = said(key, epoch, cache_tasks.examples(settings)[0])
    trace = rnnviz.trace(network, vectors.embed(here.tokens), tokens=here.tokens)
    answers = trace.probabilities
    assert tuple(answers.max(1) if here.classes else answers[:, 0]) == here.values


def test_the_file_of_an_early_epoch_is_another_network_than_that_of_a_late_one():
    key = kept(BRACKETS)

    assert take_along.network_file(key, 1) == take_along.network_file(key, 1)
    assert take_along.network_file(key, 1) != take_along.network_file(key, 2)
    with pytest.raises(DataError, match="No network is kept of epoch 9"):
        take_along.network_file(key, 9)


@pytest.mark.parametrize(
    ("settings", "labels"),
    [(BRACKETS, [prose.TAKE, prose.TAKE_TABLE]), (ADDING, [prose.TAKE])],
    ids=["symbols", "numbers"],
)
def test_embeddings_are_offered_only_where_they_were_trained(settings, labels):
    page = opened("train", run_key=kept(settings), train_after="Take it along", at_epoch="1")

    assert not page.exception
    files = [entry.proto.label for entry in page.get("download_button")]  # of the side bar, too
    assert [label for label in files if label in (prose.TAKE, prose.TAKE_TABLE)] == labels


@pytest.mark.parametrize("task", LEARNT)
def test_a_mistake_that_is_clicked_is_read_as_that_example_with_that_answer(task):
    key = kept(small(task))

    for verdict in judged(key, 1).wrong:
        there = said(key, 1, " ".join(verdict.tokens))

        assert there.target in (verdict.truth, "" if task == "stock prices" else verdict.truth)
        if there.classes:
            answer = cache_tasks.classes(small(task))[there.classes[-1]]
            assert answer == verdict.prediction
            assert verdict.probability <= there.values[-1]
        elif KINDS[task] == "a number":  # prices are written with four digits
            assert there.values[-1] == pytest.approx(float(verdict.prediction), abs=0.02)
        else:  # of two classes the page tells the probability of the second
            is_second = verdict.truth == cache_tasks.classes(small(task))[1]
            told = there.values[-1] if is_second else 1 - there.values[-1]
            assert told == pytest.approx(verdict.probability, abs=1e-6)
            assert told <= 0.5


@pytest.mark.parametrize("settings", [BRACKETS, FIRST], ids=lambda s: s.task)
def test_the_accuracy_is_the_diagonal_of_the_matrix_and_the_worst_come_first(settings):
    verdict = judged(kept(settings), 2)

    assert verdict.score == pytest.approx(np.trace(verdict.confusion) / verdict.n)
    shares = [wrong.probability for wrong in verdict.wrong]
    assert shares == sorted(shares)
    assert all(wrong.truth != wrong.prediction for wrong in verdict.wrong)


def test_r_squared_is_measured_against_telling_the_mean_of_the_training_answers():
    verdict, learnt = judged(kept(ADDING), 2), task_data(ADDING).training
    always = learnt.targets[learnt.is_counted].mean(dtype=np.float64)

    truth, told = verdict.pairs.astype(np.float64).T

    assert len(truth) == verdict.n
    lost = np.square(truth - told).sum() / np.square(truth - always).sum()
    assert verdict.score == pytest.approx(1 - lost, rel=1e-3)


def test_a_run_that_blew_up_still_shows_how_its_untrained_network_errs():
    key = kept(BLOWN)

    assert trainings.run(key).snapshot_epochs == (0,)
    assert np.isfinite(judged(key, 0).pairs).all()
    assert cache_train.verdict(trainings.run(key)) is None


def test_an_unknown_word_that_comes_again_is_named_once():
    answer = cache_train.Said(("qq", "a", "qq", "zz"), "", ("qq", "qq", "zz"), (0.5,) * 4, ())

    note = reading._note(answer, trainings.run(sentiment_run()))

    assert note.endswith("Not in its vocabulary, so read as zeros: qq, zz.")
    assert "The right answer" not in note


def test_examples_of_the_snippets_are_short_ones_of_the_test_part_of_either_kind_in_turn(
    monkeypatch,
):
    source = random.Random(1)
    lines = [
        SimpleNamespace(
            text=f"{i} " + "x" * source.randint(60, 110), split=split, is_positive=i % 3 == 0
        )
        for i in range(40)
        for split in ("train", "test", "development")
    ]
    monkeypatch.setattr(cache_tasks, "kept_snippets", lambda: iter(lines))
    cache_tasks.answered.clear()

    short = [line for line in lines if line.split == "test" and len(line.text) <= 90]
    good, bad = ([x.text for x in short if x.is_positive is kind] for kind in (True, False))
    found = cache_tasks.answered(TrainSettings())
    assert [text for text, _ in found] == [good[0], bad[0], good[1], bad[1], good[2], bad[2]]
    assert [answer for _, answer in found] == ["positive", "negative"] * 3
    cache_tasks.answered.clear()


def test_baselines_of_the_snippets_wait_until_a_card_can_be_opened_at_once(monkeypatch):
    monkeypatch.setattr(cache_tasks.cache, "is_ready", lambda: False)

    assert cache_tasks.baselines(TrainSettings()) == {}
    assert cache_tasks.baselines(BRACKETS)  # those of the other tasks need no card
