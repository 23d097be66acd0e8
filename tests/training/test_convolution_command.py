"""The command that trains the shipped networks, with the convolutions among them."""

import sys

import pytest
import torch

from rnnviz import Network
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.training import __main__ as command
from rnnviz.training.loop import Settings, accuracy
from rnnviz.training.sentiment import Examples


def examples(n: int, seed: int) -> Examples:
    generator = torch.Generator().manual_seed(seed)
    labels = (torch.arange(n) % 2).float()
    sentences = [torch.randn(3, 50, generator=generator) + 2 * label - 1 for label in labels]
    return Examples(tuple(sentences), labels)


SPLIT = {name: examples(24, i) for i, name in enumerate(("train", "development", "test"))}


@pytest.fixture
def short(monkeypatch, tmp_path):
    """The command with a toy's sentences and two epochs; gives its folder."""
    monkeypatch.setattr(command, "prepare", lambda _folder: (SPLIT, {"task": "toy"}))
    monkeypatch.setattr(command, "Settings", lambda: Settings(epochs=2))

    def run(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["training", "--out", str(tmp_path), *arguments])
        command.main()
        return tmp_path

    n_threads = torch.get_num_threads()
    yield run
    torch.set_num_threads(n_threads)


def test_convolutions_are_trained_where_they_are_asked_for(short):
    folder = short("--cells", "cnn")

    assert sorted(path.name for path in folder.iterdir()) == [
        f"cnn-{stage}.safetensors" for stage in ("epoch1", "random", "trained")
    ]
    card = ConvolutionNetwork.load(folder / "cnn-trained.safetensors").card
    assert card["command"] == "python -m rnnviz.training --cells cnn"
    assert "test_accuracy_of_seeds" not in card


def test_a_cell_and_convolutions_are_trained_after_each_other(short):
    folder = short("--cells", "rnn", "cnn")

    assert len(list(folder.iterdir())) == 6
    assert Network.load(folder / "rnn-trained.safetensors").card["task"] == "toy"


def test_more_seeds_are_told_by_the_trained_networks_card_alone(short):
    folder = short("--cells", "cnn", "--seeds", "2")

    cards = {
        stage: ConvolutionNetwork.load(folder / f"cnn-{stage}.safetensors").card
        for stage in ("random", "epoch1", "trained")
    }
    assert [stage for stage, card in cards.items() if "test_accuracy_of_seeds" in card] == [
        "trained"
    ]
    assert {card["command"].rpartition(" --")[2] for card in cards.values()} == {"seeds 2"}


def test_the_same_command_writes_the_same_files_again(short):
    first = {path.name: path.read_bytes() for path in short("--cells", "cnn").iterdir()}
    second = {path.name: path.read_bytes() for path in short("--cells", "cnn").iterdir()}

    assert first == second


def test_an_unknown_kind_is_refused_with_those_there_are(short, capsys):
    with pytest.raises(SystemExit):
        short("--cells", "transformer")

    assert "invalid choice: 'transformer'" in capsys.readouterr().err


def test_what_is_written_as_trained_is_its_best_epoch_on_the_development_sentences(short):
    stages = command._stages("cnn", SPLIT, Settings(epochs=3))

    reached = {
        name: accuracy(classifier, SPLIT["development"]) for name, (_, classifier) in stages.items()
    }
    assert reached["trained"] >= max(reached["epoch1"], 0.5)
    assert stages["random"][0] == 0
    assert 1 <= stages["trained"][0] <= 3
