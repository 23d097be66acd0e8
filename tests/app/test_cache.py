"""What is cached is shared, immutable and keyed by values."""

import json
import re
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest

import rnnviz
from app import cache, trainings
from app.state import Reading, StepView
from rnnviz.errors import DataError, NetworkFileError
from rnnviz.training.runs import Epoch, read_run
from rnnviz.training.settings import TrainSettings

OWN = StepView(weights="own", sizes="4").network


def test_equal_choices_share_one_trace_that_nobody_can_write_to():
    first = cache.trace(OWN, ("not", "bad"))

    assert cache.trace(StepView(weights="own", sizes="4", t=2).network, ("not", "bad")) is first
    with pytest.raises(ValueError, match="read-only"):
        first.layers[0].hidden[0] = 0


@pytest.mark.parametrize(
    "other", [StepView(weights="own", sizes="4", seed=1), StepView(weights="own", sizes="5")]
)
def test_another_choice_is_another_network(other):
    ours, theirs = cache.trace(OWN, ("good",)), cache.trace(other.network, ("good",))

    assert not np.array_equal(ours.output, theirs.output)


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("weights", ["trained", "one epoch", "untrained"])
def test_every_network_that_can_be_chosen_is_shipped(cell, weights):
    network = cache.network(StepView(cell=cell, weights=weights).network)

    assert network.spec.cell == cell.lower()
    assert (network.card["is_trained"] == "yes") is (weights != "untrained")


def test_a_network_file_that_is_missing_is_said_by_name(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "MODELS", tmp_path)
    cache.network.clear()

    with pytest.raises(NetworkFileError, match="lstm-trained"):
        cache.network(StepView().network)


def test_the_stage_is_told_what_lies_beyond_the_numbers(glove):
    reading = Reading(StepView().network, ("a", "flurbish", "film"))

    header = cache.built(reading, "positive", "http://here", "notes").header

    assert [token["id"] for token in header["tokens"]] == [
        glove.index("a"), None, glove.index("film")
    ]  # fmt: skip
    assert [token["is_unknown"] for token in header["tokens"]] == [False, True, False]
    assert header["vocab_size"] == len(glove)
    assert set(header["words"]) == set(cache.TELLING)
    assert [space["n_sentences"] for space in header["spaces"]] == [0, 200, 200]
    assert (header["link"], header["notes"]) == ("http://here", "notes")
    assert header["class_names"] == ["positive"]


def test_a_wide_network_reads_fewer_sentences_so_that_nobody_waits_for_its_planes():
    wide = StepView(weights="own", sizes="300").network

    assert [space.n_sentences for space in cache.spaces(wide)] == [0, 40]


def test_words_that_the_vectors_lack_are_not_offered(monkeypatch):
    few = rnnviz.WordVectors(("the", "good"), np.eye(2, 50), name="few")
    monkeypatch.setattr(cache, "vectors", lambda: few)
    monkeypatch.setattr(cache, "spaces", lambda _: ())
    cache.trace.clear()

    header = cache.built(Reading(StepView().network, ("the",)), "positive").header

    cache.trace.clear()
    assert set(header["words"]) == {"good"}


def test_a_stage_of_twenty_words_is_built_and_sent_in_bounds():
    choice = StepView(weights="own", sizes="64, 64, 64").network
    reading = Reading(choice, ("good",) * 20)
    cache.built(reading, "positive")

    assert len(cache.scene(reading, None, "positive")) < 1_000_000


def test_the_tokens_without_vectors_are_named_in_order():
    assert cache.unknown(("the", "flurbish", "film", "xyzzyq")) == ("flurbish", "xyzzyq")


def test_pages_can_be_drawn_before_the_networks_arithmetic_is_imported():
    code = "import sys, app.controls, app.stage; from app import cache; cache.vectors()\n"
    code += "sys.exit('torch' in sys.modules or cache.is_ready())"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def kept_run(tmp_path, monkeypatch):
    """A run of one epoch whose network and table are known; gives its name and its folder."""
    settings = TrainSettings(hidden_size=4, epochs=1)
    words, table = ("the", "movie", "good"), np.arange(150, dtype=np.float32).reshape(3, 50) / 150
    epoch = dict.fromkeys((field.name for field in fields(Epoch)), 0)
    (tmp_path / "settings.json").write_text(settings.to_json())
    (tmp_path / "epochs.jsonl").write_text(json.dumps(epoch) + "\n")
    (tmp_path / "words.json").write_text(json.dumps(words))
    np.save(tmp_path / "table-000.npy", table)
    network = rnnviz.Network.random("gru", 50, (4,), n_classes=1, seed=5)
    network.save(tmp_path / "epoch-000.safetensors")
    monkeypatch.setattr(trainings, "run", lambda _key: read_run(tmp_path))
    cache.trained.clear()
    yield f"{settings.key}-0", network, table
    cache.trained.clear()


def test_a_trained_runs_network_reads_the_vectors_that_were_trained_with_it(kept_run):
    name, network, table = kept_run
    choice = StepView(weights="run", run=name).network

    trace = cache.trace(choice, ("movie", "good"))

    expected = rnnviz.trace(network, table[1:])
    np.testing.assert_array_equal(trace.inputs, table[1:])
    np.testing.assert_array_equal(trace.layers[0].hidden, expected.layers[0].hidden)
    assert cache.unknown(("movie", "king"), reader=choice) == ("king",)
    assert cache.unknown(("movie", "king")) == ()


@pytest.mark.parametrize("run", ["", "0123", "0123456789ab", "0123456789ab-x", "../../etc-0"])
def test_a_run_that_is_not_kept_is_named_with_what_was_expected(run, monkeypatch):
    monkeypatch.setattr(trainings, "run", lambda _key: None)

    with pytest.raises(DataError, match=f"No training “{re.escape(run)}” is kept here: expected"):
        cache.network(StepView(weights="run", run=run).network)
