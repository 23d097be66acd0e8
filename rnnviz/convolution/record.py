"""What a convolution network's reading leaves: plain arrays, no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.tracing.record import Array


@dataclass(frozen=True, slots=True, eq=False)
class ConvolutionLayerTrace:
    """One layer over one sentence, arrays read-only.

    Attributes:
        W: Its kernel, (F, I, k).
        b: Its biases, (F,).
        input: What it read, (T, I).
        pre_activation: a_t, (S, F); S = T unless the padding is "valid".
        output: y_t, (S, F).
        input_column: Where its first input stands among the words, from 0.
        first_column: Where its first output stands, from 0.
    """

    W: Array
    b: Array
    input: Array
    pre_activation: Array
    output: Array
    input_column: int
    first_column: int


@dataclass(frozen=True, slots=True, eq=False)
class ConvolutionTrace:
    """The whole network over one sentence.

    Attributes:
        spec: The network's.
        layers: From the lowest up.
        pooled: m_t, the maximum of the top outputs so far, (S, F).
        winners: For each filter, the word's column at which m_T was found first, -1 for a filter
            that says 0 everywhere, (F,).
        output: o_t, (S, C), or None without a head.
        probabilities: Sigmoid of one class or softmax of several, (S, C), or None.
        tokens: T words.
        card: Of the network.
        parity: Largest difference of a pre-activation from torch's own convolution.
    """

    spec: ConvolutionSpec
    layers: tuple[ConvolutionLayerTrace, ...]
    pooled: Array
    winners: Array
    output: Array | None
    probabilities: Array | None
    tokens: tuple[str, ...]
    card: Mapping[str, str]
    parity: float
