"""Every file in assets/ has a row in SOURCES.md, and the shipped networks are what they say."""

import hashlib
import re
from pathlib import Path

import pytest

from rnnviz import Network

ASSETS = Path(__file__).parent.parent / "assets"
SOURCES = (ASSETS / "SOURCES.md").read_text(encoding="utf-8")
FILES = sorted(p for p in ASSETS.rglob("*") if p.is_file() and p.name != "SOURCES.md")
MODELS = sorted((ASSETS / "models").glob("*.safetensors"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_has_a_row_with_its_digest(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert f"| {path.relative_to(ASSETS).as_posix()} | `{digest}` |" in SOURCES


def test_every_row_has_its_file() -> None:
    rows = re.findall(r"^\| (\S+/\S+) \| `", SOURCES, flags=re.MULTILINE)

    assert rows == [path.relative_to(ASSETS).as_posix() for path in FILES]


def test_three_cells_are_shipped_at_three_moments_of_their_training() -> None:
    expected = {f"{c}-{m}" for c in ("lstm", "gru", "rnn") for m in ("random", "epoch1", "trained")}

    assert {path.stem for path in MODELS} == expected


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_card_tells_data_split_seed_date_accuracy_yardsticks_and_command(path: Path) -> None:
    network = Network.load(path)

    assert network.spec.hidden_sizes == (64, 64)
    for key in ("data", "split", "seed", "date", "epochs", "command", "baseline_tf_idf"):
        assert network.card[key]
    assert network.card["is_trained"] == ("no" if path.stem.endswith("random") else "yes")


@pytest.mark.parametrize(("cell", "least"), [("lstm", 0.74), ("gru", 0.74), ("rnn", 0.67)])
def test_trained_network_reaches_the_accuracy_its_cell_can(cell: str, least: float) -> None:
    accuracy = float(
        Network.load(ASSETS / "models" / f"{cell}-trained.safetensors").card["test_accuracy"]
    )

    assert accuracy >= least
