"""The stage and its numbers leave the app as files, built when they are asked for."""

import io

import numpy as np
import pyarrow.parquet
import pytest

import rnnviz
from app import cache, takeaway
from app.prose import english as prose
from app.state import Reading, StepView
from tests.app.opened import opened, said

READING = Reading(StepView().network, rnnviz.tokenize(StepView().sentence))
HOSTILE = "</script><script>alert(1)</script> \"'& \u202eevil 😀"


def notes(text: str) -> takeaway.Notes:
    found = takeaway.Notes()
    found.text = text
    return found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("the movie was not good", "rnnviz-the-movie-was-not-good.npz"),
        ("It's 3.50 !", "rnnviz-it-s-3-50.npz"),
        ("../../etc/passwd", "rnnviz-etc-passwd.npz"),
        ("con", "rnnviz-con.npz"),
        ("x" * 90, f"rnnviz-{'x' * 60}.npz"),
        ('<script>alert("x")</script>', "rnnviz-script-alert-x-script.npz"),
        ("映画 😀", "rnnviz.npz"),
        ("\u202ecod.exe", "rnnviz-cod-exe.npz"),
    ],
)
def test_a_file_is_named_by_the_sentences_plain_letters(sentence, name):
    assert takeaway.file_name(rnnviz.tokenize(sentence), ".npz") == name


def test_three_files_are_offered_and_none_is_built_before_its_click(monkeypatch):
    monkeypatch.setattr(takeaway, "page_file", lambda *_: pytest.fail("built too early"))
    page = opened("step")

    offered = [element.proto for element in page.get("download_button")]
    labels = [prose.TAKE_PAGE, prose.TAKE_NPZ, prose.TAKE_PARQUET]
    buttons = [button for button in offered if button.label in labels]

    assert not page.exception
    assert [button.label for button in buttons] == labels
    assert all(button.ignore_rerun and not button.url for button in buttons)


def test_a_compared_page_carries_both_and_the_plain_one_does_not():
    other = Reading(StepView(cell="RNN").network, READING.tokens, "RNN")

    both = takeaway.page_file(READING, other, "", notes(""))

    assert len(both) > len(takeaway.page_file(READING, None, "", notes(""))) + 100_000


def test_hostile_notes_and_words_stay_text_in_the_page_file():
    reading = Reading(READING.network, rnnviz.tokenize(HOSTILE))

    text = takeaway.page_file(reading, reading, "", notes(HOSTILE)).decode()

    assert text.lower().count("alert(1)</script>") == 0
    assert "<script>alert" not in text


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///tmp/x"])
def test_only_a_web_address_becomes_a_link(monkeypatch, url):
    monkeypatch.setattr(takeaway.st, "context", type("Context", (), {"url": url}))

    assert takeaway.link(StepView()) == ""


def test_the_link_opens_the_same_view(monkeypatch):
    monkeypatch.setattr(takeaway.st, "context", type("Context", (), {"url": "http://h/rnn"}))

    assert takeaway.link(StepView()) == "http://h/rnn"
    view = StepView(sentence="not bad & good", against="a network")
    assert takeaway.link(view) == "http://h/rnn?sentence=not+bad+%26+good&against=a+network"


def test_both_tables_of_numbers_are_the_traces():
    trace = cache.trace(READING.network, READING.tokens)

    arrays = np.load(io.BytesIO(takeaway.written(rnnviz.export_npz, trace)))
    table = pyarrow.parquet.read_table(io.BytesIO(takeaway.written(rnnviz.export_parquet, trace)))

    np.testing.assert_array_equal(arrays["layer2.hidden"], trace.layers[1].hidden)
    assert set(table["token"].to_pylist()) == set(READING.tokens)


def test_the_row_says_that_a_comparison_is_in_the_page_but_not_in_the_numbers():
    assert prose.TAKE_BOTH_HELP in said(opened("step", StepView(against="a network")))
    assert prose.TAKE_BOTH_HELP not in said(opened("step"))


def test_what_is_written_later_still_reaches_the_file_of_an_earlier_run():
    page = opened("step")
    kept = page.session_state["written"]

    page.text_area(key="notes").set_value(HOSTILE).run()

    assert not page.exception
    assert kept.text == HOSTILE
