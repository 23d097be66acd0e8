"""All gradient pictures of one sentence, against autograd asked once for every row."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.autograd.functional import jacobian

from rnnviz import Network, trace
from rnnviz.gradients.differentiable import hidden_states
from rnnviz.gradients.over_time import gradients_of
from rnnviz.gradients.saliency import saliency
from tests.benchmarks.rows import Row, milliseconds

LARGEST = 300.0  # milliseconds
N_WORDS, N_INPUTS = 20, 50


def rows() -> list[Row]:
    """The page's pictures, with one torch thread; the peer makes one of them, ∂h_t/∂x_k."""
    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return [_pictures()]
    finally:
        torch.set_num_threads(n_threads)


def _pictures() -> Row:
    network = Network.random("lstm", N_INPUTS, (64, 64), n_classes=1)
    inputs = np.random.default_rng(0).standard_normal((N_WORDS, N_INPUTS)).astype(np.float32)

    def ours() -> None:
        """Trace, norms, matrices and three saliencies."""
        gradients_of(trace(network, inputs))
        saliency(network, inputs)

    def theirs() -> Tensor:
        """The one matrix of the top layer."""
        found: Tensor = jacobian(
            lambda x: hidden_states(network, x[None])[0], torch.from_numpy(inputs)
        )
        return found.permute(0, 2, 1, 3).flatten(2).norm(dim=-1)

    np.testing.assert_allclose(
        gradients_of(trace(network, inputs)).layers[1].input, theirs(), rtol=1e-3, atol=1e-7
    )
    took, peer = milliseconds(ours, repeats=20), milliseconds(theirs, repeats=3, warm_ups=1)
    return Row(
        f"All gradient pictures, LSTM 2×64, a sentence of {N_WORDS} words",
        f"{took:.0f} ms",
        f"torch.autograd.functional.jacobian, ∂h_t/∂x_k alone, {peer:.0f} ms; {peer / took:.0f}×",
        f"under {LARGEST:g} ms",
        took < LARGEST,
    )
