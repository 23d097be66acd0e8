"""One 1-D convolution over a sentence, and its maximum over time.

    a_t = b + Σ_j W_j x_{t+j-p}     j = 0 … k-1, one kernel for every position
    y_t = relu(a_t)
    m_t = max(y_1 … y_t)            the maximum so far, per filter

Torch and Keras call this a convolution; in mathematics it is a cross-correlation, since the
kernel is not turned round. p zeros stand before the sentence: none for "valid", k - 1 for
"causal", ⌊(k - 1) / 2⌋ for "same". Axes: any leading batch axes, then time, then I or F.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear, pad


class Kernel(NamedTuple):
    """The parameters of one layer, in torch's layout; Keras' kernel is (k, I, F)."""

    W: Tensor  # (F, I, k)
    b: Tensor  # (F,)


class ConvolutionStep(NamedTuple):
    """All that one layer computed, at all positions at once; both (…, S, F)."""

    pre_activation: Tensor
    output: Tensor


def windows(x: Tensor, size: int, added: tuple[int, int]) -> Tensor:
    """What the kernel lies on at every position.

    Args:
        x: Inputs, (…, T, I).
        size: k.
        added: Zeros before and after.

    Returns:
        (…, S, I, k) with S = T + zeros - k + 1.
    """
    return pad(x, (0, 0, *added)).unfold(-2, size, 1)


def convolve(kernel: Kernel, x: Tensor, added: tuple[int, int]) -> ConvolutionStep:
    """One layer, all positions at once; no number enters an output whose window is elsewhere.

    Args:
        kernel: The layer's parameters.
        x: Inputs, (…, T, I).
        added: Zeros before and after.
    """
    a = linear(windows(x, kernel.W.shape[-1], added).flatten(-2), kernel.W.flatten(1), kernel.b)
    return ConvolutionStep(a, a.relu())


def maximum_so_far(y: Tensor) -> Tensor:
    """m_t of outputs (…, S, F)."""
    return torch.cummax(y, dim=-2).values
