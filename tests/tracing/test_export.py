"""Exported files hold the trace number for number, need no pickle, and are never half written."""

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from rnnviz import Intervention, Network, RnnvizError, Trace, export_npz, export_parquet, trace
from rnnviz.network.spec import NetworkSpec

HOSTILE = ("</script>", "\u202eelif", "👩🏽‍🚀", "$t", 'a"\n,b', "</script>")
KINDS = [
    {"cell": "rnn"},
    {"cell": "lstm", "n_classes": 3},
    {"cell": "lstm", "bidirectional": True, "n_classes": 1},
    {"cell": "gru", "dtype": "float64", "bias": False},
]
SHAPES = [(6, 5), (2, 6, 5)]
EXPORTS = [export_npz, export_parquet]


def traced(cell: str = "lstm", shape: tuple[int, ...] = (6, 5), **options: Any) -> Trace:
    network = Network.random(cell, 5, (4, 3), init="torch", **options)
    tokens = HOSTILE if len(shape) == 2 else ()
    return trace(network, np.random.default_rng(3).standard_normal(shape), tokens=tokens)


def arrays_of(result: Trace) -> dict[str, np.ndarray]:
    """Everything over time by the name that the npz file has for it."""
    arrays = {} if result.output is None else {"output": result.output}
    arrays |= {} if result.probabilities is None else {"probabilities": result.probabilities}
    for number, layer in enumerate(result.layers, start=1):
        for way in layer.directions:
            prefix = f"layer{number}." + f"{way.direction}." * result.spec.bidirectional
            arrays |= {prefix + name: array for name, array in way.quantities()}
    return arrays


def table_of(result: Trace) -> pd.DataFrame:
    file = io.BytesIO()
    export_parquet(result, file)
    return pd.read_parquet(file)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_npz_holds_every_number_and_weight_by_name_and_opens_without_pickle(
    kind: dict[str, Any], shape: tuple[int, ...], tmp_path: Path
) -> None:
    result = traced(shape=shape, **kind)
    export_npz(result, tmp_path / "trace.npz")

    with np.load(tmp_path / "trace.npz", allow_pickle=False) as file:
        data = dict(file)

    texts = {key: json.loads(str(data.pop(key))) for key in ("spec", "card", "interventions")}
    assert tuple(data.pop("tokens").tolist()) == result.tokens
    firsts = {key for key in data if key.endswith((".h_0", ".c_0"))}
    expected = {"inputs": result.inputs, **result.weights, **arrays_of(result)}
    assert data.keys() - firsts == expected.keys()
    for name, array in expected.items():
        np.testing.assert_array_equal(data[name], array, strict=True)
    spec = texts["spec"]
    assert NetworkSpec(**{**spec, "hidden_sizes": tuple(spec["hidden_sizes"])}) == result.spec
    assert texts["card"] == dict(result.card)


def test_npz_names_first_states_by_layer_and_direction() -> None:
    file = io.BytesIO()
    network = Network.random("lstm", 5, (4,), bidirectional=True)
    c_0 = np.random.default_rng(0).standard_normal((2, 4)).astype("float32")
    export_npz(trace(network, np.ones((3, 5)), c_0=c_0), file)
    file.seek(0)

    with np.load(file) as data:
        np.testing.assert_array_equal(data["layer1.forward.h_0"], np.zeros(4))
        np.testing.assert_array_equal(data["layer1.backward.c_0"], c_0[1])


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_parquet_holds_every_number_over_time_in_a_row_of_its_own(
    kind: dict[str, Any], shape: tuple[int, ...]
) -> None:
    result = traced(shape=shape, **kind)

    table = table_of(result)

    expected = arrays_of(result)
    assert len(table) == sum(array.size for array in expected.values())
    assert table["value"].dtype == result.spec.dtype
    for (layer, direction, quantity), rows in table.groupby(
        ["layer", "direction", "quantity"], observed=True
    ):
        way = f"{direction}." if result.spec.bidirectional else ""
        array = expected.pop(f"layer{layer}.{way}{quantity}" if layer else quantity)
        np.testing.assert_array_equal(rows["value"].to_numpy().reshape(array.shape), array)
    assert not expected


def test_parquet_counts_from_1_and_names_blocks_of_stacked_quantities() -> None:
    result = traced("lstm", (2, 6, 5))
    lstm = result.layers[1]

    table = table_of(result).set_index(["sentence", "t", "layer", "quantity", "unit"])

    assert table.loc[(2, 6, 2, "cell", 3), "value"].item() == lstm.cell[1, 5, 2]
    assert table["block"].loc[[(1, 1, 1, "hidden", 1)]].isna().all()
    assert table["token"].isna().all()
    four = table.loc[(2, 4, 2, "pre_activation", 1)]
    assert four["block"].tolist() == ["input_gate", "forget_gate", "candidate", "output_gate"]
    assert four["value"].tolist() == lstm.pre_activation[1, 3, ::3].tolist()


def test_tokens_come_back_from_both_files_as_they_were() -> None:
    result, file = traced("gru"), io.BytesIO()
    export_npz(result, file)
    file.seek(0)

    assert tuple(np.load(file)["tokens"].tolist()) == HOSTILE
    assert tuple(table_of(result).groupby("t")["token"].first()) == HOSTILE


def test_parquet_has_dictionary_columns_and_tells_of_network_and_changes(tmp_path: Path) -> None:
    change = Intervention("forget_gate", 1, units=(2,), value=1.0)
    network = Network.random("lstm", 5, (4,))
    export_parquet(trace(network, np.ones((3, 5)), interventions=[change]), tmp_path / "t.parquet")

    schema = pq.read_schema(tmp_path / "t.parquet")

    for name in ("token", "direction", "quantity", "block"):
        assert str(schema.field(name).type).startswith("dictionary<values=string")
    told = {key.decode(): json.loads(text) for key, text in schema.metadata.items()
            if key in (b"spec", b"card", b"interventions")}  # fmt: skip
    assert told["spec"] == json.loads(json.dumps(asdict(network.spec)))
    assert told["card"]["is_trained"] == "no"
    assert told["interventions"][0]["quantity"] == "forget_gate"


@pytest.mark.parametrize("export", EXPORTS)
def test_equal_traces_make_equal_files_and_nothing_else(export: Any, tmp_path: Path) -> None:
    file: BinaryIO = io.BytesIO()
    (tmp_path / "a").write_text("old")

    export(traced(), file)
    export(traced(), tmp_path / "a")
    export(traced(), str(tmp_path / "b"))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == file.getvalue()


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "Is a directory"), ("a" * 5000, "name too long"), ("gone/t", "No such file"), ("\0", "")],
)
def test_path_where_no_file_can_be_is_refused(
    export: Any, name: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(RnnvizError, match=rf"cannot be saved as .{{1,61}}: .*{reason}.*; give"):
        export(traced(), tmp_path / name)

    assert list(tmp_path.parent.glob(f"{tmp_path.name}*/*")) == []


def test_token_that_parquet_cannot_hold_is_refused_in_a_sentence() -> None:
    half = trace(Network.random("rnn", 5, (4,)), np.ones((1, 5)), tokens=["\ud83d"])

    with pytest.raises(RnnvizError, match=r"valid Unicode only, but a token has '\\ud83d' in it"):
        export_parquet(half, io.BytesIO())
