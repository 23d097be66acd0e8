"""Which words the output is due to: two gradient methods, checked against leaving words out.

With o the head's last output for the target (before sigmoid or softmax), x'_ = 0 the baseline:

    gradient × input      x_t · ∂o/∂x_t
    integrated gradients  x_t · ∫ ∂o/∂x_t at α x dα, α from 0 to 1    Sundararajan et al. 2017
    left out              o(sentence) - o(sentence without the word)
    zeroed                o(sentence) - o(sentence with 0 as the word's vector)

Integrated gradients add up to o(x) - o(0); what its quadrature misses is the completeness gap.
They are captum's own; its authors wrote the reference implementation.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from captum.attr import IntegratedGradients
from numpy.typing import ArrayLike
from torch import Tensor

from rnnviz.errors import ShapeError, SpecError
from rnnviz.gradients.differentiable import score
from rnnviz.gradients.doubles import Doubles, frozen
from rnnviz.gradients.norms import rank_correlation
from rnnviz.network.network import Head, Network
from rnnviz.tracing.given import read_inputs


@dataclass(frozen=True, slots=True, eq=False)
class Saliency:
    """What each word adds to the target's output; arrays are (T,), read-only.

    Attributes:
        gradient_times_input: By the slope at the sentence.
        integrated: By the slopes on the way from zero vectors to the sentence.
        left_out: By reading the sentence without the word; of a single word, without any.
        zeroed: By reading a zero vector in the word's place.
        score: o of the sentence.
        baseline: o of as many zero vectors.
        gap: Completeness gap of `integrated`: its sum less (score - baseline).
    """

    gradient_times_input: Doubles
    integrated: Doubles
    left_out: Doubles
    zeroed: Doubles
    score: float
    baseline: float
    gap: float

    def agreement(self, method: str) -> float | None:
        """Rank correlation of a method ("integrated", …) with leaving the word out.

        Returns:
            Spearman's, in [-1, 1]; None where one of both puts the words in no order.
        """
        values: Doubles = getattr(self, method)
        return rank_correlation(values, self.left_out)


def saliency(
    network: Network, inputs: ArrayLike, *, target: int = 1, n_points: int = 128
) -> Saliency:
    """Ask which words the target's output is due to.

    Args:
        network: One-way, with a head.
        inputs: Embeddings of one sentence, (T, I).
        target: A class; 1 or 0 with a single output.
        n_points: Of the quadrature between the baseline and the sentence.

    Raises:
        ShapeError: If inputs are a batch, or no embeddings of that network.
        SpecError: If the network is bidirectional, has no head, or no such class.
    """
    x, is_batch = read_inputs(network.spec, inputs, ())
    head = _checked(network, is_batch, target)
    of = score(network, head, target)
    x.requires_grad_()
    whole = of(x)
    (slope,) = torch.autograd.grad(whole.sum(), x)
    attributed = IntegratedGradients(of).attribute(x, torch.zeros_like(x), n_steps=n_points)
    with torch.inference_mode():
        x = x.detach()
        baseline, total = float(of(torch.zeros_like(x))), float(whole.detach())
        left_out, zeroed = of(_without_each(x)) if x.shape[1] > 1 else None, of(_zeroed(x))
    if left_out is None:
        left_out = x.new_full((1,), _empty(head, target))
    integrated = _double(attributed[0].sum(-1))
    return Saliency(
        _double((x * slope)[0].sum(-1)),
        integrated,
        frozen(total - _double(left_out)),
        frozen(total - _double(zeroed)),
        total,
        baseline,
        float(integrated.sum()) - (total - baseline),
    )


def _checked(network: Network, is_batch: bool, target: int) -> Head:
    if is_batch:
        raise ShapeError("Saliency is of the words of one sentence (T, I), but a batch came.")
    if network.spec.bidirectional or network.head is None:
        raise SpecError(
            "Saliency asks what the last output of a one-way network is due to: give a network "
            "that reads one way and has a head."
        )
    n_choices = max(2, len(network.head.b_o))
    if not 0 <= target < n_choices:
        raise SpecError(f"target must be a class from 0 to {n_choices - 1}, not {target}.")
    return network.head


def _without_each(x: Tensor) -> Tensor:
    """T sentences, each without one word, (T, T - 1, I)."""
    n = x.shape[1]
    kept = [[k for k in range(n) if k != t] for t in range(n)]
    return x[0][torch.tensor(kept)]


def _zeroed(x: Tensor) -> Tensor:
    """T sentences, each with one zero vector, (T, T, I)."""
    return x * (1 - torch.eye(x.shape[1], dtype=x.dtype))[..., None]


def _empty(head: Head, target: int) -> float:
    """The score of no words at all: h is 0, and the bias speaks."""
    if len(head.b_o) == 1:
        return float((2 * target - 1) * head.b_o[0])
    return float(head.b_o[target])


def _double(tensor: Tensor) -> Doubles:
    return frozen(tensor.detach().double().numpy())
