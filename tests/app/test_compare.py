"""Two sentences or two networks on one stage, each comparison reachable by its address."""

import json
import re
import struct
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz.stage
from app import cache, compare
from app.cache import MODELS
from app.prose import english as prose
from app.state import StepView
from rnnviz.text.tokens import MAX_TOKENS
from tests.app.opened import opened, said

OWN = {"weights": "own", "against": "a network", "against_weights": "own"}
GRUS = OWN | {"cell": "GRU", "against_cell": "GRU"}
ADDRESS_JS = Path(rnnviz.stage.__file__).parent / "client" / "address.js"


def scene(page: AppTest) -> tuple[dict, np.ndarray]:
    """What the player was given: its header and its numbers."""
    message = next(part.proto.bytes for part in page.get("bidi_component") if part.proto.bytes)
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length]), np.frombuffer(message, "<f4", offset=4 + length)


def array(numbers: np.ndarray, at: dict) -> np.ndarray:
    return numbers[at["offset"] :][: int(np.prod(at["shape"]))].reshape(at["shape"])


def example(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def test_a_page_that_compares_nothing_shows_one_trace():
    header, _ = scene(opened("step"))

    assert "beside" not in header


def test_the_other_network_reads_the_same_sentence_and_its_numbers_are_the_librarys(glove):
    view = StepView(against="a network", against_cell="GRU", against_weights="one epoch")
    words = rnnviz.tokenize(view.sentence)
    network = rnnviz.Network.load(MODELS / "gru-epoch1.safetensors")

    header, numbers = scene(opened("step", view))
    other = header["beside"]

    assert [token["text"] for token in other["tokens"]] == list(words)
    assert (header["network"]["cell"], other["network"]["cell"]) == ("lstm", "gru")
    expected = rnnviz.trace(network, glove.embed(words)).layers[1].hidden
    np.testing.assert_array_equal(array(numbers, other["layers"][1]["hidden"]), expected)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"against": "a sentence"}, "vs a sentence"),
        ({"against": "a network"}, "vs RNN"),
        ({"against": "a network", "against_cell": "LSTM"}, "vs itself"),
        ({"against": "a network", "against_weights": "untrained"}, "vs RNN untrained"),
        (GRUS | {"against_reset": "before"}, "vs reset before"),
        (OWN | {"cell": "RNN", "against_sizes": "8", "against_seed": 3}, "vs 8 seed 3"),
    ],
)  # fmt: skip
def test_the_row_of_choices_says_what_the_other_one_is_by_what_differs(values, words):
    page = opened("step", StepView(**values))

    assert not page.exception
    assert words in [entry.value for entry in page.text]


@pytest.mark.parametrize("label", compare.EXAMPLES)
def test_an_example_compares_with_one_click(label):
    page = example(opened("step"), label)

    assert not page.exception
    assert "beside" in scene(page)[0]


def test_trained_against_untrained_keeps_the_cell_that_was_chosen():
    page = example(opened("step", StepView(cell="GRU")), prose.LEARNED)
    header, _ = scene(page)

    assert {header["network"]["cell"], header["beside"]["network"]["cell"]} == {"gru"}
    assert (header["is_random"], header["beside"]["is_random"]) == (False, True)


@pytest.mark.parametrize("init", ["keras", "torch"])
def test_an_own_gru_has_the_same_weights_whether_it_resets_after_or_before(init):
    choices = [StepView(weights="own", cell="GRU", init=init, reset=r) for r in ("after", "before")]
    after, before = (cache.network(view.network) for view in choices)

    for ours, theirs in zip(after.layers, before.layers, strict=True):
        for first, second in zip(ours[0], theirs[0], strict=True):
            np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(after.head.W_ho, before.head.W_ho)


def test_the_reset_example_changes_the_convention_and_nothing_else():
    page = example(opened("step", StepView(weights="own", sizes="8", seed=5)), prose.RESETS)
    header, _ = scene(page)

    ours, theirs = header["network"], header["beside"]["network"]
    assert (ours.pop("reset_after"), theirs.pop("reset_after")) == (True, False)
    assert ours == theirs


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"against": "a sentence", "against_sentence": " "}, "at least one word"),
        ({"against": "a sentence", "against_sentence": "good " * (MAX_TOKENS + 1)}, "at most"),
        ({"against": "a network", "against_weights": "own", "against_sizes": "many"}, "“many” is"),
    ],
)
def test_what_cannot_be_compared_is_said_and_the_first_one_stays_on_the_stage(values, answer):
    page = opened("step", StepView(**values))

    assert not page.exception
    assert answer in said(page)
    assert said(page).count(prose.NOT_COMPARED.format(why="")) == 1
    assert "beside" not in scene(page)[0]


def test_an_unknown_word_of_the_other_sentence_is_mended_there():
    view = StepView(sentence="a moovie", against="a sentence", against_sentence="The moovie")
    page = opened("step", view)

    page.button(key="against_sentence-moovie-movie").click().run()

    assert page.text_input(key="against_sentence").value == "The movie"
    assert page.text_input(key="sentence").value == "a moovie"


@pytest.mark.parametrize("query", [{"against": "x"}, {"against_cell": "CNN"}])
def test_nonsense_in_the_address_compares_nothing(query):
    page = opened("step", **query)

    assert not page.exception
    assert "beside" not in scene(page)[0]


def test_the_pages_names_in_the_address_are_not_the_players():
    choices = re.search(r"const CHOICES = \{(.*?)\n\}", ADDRESS_JS.read_text("utf-8"), re.DOTALL)
    players = set(re.findall(r"^  (\w+):", choices[1], re.MULTILINE)) | {"t", "layer", "unit"}
    carried = {"t", "layer", "unit"}  # the view's own record of the player's place

    assert {"zoom", "edits"} <= players
    assert {field.name for field in fields(StepView)} & players == carried


def test_a_hostile_other_sentence_is_tokens_and_nothing_else():
    text = "<script>alert(1)</script> \u202egood \"'& 😀"
    page = opened("step", StepView(against="a sentence", against_sentence=text))

    assert not page.exception
    read = [token["text"] for token in scene(page)[0]["beside"]["tokens"]]
    assert read == list(rnnviz.tokenize(text))
