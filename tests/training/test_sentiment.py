"""The classifier learns, its loss means what it says, and it leaves as a Network."""

import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.training.__main__ import write_networks
from rnnviz.training.baselines import mean_vector_accuracy, tf_idf_accuracy
from rnnviz.training.loop import Settings, accuracy, train
from rnnviz.training.sentiment import (
    Examples,
    SentimentClassifier,
    embed_snippets,
    last_outputs,
    loss_after_every_word,
)
from rnnviz.training.snippets import Snippet


def separable(n: int, size: int = 50) -> Examples:
    """Sentences whose last word alone tells the label."""
    labels = torch.arange(n) % 2
    lengths = 2 + torch.arange(n) % 3
    sentences = [0.1 * torch.randn(int(length), size) for length in lengths]
    for sentence, label in zip(sentences, labels, strict=True):
        sentence[-1, 0] = 2.0 if label else -2.0
    return Examples(tuple(sentences), labels.float())


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_training_separates_sentences_that_can_be_separated(cell: str) -> None:
    examples, held_out = separable(256), separable(64)
    classifier = SentimentClassifier(cell, hidden_size=8, n_layers=1, dropout=0.0)
    settings = Settings(epochs=8, batch_size=16, learning_rate=1e-2)

    reports = list(train(classifier, examples, held_out, settings))

    assert [report.epoch for report in reports] == list(range(1, 9))
    assert reports[-1].training_loss < reports[0].training_loss
    assert reports[-1].development_accuracy == accuracy(classifier, held_out) == 1.0


def test_same_seed_trains_the_same_classifier() -> None:
    examples = separable(32)

    def trained() -> torch.Tensor:
        torch.manual_seed(3)
        classifier = SentimentClassifier("gru", hidden_size=4)
        list(train(classifier, examples, examples, Settings(epochs=1)))
        return classifier.head.weight.detach()

    torch.testing.assert_close(trained(), trained(), rtol=0, atol=0)


def test_loss_equals_weighted_cross_entropy_and_ignores_padding() -> None:
    output = torch.tensor([[0.5, -1.0, 99.0], [0.2, 0.3, 0.4]])
    lengths, labels = torch.tensor([2, 3]), torch.tensor([1.0, 0.0])

    loss = loss_after_every_word(output, lengths, labels)

    p = output.sigmoid()
    terms = [(1 / 2, p[0, 0]), (1.0, p[0, 1])] + [((t + 1) / 3, 1 - p[1, t]) for t in range(3)]
    expected = -sum(w * q.log() for w, q in terms) / sum(w for w, _ in terms)
    torch.testing.assert_close(loss, expected)


def test_judgement_is_the_output_after_the_last_real_word() -> None:
    output = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])

    assert last_outputs(output, torch.tensor([1, 3])).tolist() == [1.0, 6.0]


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_network_taken_from_a_classifier_gives_its_outputs(cell: str) -> None:
    classifier = SentimentClassifier(cell).eval()
    x = torch.randn(7, 50)

    with torch.no_grad():
        expected = classifier(x[None])[0]
    result = trace(classifier.to_network({"title": "t"}), x)

    np.testing.assert_allclose(result.output[:, 0], expected.numpy(), rtol=0, atol=1e-6)


def test_snippets_become_embeddings_and_unknown_words_the_zero_vector() -> None:
    matrix = np.eye(3, 50, dtype=np.float32)
    vectors = WordVectors(("a", "joy", "."), matrix, name="tiny")

    examples = embed_snippets([Snippet("A zyzzy joy.", 1.0), Snippet("joy", -1.0)], vectors)

    assert [len(x) for x in examples.embeddings] == [4, 1]
    assert not examples.embeddings[0][1].any()
    assert examples.labels.tolist() == [1.0, 0.0]


def test_each_cell_is_written_before_training_after_one_epoch_and_at_its_best(tmp_path) -> None:
    split = {"train": separable(64), "development": separable(32), "test": separable(32)}

    write_networks("gru", split, {"task": "toy"}, tmp_path, Settings(epochs=2))

    cards = {p.stem: Network.load(p).card for p in sorted(tmp_path.iterdir())}
    assert list(cards) == ["gru-epoch1", "gru-random", "gru-trained"]
    assert cards["gru-random"]["is_trained"] == "no"
    assert cards["gru-trained"]["task"] == "toy"
    assert 0 <= float(cards["gru-epoch1"]["test_accuracy"]) <= 1


def test_baselines_reach_what_the_data_allow() -> None:
    train_set = [
        Snippet(f"{w} film {n}", r) for n in range(20) for w, r in (("fine", 1), ("dull", -1))
    ]
    examples = Examples(
        tuple(torch.full((2, 3), float(s.rating)) for s in train_set),
        torch.tensor([float(s.is_positive) for s in train_set]),
    )

    assert tf_idf_accuracy(train_set, train_set) == 1.0
    assert mean_vector_accuracy(examples, examples) == 1.0
