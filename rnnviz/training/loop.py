"""The training loop: Adam, clipped gradients, one report per epoch.

It is a generator: whoever drives it sees the classifier after every epoch and may stop,
save or draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from rnnviz.training.sentiment import (
    Examples,
    SentimentClassifier,
    last_outputs,
    loss_after_every_word,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    Attributes:
        epochs: Passes over the training sentences.
        batch_size: Sentences per step.
        learning_rate: Adam's; falls linearly to 0 over the epochs.
        clip: Largest norm of a step's gradient.
        weight_decay: Adam's.
        seed: Order of the sentences and dropout.
    """

    epochs: int = 20
    batch_size: int = 64
    learning_rate: float = 2e-3
    clip: float = 1.0
    weight_decay: float = 1e-5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class EpochReport:
    """What one epoch came to.

    Attributes:
        epoch: 1 for the first.
        training_loss: Mean over its steps.
        development_accuracy: Share of development sentences judged rightly, in [0, 1].
    """

    epoch: int
    training_loss: float
    development_accuracy: float


def train(
    classifier: SentimentClassifier, examples: Examples, development: Examples, settings: Settings
) -> Iterator[EpochReport]:
    """Train a classifier in place.

    Args:
        classifier: What learns.
        examples: What it learns from.
        development: What each report is measured on.
        settings: How.

    Yields:
        A report after every epoch.
    """
    torch.manual_seed(settings.seed)
    n_batches = -(-len(examples.labels) // settings.batch_size)
    optimiser = torch.optim.Adam(
        classifier.parameters(), settings.learning_rate, weight_decay=settings.weight_decay
    )
    schedule = torch.optim.lr_scheduler.LinearLR(
        optimiser, 1.0, 0.0, total_iters=settings.epochs * n_batches
    )
    for epoch in range(1, settings.epochs + 1):
        losses = []
        for indices in torch.randperm(len(examples.labels)).split(settings.batch_size):
            losses.append(_step(classifier, optimiser, examples.batch(indices), settings.clip))
            schedule.step()
        yield EpochReport(epoch, sum(losses) / len(losses), accuracy(classifier, development))


def _step(
    classifier: SentimentClassifier,
    optimiser: torch.optim.Optimizer,
    batch: tuple[Tensor, Tensor, Tensor],
    clip: float,
) -> float:
    """One step down the gradient; returns the loss before it."""
    classifier.train()
    x, lengths, labels = batch
    loss = loss_after_every_word(classifier(x), lengths, labels)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(classifier.parameters(), clip)
    optimiser.step()
    return loss.item()


def accuracy(classifier: SentimentClassifier, examples: Examples) -> float:
    """Share of sentences whose p_T is on the right side of one half, in [0, 1]."""
    classifier.eval()
    n_right = 0
    with torch.inference_mode():
        for indices in torch.arange(len(examples.labels)).split(256):
            x, lengths, labels = examples.batch(indices)
            judged = last_outputs(classifier(x), lengths) > 0
            n_right += int((judged == labels.bool()).sum())
    return n_right / len(examples.labels)
