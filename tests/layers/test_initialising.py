"""Our draws follow the distributions of Keras' own initialisers of the same names."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.errors import SpecError
from rnnviz.layers.initialising import N_BINS, describe, described, draw, expected_rms
from rnnviz.layers.names import FOR_BIASES, INITIALISERS

WIDE = (300, 200)
RANDOM = [n for n in INITIALISERS if n not in ("identity", "orthogonal", "zeros", "ones")]


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def of_keras(name, shape):
    made = keras.initializers.get(name)
    return made(shape).numpy()


def rms(numbers):
    return float(np.sqrt(np.mean(np.square(numbers))))


@pytest.mark.parametrize("name", RANDOM)
def test_spread_reach_and_middle_are_those_of_keras(name):
    mine = draw(name, WIDE, generator()).numpy()
    theirs = of_keras(name, WIDE)

    assert mine.shape == WIDE[::-1]
    assert rms(mine) == pytest.approx(rms(theirs), rel=0.02)
    assert np.quantile(mine, [0.1, 0.25, 0.75]) == pytest.approx(
        np.quantile(theirs, [0.1, 0.25, 0.75]), rel=0.04
    )
    if name != "random_normal":  # the only one without an end
        assert np.abs(mine).max() == pytest.approx(np.abs(theirs).max(), rel=0.01)


@pytest.mark.parametrize("name", INITIALISERS)
@pytest.mark.parametrize("fans", [WIDE, (40, 160), (64, 64)])
def test_the_formula_says_the_root_mean_square_of_what_is_drawn(name, fans):
    assert rms(draw(name, fans, generator()).numpy()) == pytest.approx(
        expected_rms(name, fans), rel=0.05
    )


@pytest.mark.parametrize("name", ["identity", "zeros", "ones"])
@pytest.mark.parametrize("fans", [(3, 5), (5, 3), (4, 4)])
def test_what_has_no_chance_in_it_is_exactly_kerass(name, fans):
    np.testing.assert_array_equal(draw(name, fans, generator()).numpy(), of_keras(name, fans).T)


@pytest.mark.parametrize("fans", [(20, 30), (30, 20), (16, 16)])
def test_an_orthogonal_matrix_keeps_lengths_as_kerass_does(fans):
    for matrix in (draw("orthogonal", fans, generator()).numpy(), of_keras("orthogonal", fans).T):
        small = matrix @ matrix.T if matrix.shape[0] < matrix.shape[1] else matrix.T @ matrix
        np.testing.assert_allclose(small, np.eye(len(small)), rtol=0, atol=1e-5)


def test_glorot_uniforms_reach_is_the_published_formula():
    mine = draw("glorot_uniform", WIDE, generator())

    assert float(mine.abs().max()) == pytest.approx(np.sqrt(6 / 500), rel=1e-3)


@pytest.mark.parametrize("name", FOR_BIASES)
def test_a_vectors_fans_are_both_its_length_as_in_keras(name):
    mine, theirs = draw(name, (5_000,), generator()).numpy(), of_keras(name, (5_000,))

    assert mine.shape == (5_000,)
    assert rms(mine) == pytest.approx(rms(theirs), rel=0.05)


@pytest.mark.parametrize("name", ["orthogonal", "identity"])
def test_keras_too_refuses_to_draw_a_vector_as_a_matrix(name):
    with pytest.raises(ValueError):
        keras.initializers.get(name)((5,))
    with pytest.raises(SpecError, match="an array with 1 axes"):
        draw(name, (5,), generator())


def test_an_unknown_initialiser_is_named():
    with pytest.raises(SpecError, match="no initialiser 'xavier'"):
        draw("xavier", (2, 2), generator())


def test_the_names_for_biases_are_all_that_draw_vectors():
    assert set(FOR_BIASES) == set(INITIALISERS) - {"orthogonal", "identity"}


def test_singular_values_are_the_square_roots_of_the_gram_matrixs_eigenvalues():
    matrix = draw("he_normal", (12, 9), generator())

    found = describe(matrix, 1.0)

    eigenvalues = np.linalg.eigvalsh((matrix.t() @ matrix).double().numpy())[::-1][:9]
    assert found.singular_values == pytest.approx(np.sqrt(eigenvalues), rel=1e-4)
    assert found.spectral_radius is None  # not square


def test_an_orthogonal_square_has_all_singular_values_and_its_radius_at_1():
    found = describe(draw("orthogonal", (32, 32), generator()), 1.0)

    assert found.singular_values == pytest.approx([1.0] * 32, abs=1e-5)
    assert found.spectral_radius == pytest.approx(1.0, abs=1e-5)


def test_a_large_squares_radius_is_left_out_so_that_nobody_waits():
    assert describe(torch.eye(256), 1.0).spectral_radius == pytest.approx(1)
    assert describe(torch.eye(257), 1.0).spectral_radius is None


def test_ones_have_a_single_direction_as_strong_as_the_matrix_is_wide():
    found = describe(draw("ones", (16, 16), generator()), 1.0)

    assert found.singular_values[0] == pytest.approx(16)
    assert found.singular_values[1] == pytest.approx(0, abs=1e-4)
    assert found.spectral_radius == pytest.approx(16)


@pytest.mark.parametrize("name", INITIALISERS)
def test_the_histogram_counts_every_number_once(name):
    matrix = draw(name, (30, 20), generator())

    found = describe(matrix, expected_rms(name, (30, 20)))

    assert sum(found.counts) == 600
    assert len(found.counts) == N_BINS
    assert found.shape == (20, 30)
    assert found.rms == pytest.approx(rms(matrix.numpy()))


def test_zeros_are_described_too_and_a_vector_has_no_singular_values():
    found = describe(draw("zeros", (7,), generator()), 0.0)

    assert (found.rms, found.reach) == (0.0, 0.01)
    assert found.singular_values == ()
    assert found.corner.shape == (1, 7)


def test_one_seed_gives_one_draw_and_another_another():
    first, same, other = (draw("he_uniform", (4, 4), generator(s)) for s in (1, 1, 2))

    assert torch.equal(first, same)
    assert not torch.equal(first, other)


def test_an_lstms_bias_is_1_in_its_forget_block_as_in_keras():
    layer = keras.layers.LSTMCell(8, bias_initializer="random_normal")
    layer.build((None, 3))
    theirs = layer.bias.value.detach().numpy()

    *_, mine = described([("zeros", (3, 32)), ("random_normal", (32,))], 0, (8, 16))

    assert (theirs[8:16] == 1).all()
    assert mine.rms == pytest.approx(rms(theirs), rel=0.01)
    assert mine.expected == pytest.approx(rms(theirs), rel=0.01)
    assert mine.reach == 1


def test_several_arrays_come_from_one_stream_of_chance():
    first, second = described([("he_normal", (9, 9)), ("he_normal", (9, 9))], 0)

    assert not np.array_equal(first.corner, second.corner)
    assert first.counts == describe(draw("he_normal", (9, 9), generator()), 1.0).counts
