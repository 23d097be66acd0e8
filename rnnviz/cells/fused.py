"""torch's fused kernels: h_1 … h_T of whole layers in one call, and no quantity inside.

Gradients pass through them. There is none for a GRU that resets before its recurrent product.
"""

from __future__ import annotations

import torch
from torch import Tensor

from rnnviz.terms import Cell, Nonlinearity

_PLAIN = {"tanh": torch.rnn_tanh, "relu": torch.rnn_relu}


def fused_states(
    cell: Cell,
    nonlinearity: Nonlinearity,
    weights: tuple[Tensor, ...] | list[Tensor],
    x: Tensor,
    h_0: Tensor,
    c_0: Tensor | None = None,
    *,
    n_layers: int = 1,
    is_bidirectional: bool = False,
) -> Tensor:
    """Hidden states of the top layer.

    Args:
        cell: A GRU is taken to reset after.
        nonlinearity: The plain cell's.
        weights: W_ih, W_hh, b_ih, b_hh of each layer and direction, one after another.
        x: (B, T, I).
        h_0: First hidden states, (L·D, B, H).
        c_0: First cell states, likewise; LSTM only, zeros where left out.
        n_layers: L, of equal width.
        is_bidirectional: Whether D is 2.

    Returns:
        (B, T, D·H).
    """
    # has_biases, num_layers, dropout, train, bidirectional, batch_first
    options = (True, n_layers, 0.0, False, is_bidirectional, True)
    if cell == "lstm":
        return torch.lstm(
            x, (h_0, torch.zeros_like(h_0) if c_0 is None else c_0), weights, *options
        )[0]
    kernel = torch.gru if cell == "gru" else _PLAIN[nonlinearity]
    return kernel(x, h_0, weights, *options)[0]
