"""One-hot rows are torch's; they cost what numpy says; different ones are at right angles."""

import numpy as np
import pytest
import torch

from rnnviz.errors import ShapeError
from rnnviz.text.onehot import MAX_CELLS, footprint, one_hot


def test_rows_are_those_of_torch():
    ids = [3, 0, 3, 9]

    expected = torch.nn.functional.one_hot(torch.tensor(ids), 10)

    np.testing.assert_array_equal(one_hot(ids, 10), expected.numpy())


def test_a_word_outside_is_a_row_of_zeros():
    rows = one_hot([1, -1], 3)

    assert rows.tolist() == [[0, 1, 0], [0, 0, 0]]


def test_every_row_of_a_known_word_has_exactly_one_1(rng):
    rows = one_hot(rng.integers(0, 500, 60).tolist(), 500)

    assert (rows.sum(axis=1) == 1).all()
    assert set(np.unique(rows)) == {0, 1}


def test_different_rows_are_at_right_angles_and_equal_ones_coincide():
    rows = one_hot([4, 7, 4], 10)

    assert (rows @ rows.T).tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]


@pytest.mark.parametrize("table_id", [0, 7, 19])
def test_a_row_times_a_table_is_the_tables_row_to_the_last_bit(rng, table_id):
    table = rng.standard_normal((20, 6)).astype(np.float32)

    np.testing.assert_array_equal(one_hot([table_id], 20)[0] @ table, table[table_id])


def test_the_course_example_takes_200_kb_against_1_kb_against_40_bytes():
    taken = footprint(5, 10_000, 50)

    assert (taken.dense, taken.embedded, taken.ids) == (200_000, 1_000, 40)


def test_the_bytes_are_those_of_the_arrays_themselves():
    ids = np.array([1, 2, 3], dtype=np.int64)
    taken = footprint(3, 70, 8)

    assert taken.dense == one_hot(ids.tolist(), 70).nbytes
    assert taken.ids == ids.nbytes
    assert taken.embedded == np.zeros((3, 8), dtype=np.float32).nbytes


@pytest.mark.parametrize("ids", [[3], [-2], [0, 99]])
def test_an_id_outside_the_vocabulary_is_refused_with_its_range(ids):
    with pytest.raises(ShapeError, match="Ids run from 0 to 2; got one outside"):
        one_hot(ids, 3)


def test_a_matrix_too_large_to_write_out_is_refused_before_it_is_made():
    with pytest.raises(ShapeError, match=f"at most {MAX_CELLS:,}"):
        one_hot([0] * 200, 400_000)
