"""How much a Jacobian can enlarge a change: its norms, and ranks of what words do.

spectral    ‖J‖ = max |J v| over |v| = 1: the most that any change is enlarged
Frobenius   ‖J‖_F = √(Σ J_ij²) = √H times what a change in a random direction becomes
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.gradients.doubles import Doubles, frozen

_TINY, _HUGE = 1e-140, 1e140
"""Entries between these can be squared and added up."""


@dataclass(frozen=True, slots=True, eq=False)
class Norms:
    """Of one Jacobian per timestep; both (T,), 0 and more.

    Attributes:
        spectral: Largest singular value.
        frobenius: Root of the sum of squares.
    """

    spectral: Doubles
    frobenius: Doubles


def norms(matrices: Doubles) -> Norms:
    """Both norms of matrices (T, m, n)."""
    return Norms(frozen(spectral_norms(matrices)), frozen(frobenius_norms(matrices)))


def spectral_norms(matrices: Doubles) -> Doubles:
    """Largest singular values of matrices (T, m, n), from the Gram matrices' eigenvalues.

    For the largest one that is as exact as an SVD, and twice as fast. A matrix whose squares would
    leave the range is scaled by its largest entry first.
    """
    scale, scaled = _scaled(matrices)
    if scaled.shape[1] < scaled.shape[2]:
        scaled = scaled.swapaxes(1, 2)
    gram = scaled.swapaxes(1, 2) @ scaled
    largest: Doubles = scale * np.sqrt(np.maximum(np.linalg.eigvalsh(gram)[:, -1], 0))
    return largest


def frobenius_norms(matrices: Doubles) -> Doubles:
    """Roots of the sums of squares of matrices (T, m, n)."""
    scale, scaled = _scaled(matrices)
    root: Doubles = scale * np.sqrt(np.einsum("tij,tij->t", scaled, scaled))
    return root


def spectral_radius(matrix: Doubles) -> float:
    """Largest |eigenvalue| of a square matrix."""
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def rank_correlation(values: Doubles, others: Doubles) -> float | None:
    """Spearman's: Pearson's correlation of the ranks, ties given their mean rank.

    Returns:
        In [-1, 1]; None where one of both has no order: fewer than two numbers, or all equal.
    """
    ranks = np.stack((_ranks(values), _ranks(others)))
    if ranks.shape[1] < 2 or (ranks.std(axis=1) == 0).any():
        return None
    a, b = (row - row.mean() for row in ranks)
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def _ranks(values: Doubles) -> Doubles:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Doubles = (last - (counts - 1) / 2)[place]
    return ranks


def _scaled(matrices: Doubles) -> tuple[Doubles, Doubles]:
    """Scales, (T,), and the matrices divided by them, so that squares stay in range.

    What left float64's range is as large as infinity: its scale is, and its matrix 0s and a 1.
    """
    largest = np.abs(matrices).max(axis=(1, 2))
    if (largest > _TINY).all() and (largest < _HUGE).all():
        return np.ones_like(largest), matrices
    is_finite = np.isfinite(largest)
    scale = np.where(is_finite & (largest > 0), largest, 1.0)[:, None, None]
    scaled = np.where(is_finite[:, None, None], matrices, 0.0) / scale
    scaled[~is_finite, 0, 0] = 1.0
    return np.where(is_finite, scale[:, 0, 0], np.inf), scaled
