"""Features are pandas', pieces are NumPy's, and nonsense between the brackets is answered."""

import numpy as np
import pandas as pd
import pytest

from rnnviz.errors import ShapeError
from rnnviz.text.series import FEATURES, N_MEAN, Cut, cut, piece, price_features


@pytest.fixture
def prices(rng: np.random.Generator) -> np.ndarray:
    return np.exp(rng.standard_normal((3, 20)).cumsum(axis=1) / 10)


def test_features_are_those_of_pandas_from_the_first_week_that_has_all(prices):
    found = price_features(prices)

    frame = pd.DataFrame(prices.T)
    expected = {
        "price": frame,
        "change": frame.pct_change(),
        "deviation": frame / frame.rolling(N_MEAN).mean() - 1,
    }
    assert found.shape == (3, 17, 3)
    assert found.dtype == np.float32
    for k, name in enumerate(FEATURES):
        truth = expected[name].to_numpy().T[:, N_MEAN - 1 :]
        np.testing.assert_allclose(found[..., k], truth, rtol=0, atol=1e-6)


def test_a_price_that_never_changes_has_no_change_and_no_deviation():
    found = price_features(np.full((1, 6), 2.0))

    assert (found[..., 0] == 2).all()
    assert (found[..., 1:] == 0).all()


@pytest.mark.parametrize("shape", [(2, 3), (7,), (2, 3, 4)])
def test_prices_too_short_or_of_other_axes_are_refused_with_their_shape(shape):
    with pytest.raises(ShapeError, match=r"at least 4 timesteps, got shape \("):
        price_features(np.ones(shape))


@pytest.mark.parametrize(
    "brackets",
    [
        ("2", ":", "0"),
        (":", "0:10", ":"),
        ("-1", "-5:", "1"),
        ("0:2", "::7", "::-1"),
        ("1:", "3", "2"),
        ("::-1", "15:2:-3", ":"),
        ("0", "0", "0"),
        (" 1 : 3 ", "-100:100", ":2"),
    ],
)
def test_a_piece_is_what_numpy_cuts_by_the_same_text(prices, brackets):
    x = price_features(prices)
    cuts = tuple(cut(text, n, "bsn"[i]) for i, (text, n) in enumerate(zip(brackets, x.shape)))  # noqa: B905

    expected = eval(f"x[{', '.join(brackets)}]", {"x": x})

    found = piece(x, cuts)
    assert found.shape == np.shape(expected)
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("text", ["all", "ALL", "", "  ", ":", "::"])
def test_all_and_nothing_typed_keep_the_whole_axis(text):
    assert cut(text, 4, "b").kept == (0, 1, 2, 3)
    assert not cut(text, 4, "b").is_index


def test_an_index_from_the_end_is_counted_from_the_end_and_takes_the_axis_away():
    assert cut("-1", 6, "b") == Cut("-1", (5,), is_index=True)


@pytest.mark.parametrize(
    "text", ["two", "1.5", "1:2:3:4", "0x1", "1;2", "--1", "²", "1" * 30, "<b>", "[0]", "-"]
)
def test_what_is_no_index_is_quoted_with_what_would_be_one(text):
    with pytest.raises(ShapeError, match="Axis s takes an index such as 2, a range") as refusal:
        cut(text, 10, "s")
    assert text[:20] in str(refusal.value)


@pytest.mark.parametrize("text", ["6", "-7", "100000000"])
def test_an_index_outside_is_answered_with_the_axis_size(text):
    with pytest.raises(ShapeError, match=r"index runs from 0 to 5 .or from -6 to -1.*is outside"):
        cut(text, 6, "b")


@pytest.mark.parametrize("text", ["4:2", "10:", "0:0"])
def test_a_range_that_keeps_nothing_says_where_indices_lie(text):
    with pytest.raises(ShapeError, match="keeps nothing of axis s, whose indices run from 0 to 4"):
        cut(text, 5, "s")


def test_a_step_of_zero_is_refused_before_numpy_sees_it():
    with pytest.raises(ShapeError, match="cannot step by 0"):
        cut("0:4:0", 5, "s")


def test_a_long_text_is_quoted_only_in_part():
    with pytest.raises(ShapeError, match="…") as refusal:
        cut("x" * 5000, 5, "s")
    assert len(str(refusal.value)) < 200
