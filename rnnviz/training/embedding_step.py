"""One step of gradient descent through an embedding table, every number kept.

The task: a sentence's mean embedding says yes or no.

    m = mean of E[id] over the sentence          y = w · m + b          p = σ(y)
    loss = -(target log p + (1 - target) log(1 - p))

Its gradient at row j is (n_j / T) (p - target) w, where n_j says how often word j stands in the
sentence: a word that stands twice gets the sum of two gradients, one that is absent gets zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits

from rnnviz.errors import ShapeError

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter before and after the step.

    Attributes:
        before: Its values.
        gradient: Of the loss; zeros where the parameter is frozen and none is computed.
        after: before - rate × gradient.
    """

    before: Array
    gradient: Array
    after: Array

    @property
    def moved(self) -> NDArray[np.float64]:
        """Length of each row's change, with one axis less than the parameter."""
        difference = self.after.astype(np.float64) - self.before.astype(np.float64)
        return np.asarray(np.linalg.norm(difference, axis=-1))


@dataclass(frozen=True, slots=True)
class EmbeddingStep:
    """The whole step.

    Attributes:
        table: E, (V, I).
        weight: w, (I,).
        bias: b, (1,).
        probabilities: p before and after, in (0, 1).
        losses: Before and after.
    """

    table: Change
    weight: Change
    bias: Change
    probabilities: tuple[float, float]
    losses: tuple[float, float]


def embedding_step(
    table: Array,
    ids: Sequence[int],
    weight: Array,
    *,
    target: float,
    rate: float,
    is_frozen: bool = False,
) -> EmbeddingStep:
    """Take one step of stochastic gradient descent with torch, in the table's precision.

    Args:
        table: E, (V, I).
        ids: The sentence's T row numbers.
        weight: w, (I,); the bias starts at 0.
        target: 1 for yes, 0 for no.
        rate: Learning rate.
        is_frozen: Whether the table keeps its values (requires_grad=False); the head never does.

    Raises:
        ShapeError: If the sentence is empty, an id is outside, or the widths differ.
    """
    _check(table, ids, weight)
    reader = _Reader(torch.tensor(table), torch.tensor(weight), is_frozen)
    sentence, truth = torch.tensor(list(ids)), torch.tensor([target], dtype=reader.weight.dtype)
    parameters = (reader.table.weight, reader.weight, reader.bias)
    before = [_values(parameter) for parameter in parameters]
    optimiser = torch.optim.SGD([p for p in parameters if p.requires_grad], lr=rate)
    first = reader.answer(sentence)
    loss = binary_cross_entropy_with_logits(first, truth)
    loss.backward()
    optimiser.step()
    second = reader.answer(sentence)
    loss_after = binary_cross_entropy_with_logits(second, truth)
    table_change, weight_change, bias_change = map(_change, parameters, before)
    answers = (first.sigmoid().item(), second.sigmoid().item())
    losses = (loss.item(), loss_after.item())
    return EmbeddingStep(table_change, weight_change, bias_change, answers, losses)


class _Reader:
    """The network: an embedding table, the mean of a sentence's rows, and a head."""

    def __init__(self, table: torch.Tensor, weight: torch.Tensor, is_frozen: bool) -> None:
        self.table = torch.nn.Embedding.from_pretrained(table, freeze=is_frozen)
        self.weight = weight.requires_grad_()
        self.bias = torch.zeros(1, dtype=weight.dtype, requires_grad=True)

    def answer(self, ids: torch.Tensor) -> torch.Tensor:
        """The score y of a sentence, (1,)."""
        mean: torch.Tensor = self.table(ids).mean(dim=0, keepdim=True)
        return mean @ self.weight + self.bias


def _check(table: Array, ids: Sequence[int], weight: Array) -> None:
    if not len(ids) or not all(0 <= i < len(table) for i in ids):
        raise ShapeError(f"Expected at least one id from 0 to {len(table) - 1}, got {list(ids)}.")
    if table.shape[1:] != weight.shape:
        raise ShapeError(f"Rows of {table.shape[1:]} do not fit weights of {weight.shape}.")


def _change(parameter: torch.Tensor, before: Array) -> Change:
    gradient = parameter.grad
    slope = np.zeros_like(before) if gradient is None else _values(gradient)
    return Change(before, slope, _values(parameter))


def _values(tensor: torch.Tensor) -> Array:
    return tensor.detach().numpy().copy()
