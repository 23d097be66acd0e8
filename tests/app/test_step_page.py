"""The Step page shows what the library computes, and answers whatever is typed."""

import base64
import json
import struct

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from app import cache
from app.cache import MODELS
from app.prose import english as prose
from app.state import StepView
from rnnviz.text.tokens import MAX_TOKENS
from tests.app.opened import opened, said

LONGEST = " ".join(["good"] * MAX_TOKENS)


def scene(page: AppTest) -> dict:
    """The header of what the player was given."""
    message = next(part.proto.bytes for part in page.get("bidi_component") if part.proto.bytes)
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length])


def numbers(sent: dict) -> list[float]:
    """An array as plotly sends it: base64 of its bytes."""
    return np.frombuffer(base64.b64decode(sent["bdata"]), sent["dtype"]).tolist()


def titles(page: AppTest) -> list[str]:
    charts = page.get("plotly_chart")
    return [json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in charts]


@pytest.mark.parametrize(
    "view",
    [
        StepView(),
        StepView(sentence="not bad at all", cell="GRU", weights="one epoch"),
        StepView(cell="RNN", weights="untrained"),
        StepView(weights="own", cell="RNN", sizes="5", nonlinearity="relu", init="torch"),
        StepView(weights="own", cell="GRU", sizes="3, 4, 5", reset="before", seed=7),
        StepView(sentence=LONGEST),
        StepView(sentence="\u202ethe\x00 film"),
        StepView(sentence="<script>alert('\"')</script> 😀"),
        StepView(t=3, layer=1, unit=9),
    ],
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("step", view)

    assert not page.exception
    read = tuple(token["text"] for token in scene(page)["tokens"])
    assert read == rnnviz.tokenize(view.sentence)


def test_the_probability_is_what_the_library_computes(glove):
    words = rnnviz.tokenize(StepView().sentence)
    network = rnnviz.Network.load(MODELS / "lstm-trained.safetensors")
    expected = rnnviz.trace(network, glove.embed(words)).probabilities[-1, 0]

    chart = json.loads(opened("step").get("plotly_chart")[0].proto.spec)

    assert chart["data"][0]["customdata"] == list(words)
    assert numbers(chart["data"][0]["y"])[-1] == pytest.approx(float(expected), abs=1e-6)


def test_one_heatmap_is_drawn_for_every_layer():
    page = opened("step", StepView(weights="own", sizes="4, 5, 6"))

    assert titles(page) == [
        "P(positive) after every word",
        *(f"Layer {layer} · hidden state" for layer in (1, 2, 3)),
    ]


@pytest.mark.parametrize(("weights", "is_random"), [("trained", False), ("untrained", True)])
def test_the_stage_knows_whether_anything_was_learned(weights, is_random):
    assert scene(opened("step", StepView(weights=weights)))["is_random"] is is_random


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        (" ", "at least one word"),
        (LONGEST + " good", f"{MAX_TOKENS}"),
        ("a" * 10_001, "10,000"),
        ("\x00\x01", "at least one word"),
    ],
)
def test_what_cannot_be_read_is_answered_on_the_stage_in_our_own_words(sentence, answer):
    page = opened("step", StepView(sentence=sentence))

    assert not page.exception
    assert answer in said(page)
    assert page.text_input(key="sentence").value == sentence


@pytest.mark.parametrize("sizes", ["many", "0", "1000", "4,,x", "1" * 5000, "1 2 3 4 5 6 7"])
def test_impossible_sizes_are_answered_on_the_stage(sizes):
    page = opened("step", StepView(weights="own", sizes=sizes))

    assert not page.exception
    assert f"“{sizes[:40]}” is not" in said(page)


def test_a_refusal_replaces_the_waiting_while_the_server_still_warms_up(monkeypatch):
    monkeypatch.setattr(cache, "is_ready", lambda: False)

    page = opened("step", StepView(sentence=" "))

    assert not page.exception
    assert "at least one word" in said(page)
    assert prose.WAITING not in said(page)


def test_vectors_of_another_width_are_answered_with_a_way_on(monkeypatch):
    narrow = rnnviz.WordVectors(("the", "film"), np.eye(2, 25), name="narrow")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": narrow)
    cache.trace.clear()

    page = opened("step", StepView(sentence="the film"))

    assert "reads vectors of 50 numbers, but those of narrow have 25: choose “own”" in said(page)


def test_an_unknown_word_is_named_and_its_spelling_replaces_it():
    page = opened("step", StepView(sentence="the moovie was good"))
    assert "“moovie” is not in GloVe 6B 50d" in said(page)

    page.button(key="sentence-moovie-movie").click().run()

    assert page.text_input(key="sentence").value == "the movie was good"
    assert "moovie" not in said(page)


def test_a_mended_sentence_is_otherwise_as_it_was_typed():
    page = opened("step", StepView(sentence="I can't believe this Moive isn't good!"))

    page.button(key="sentence-moive-movie").click().run()

    assert page.text_input(key="sentence").value == "I can't believe this movie isn't good!"


@pytest.mark.parametrize("word", ["😀", "a" * 3000])
def test_a_word_without_suggestions_is_named_in_short_and_nothing_is_asked(word):
    page = opened("step", StepView(sentence=f"good {word}"))

    assert f"“{word[:30]}" in said(page)
    assert word[:40] not in said(page) or len(word) < 40
    assert prose.DID_YOU_MEAN not in said(page)


def test_an_example_becomes_the_sentence():
    page = opened("step")

    next(b for b in page.button if b.label == "not bad at all").click().run()

    assert page.text_input(key="sentence").value == "not bad at all"


@pytest.mark.parametrize("query", [{"cell": "CNN"}, {"seed": "-3"}, {"t": "nine"}, {"x": "1"}])
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("step", **query)

    assert not page.exception
    assert StepView.read(page.session_state).network == StepView().network


def test_the_card_puts_accuracy_beside_its_baselines():
    card = rnnviz.Network.load(MODELS / "lstm-trained.safetensors").card
    shown = " ".join(entry.value for entry in opened("step").expander[0].markdown)

    for key in ("test_accuracy", "baseline_mean_vector", "baseline_tf_idf"):
        assert f"**{prose.CARD_ROWS[key]}** · {100 * float(card[key]):.1f} %" in shown
    assert card["command"] in shown


def test_a_training_is_offered_only_to_a_visit_that_has_come_from_one():
    plain = opened("step")
    led = opened("step", weights="run", run="0123456789ab-6")

    assert "run" not in plain.segmented_control(key="weights").options
    assert led.segmented_control(key="weights").value == "run"
    assert led.text_input(key="run").value == "0123456789ab-6"
    assert "No training “0123456789ab-6” is kept here" in said(led)
