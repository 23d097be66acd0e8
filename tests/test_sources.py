"""Every file in assets/ has a row in SOURCES.md, and the shipped networks are what they say."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from rnnviz import Network
from rnnviz.convolution.network import ConvolutionNetwork

ASSETS = Path(__file__).parent.parent / "assets"
SOURCES = (ASSETS / "SOURCES.md").read_text(encoding="utf-8")
FILES = sorted(p for p in ASSETS.rglob("*") if p.is_file() and p.name != "SOURCES.md")
MODELS = sorted((ASSETS / "models").glob("*.safetensors"))
CONVOLUTIONS = [path for path in MODELS if path.stem.startswith("cnn")]
RECURRENT = [path for path in MODELS if path not in CONVOLUTIONS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_has_a_row_with_its_digest(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert f"| {path.relative_to(ASSETS).as_posix()} | `{digest}` |" in SOURCES


def test_every_row_has_its_file() -> None:
    rows = re.findall(r"^\| (\S+/\S+) \| `", SOURCES, flags=re.MULTILINE)

    assert rows == [path.relative_to(ASSETS).as_posix() for path in FILES]


def test_three_cells_and_convolutions_are_shipped_at_three_moments_of_their_training() -> None:
    kinds = ("lstm", "gru", "rnn", "cnn")
    expected = {f"{kind}-{m}" for kind in kinds for m in ("random", "epoch1", "trained")}

    assert {path.stem for path in MODELS} == expected


def check_card(path: Path, card: Mapping[str, str]) -> None:
    for key in ("data", "split", "seed", "date", "epochs", "command", "baseline_tf_idf"):
        assert card[key]
    assert card["is_trained"] == ("no" if path.stem.endswith("random") else "yes")


@pytest.mark.parametrize("path", RECURRENT, ids=lambda path: path.stem)
def test_card_tells_data_split_seed_date_accuracy_yardsticks_and_command(path: Path) -> None:
    network = Network.load(path)

    assert network.spec.hidden_sizes == (64, 64)
    check_card(path, network.card)


@pytest.mark.parametrize("path", CONVOLUTIONS, ids=lambda path: path.stem)
def test_convolutions_card_tells_the_same_of_the_same_split_and_settings(path: Path) -> None:
    network = ConvolutionNetwork.load(path)
    beside = Network.load(path.with_stem(path.stem.replace("cnn", "rnn"))).card

    assert (network.spec.filters, network.spec.kernel_size) == ((64, 64), 3)
    check_card(path, network.card)
    for key in ("data", "split", "embeddings", "optimiser", "seed", "baseline_tf_idf"):
        assert network.card[key] == beside[key]


def test_trained_convolutions_reach_their_accuracy_with_every_seed() -> None:
    card = ConvolutionNetwork.load(ASSETS / "models" / "cnn-trained.safetensors").card

    reached = [float(share) for share in card["test_accuracy_of_seeds"].split(", ")]
    assert len(reached) == 3
    assert min(reached) >= 0.74


@pytest.mark.parametrize(("cell", "least"), [("lstm", 0.74), ("gru", 0.74), ("rnn", 0.67)])
def test_trained_network_reaches_the_accuracy_its_cell_can(cell: str, least: float) -> None:
    accuracy = float(
        Network.load(ASSETS / "models" / f"{cell}-trained.safetensors").card["test_accuracy"]
    )

    assert accuracy >= least
