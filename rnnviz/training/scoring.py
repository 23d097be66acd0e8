"""Score a learner: how many examples it gets right, or how near its numbers are.

accuracy = share of examples whose every counted timestep is right
R²       = 1 - Σ (y - o)² / Σ (y - m)²      m: the mean of the training targets
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from rnnviz.training.learner import Batch, Learner


@dataclass
class Tally:
    """Counts what is right, batch by batch.

    Attributes:
        learner: Whose answers they are.
        mean: m, of the training targets, for numbers.
    """

    learner: Learner
    mean: float
    missed: float = 0.0
    total: float = 0.0
    loss: float = 0.0
    weight: float = 0.0

    def add(self, output: Tensor, batch: Batch, loss: float) -> None:
        """Count a batch; outputs (B, T, C) without their gradient."""
        n = len(batch.lengths)
        self.loss, self.weight = self.loss + n * loss, self.weight + n
        if self.learner.kind == "a number":
            y, o = batch.targets[batch.is_counted], output.squeeze(-1)[batch.is_counted]
            self.missed += float((y - o).square().sum())
            self.total += float((y - self.mean).square().sum())
            return
        is_wrong = (answers(output) != batch.targets) & batch.is_counted
        self.missed += int(is_wrong.any(dim=1).sum())
        self.total += n

    def result(self) -> tuple[float, float]:
        """Mean loss and score of all examples so far."""
        return self.loss / self.weight, 1 - self.missed / self.total


def answers(output: Tensor) -> Tensor:
    """The likeliest class after every timestep, (B, T), from outputs (B, T, C)."""
    return output.argmax(dim=-1) if output.shape[-1] > 1 else output.squeeze(-1) > 0


def measure(learner: Learner, batches: Iterable[Batch], mean: float) -> tuple[float, float]:
    """Loss and score on some examples, without dropout.

    Args:
        learner: Who is measured.
        batches: Of the examples.
        mean: m, of the training targets, for numbers.
    """
    tally = Tally(learner, mean)
    learner.eval()
    with torch.inference_mode():
        for batch in batches:
            output = learner(batch.inputs, batch.lengths)
            tally.add(output, batch, float(learner.loss(output, batch)))
    return tally.result()
