"""The training loop of the training room: one epoch at a time, every step seen.

Chance in epoch e comes from seed and e alone, so an epoch can be done over from where the one
before it ended, and comes out the same to the last bit. The learning rate of step k of K is

    r_k = r (1 - k / K)        k = 0 … K - 1
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import torch
from torch import Tensor, nn

from rnnviz.errors import RnnvizError
from rnnviz.training.learner import Batch, Batches, Learner
from rnnviz.training.runs import Epoch
from rnnviz.training.scoring import Tally, measure
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import TaskData

_MEASURED_TOGETHER = 256
_GROWN = 1000.0  # times the loss before training: such a training has gone astray
_SMALLEST_LOSS = 1e-3


class DivergenceError(RnnvizError):
    """A training whose loss grew beyond all bounds; a lesson, and no failure."""


class Fitting:
    """A training under way, in memory.

    Args:
        settings: How.
        data: On what.
    """

    def __init__(self, settings: TrainSettings, data: TaskData) -> None:
        self.settings = settings
        self._chance(0)
        self.learner = Learner(settings, data)
        self.training = Batches(data.training, settings.batch_size)
        self.development = Batches(data.development, _MEASURED_TOGETHER)
        self.mean = float(data.training.targets[data.training.is_counted].mean())
        self._parameters = [p for p in self.learner.parameters() if p.requires_grad]
        self.optimiser = _optimiser(self.learner, settings)
        self._n_steps = settings.epochs * len(self.training)
        self._first_loss = math.inf

    def before(self) -> Epoch:
        """Epoch 0: the measures of what has learnt nothing yet."""
        start = time.perf_counter()
        few = islice(self.training.shuffled(self._chance(0)), len(self.development))
        loss, score = measure(self.learner, few, self.mean)
        epoch = self._report(0, (loss, score), [], start)
        self._first_loss = max(loss, epoch.held_out_loss, _SMALLEST_LOSS)
        return epoch

    def epoch(self, number: int, on_step: Callable[[float, float], object]) -> Epoch:
        """Train for one pass over the examples.

        Args:
            number: 1 for the first; the one before must have been done, here or in the state.
            on_step: Told loss and gradient norm of every step.

        Raises:
            DivergenceError: If the loss is no number any more, or grows beyond bounds.
        """
        start, norms = time.perf_counter(), []
        tally = Tally(self.learner, self.mean)
        self.learner.train()
        for step, batch in enumerate(self.training.shuffled(self._chance(number))):
            rate = 1 - ((number - 1) * len(self.training) + step) / self._n_steps
            output, loss = self._gradient(batch)
            norm = float(nn.utils.clip_grad_norm_(self._parameters, self.settings.clip or math.inf))
            on_step(loss, norm)
            norms.append(norm)
            if not math.isfinite(norm) or not loss < _GROWN * self._first_loss:
                raise self._divergence(loss, norms, number, step + 1)
            for group in self.optimiser.param_groups:
                group["lr"] = rate * self.settings.learning_rate
            self.optimiser.step()
            tally.add(output, batch, loss)
        if not all(bool(p.isfinite().all()) for p in self._parameters):
            raise self._divergence(math.inf, norms, number, len(norms))
        return self._report(number, tally.result(), norms, start)

    def state(self) -> dict[str, Any]:
        """All that the next epoch goes on from; tensors and plain numbers."""
        learner = self.learner.state_dict()
        if not self.learner.is_table_trained:
            learner.pop("table.weight", None)
        first_loss = self._first_loss
        optimiser = self.optimiser.state_dict()
        return {"learner": learner, "optimiser": optimiser, "first_loss": first_loss}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a state of the same settings."""
        self.learner.load_state_dict(state["learner"], strict=False)
        self.optimiser.load_state_dict(state["optimiser"])
        self._first_loss = state["first_loss"]

    def _chance(self, epoch: int) -> torch.Generator:
        """Seed torch for an epoch: dropout from the global one, the order from its own."""
        seed = 1000 * self.settings.seed + epoch
        torch.manual_seed(seed)
        return torch.Generator().manual_seed(seed)

    def _gradient(self, batch: Batch) -> tuple[Tensor, float]:
        output = self.learner(batch.inputs, batch.lengths)
        loss = self.learner.loss(output, batch)
        self.optimiser.zero_grad()
        loss.backward()
        return output.detach(), loss.item()

    def _divergence(
        self, loss: float, norms: list[float], epoch: int, step: int
    ) -> DivergenceError:
        largest = max((norm for norm in norms if math.isfinite(norm)), default=math.inf)
        shown = f"{loss:.3g}" if math.isfinite(loss) else "no finite number"
        clip = "" if self.settings.clip else ", or clip gradients, for example at 1"
        return DivergenceError(
            f"Diverged in epoch {epoch}, step {step}: the loss was {shown}, after "
            f"{self._first_loss:.3g} before training, and the largest gradient norm of the epoch "
            f"{largest:.3g}. Every step overshot; take a smaller learning rate than "
            f"{self.settings.learning_rate:g}{clip}."
        )

    def _report(
        self, number: int, training: tuple[float, float], norms: list[float], start: float
    ) -> Epoch:
        held_out = measure(self.learner, self.development.in_order(), self.mean)
        n, clip = max(1, len(norms)), self.settings.clip or math.inf
        return Epoch(
            epoch=number,
            training_loss=training[0],
            held_out_loss=held_out[0],
            training_score=training[1],
            held_out_score=held_out[1],
            gradient_norm=sum(norms) / n,
            clipped_share=sum(norm > clip for norm in norms) / n,
            n_steps=number * len(self.training),
            seconds=time.perf_counter() - start,
        )


def _optimiser(learner: Learner, settings: TrainSettings) -> torch.optim.Optimizer:
    """Embeddings do not decay: Adam would move words that no sentence of the batch has."""
    named = [(name, p) for name, p in learner.named_parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for name, p in named if not name.startswith("table")]},
        {"params": [p for name, p in named if name.startswith("table")], "weight_decay": 0.0},
    ]
    rate, decay = settings.learning_rate, settings.weight_decay
    if settings.optimiser == "Adam":
        return torch.optim.Adam(groups, rate, weight_decay=decay, fused=True)
    if settings.optimiser == "RMSprop":
        return torch.optim.RMSprop(groups, rate, weight_decay=decay)
    momentum = 0.9 if settings.optimiser == "SGD, momentum" else 0.0
    return torch.optim.SGD(groups, rate, momentum, weight_decay=decay, fused=True)
