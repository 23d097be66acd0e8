"""Numbers, sizes and shapes read the same on every screen."""

import pytest

from rnnviz.written import n_bytes, plain, shape, short, signed


@pytest.mark.parametrize(("value", "text"), [(0.5, "0.500"), (-0.25, "−0.250"), (2, "2.000")])
def test_numbers_have_a_true_minus(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "+0.50"), (-0.25, "−0.25"), (0.0, "+0.00")])
def test_signed_numbers_carry_plus_or_a_true_minus(value, text):
    assert signed(value, 2) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (1600, "1.6 kB"), (8e7, "80.0 MB"),
                        (16e9, "16.0 GB")],
)  # fmt: skip
def test_bytes_are_told_in_the_largest_unit_that_fits(count, text):
    assert n_bytes(count) == text


def test_a_shape_is_written_as_in_the_course():
    assert shape(4, 80, 100) == "[4, 80, 100]"


@pytest.mark.parametrize(("word", "shown"), [("word", "word"), ("internationally", "internatio…")])
def test_a_long_word_is_cut_with_an_ellipsis(word, shown):
    assert short(word, 11) == shown
