"""What a layer costs: numbers to learn, multiply-adds, and steps that must wait for each other.

    one convolution   F (k I + 1) parameters        S F k I multiply-adds      1 step
    one cell layer    G H (I + H + 2) parameters    T G H (I + H) of them      T steps

G = 1 for a plain RNN, 3 for a GRU, 4 for an LSTM; S = T, or T - k + 1 with "valid" padding.
Counted are the products of weights, without biases, gates and heads. Steps: all positions of
a convolution are computed at once, L layers one after another; h_t waits for h_{t-1}, and a
layer may begin as soon as the one below has its first state: T + L - 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.network.spec import NetworkSpec


@dataclass(frozen=True, slots=True)
class Cost:
    """Of reading one sentence.

    Attributes:
        n_parameters: Numbers to learn, whatever the length.
        n_operations: Multiply-adds of weights.
        n_steps: One after another, with as many processors as one likes.
    """

    n_parameters: int
    n_operations: int
    n_steps: int


def convolution_cost(spec: ConvolutionSpec, n_timesteps: int) -> Cost:
    """Of all layers over T words; nothing for a sentence in which no window fits."""
    parameters = operations = 0
    for i, n_filters in enumerate(spec.filters):
        row = spec.kernel_size * spec.layer_input_size(i)
        parameters += n_filters * (row + 1)
        operations += max(0, n_timesteps - spec.first_column(i)) * n_filters * row
    return Cost(parameters, operations, spec.n_layers)


def recurrent_cost(spec: NetworkSpec, n_timesteps: int) -> Cost:
    """Of all layers over T words, in both directions if there are two."""
    parameters = operations = 0
    for i, size in enumerate(spec.hidden_sizes):
        rows = spec.n_blocks * size * spec.n_directions
        weights = rows * (spec.layer_input_size(i) + size)
        parameters += weights + (2 * rows if spec.bias else 0)
        operations += n_timesteps * weights
    length = n_timesteps + spec.n_layers - 1
    if spec.bidirectional:  # each layer waits for both ends of the one below
        length = n_timesteps * spec.n_layers
    return Cost(parameters, operations, length)
