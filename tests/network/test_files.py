"""Network files come back bit for bit, and damaged ones are refused in one sentence."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from rnnviz import Network
from rnnviz.errors import NetworkFileError

KINDS = [
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm", "n_classes": 3},
    {"cell": "lstm", "bias": False},
    {"cell": "gru", "reset_after": False, "dtype": "float64"},
    {"cell": "gru", "bidirectional": True, "n_classes": 1},
]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "small.safetensors"
    Network.random("lstm", 3, (4, 2), n_classes=1).save(path)
    return path


def rewrite(path: Path, tensors: dict[str, torch.Tensor], **metadata: str) -> None:
    spec = json.dumps({"cell": "lstm", "input_size": 3, "hidden_sizes": [4, 2], "n_classes": 1})
    save_file(tensors, path, {"rnnviz": "1", "spec": spec, "card": "{}", **metadata})


@pytest.mark.parametrize("kind", KINDS)
def test_network_comes_back_from_its_file_bit_for_bit(
    kind: dict[str, object], tmp_path: Path
) -> None:
    network = Network.random(input_size=3, hidden_sizes=(4, 2), seed=6, **kind)
    network.save(tmp_path / "n.safetensors")

    loaded = Network.load(tmp_path / "n.safetensors")

    assert loaded.spec == network.spec
    assert dict(loaded.card) == dict(network.card)
    for (ours, *_), (theirs, *_) in zip(network.layers, loaded.layers, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_file_names_its_tensors_as_torch_does(saved: Path) -> None:
    names = set(load_file(saved))

    layers = torch.nn.LSTM(3, 4, 2).state_dict()
    assert names == {*layers, "head.weight", "head.bias"}


def test_saving_leaves_no_other_file_behind(saved: Path) -> None:
    Network.random("rnn", 3, (4,)).save(saved)

    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
    assert Network.load(saved).spec.cell == "rnn"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match=r"no network file gone\.safetensors"):
        Network.load(tmp_path / "gone.safetensors")


@pytest.mark.parametrize("n_kept", [0, 4, 100, -1])
def test_truncated_file_is_refused_as_not_whole(saved: Path, n_kept: int) -> None:
    saved.write_bytes(saved.read_bytes()[:n_kept])

    with pytest.raises(NetworkFileError, match="not a whole safetensors file"):
        Network.load(saved)


def test_pickle_is_refused_and_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "pickle.pt"
    torch.save({"weight": torch.zeros(1)}, path)

    with pytest.raises(NetworkFileError, match="not a whole safetensors file"):
        Network.load(path)


def test_foreign_safetensors_file_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    save_file({"weight": torch.zeros(1)}, tmp_path / "foreign.safetensors")

    with pytest.raises(NetworkFileError, match=r"not one of rnnviz.*Network\.from_torch"):
        Network.load(tmp_path / "foreign.safetensors")


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"rnnviz": "99"}, "has format 99, and this rnnviz reads up to 1; update rnnviz"),
        ({"spec": "{"}, "describes no network"),
        ({"spec": "[1]"}, "describes no network"),
        ({"spec": '{"cell": "lstm", "input_size": 3, "hidden_sizes": []}'}, "at least one layer"),
        ({"card": "3"}, "describes no network"),
    ],
)
def test_metadata_that_makes_no_sense_is_refused(
    saved: Path, metadata: dict[str, str], message: str
) -> None:
    rewrite(saved, load_file(saved), **metadata)

    with pytest.raises(NetworkFileError, match=message):
        Network.load(saved)


@pytest.mark.parametrize(
    ("name", "tensor", "message"),
    [
        ("weight_hh_l0", torch.zeros(2, 2), r"weight_hh_l0 should have shape \(16, 4\) but has"),
        ("weight_hh_l9", torch.zeros(2, 2), r"weight_hh_l9 should have shape none but has \(2, 2"),
        ("head.bias", torch.zeros(1, dtype=torch.float64), "hold float32 but holds torch.float64"),
    ],
)
def test_tensors_that_do_not_fit_the_spec_are_named(
    saved: Path, name: str, tensor: torch.Tensor, message: str
) -> None:
    tensors = {key: value.float() for key, value in load_file(saved).items()}
    if tensor.dtype == torch.float64:
        tensors = {key: value.double() for key, value in tensors.items()}
    rewrite(saved, {**tensors, name: tensor})

    with pytest.raises(NetworkFileError, match=message):
        Network.load(saved)
