"""What is trained: embeddings, a stack of recurrent layers, and a linear head.

    x_t = E[id_t]        h_t = stack(x_1 … x_t)        o_t = W_ho h_t + b_o

Its loss, with the weight m_t of every timestep (0 at padding):

    loss = Σ m_t l(o_t, y_t) / Σ m_t      l: cross-entropy, or (o_t - y_t)² for a number
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, mse_loss
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.network.network import Network
from rnnviz.training.sentiment import MODULES
from rnnviz.training.settings import KINDS, TrainSettings
from rnnviz.training.tasks.parts import Part, TaskData


@dataclass(frozen=True, eq=False)
class Batch:
    """Some examples, padded to the longest of them; fields as in `Part`.

    Attributes:
        inputs: (B, T) or (B, T, I).
        lengths: (B,).
        targets: (B, T).
        weights: (B, T).
        is_counted: (B, T).
    """

    inputs: Tensor
    lengths: Tensor
    targets: Tensor
    weights: Tensor
    is_counted: Tensor


class Batches:
    """A part of a task as tensors, cut into batches of examples of like length.

    Args:
        part: Its arrays are shared, not copied.
        size: B.
    """

    def __init__(self, part: Part, size: int) -> None:
        arrays = (part.inputs, part.lengths, part.targets, part.weights, part.is_counted)
        self._tensors = tuple(map(torch.from_numpy, arrays))
        self.lengths = self._tensors[1]
        self._longest = part.lengths.tolist()
        self._size = size

    def __len__(self) -> int:
        """How many batches there are."""
        return -(-len(self._longest) // self._size)

    def in_order(self) -> Iterator[Batch]:
        """From the shortest to the longest."""
        for indices in torch.argsort(self.lengths, stable=True).split(self._size):
            yield self.batch(indices)

    def shuffled(self, generator: torch.Generator) -> Iterator[Batch]:
        """In chance order; of every 16 batches the examples of like length come together.

        Sentences padded to the longest of 64 would be half padding.
        """
        order = torch.randperm(len(self._longest), generator=generator)
        batches: list[Tensor] = []
        for pool in order.split(16 * self._size):
            like = pool[torch.argsort(self.lengths[pool], stable=True)]
            batches += like.split(self._size)
        for place in torch.randperm(len(batches), generator=generator).tolist():
            yield self.batch(batches[place])

    def batch(self, indices: Tensor) -> Batch:
        """The examples with these numbers."""
        inputs, lengths, *others = (tensor[indices] for tensor in self._tensors)
        n = int(lengths.max())
        return Batch(inputs[:, :n], lengths, *(tensor[:, :n] for tensor in others))


class Learner(nn.Module):
    """A network in training, drawn with torch's default initialisation from its global seed.

    Args:
        settings: Its shape.
        data: Its inputs, classes and first embeddings.
    """

    def __init__(self, settings: TrainSettings, data: TaskData) -> None:
        super().__init__()
        self.kind = KINDS[settings.task]
        self.is_table_trained = data.table is not None and settings.embeddings != "GloVe, frozen"
        self.n_trained_words = data.n_trained if self.is_table_trained else 0
        self.table = None
        if data.table is not None:
            rows = torch.tensor(data.table)
            freeze = not self.is_table_trained
            self.table = nn.Embedding.from_pretrained(rows, freeze=freeze, padding_idx=0)
        between = settings.dropout if settings.n_layers > 1 else 0.0
        self.recurrent = MODULES[settings.cell](
            data.input_size, settings.hidden_size, settings.n_layers, dropout=between,
            batch_first=True, bidirectional=settings.bidirectional,
        )  # fmt: skip
        sides = 2 if settings.bidirectional else 1
        n_outputs = len(data.classes) if self.kind == "one of n" else 1
        self.head = nn.Linear(sides * settings.hidden_size, n_outputs)
        self.dropout = nn.Dropout(settings.dropout)

    def forward(self, inputs: Tensor, lengths: Tensor) -> Tensor:
        """Ids (B, T) or numbers (B, T, I) in, outputs (B, T, C) out."""
        x = inputs if self.table is None else self.table(inputs)
        hidden = self._hidden(self.dropout(x), lengths)
        output: Tensor = self.head(self.dropout(hidden))
        return output

    def _hidden(self, x: Tensor, lengths: Tensor) -> Tensor:
        n = x.shape[1]
        if not self.recurrent.bidirectional or int(lengths.min()) == n:
            hidden: Tensor = self.recurrent(x)[0]
            return hidden
        # The way back must begin at each example's own end, not in its padding.
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return pad_packed_sequence(self.recurrent(packed)[0], batch_first=True, total_length=n)[0]

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The weighted mean over all timesteps, a scalar."""
        targets, weights = batch.targets, batch.weights
        if self.kind == "one of n":
            each = cross_entropy(output.transpose(1, 2), targets, reduction="none")
            return (each * weights).sum() / weights.sum()
        o = output.squeeze(-1)
        if self.kind == "a number":
            return (mse_loss(o, targets, reduction="none") * weights).sum() / weights.sum()
        return (
            binary_cross_entropy_with_logits(o, targets, weights, reduction="sum") / weights.sum()
        )

    def to_network(self, card: dict[str, str]) -> Network:
        """Copy today's weights into a `Network`."""
        return Network.from_torch(self.recurrent, self.head, card)

    def trained_rows(self) -> Tensor | None:
        """Embeddings of the words of the training examples, (n, I); None if they are fixed."""
        if self.table is None or not self.is_table_trained:
            return None
        rows: Tensor = self.table.weight.detach()[1 : self.n_trained_words + 1]
        return rows

    def take(self, network: Network, rows: np.ndarray | None) -> None:
        """Take over a network's weights, and embeddings as `trained_rows` gave them."""
        tensors = network.tensors()
        parameters = {name.removeprefix("recurrent."): p for name, p in self.named_parameters()}
        with torch.no_grad():
            for name, tensor in tensors.items():
                parameters[name].copy_(tensor)
            if self.table is not None and rows is not None:
                self.table.weight[1 : len(rows) + 1] = torch.tensor(rows)
