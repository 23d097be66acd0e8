"""Norms against numpy's SVD, ranks against scipy's, and what underflow must not do to them."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from rnnviz.gradients.norms import (
    frobenius_norms,
    norms,
    rank_correlation,
    spectral_norms,
    spectral_radius,
)

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(4, 6, 6), (3, 2, 7), (3, 7, 2), (1, 1, 1)])
def test_both_norms_agree_with_numpys_own(shape):
    matrices = RNG.standard_normal(shape)

    found = norms(matrices)

    expected = [np.linalg.norm(matrix, 2) for matrix in matrices]
    np.testing.assert_allclose(found.spectral, expected, rtol=1e-13)
    np.testing.assert_allclose(found.frobenius, np.linalg.norm(matrices, axis=(1, 2)), rtol=1e-13)
    assert not found.spectral.flags.writeable
    assert not found.frobenius.flags.writeable


@pytest.mark.parametrize("size", [1e-300, 1e-170, 1e170, 1e300])
def test_numbers_whose_squares_leave_the_range_keep_their_norm(size):
    matrices = size * RNG.standard_normal((2, 5, 5))

    expected = size * np.linalg.norm(matrices / size, 2, axis=(1, 2))
    np.testing.assert_allclose(spectral_norms(matrices), expected, rtol=1e-12)
    expected = size * np.linalg.norm(matrices / size, axis=(1, 2))
    np.testing.assert_allclose(frobenius_norms(matrices), expected, rtol=1e-12)


def test_a_matrix_of_zeros_has_norm_zero_and_no_warning():
    assert spectral_norms(np.zeros((2, 3, 3))).tolist() == [0, 0]
    assert frobenius_norms(np.zeros((2, 3, 3))).tolist() == [0, 0]


@pytest.mark.parametrize("lost", [np.inf, -np.inf, np.nan])
def test_what_left_the_range_is_infinite_and_its_neighbours_are_not(lost):
    matrices = np.stack((np.eye(3), np.eye(3)))
    matrices[1, 2, 0] = lost

    assert spectral_norms(matrices).tolist() == [1, np.inf]
    np.testing.assert_allclose(frobenius_norms(matrices), [3**0.5, np.inf])


def test_the_spectral_radius_is_not_the_norm_of_a_shear():
    shear = np.array([[0.5, 10.0], [0.0, -0.7]])

    assert spectral_radius(shear) == pytest.approx(0.7)
    assert spectral_norms(shear[None])[0] > 10


@pytest.mark.parametrize("n", [2, 5, 30])
def test_rank_correlation_is_scipys_spearman_with_and_without_ties(n):
    a, b = RNG.standard_normal(n), RNG.standard_normal(n)
    assert rank_correlation(a, b) == pytest.approx(spearmanr(a, b).statistic)

    tied = np.round(a)
    if len(set(tied)) > 1:
        assert rank_correlation(tied, b) == pytest.approx(spearmanr(tied, b).statistic)


def test_no_order_has_no_rank_correlation():
    assert rank_correlation(np.array([1.0]), np.array([2.0])) is None
    assert rank_correlation(np.zeros(4), np.arange(4.0)) is None


def test_only_the_order_counts_in_a_rank_correlation():
    a = np.array([0.1, 0.2, 0.3, 5.0])

    assert rank_correlation(a, np.exp(a)) == pytest.approx(1)
    assert rank_correlation(a, -(a**3)) == pytest.approx(-1)
