"""Keras' SimpleRNNCell with all its arguments, over time.

    x'_t = m_x * x_t                 dropout on what is read
    h'   = m_h * h_{t-1}             recurrent dropout on the memory
    a_t  = W_ih x'_t + W_hh h' + b
    h_t  = f(a_t)

A mask holds 0 for a dropped number and 1 / (1 - p) for a kept one, so that the mean stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.layers.activation import activation
from rnnviz.layers.initialising import draw
from rnnviz.layers.stack import MAX_WIDTH, check_size


class CellWeights(NamedTuple):
    """What a plain cell learns; b is None without bias."""

    W_ih: Tensor  # (H, I)
    W_hh: Tensor  # (H, H)
    b: Tensor | None  # (H,)


class Unrolled(NamedTuple):
    """A cell over time."""

    pre_activations: Tensor  # (B, T, H)
    hidden: Tensor  # (B, T, H)


@dataclass(frozen=True, slots=True)
class CellStart:
    """How a plain cell begins: the arguments that fix its numbers before training.

    Attributes:
        input_size: n.
        units: H.
        activation: Keras' name.
        use_bias: Whether there is a b.
        kernel_initializer: Of W_ih.
        recurrent_initializer: Of W_hh.
        bias_initializer: Of b.
        seed: Of the three draws.

    Raises:
        SpecError: If a size is not between 1 and 512.
    """

    input_size: int
    units: int
    activation: str = "tanh"
    use_bias: bool = True
    kernel_initializer: str = "glorot_uniform"
    recurrent_initializer: str = "orthogonal"
    bias_initializer: str = "zeros"
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse sizes that make no cell."""
        check_size("n, the features,", self.input_size, MAX_WIDTH)
        check_size("The number of units", self.units, MAX_WIDTH)

    def draw(self) -> CellWeights:
        """The weights, drawn in the order W_ih, W_hh, b.

        Raises:
            SpecError: If an initialiser is unknown.
        """
        generator = torch.Generator().manual_seed(self.seed)
        W_ih = draw(self.kernel_initializer, (self.input_size, self.units), generator)
        W_hh = draw(self.recurrent_initializer, (self.units, self.units), generator)
        b = draw(self.bias_initializer, (self.units,), generator) if self.use_bias else None
        return CellWeights(W_ih, W_hh, b)


def unroll(
    weights: CellWeights,
    x: Tensor,
    name: str,
    input_masks: Tensor | None = None,
    recurrent_masks: Tensor | None = None,
) -> Unrolled:
    """Step the cell through x from a state of zeros.

    Args:
        weights: Of the cell.
        x: (B, T, I).
        name: Of the activation.
        input_masks: (B, T, I), or None.
        recurrent_masks: (B, T, H), or None.

    Raises:
        SpecError: If the activation is unknown.
    """
    f = activation(name)
    u = linear(x if input_masks is None else input_masks * x, weights.W_ih, weights.b)
    h = x.new_zeros(len(x), weights.W_hh.shape[0])
    steps: list[tuple[Tensor, Tensor]] = []
    for t, u_t in enumerate(u.unbind(dim=1)):
        memory = h if recurrent_masks is None else recurrent_masks[:, t] * h
        a = u_t + linear(memory, weights.W_hh)
        h = f(a)
        steps.append((a, h))
    return Unrolled(*(torch.stack(part, dim=1) for part in zip(*steps, strict=True)))


def series(batch_size: int, n_timesteps: int, input_size: int, seed: int) -> Tensor:
    """Standard normal numbers to read, (B, T, I).

    Args:
        batch_size: B.
        n_timesteps: T.
        input_size: I.
        seed: Of the numbers.
    """
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(batch_size, n_timesteps, input_size, generator=generator)
