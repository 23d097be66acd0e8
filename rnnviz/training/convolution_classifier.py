"""The sentiment task read by convolutions: Kim 2014 with an answer after every word.

    x_t = GloVe(w_t), frozen       y_t = relu of stacked causal convolutions over x_1 … x_t
    m_t = max(y_1 … y_t)           o_t = W_ho m_t + b_o       p_t = sigmoid(o_t)

m_T is Kim's maximum over time; causal kernels and the maximum so far give p_t after every word
as well, so that the very loop of the recurrent networks trains it.
Source: Y. Kim, "Convolutional Neural Networks for Sentence Classification", EMNLP 2014.
"""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn
from torch.nn.functional import pad

from rnnviz.convolution.convolve import maximum_so_far
from rnnviz.convolution.network import ConvolutionNetwork


class ConvolutionClassifier(nn.Module):
    """Stacked causal convolutions with one linear output per timestep."""

    def __init__(
        self,
        input_size: int = 50,
        filters: tuple[int, ...] = (64, 64),
        kernel_size: int = 3,
        dropout: float = 0.3,
    ) -> None:
        """Build it with torch's default initialisation, from torch's global seed.

        Args:
            input_size: I.
            filters: F of each layer, from the lowest up.
            kernel_size: k of every layer.
            dropout: Share of inputs and outputs zeroed in training, in [0, 1).
        """
        super().__init__()
        widths = zip((input_size, *filters), filters, strict=False)
        self.convolutions = nn.ModuleList(nn.Conv1d(i, f, kernel_size) for i, f in widths)
        self.head = nn.Linear(filters[-1], 1)
        self.dropout = nn.Dropout(dropout)
        self.n_before = kernel_size - 1

    def forward(self, x: Tensor) -> Tensor:
        """Embeddings (B, T, I) in, one output per timestep (B, T) out."""
        y = x.transpose(-1, -2)  # torch's convolutions want time last
        for convolution in self.convolutions:
            y = convolution(pad(self.dropout(y), (self.n_before, 0))).relu()
        output: Tensor = self.head(self.dropout(maximum_so_far(y.transpose(-1, -2))))
        return output.squeeze(-1)

    def to_network(self, card: Mapping[str, str]) -> ConvolutionNetwork:
        """Copy today's weights into a `ConvolutionNetwork`."""
        layers = [layer for layer in self.convolutions if isinstance(layer, nn.Conv1d)]
        return ConvolutionNetwork.from_torch(layers, self.head, card)
