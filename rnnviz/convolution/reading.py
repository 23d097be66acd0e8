"""A convolution network reads a sentence: every quantity of every layer at every position."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from numpy.typing import ArrayLike
from torch import Tensor
from torch.nn.functional import conv1d, linear, pad

from rnnviz.convolution.convolve import Kernel, convolve, maximum_so_far
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.record import ConvolutionLayerTrace, ConvolutionTrace
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.tracing.given import read_inputs
from rnnviz.tracing.layer import as_array
from rnnviz.tracing.record import Array


def read_sentence(
    network: ConvolutionNetwork, inputs: ArrayLike | Tensor, tokens: Sequence[str] = ()
) -> ConvolutionTrace:
    """Run the network over one sentence and record everything.

    Args:
        network: What to run.
        inputs: Embeddings, (T, I).
        tokens: The T words.

    Raises:
        ShapeError: If the axes do not fit, a number is not finite, or no window fits.
    """
    spec = network.spec
    batch, _ = read_inputs(spec, inputs, tokens)
    spec.check_length(batch.shape[-2])
    with torch.inference_mode():
        x, layers, apart = batch[0], [], 0.0
        for i, kernel in enumerate(network.kernels):
            a, y = convolve(kernel, x, spec.added)
            apart = max(apart, float((a - _theirs(kernel, x, spec)).abs().max()))
            places = (spec.first_column(i - 1) if i else 0, spec.first_column(i))
            W, b, read, found, shown = map(as_array, (*kernel, x, a, y))
            layers.append(ConvolutionLayerTrace(W, b, read, found, shown, *places))
            x = y
        pooled = maximum_so_far(x)
        best = x.argmax(dim=0) + spec.first_column(spec.n_layers - 1)
        winners = as_array(best.where(pooled[-1] > 0, -1))
        output, p = _answers(network, pooled)
    recorded = (tuple(layers), as_array(pooled), winners, output, p)
    return ConvolutionTrace(spec, *recorded, tuple(tokens), network.card, apart)


def top_outputs(network: ConvolutionNetwork, x: Tensor) -> Tensor:
    """The top layer's outputs (B, S, F) of a batch (B, T, I), for autograd."""
    for kernel in network.kernels:
        x = convolve(kernel, x, network.spec.added).output
    return x


def _theirs(kernel: Kernel, x: Tensor, spec: ConvolutionSpec) -> Tensor:
    """The same pre-activations by torch's own convolution, (S, F)."""
    return conv1d(pad(x.T, spec.added), kernel.W, kernel.b).T


def _answers(network: ConvolutionNetwork, pooled: Tensor) -> tuple[Array | None, Array | None]:
    if network.head is None:
        return None, None
    output = linear(pooled, *network.head)
    p = output.sigmoid() if len(network.head.b_o) == 1 else output.softmax(dim=-1)
    return as_array(output), as_array(p)
