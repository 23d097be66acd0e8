"""A training is judged as scikit-learn would, and read as the class reads it."""

import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix

from rnnviz import trace
from rnnviz.embeddings.cache import cache_folder
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import DataError, TextError
from rnnviz.training.judging import examples, judged, kept_baselines, moved, read_example
from rnnviz.training.runs import Run, Snapshot, read_table, snapshot
from rnnviz.training.snippets import kept_snippets
from rnnviz.training.tasks import RULES, sentiment, task_data
from tests.training.rooms import small, snippets_in, trained

TASKS = ("first token", "brackets", "a^n b^n")
WORDS = ("a", "film", ".", "joy", "fine", "dull", "gem")
GLOVE = WordVectors(WORDS, np.random.default_rng(0).normal(size=(7, 50)), "GloVe 6B 50d")


@pytest.fixture(scope="module")
def of(tmp_path_factory):
    """One run for each task, trained when first asked for."""
    kept: dict[str, Run] = {}

    def run(task: str) -> Run:
        if task not in kept:
            kept[task] = trained(small(task, epochs=3), tmp_path_factory.mktemp("run"))
        return kept[task]

    return run


@pytest.fixture
def sentences(tmp_path, monkeypatch):
    """Trains on a small archive with GLOVE, in one of the three ways."""
    digest = snippets_in(tmp_path)
    monkeypatch.setattr(sentiment, "kept_snippets", lambda: kept_snippets(tmp_path, digest))
    monkeypatch.setattr(sentiment, "installed_glove", lambda: GLOVE)
    monkeypatch.setattr(sentiment, "_KEPT", {})
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "cache"))

    def run(embeddings: str) -> Run:
        settings = small("sentiment", embeddings=embeddings, epochs=4, learning_rate=0.03)
        return trained(settings, tmp_path / embeddings)

    return run


def said_of(run: Run, kept: Snapshot, text: str) -> np.ndarray:
    return trace(kept.network, read_example(run, kept, text).inputs).output


@pytest.mark.parametrize("task", ["first token", "brackets"])
def test_confusion_and_score_agree_with_scikit_learn_on_traces(of, task: str) -> None:
    run, test = of(task), task_data(of(task).settings).test
    kept = snapshot(run, 3)
    outputs = [said_of(run, kept, text)[-1] for text in test.texts]
    said = [int(o.argmax() if len(o) > 1 else o[0] > 0) for o in outputs]
    truth = test.targets[test.is_counted].astype(int)

    found = judged(run, 3)

    labels = range(len(found.classes))
    np.testing.assert_array_equal(found.confusion, confusion_matrix(truth, said, labels=labels))
    assert found.score == pytest.approx(accuracy_score(truth, said))
    assert found.n == len(test.texts)
    assert found.pairs.shape == (0, 2)


def test_numbers_are_pairs_of_truth_and_prediction(of) -> None:
    run, test = of("adding"), task_data(of("adding").settings).test
    kept = snapshot(run, 3)
    outputs = [said_of(run, kept, text)[-1, 0] for text in test.texts]

    found = judged(run, 3)

    np.testing.assert_allclose(found.pairs[:, 0], test.targets[:, -1])
    np.testing.assert_allclose(found.pairs[:, 1], outputs, atol=1e-5)
    assert found.classes == ()
    assert found.confusion.shape == (0, 0)


@pytest.mark.parametrize("task", TASKS)
def test_wrong_examples_are_wrong_and_the_worst_stand_first(of, task: str) -> None:
    run = of(task)

    found = judged(run, 1, n_wrong=7)

    assert 0 < len(found.wrong) <= 7
    doubts = [verdict.probability for verdict in found.wrong]
    assert doubts == sorted(doubts)
    for verdict in found.wrong:
        assert verdict.truth != verdict.prediction
        assert {verdict.truth, verdict.prediction} <= set(found.classes)
        assert 0 <= verdict.probability <= 0.5


def test_a_wrong_string_is_shown_up_to_where_it_is_most_wrong(of) -> None:
    run = of("a^n b^n")
    worst = judged(run, 1).wrong[0]

    o = said_of(run, snapshot(run, 1), " ".join(worst.tokens))[-1].astype(float)

    p = np.exp(o) / np.exp(o).sum()
    truth = ("a", "b", "end").index(worst.truth)
    assert p[truth] == pytest.approx(worst.probability, abs=1e-4)
    assert worst.prediction == ("a", "b", "end")[p.argmax()]


def test_numbers_that_are_furthest_off_stand_first_with_their_error(of) -> None:
    found = judged(of("stock prices"), 1, n_wrong=5)

    errors = [verdict.probability for verdict in found.wrong]
    assert [abs(error) for error in errors] == sorted(map(abs, errors), reverse=True)
    assert abs(errors[0]) == pytest.approx(np.abs(found.pairs[:, 1] - found.pairs[:, 0]).max())
    first = found.wrong[0]
    assert float(first.prediction) - float(first.truth) == pytest.approx(errors[0], abs=0.011)


def test_epochs_that_are_not_kept_are_not_judged(of) -> None:
    with pytest.raises(DataError, match="No network is kept of epoch 9"):
        judged(of("adding"), 9)


def test_baselines_are_those_of_the_task(of) -> None:
    found = judged(of("brackets"), 1).baselines

    assert found == {"commonest answer": 0.5, "counting only": pytest.approx(0.75, abs=0.05)}


def test_yardsticks_of_sentences_are_computed_once_and_kept(sentences, monkeypatch) -> None:
    counted = []
    rules = replace(RULES["sentiment"], baselines=lambda data: counted.append(1) or {"tf-idf": 0.8})
    monkeypatch.setitem(RULES, "sentiment", rules)

    run = sentences("random")
    found = [kept_baselines(run.settings) for _ in range(2)]

    assert found == [{"tf-idf": 0.8}] * 2
    assert counted == [1]
    (path,) = cache_folder().glob("baselines-*.json")
    assert json.loads(path.read_text()) == {"tf-idf": 0.8}


def test_words_that_moved_most_stand_first_with_both_vectors(of) -> None:
    run = of("first token")
    before, after = read_table(run, 0), read_table(run, 3)

    found = moved(run, 3, k=4)

    distances = np.linalg.norm(after.matrix - before.matrix, axis=1)
    np.testing.assert_allclose([m.distance for m in found], np.sort(distances)[::-1][:4])
    for m in found:
        np.testing.assert_array_equal(m.before, before[m.word])
        np.testing.assert_array_equal(m.after, after[m.word])


def test_before_training_no_word_has_moved(of) -> None:
    assert [m.distance for m in moved(of("first token"), 0, k=3)] == [0, 0, 0]


def test_numbers_have_no_words_that_could_move(of) -> None:
    assert moved(of("adding"), 3) == ()


@pytest.mark.parametrize("task", [*TASKS, "adding", "stock prices"])
def test_examples_are_texts_that_can_be_read_and_traced(of, task: str) -> None:
    run = of(task)
    kept = snapshot(run, 3)

    for text in examples(run.settings, 2):
        reading = read_example(run, kept, text)

        assert reading.inputs.shape == (len(reading.tokens), kept.network.spec.input_size)
        assert reading.inputs.dtype == np.float32
        assert not any(reading.unknown)
        assert not reading.inputs.flags.writeable or reading.inputs.base is None


def test_texts_that_are_no_example_are_refused(of) -> None:
    run = of("brackets")

    with pytest.raises(TextError, match=r"symbols out of \( \) \[ \]"):
        read_example(run, snapshot(run, 1), "a film")


def test_frozen_words_have_their_glove_vectors_and_no_table_is_kept(sentences) -> None:
    run = sentences("GloVe, frozen")
    kept = snapshot(run, 4)

    reading = read_example(run, kept, "A fine zyzzy", GLOVE)

    assert kept.table is None
    assert moved(run, 4) == ()
    assert reading.unknown == (False, False, True)
    np.testing.assert_array_equal(reading.inputs, [GLOVE["a"], GLOVE["fine"], np.zeros(50)])


def test_trained_words_have_their_own_vectors_and_unseen_ones_gloves(sentences) -> None:
    run = sentences("GloVe")
    kept = snapshot(run, 4)

    reading = read_example(run, kept, "joy gem zyzzy", GLOVE)

    assert reading.unknown == (False, False, True)
    np.testing.assert_array_equal(reading.inputs[0], kept.table["joy"])
    assert (reading.inputs[0] != GLOVE["joy"]).any()
    np.testing.assert_array_equal(reading.inputs[1:], [GLOVE["gem"], np.zeros(50)])


def test_words_that_began_at_random_are_unknown_where_they_were_not_trained(sentences) -> None:
    run = sentences("random")

    reading = read_example(run, snapshot(run, 4), "joy gem")

    assert reading.unknown == (False, True)
    assert not reading.inputs[1].any()


@pytest.mark.parametrize("embeddings", ["GloVe", "GloVe, frozen", "random"])
def test_sentences_are_judged_as_they_are_read(sentences, embeddings: str) -> None:
    run = sentences(embeddings)
    kept, test = snapshot(run, 4), task_data(run.settings).test
    read = [read_example(run, kept, text, GLOVE).inputs for text in test.texts]
    said = [trace(kept.network, inputs).output[-1, 0] > 0 for inputs in read]

    found = judged(run, 4, vectors=GLOVE)

    assert found.score == pytest.approx(np.mean(said == (test.targets[:, 0] > 0)))
    assert found.classes == ("negative", "positive")
    assert found.baselines["tf-idf"] == 1.0


@pytest.mark.parametrize("damage", ["", "{", "not json"])
def test_yardsticks_that_cannot_be_read_are_computed_again_and_mended(
    sentences, monkeypatch, damage: str
) -> None:
    rules = replace(RULES["sentiment"], baselines=lambda data: {"tf-idf": len(data.words)})
    monkeypatch.setitem(RULES, "sentiment", rules)
    monkeypatch.setattr(sentiment, "installed_glove", lambda: GLOVE)
    expected = kept_baselines(small("sentiment"))
    (path,) = cache_folder().glob("baselines-*.json")
    path.write_text(damage)

    assert kept_baselines(small("sentiment", seed=3)) == expected
    assert json.loads(path.read_text()) == expected


@pytest.mark.parametrize("k", [0, 3, 1000])
def test_at_most_as_many_moved_words_as_there_are_and_none_twice(of, k: int) -> None:
    words = [m.word for m in moved(of("first token"), 3, k)]

    assert len(words) == len(set(words)) == min(k, 14)
