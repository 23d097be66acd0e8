"""Sentiment: the snippets as they are kept, words with their vectors, loss as when shipped."""

import numpy as np
import pytest
import torch
from sklearn.dummy import DummyClassifier

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import DataError, TextError
from rnnviz.text.tokens import tokenize
from rnnviz.training.baselines import mean_vector_accuracy
from rnnviz.training.sentiment import embed_snippets, loss_after_every_word
from rnnviz.training.snippets import Snippet, kept_snippets
from rnnviz.training.tasks import sentiment
from tests.training.rooms import BAD, GOOD, small, snippets_in

WORDS = ("a", "film", ".", "joy", "fine", "dull", "0", "unseen")
GLOVE = WordVectors(WORDS, np.random.default_rng(0).normal(size=(8, 50)), "GloVe 6B 50d")


@pytest.fixture(autouse=True)
def _kept(tmp_path, monkeypatch):
    """An archive of 160 snippets instead of the real one."""
    digest = snippets_in(tmp_path)
    monkeypatch.setattr(sentiment, "kept_snippets", lambda: kept_snippets(tmp_path, digest))
    monkeypatch.setattr(sentiment, "_KEPT", {})


def test_parts_are_the_fixed_split_with_their_labels() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)

    assert sum(len(part.texts) for part in data.parts) == 160
    assert len(data.training.texts) > 4 * len(data.test.texts) > 0
    for part in data.parts:
        for text, target in zip(part.texts, part.targets[:, 0], strict=True):
            assert text.rsplit(" ", 1)[0] in (GOOD if target else BAD)


def test_words_that_are_known_have_their_vectors_and_others_are_zeros() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)

    ids = {word: i for i, word in enumerate(data.words, 1)}
    for word in ("a", "film", "joy", "dull"):
        np.testing.assert_array_equal(data.table[ids[word]], GLOVE[word])
    assert not data.table[0].any()
    assert set(data.words) <= set(WORDS)
    assert "unseen" not in data.words


def test_words_of_training_come_first_and_only_they_will_be_trained() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)

    in_training = set(data.training.inputs[data.training.inputs > 0].tolist())
    assert in_training == set(range(1, data.n_trained + 1))


def test_word_vectors_of_ones_own_are_not_taken_for_glove(monkeypatch) -> None:
    monkeypatch.setattr(sentiment, "installed_glove", lambda: GLOVE)
    others = WordVectors(("film",), np.ones((1, 3)), "my vectors")

    assert sentiment.glove(others) is sentiment.glove(None) is sentiment.glove(GLOVE) is GLOVE


def test_glove_is_known_by_the_name_that_it_has(glove) -> None:
    assert sentiment.glove(glove) is glove


def test_random_embeddings_know_the_words_of_training_alone() -> None:
    data = sentiment.data(small("sentiment", embeddings="random"))

    assert data.n_trained == len(data.words) == len(data.table) - 1
    assert {"joy", "bore", "funny"} <= set(data.words)
    assert data.table.shape[1] == data.input_size == 50
    assert data.table[1:].std() == pytest.approx(0.4, abs=0.02)


def test_random_embeddings_hang_on_the_seed_and_words_do_not() -> None:
    one = sentiment.data(small("sentiment", embeddings="random"))
    other = sentiment.data(small("sentiment", embeddings="random", seed=1))

    assert one.words == other.words
    assert (one.table[1:] != other.table[1:]).any()


def test_weights_are_those_of_the_shipped_networks_loss() -> None:
    part = sentiment.data(small("sentiment"), GLOVE).training
    lengths, weights = torch.tensor(part.lengths), torch.tensor(part.weights)
    output, labels = torch.randn(part.targets.shape), torch.tensor(part.targets[:, 0])

    expected = loss_after_every_word(output, lengths, labels)

    each = torch.nn.functional.softplus(torch.where(labels[:, None] > 0, -output, output))
    torch.testing.assert_close((each * weights).sum() / weights.sum(), expected)


def test_only_the_last_word_is_judged() -> None:
    part = sentiment.data(small("sentiment"), GLOVE).test

    assert part.is_counted.sum() == len(part.texts)
    assert part.is_counted[np.arange(len(part.texts)), part.lengths - 1].all()


def test_sentences_are_tokenised_as_everywhere_and_may_be_longer_than_a_page_takes() -> None:
    assert sentiment.read("It isn't good.").tokens == ("it", "is", "n't", "good", ".")
    assert sentiment.read("good").target == ""
    assert len(sentiment.read("so " * 80).tokens) == 80
    with pytest.raises(TextError, match="at most 100 tokens, got 101"):
        sentiment.read("so " * 101)


def test_baselines_find_what_single_words_tell() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)

    found = sentiment.baselines(data)

    assert list(found) == ["commonest answer", "mean vector", "tf-idf"]
    assert found["tf-idf"] == 1.0
    assert found["commonest answer"] < found["mean vector"] <= 1.0


def test_mean_vectors_are_those_of_the_shipped_networks_yardstick() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)
    training, test = (
        embed_snippets(
            [Snippet(text, 2 * y - 1) for text, y in zip(p.texts, p.targets[:, 0], strict=True)],
            GLOVE,
        )
        for p in (data.training, data.test)
    )

    found = sentiment.baselines(data)["mean vector"]

    assert found == mean_vector_accuracy(training, test)


def test_equal_askings_share_what_was_read_once() -> None:
    first = sentiment.data(small("sentiment"), GLOVE)

    assert sentiment.data(small("sentiment", cell="lstm", seed=3)) is first
    assert sentiment.data(small("sentiment", embeddings="GloVe, frozen")) is first
    assert sentiment.data(small("sentiment", embeddings="random")) is not first


def test_snippets_that_are_not_there_are_said_to_come_with_the_set_up(tmp_path, monkeypatch):
    monkeypatch.setattr(sentiment, "kept_snippets", lambda: kept_snippets(tmp_path / "empty"))

    with pytest.raises(DataError, match=r"run `make app` again or .* --fetch`; other tasks"):
        sentiment.data(small("sentiment"), GLOVE)


@pytest.mark.parametrize("embeddings", ["GloVe", "random"])
def test_ids_follow_from_the_words_as_they_are_written(embeddings: str) -> None:
    data = sentiment.data(small("sentiment", embeddings=embeddings), GLOVE)
    for part in data.parts:
        for text, ids, n in zip(part.texts, part.inputs, part.lengths, strict=True):
            words = tokenize(text)

            assert len(words) == n
            assert [data.words[i - 1] if i else None for i in ids[:n]] == [
                word if word in data.words else None for word in words
            ]
            assert not ids[n:].any()


def test_weights_rise_in_a_straight_line_to_one_at_the_last_word() -> None:
    part = sentiment.data(small("sentiment"), GLOVE).development

    for weights, n in zip(part.weights, part.lengths, strict=True):
        np.testing.assert_allclose(weights[:n], np.linspace(1 / n, 1, n), rtol=1e-6)
        assert not weights[n:].any()


def test_commonest_answer_is_that_of_scikit_learns_dummy() -> None:
    data = sentiment.data(small("sentiment"), GLOVE)
    (y, truth) = (part.targets[:, 0] for part in (data.training, data.test))

    dummy = DummyClassifier(strategy="most_frequent").fit(y, y)

    assert sentiment.baselines(data)["commonest answer"] == dummy.score(truth, truth)
