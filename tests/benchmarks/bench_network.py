"""A full trace against torch.nn.LSTM's own forward, which keeps nothing."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from rnnviz import Network, trace
from tests.benchmarks.rows import Row, milliseconds

LARGEST_RATIO = 4.0
LARGEST_SENTENCE = 20.0  # milliseconds


def rows() -> list[Row]:
    """Both bars, with torch's own choice of threads."""
    return [_against_torch(), _sentence()]


def _against_torch() -> Row:
    torch.manual_seed(0)
    module = nn.LSTM(100, 64, 2, batch_first=True)
    network = Network.from_torch(module)
    x = torch.randn(4, 80, 100)
    inputs = x.numpy()
    with torch.inference_mode():
        peer = milliseconds(lambda: module(x), repeats=200)
    ours = milliseconds(lambda: trace(network, inputs), repeats=200)
    return Row(
        "Full trace, LSTM 2×64, batch 4, 80 timesteps, 100 inputs",
        f"{ours:.2f} ms",
        f"torch.nn.LSTM forward {peer:.2f} ms; {ours / peer:.1f}×",
        f"at most {LARGEST_RATIO:g}×",
        ours <= LARGEST_RATIO * peer,
    )


def _sentence() -> Row:
    network = Network.random("lstm", 50, (64, 64, 64))
    inputs = np.random.default_rng(0).standard_normal((20, 50))
    ours = milliseconds(lambda: trace(network, inputs), repeats=100)
    return Row(
        "Full trace, LSTM 3×64, a sentence of 20 words",
        f"{ours:.2f} ms",
        "",
        f"under {LARGEST_SENTENCE:g} ms",
        ours < LARGEST_SENTENCE,
    )
