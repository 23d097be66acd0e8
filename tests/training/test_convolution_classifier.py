"""Convolutions learn the task of the recurrent networks in the same loop, word by word."""

import numpy as np
import pytest
import torch

from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.training.__main__ import write_networks
from rnnviz.training.convolution_classifier import ConvolutionClassifier
from rnnviz.training.loop import Settings, accuracy, train
from rnnviz.training.sentiment import Examples


def separable(n: int, size: int = 50) -> Examples:
    """Sentences in which one word, anywhere, tells the label."""
    labels = torch.arange(n) % 2
    sentences = [0.1 * torch.randn(3 + i % 3, size) for i in range(n)]
    for i, (sentence, label) in enumerate(zip(sentences, labels, strict=True)):
        sentence[i % 3, 0] = 2.0 if label else -2.0
    return Examples(tuple(sentences), labels.float())


def test_training_separates_sentences_that_can_be_separated() -> None:
    examples, held_out = separable(256), separable(64)
    classifier = ConvolutionClassifier(filters=(8,), kernel_size=2, dropout=0.0)
    settings = Settings(epochs=8, batch_size=16, learning_rate=1e-2)

    reports = list(train(classifier, examples, held_out, settings))

    assert reports[-1].training_loss < reports[0].training_loss
    assert reports[-1].development_accuracy == accuracy(classifier, held_out) == 1.0


def test_padding_after_a_sentence_changes_no_output_within_it() -> None:
    classifier = ConvolutionClassifier().eval()
    x = torch.randn(1, 5, 50)
    longer = torch.cat((x, torch.randn(1, 4, 50)), dim=1)

    with torch.no_grad():
        torch.testing.assert_close(classifier(longer)[:, :5], classifier(x), rtol=0, atol=1e-6)


@pytest.mark.parametrize(("filters", "k"), [((6,), 1), ((6, 4), 3)])
def test_network_taken_from_a_classifier_gives_its_outputs(filters, k) -> None:
    classifier = ConvolutionClassifier(filters=filters, kernel_size=k).eval()
    x = torch.randn(7, 50)

    with torch.no_grad():
        expected = classifier(x[None])[0]
    found = read_sentence(classifier.to_network({"title": "t"}), x)

    np.testing.assert_allclose(found.output[:, 0], expected.numpy(), rtol=0, atol=1e-6)


def test_its_three_files_are_written_with_the_spread_over_seeds(tmp_path) -> None:
    split = {"train": separable(64), "development": separable(32), "test": separable(32)}

    write_networks("cnn", split, {"task": "toy"}, tmp_path, Settings(epochs=2), n_seeds=3)

    cards = {p.stem: ConvolutionNetwork.load(p).card for p in sorted(tmp_path.iterdir())}
    assert list(cards) == ["cnn-epoch1", "cnn-random", "cnn-trained"]
    card = cards["cnn-trained"]
    assert card["title"] == "CNN, kernels of 3, 2×64 · movie sentiment · trained"
    assert card["command"] == "python -m rnnviz.training --cells cnn --seeds 3"
    seeds = card["test_accuracy_of_seeds"].split(", ")
    assert len(seeds) == 3
    assert seeds[0] == card["test_accuracy"]
