"""A spec refuses what cannot be built, in words."""

import pytest

from rnnviz import NetworkSpec
from rnnviz.errors import SpecError


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cell": "transformer"}, r"cell must be one of rnn, lstm, gru, not 'transformer'"),
        ({"nonlinearity": "sigmoid"}, "nonlinearity must be one of tanh, relu"),
        ({"dtype": "float16"}, "dtype must be one of float32, float64"),
        ({"hidden_sizes": ()}, "at least one layer of positive size"),
        ({"hidden_sizes": (4, 0)}, "at least one layer of positive size"),
        ({"input_size": -1}, "positive input size"),
        ({"input_size": 2.5}, "positive input size"),
        ({"n_classes": -1}, "n_classes must be 0"),
        ({"bias": "no"}, "bias must be True or False, not 'no'"),
        ({"bidirectional": 0}, "bidirectional must be True or False, not 0"),
        ({"reset_after": None}, "reset_after must be True or False, not None"),
    ],
)
def test_impossible_spec_is_refused_and_named(fields: dict[str, object], message: str) -> None:
    possible = {"cell": "lstm", "input_size": 3, "hidden_sizes": (4,)}

    with pytest.raises(SpecError, match=message):
        NetworkSpec(**{**possible, **fields})


@pytest.mark.parametrize(("cell", "n_blocks"), [("rnn", 1), ("gru", 3), ("lstm", 4)])
def test_each_cell_stacks_its_own_number_of_blocks(cell: str, n_blocks: int) -> None:
    assert NetworkSpec(cell, 3, (4,)).n_blocks == n_blocks


@pytest.mark.parametrize(("bidirectional", "widths"), [(False, [3, 4, 5]), (True, [3, 8, 10])])
def test_each_layer_reads_what_the_layer_below_writes(
    bidirectional: bool, widths: list[int]
) -> None:
    spec = NetworkSpec("gru", 3, (4, 5, 6), bidirectional=bidirectional)

    assert [spec.layer_input_size(layer) for layer in range(3)] == widths
