"""Ids and rows are dealt from one seed, as torch would, and nothing else is disturbed."""

import numpy as np
import torch

from rnnviz.training.dealt_table import dealt_table


def test_ten_ids_are_the_numbers_0_to_9_in_another_order():
    ids, table = dealt_table(0)

    assert sorted(ids) == list(range(10))
    assert list(ids) != list(range(10))
    assert table.shape == (10, 4)
    assert table.dtype == np.float32


def test_the_same_seed_deals_the_same_and_another_seed_another():
    first, again, other = dealt_table(5), dealt_table(5), dealt_table(6)

    assert first[0] == again[0]
    np.testing.assert_array_equal(first[1], again[1])
    assert not np.array_equal(first[1], other[1])


def test_rows_are_standard_normal_as_torch_fills_an_embedding():
    _, table = dealt_table(1, n_rows=2_000, width=20)

    assert abs(table.mean()) < 0.02
    assert abs(table.std() - 1) < 0.02


def test_dealing_leaves_torchs_own_chance_as_it_was():
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)

    dealt_table(8)

    after = torch.rand(2)
    assert after.shape == expected.shape
    assert torch.equal(after, expected)
