"""A selection's numbers, names and lines are those of the prices that NumPy would cut."""

import numpy as np
import pytest

from app import cache_encode
from app.encode import selection
from app.state import EncodeView


def chosen(**axes: str) -> selection.Selection:
    return selection.selected(cache_encode.prices(), EncodeView(**axes))


@pytest.mark.parametrize(
    ("source", "letters", "n_axes"),
    [("one series", "s", 1), ("several", "bs", 2), ("with features", "bsn", 3), ("text", "", 3)],
)
def test_a_source_has_the_axes_that_can_be_cut(source, letters, n_axes):
    assert selection.letters(source) == letters
    assert selection.tensor(cache_encode.prices(), source).ndim == n_axes


def test_lines_are_the_kept_series_of_the_kept_weeks():
    x = cache_encode.prices().features

    found = chosen(axis_b="1:3", axis_s="10:20", axis_n="1")

    np.testing.assert_array_equal(np.float32(found.lines), x[1:3, 10:20, 1])
    assert found.names == ["AAPL", "AMZN"]
    assert found.ends == (cache_encode.prices().weeks[10], cache_encode.prices().weeks[19])


def test_of_several_features_the_first_is_read_off_and_that_is_said():
    x = cache_encode.prices().features

    found = chosen(axis_b="0", axis_s="0:3", axis_n="1:")

    np.testing.assert_array_equal(np.float32(found.rows), x[:1, :3, 1])
    assert "first 1 × 3 numbers of the first feature" in found.more


def test_a_table_that_shows_everything_says_nothing_of_more():
    assert chosen(axis_b="0", axis_s="0:3", axis_n="0").more == ""


def test_the_table_is_a_corner_of_a_large_selection():
    found = chosen(axis_b="all", axis_s="all", axis_n="2")

    assert (len(found.rows), len(found.rows[0])) == (6, selection.MAX_COLUMNS)
    assert len(found.heads) == selection.MAX_COLUMNS
    assert "first 6 ×" in found.more


def test_backward_steps_keep_their_order():
    found = chosen(axis_b="0", axis_s="::-1", axis_n="0")

    assert found.ends == (cache_encode.prices().weeks[-1], cache_encode.prices().weeks[0])


def test_the_box_is_whole_whatever_is_cut_and_colours_a_price_by_its_distance_from_1():
    x = cache_encode.prices().features

    found = chosen(axis_b="0", axis_s="5", axis_n="0")

    box = np.array(found.sheets)
    assert box.shape == (3, 6, 102)
    np.testing.assert_allclose(box[0], x[..., 0] - 1, atol=1e-6)
    np.testing.assert_allclose(box[1:], np.moveaxis(x[..., 1:], 2, 0), atol=1e-6)


def test_one_series_is_a_box_of_one_row_and_one_sheet():
    found = chosen(source="one series", axis_s="0:10")

    assert np.shape(found.sheets) == (1, 1, 102)
    assert len(found.terms) == 1
    assert "`x[0:10]`" in found.said
    assert "**[10]**" in found.said


def test_axes_that_a_source_lacks_are_not_read():
    assert chosen(source="one series", axis_b="nonsense", axis_s="0:2").names == ["GOOG"]
