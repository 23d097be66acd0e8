"""Sentence sentiment: is a movie snippet positive? A recurrent stack and one output.

    x_t = GloVe(w_t), frozen      h_t = stack(x_1 … x_t)      o_t = W_ho h_t + b_o
    p_t = sigmoid(o_t)            the probability of "positive" after word t

The network is judged by p_T, but learns from every p_t, later words weighing more
(weight t / T): the output is read after every word on stage, so it must mean something there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pad_sequence

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.network.network import Network
from rnnviz.terms import Cell
from rnnviz.text.tokens import tokenize
from rnnviz.training.snippets import Snippet

MODULES: dict[str, type[nn.RNN | nn.LSTM | nn.GRU]] = {
    "rnn": nn.RNN,
    "lstm": nn.LSTM,
    "gru": nn.GRU,
}
"""Torch's layer of each cell."""


class SentimentClassifier(nn.Module):
    """A stacked recurrent layer with one linear output per timestep."""

    def __init__(
        self,
        cell: Cell,
        input_size: int = 50,
        hidden_size: int = 64,
        n_layers: int = 2,
        dropout: float = 0.3,
    ) -> None:
        """Build it with torch's default initialisation, from torch's global seed.

        Args:
            cell: "rnn", "lstm" or "gru".
            input_size: I.
            hidden_size: H of every layer.
            n_layers: L.
            dropout: Share of inputs and hidden states zeroed in training, in [0, 1).
        """
        super().__init__()
        self.recurrent = MODULES[cell](
            input_size, hidden_size, n_layers, dropout=dropout, batch_first=True
        )
        self.head = nn.Linear(hidden_size, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Embeddings (B, T, I) in, one output per timestep (B, T) out."""
        hidden, _ = self.recurrent(self.dropout(x))
        output: Tensor = self.head(self.dropout(hidden))
        return output.squeeze(-1)

    def to_network(self, card: Mapping[str, str]) -> Network:
        """Copy today's weights into a `Network`."""
        return Network.from_torch(self.recurrent, self.head, card)


@dataclass(frozen=True)
class Examples:
    """Sentences ready for training.

    Attributes:
        embeddings: One (T, I) tensor per sentence.
        labels: 1 for positive, 0 for negative, (n,).
    """

    embeddings: tuple[Tensor, ...]
    labels: Tensor

    def batch(self, indices: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Padded embeddings (B, T, I), lengths (B,) and labels (B,)."""
        chosen = [self.embeddings[index] for index in indices.tolist()]
        lengths = torch.tensor([len(x) for x in chosen])
        return pad_sequence(chosen, batch_first=True), lengths, self.labels[indices]


def embed_snippets(snippets: Iterable[Snippet], vectors: WordVectors) -> Examples:
    """Tokenise and embed; unknown words get the vector that the app gives them."""
    kept = list(snippets)
    embeddings = [
        torch.from_numpy(vectors.embed(tokenize(s.text, max_tokens=len(s.text))).copy())
        for s in kept
    ]
    return Examples(tuple(embeddings), torch.tensor([float(s.is_positive) for s in kept]))


def loss_after_every_word(output: Tensor, lengths: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of every timestep, weighted by t / T, padding left out.

    Args:
        output: o_t, (B, T).
        lengths: Words in each sentence, (B,).
        labels: 1 or 0, (B,).

    Returns:
        The weighted mean, a scalar.
    """
    t = torch.arange(1, output.shape[1] + 1)
    weights = (t / lengths[:, None]) * (t <= lengths[:, None])
    target = labels[:, None].expand_as(output)
    return (
        binary_cross_entropy_with_logits(output, target, weights, reduction="sum") / weights.sum()
    )


def last_outputs(output: Tensor, lengths: Tensor) -> Tensor:
    """o_T of each sentence, (B,), from padded outputs (B, T)."""
    return output.gather(1, lengths[:, None] - 1).squeeze(1)
