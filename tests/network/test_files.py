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


def test_equal_networks_make_equal_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.safetensors" for n in range(8)]
    for path in paths:
        Network.random("gru", 3, (4,), n_classes=1).save(path)

    assert len({path.read_bytes() for path in paths}) == 1


def test_saving_leaves_no_other_file_behind(saved: Path) -> None:
    Network.random("rnn", 3, (4,)).save(saved)

    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
    assert Network.load(saved).spec.cell == "rnn"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match=r"no network file gone\.safetensors"):
        Network.load(tmp_path / "gone.safetensors")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "Is a directory"), ("a" * 5000, "name too long"), ("gone/n", "No such file"), ("\0", "")],
)
def test_path_where_no_file_can_be_is_refused_for_reading_and_writing(
    name: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(NetworkFileError, match=rf"no network file .{{1,61}} to read \(.*{reason}"):
        Network.load(tmp_path / name)
    with pytest.raises(NetworkFileError, match=rf"cannot be saved as .{{1,61}}: .*{reason}.*; g"):
        Network.random("rnn", 3, (4,)).save(tmp_path / name)

    assert list(tmp_path.parent.glob(f"{tmp_path.name}*/*")) == []


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_weights_that_are_not_finite_are_named_and_neither_loaded_nor_saved(
    bad: float, saved: Path
) -> None:
    tensors = load_file(saved)
    tensors["weight_hh_l1"][0, 0] = bad
    rewrite(saved, tensors)
    module = torch.nn.GRU(3, 4)
    torch.nn.init.constant_(module.bias_hh_l0, bad)

    with pytest.raises(NetworkFileError, match="NaN or infinite in weight_hh_l1: a training"):
        Network.load(saved)
    with pytest.raises(NetworkFileError, match="NaN or infinite in bias_hh_l0: a training"):
        Network.from_torch(module).save(saved)


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
        ({"rnnviz": "1" * 5000}, r"not one of rnnviz.*names no format"),
        ({"spec": "{"}, "describes no network"),
        ({"spec": "[" * 100_000}, "describes no network that can be built .*recursion"),
        (
            {"spec": '{"cell": "rnn", "input_size": 3, "hidden_sizes": [4], "bias": "no"}'},
            "bias must be True or False, not 'no'",
        ),
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
