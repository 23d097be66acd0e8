"""What the Encode page keeps: real prices, real frequencies, tables in a stated order."""

import numpy as np
import plotly.data
import pytest

from app import cache_encode
from rnnviz.text.series import FEATURES


def test_prices_are_those_that_come_with_plotly_from_the_fourth_week_on():
    prices, table = cache_encode.prices(), plotly.data.stocks()

    assert prices.stocks == ("GOOG", "AAPL", "AMZN", "FB", "NFLX", "MSFT")
    assert prices.features.shape == (6, len(table) - 3, len(FEATURES))
    assert (prices.weeks[0], prices.weeks[-1]) == ("2018-01-22", table["date"].iloc[-1])
    for b, stock in enumerate(prices.stocks):
        np.testing.assert_allclose(prices.features[b, :, 0], table[stock].iloc[3:], rtol=1e-6)


def test_prices_are_shared_by_all_and_cannot_be_written_to():
    assert cache_encode.prices() is cache_encode.prices()
    with pytest.raises(ValueError, match="read-only"):
        cache_encode.prices().features[0, 0, 0] = 1


def test_there_are_5000_different_chinese_characters_the_commonest_first():
    characters = cache_encode.characters()

    assert len(set(characters)) == len(characters) == 5_000
    assert characters[0] == "的"


def test_the_ten_commonest_of_a_published_count_are_among_the_first_twenty():
    published = "的一是不了在人有我他"  # Jun Da, Modern Chinese Character Frequency List, 2004

    assert set(published) <= set(cache_encode.characters()[:20])


def test_a_table_holds_the_sentences_words_first_and_then_the_vectors_first_ones(glove):
    words = cache_encode.filled_up(("movie", "the", "movie", "qqzx"), 6)

    assert words[:2] == ("movie", "the")
    assert words[2:] == tuple(w for w in glove.words[:9] if w.isalpha() and w != "the")[:4]


@pytest.mark.parametrize("token_id", [0, 1_005, 399_999])
def test_one_hot_times_all_400000_rows_is_the_row_to_the_last_bit(glove, token_id):
    np.testing.assert_array_equal(cache_encode.product(token_id), glove.matrix[token_id])


def test_a_step_starts_from_the_words_own_vectors(glove):
    step = cache_encode.step(("movie", "good"), (0,), 1.0, 0.1, is_frozen=False)

    np.testing.assert_array_equal(step.table.before, glove.embed(("movie", "good")))
    np.testing.assert_array_equal(step.weight.before, cache_encode.head(50))


def test_the_heads_first_weights_lie_in_torchs_range_for_their_width():
    weights = cache_encode.head(400)

    assert weights.dtype == np.float32
    assert np.abs(weights).max() <= 1 / 20
    assert np.abs(weights).max() > 0.9 / 20
