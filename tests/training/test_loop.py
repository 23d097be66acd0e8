"""The loop that trained the shipped networks: torch's own, and whoever drives it may stop it."""

from itertools import islice

import pytest
import torch
from sklearn.metrics import accuracy_score
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from rnnviz.training.loop import Settings, accuracy, train
from rnnviz.training.sentiment import Examples, SentimentClassifier


def examples(n: int = 20, seed: int = 0) -> Examples:
    """Sentences of 1 to 4 words, and chance for a label."""
    generator = torch.Generator().manual_seed(seed)
    sentences = [torch.randn(1 + i % 4, 5, generator=generator) for i in range(n)]
    return Examples(tuple(sentences), (torch.rand(n, generator=generator) < 0.5).float())


def classifier(dropout: float = 0.0) -> SentimentClassifier:
    torch.manual_seed(7)
    return SentimentClassifier("gru", 5, 3, n_layers=2, dropout=dropout)


def test_an_epoch_equals_the_same_steps_written_plainly_sentence_by_sentence() -> None:
    ours, plain, given = classifier(), classifier(), examples()
    settings = Settings(epochs=1, batch_size=8, learning_rate=0.01, clip=0.1, seed=4)
    (report,) = train(ours, given, given, settings)

    torch.manual_seed(4)
    optimiser = torch.optim.Adam(plain.parameters(), weight_decay=1e-5)
    losses = []
    for k, indices in enumerate(torch.randperm(20).split(8)):
        total, weight = torch.zeros(()), 0.0
        for i in indices.tolist():
            o = plain(given.embeddings[i][None])[0]  # no padding anywhere
            for t in range(len(o)):
                each = binary_cross_entropy_with_logits(o[t], given.labels[i])
                total, weight = total + (t + 1) / len(o) * each, weight + (t + 1) / len(o)
        optimiser.zero_grad()
        (total / weight).backward()
        nn.utils.clip_grad_norm_(plain.parameters(), 0.1)
        optimiser.param_groups[0]["lr"] = 0.01 * (1 - k / 3)
        optimiser.step()
        losses.append(float(total.detach() / weight))

    assert report.training_loss == pytest.approx(sum(losses) / 3, rel=1e-5)
    for one, other in zip(ours.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


def test_whoever_stops_after_an_epoch_has_seen_what_the_whole_training_would_show() -> None:
    settings = Settings(epochs=3, batch_size=8)
    whole = list(train(classifier(0.3), examples(), examples(12, 1), settings))

    stopped = list(islice(train(classifier(0.3), examples(), examples(12, 1), settings), 2))

    assert stopped == whole[:2]
    assert [report.epoch for report in whole] == [1, 2, 3]


def test_accuracy_is_scikit_learns_of_the_last_word_without_dropout() -> None:
    judge, given = classifier(0.9).train(), examples(300)

    found = accuracy(judge, given)

    assert not judge.training
    with torch.inference_mode():
        said = [bool(judge(x[None])[0, -1] > 0) for x in given.embeddings]
    assert found == pytest.approx(accuracy_score(given.labels.bool().tolist(), said))
    assert 0 < found < 1
