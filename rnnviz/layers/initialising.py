"""Keras' named initialisers, and what the matrices that they draw are like.

Drawn is a kernel of (n, G·H), fan_in = n rows and fan_out = G·H columns, as Keras lays it out;
torch's W_ih is its transpose. Each name with the root mean square of what it draws:

    glorot_uniform, glorot_normal     sqrt(2 / (fan_in + fan_out))   Glorot & Bengio 2010
    he_uniform, he_normal             sqrt(2 / fan_in)               He et al. 2015
    lecun_uniform, lecun_normal       sqrt(1 / fan_in)               Klambauer et al. 2017
    orthogonal                        sqrt(1 / max(fan_in, fan_out)) Saxe et al. 2014
    identity                          sqrt(1 / max(fan_in, fan_out)) Le et al. 2015 (as W_hh)
    random_normal, truncated_normal   0.05, cut at two deviations for the latter
    random_uniform                    within 0.05
    zeros, ones

Normal means truncated at two deviations, and widened so that the deviation is as above; only
random_normal is not cut. A vector's fans are both its length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor
from torch.nn import init

from rnnviz.errors import SpecError
from rnnviz.layers.names import FOR_BIASES, INITIALISERS

_SPREAD = 0.05
_CUT = 0.87962566103423978
"""Deviation of a standard normal number that is drawn again beyond two deviations."""
N_BINS, MAX_SQUARE = 40, 256


@dataclass(frozen=True, slots=True)
class Described:
    """A drawn matrix or vector.

    Attributes:
        shape: As torch lays it out: (G·H, n) or (G·H,).
        counts: Of its numbers in N_BINS equal bins from -reach to reach.
        reach: The largest size of a number; 0.01 at least.
        rms: Root mean square of its numbers.
        expected: What the initialiser's formula says of it.
        singular_values: Largest first; none of a vector.
        spectral_radius: Largest size of an eigenvalue of a square matrix of at most 256 rows, which
            takes a tenth of a second; else None.
        corner: Its first rows and columns, as numbers.
    """

    shape: tuple[int, ...]
    counts: tuple[int, ...]
    reach: float
    rms: float
    expected: float
    singular_values: tuple[float, ...]
    spectral_radius: float | None
    corner: NDArray[np.float32]


def draw(name: str, fans: tuple[int, ...], generator: Generator) -> Tensor:
    """Draw a kernel as Keras does, transposed into torch's layout.

    Args:
        name: Of the initialiser.
        fans: (fan_in, fan_out) of a matrix, (length,) of a vector.
        generator: The source of chance.

    Returns:
        (fan_out, fan_in), or (length,).

    Raises:
        SpecError: If there is no such initialiser, or it draws no vectors.
    """
    if name not in (INITIALISERS if len(fans) == 2 else FOR_BIASES):
        raise SpecError(f"There is no initialiser {name!r} of an array with {len(fans)} axes.")
    kernel = torch.empty(fans)
    if name == "orthogonal":
        init.orthogonal_(kernel, generator=generator)
    elif name == "identity":
        init.eye_(kernel)
    elif name in ("zeros", "ones"):
        kernel.fill_(float(name == "ones"))
    elif name == "random_normal":
        kernel.normal_(0, _SPREAD, generator=generator)
    elif name.endswith("uniform"):
        reach = expected_rms(name, fans) * math.sqrt(3)
        kernel.uniform_(-reach, reach, generator=generator)
    else:
        spread = expected_rms(name, fans) / _CUT
        init.trunc_normal_(kernel, 0, spread, -2 * spread, 2 * spread, generator=generator)
    return kernel.t().contiguous()


def expected_rms(name: str, fans: tuple[int, ...]) -> float:
    """Root mean square of what an initialiser draws, by its formula.

    Args:
        name: Of the initialiser.
        fans: (fan_in, fan_out) of a matrix, (length,) of a vector.
    """
    fan_in, fan_out = (fans[0], fans[-1])
    scaled = {
        "glorot": 2 / (fan_in + fan_out),
        "he": 2 / fan_in,
        "lecun": 1 / fan_in,
        "orthogonal": 1 / max(fan_in, fan_out),
        "identity": 1 / max(fan_in, fan_out),
    }
    if (family := name.split("_")[0]) in scaled:
        return math.sqrt(scaled[family])
    return {
        "random_normal": _SPREAD,
        "random_uniform": _SPREAD / math.sqrt(3),
        "truncated_normal": _SPREAD * _CUT,
        "zeros": 0.0,
        "ones": 1.0,
    }[name]


def describe(matrix: Tensor, expected: float) -> Described:
    """Histogram, singular values and spectral radius of a matrix or vector.

    Args:
        matrix: As `draw` gives it.
        expected: Its root mean square by the initialiser's formula.
    """
    numbers = matrix.numpy()
    reach = max(0.01, float(np.abs(numbers).max()))
    counts, _ = np.histogram(numbers, bins=N_BINS, range=(-reach, reach))
    is_matrix = numbers.ndim == 2
    is_square = is_matrix and numbers.shape[0] == numbers.shape[1] <= MAX_SQUARE
    values = np.linalg.svd(numbers, compute_uv=False) if is_matrix else np.empty(0)
    return Described(
        tuple(numbers.shape),
        tuple(counts.tolist()),
        reach,
        float(np.sqrt(np.mean(np.square(numbers)))),
        expected,
        tuple(values.tolist()),
        float(np.abs(np.linalg.eigvals(numbers)).max()) if is_square else None,
        np.atleast_2d(numbers)[:8, :16].copy(),
    )


def described(
    asked: Sequence[tuple[str, tuple[int, ...]]],
    seed: int,
    forget: tuple[int, int] | None = None,
) -> tuple[Described, ...]:
    """Draw several arrays from one seed, and describe each.

    Args:
        asked: Name and fans of each, as `draw` takes them.
        seed: Of all of them.
        forget: From where to where the last of them, an LSTM's bias, is 1, whatever its name.

    Raises:
        SpecError: If a name is unknown, or draws no vectors.
    """
    generator = torch.Generator().manual_seed(seed)
    drawn = [draw(name, fans, generator) for name, fans in asked]
    expected = [expected_rms(name, fans) for name, fans in asked]
    if forget is not None:
        first, end = forget
        drawn[-1][first:end] = 1
        share = (end - first) / len(drawn[-1])
        expected[-1] = math.sqrt(share + (1 - share) * expected[-1] ** 2)
    return tuple(map(describe, drawn, expected))
