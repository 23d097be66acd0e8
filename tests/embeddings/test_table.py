"""The embedding table is finite, and nobody's to change."""

import numpy as np
import pytest

from rnnviz.embeddings.table import frozen_table
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import VectorsError


@pytest.fixture
def path(tmp_path):
    np.save(tmp_path / "rows.npy", np.eye(3, dtype=np.float32))
    return tmp_path / "rows.npy"


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
def test_later_changes_of_the_callers_matrix_do_not_reach_the_vectors(dtype):
    matrix = np.eye(2, dtype=dtype)
    vectors = WordVectors(["a", "b"], matrix, "mine")
    matrix[0] = 5
    assert vectors["a"].tolist() == [1, 0]


def test_a_read_only_view_of_a_writeable_matrix_is_copied_too():
    matrix = np.eye(2, dtype=np.float32)
    view = matrix.view()
    view.flags.writeable = False
    assert not np.shares_memory(frozen_table(view), matrix)


def test_a_memory_map_opened_read_only_is_shared_and_not_copied(path):
    mapped = np.load(path, mmap_mode="r")
    table = frozen_table(mapped)
    assert isinstance(table, np.memmap)
    assert np.shares_memory(table, mapped)


@pytest.mark.parametrize("mode", ["r+", "c"])
def test_a_memory_map_that_can_be_written_is_copied(mode, path):
    mapped = np.load(path, mmap_mode=mode)
    table = frozen_table(mapped)
    mapped[0] = 7
    assert table[0].tolist() == [1, 0, 0]


@pytest.mark.parametrize("bad", [np.nan, -np.inf, 1e300])
def test_a_number_that_is_not_finite_in_float32_is_refused_with_its_row(bad):
    with pytest.raises(VectorsError, match="finite numbers in float32, but row 2 has NaN or inf"):
        WordVectors(["a", "b", "c"], [[1, 2], [3, bad], [bad, 4]], "broken")
