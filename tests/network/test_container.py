"""A file of weights holds any described network, and what it cannot hold it says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from rnnviz.errors import NetworkFileError, SpecError
from rnnviz.network import container


@dataclass(frozen=True)
class Described:
    """The smallest description: how many numbers."""

    size: int


def described(fields: dict[str, Any]) -> Described:
    if fields["size"] < 0:
        raise SpecError("a size is not negative")
    return Described(**fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.safetensors"


def rewritten(path: Path, **metadata: str) -> Path:
    told = {"rnnviz": "1", "spec": '{"size": 3}', "card": "{}"} | metadata
    save_file({"w": torch.zeros(3)}, path, told)
    return path


def test_what_was_written_is_read_with_its_description_and_its_card(path):
    container.write(path, Described(3), {"w": torch.arange(3.0)}, {"title": "three"})

    spec, tensors, card = container.read(path, described)

    assert spec == Described(3)
    assert tensors["w"].tolist() == [0, 1, 2]
    assert card == {"title": "three"}


def test_any_reader_of_safetensors_finds_the_same_numbers(path):
    container.write(path, Described(3), {"w": torch.arange(3.0)}, {})

    assert load_file(path)["w"].tolist() == [0, 1, 2]


def test_a_tensor_that_lies_scattered_in_memory_is_written_in_order(path):
    scattered = torch.arange(6.0).reshape(2, 3).T

    container.write(path, Described(6), {"w": scattered}, {})

    assert container.read(path, described)[1]["w"].tolist() == scattered.tolist()


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ('{"size": -1}', "a size is not negative"),
        ('{"width": 3}', "'size'"),
        ("[3]", "list indices"),
        ("{", "Expecting property name"),
    ],
)
def test_a_description_that_its_describer_refuses_is_told_with_the_reason(path, spec, reason):
    with pytest.raises(NetworkFileError, match=f"describes no network that can be built.*{reason}"):
        container.read(rewritten(path, spec=spec), described)


@pytest.mark.parametrize("version", ["", "0", "one", "-1", "1" * 12])
def test_a_file_without_a_format_of_ours_is_told_to_be_foreign(path, version):
    with pytest.raises(NetworkFileError, match="not one of rnnviz"):
        container.read(rewritten(path, rnnviz=version), described)


def test_a_file_of_a_newer_format_asks_for_an_update(path):
    with pytest.raises(NetworkFileError, match="format 2, and this rnnviz reads up to 1; update"):
        container.read(rewritten(path, rnnviz="2"), described)


def test_half_a_file_is_told_to_be_damaged(path):
    container.write(path, Described(3), {"w": torch.arange(3.0)}, {})
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(NetworkFileError, match="not a whole safetensors file"):
        container.read(path, described)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_none_is_neither_written_nor_read(path, bad):
    with pytest.raises(NetworkFileError, match="NaN or infinite in w"):
        container.write(path, Described(1), {"w": torch.tensor([bad])}, {})
    assert not path.exists()

    told = {"rnnviz": "1", "spec": '{"size": 1}', "card": "{}"}
    save_file({"w": torch.tensor([bad])}, path, told)
    with pytest.raises(NetworkFileError, match="NaN or infinite in w"):
        container.read(path, described)


@pytest.mark.parametrize(
    ("expected", "dtype", "said"),
    [
        ({"w": (4,)}, "float32", r"w should have shape \(4,\) but has \(3,\)"),
        ({}, "float32", r"w should have shape none but has \(3,\)"),
        ({"w": (3,), "v": (1,)}, "float32", r"v should have shape \(1,\) but has none"),
        ({"w": (3,)}, "float64", "should hold float64 but holds torch.float32"),
    ],
)
def test_tensors_that_are_not_those_described_are_refused_by_name(expected, dtype, said):
    with pytest.raises(NetworkFileError, match=said):
        container.check_shapes(expected, dtype, {"w": torch.zeros(3)}, "some.safetensors")


def test_tensors_that_are_those_described_pass():
    container.check_shapes({"w": (3,)}, "float32", {"w": torch.zeros(3)}, "some.safetensors")


def test_the_card_comes_back_as_words_whatever_was_in_it(path):
    found = container.read(rewritten(path, card=json.dumps({"epochs": 3, "ok": True})), described)

    assert found[2] == {"epochs": "3", "ok": "True"}
