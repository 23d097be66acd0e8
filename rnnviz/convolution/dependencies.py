"""Which words each output depends on: ‖∂out_t / ∂x_k‖ for every t and k, exactly.

    convolutions    0 outside a window of 1 + L (k - 1) words      a band
    recurrent       0 for k > t                                     a lower triangle
    bidirectional   0 nowhere                                       full

The norm is Frobenius' of the (F, I) Jacobian. A zero is exact: where no path leads from x_k to
out_t, autograd adds nothing but zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnnviz.cells.fused import fused_states
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import top_outputs
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.errors import SpecError
from rnnviz.network.network import Network
from rnnviz.tracing.given import read_inputs
from rnnviz.tracing.record import Array, read_only


def reach(spec: ConvolutionSpec, n_timesteps: int) -> NDArray[np.bool_]:
    """Which words lie in the window of each top output, (S, T), counted and not measured.

    Raises:
        ShapeError: If no window fits.
    """
    spec.check_length(n_timesteps)
    before, _ = spec.added
    first = np.arange(n_timesteps - spec.first_column(spec.n_layers - 1))
    first = first[:, None] - spec.n_layers * before
    word = np.arange(n_timesteps)
    return np.asarray((word >= first) & (word < first + spec.receptive_field))


def convolution_dependencies(network: ConvolutionNetwork, inputs: Array) -> Array:
    """‖∂y_s / ∂x_k‖ of the top layer, (S, T), read-only.

    Args:
        network: Which.
        inputs: Embeddings, (T, I).

    Raises:
        ShapeError: If the axes do not fit, or no window fits.
    """
    x, _ = read_inputs(network.spec, inputs, ())
    network.spec.check_length(x.shape[-2])
    return _norms(lambda batch: top_outputs(network, batch), x, network.spec.filters[-1])


def recurrent_dependencies(network: Network, inputs: Array) -> Array:
    """‖∂h_t / ∂x_k‖ of the top layer, (T, T), read-only; both directions' states as one.

    Args:
        network: Layers of one size that torch has a kernel for.
        inputs: Embeddings, (T, I).

    Raises:
        ShapeError: If the axes do not fit.
        SpecError: If torch has no kernel for it.
    """
    spec = network.spec
    if len(set(spec.hidden_sizes)) > 1 or (spec.cell == "gru" and not spec.reset_after):
        raise SpecError("Dependencies are found for layers of one size that reset after.")
    x, _ = read_inputs(spec, inputs, ())
    width = spec.hidden_sizes[0] * spec.n_directions
    return _norms(lambda batch: _states(network, batch), x, width)


def lowest_kernels(network: ConvolutionNetwork, n_layers: int) -> ConvolutionNetwork:
    """The same network cut off above its n lowest layers, without a head."""
    kernels = network.kernels[:n_layers]
    spec = replace(network.spec, filters=network.spec.filters[:n_layers], n_classes=0)
    return replace(network, spec=spec, kernels=kernels, head=None)


def lowest_cells(network: Network, n_layers: int) -> Network:
    """The same network cut off above its n lowest layers, without a head."""
    layers = network.layers[:n_layers]
    spec = replace(network.spec, hidden_sizes=network.spec.hidden_sizes[:n_layers], n_classes=0)
    return replace(network, spec=spec, layers=layers, head=None)


def _states(network: Network, x: Tensor) -> Tensor:
    """The top layer's states (B, T, D·H) by torch's kernels, which autograd knows."""
    spec = network.spec
    flat = [tensor for directions in network.layers for w in directions for tensor in w]
    shape = (spec.n_layers * spec.n_directions, len(x), spec.hidden_sizes[0])
    h_0 = x.new_zeros(shape)
    return fused_states(
        spec.cell,
        spec.nonlinearity,
        flat,
        x,
        h_0,
        n_layers=spec.n_layers,
        is_bidirectional=spec.bidirectional,
    )


def _norms(outputs: Callable[[Tensor], Tensor], x: Tensor, width: int) -> Array:
    """Frobenius norms of all Jacobian blocks, (S, T).

    Sentence f of a batch of F equal ones is asked for the gradient of its output f alone, so
    that one backward pass gives all F rows of ∂out_s.
    """
    with torch.enable_grad():
        copies = x.expand(width, -1, -1).clone().requires_grad_()
        own = outputs(copies).diagonal(dim1=0, dim2=2)  # (S, F): output f of sentence f
        rows = []
        for of_one in own:
            (slope,) = torch.autograd.grad(of_one.sum(), copies, retain_graph=True)
            rows.append(slope.square().sum(dim=(0, 2)).sqrt())
    return read_only(torch.stack(rows).numpy())
