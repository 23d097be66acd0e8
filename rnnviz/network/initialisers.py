"""How a network's weights start, before any training. All draws come from one seed.

"keras": what `keras.layers.SimpleRNN`, `GRU`, `LSTM` and `Dense` start from.
    W_ih ~ U(-l, l), l = sqrt(6 / (fan_in + fan_out))     Glorot & Bengio 2010
    W_hh   semi-orthogonal: W_hhᵀ W_hh = 1                 Saxe et al. 2014
    b      zeros, and ones for the LSTM's forget block, as Keras' unit_forget_bias=True
           (Jozefowicz et al. 2015)

"torch": what `torch.nn.RNN`, `GRU`, `LSTM` and `Linear` start from, draw for draw.
    every parameter ~ U(-1/sqrt(H), 1/sqrt(H))
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Generator, Tensor
from torch.nn import init

from rnnviz.cells.weights import Weights
from rnnviz.errors import SpecError
from rnnviz.network.spec import NetworkSpec

Initialiser = Literal["keras", "torch"]


def draw_layers(
    spec: NetworkSpec, initialiser: Initialiser, generator: Generator
) -> tuple[tuple[Weights, ...], ...]:
    """Draw the weights of every layer and direction.

    Args:
        spec: The network's shape.
        initialiser: "keras" or "torch".
        generator: The source of all randomness.

    Returns:
        For each layer from the lowest up, one `Weights` per direction, drawn in the spec's
        precision: float32 and float64 draw different numbers from one seed.

    Raises:
        SpecError: If the initialiser is unknown.
    """
    if initialiser not in ("keras", "torch"):
        raise SpecError(f'init must be "keras" or "torch", not {initialiser!r}.')
    draw = _keras if initialiser == "keras" else _torch
    return tuple(
        tuple(
            draw(spec, spec.layer_input_size(layer), hidden_size, generator)
            for _ in range(spec.n_directions)
        )
        for layer, hidden_size in enumerate(spec.hidden_sizes)
    )


def draw_head(
    spec: NetworkSpec, initialiser: Initialiser, generator: Generator
) -> tuple[Tensor, Tensor]:
    """Draw the linear head: W_ho (C, D·H) and b_o (C,), D directions."""
    size = spec.hidden_sizes[-1] * spec.n_directions
    W_ho, b_o = zeros(spec, spec.n_classes, size), zeros(spec, spec.n_classes)
    if initialiser == "keras":
        return init.xavier_uniform_(W_ho, generator=generator), b_o
    reach = size**-0.5
    return (
        W_ho.uniform_(-reach, reach, generator=generator),
        b_o.uniform_(-reach, reach, generator=generator),
    )


def _keras(spec: NetworkSpec, input_size: int, hidden_size: int, generator: Generator) -> Weights:
    weights = _empty(spec, input_size, hidden_size)
    init.xavier_uniform_(weights.W_ih, generator=generator)
    init.orthogonal_(weights.W_hh, generator=generator)
    if spec.cell == "lstm" and spec.bias:
        weights.b_ih[hidden_size : 2 * hidden_size] = 1.0
    return weights


def _torch(spec: NetworkSpec, input_size: int, hidden_size: int, generator: Generator) -> Weights:
    weights = _empty(spec, input_size, hidden_size)
    reach = hidden_size**-0.5
    for parameter in weights if spec.bias else weights[:2]:
        parameter.uniform_(-reach, reach, generator=generator)
    return weights


def _empty(spec: NetworkSpec, input_size: int, hidden_size: int) -> Weights:
    rows = spec.n_blocks * hidden_size
    return Weights(
        zeros(spec, rows, input_size),
        zeros(spec, rows, hidden_size),
        zeros(spec, rows),
        zeros(spec, rows),
    )


def zeros(spec: NetworkSpec, *shape: int) -> Tensor:
    """Zeros in the spec's precision: where drawing starts, and what a layer without bias has."""
    return torch.zeros(*shape, dtype=getattr(torch, spec.dtype))
