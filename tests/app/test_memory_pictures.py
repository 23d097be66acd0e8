"""What the Memory page's panels hand to their drawings, without a page around them."""

from dataclasses import replace

import numpy as np
import pytest

from app import cache_memory
from app.memory import credit, forgetting, owed, room, steps
from app.memory.reading import read
from app.prose import english_memory as prose
from app.state import MemoryView
from rnnviz.drawings.memory_scale import percent, size
from rnnviz.errors import VectorsError
from rnnviz.gradients.saliency import Saliency
from tests.drawings.markings import parsed

TOKENS = ("not", "a", "bad", "film", "at", "all")


@pytest.fixture
def drawn(monkeypatch):
    """Everything that the panels show, by the key of its element, read back."""
    found = {}

    def keep(drawing, key, on_pick=None):
        found[key] = parsed(drawing)

    for module in (credit, forgetting, owed, room, steps):
        monkeypatch.setattr(module, "show", keep)
    return found


def test_readings_come_in_the_views_order_with_titles_that_name_the_network():
    view = MemoryView(memory_weights="one epoch", memory_layer="1")

    readings = read(view, TOKENS)

    assert [reading.cell for reading in readings] == ["RNN", "GRU", "LSTM"]
    assert readings[1].title == "GRU, one epoch, layer 1"
    assert readings[0].layer is readings[0].gradients.layers[0]


def test_the_two_answers_of_one_reading_have_probabilities_that_add_up():
    shares = []
    for answer in ("positive", "negative"):
        (reading,) = read(MemoryView(memory_cells="GRU", loss_of=answer), TOKENS)
        shares.append(float(reading.aside.split(" = ")[1].split(" ")[0]))

    assert sum(shares) == pytest.approx(1, abs=0.011)


def test_each_memory_has_its_states_above_its_two_norms_and_the_lstm_one_more(drawn):
    forgetting.show_picture(MemoryView(), TOKENS)

    panels = drawn["memories"].every("section")
    assert [len(panel.every("div", "rv-mem-track-row")) for panel in panels] == [3, 3, 4]
    for panel in panels:
        kinds = [svg.attributes["class"] for svg in panel.every("svg")]
        assert kinds[0] == "rv-mem-raster rv-mem-raster-states"
        assert set(kinds[1:]) == {"rv-mem-bars-picture"}


def test_every_bar_is_told_with_its_word_to_who_does_not_see_it(drawn):
    view = MemoryView(memory_cells="GRU")
    forgetting.show_picture(view, TOKENS)
    loss = cache_memory.gradients(view.network("GRU"), TOKENS, 1).layers[1].loss

    label = drawn["memories"].every("svg")[1].attributes["aria-label"]

    listed = ", ".join(f"{word} {size(v)}" for word, v in zip(TOKENS, loss, strict=True))
    assert label == f"{prose.LOSS}: {listed}"


def test_the_matrix_is_drawn_under_the_states_on_the_same_axis(drawn):
    owed.show_picture(MemoryView(memory_cells="LSTM"), TOKENS)

    states, matrix = drawn["owed"].every("svg")

    assert states.attributes["viewbox"] == "0 0 6 64"
    assert matrix.attributes["viewbox"] == "0 0 6 6"
    assert "What each state of LSTM owes to each word" in matrix.attributes["aria-label"]


def test_the_bound_of_the_product_is_a_line_over_its_bars(drawn):
    steps.show_picture(MemoryView(memory_cells="RNN"), TOKENS)

    bars, factors = drawn["steps"].every("rect", "rv-mem-bar-norm"), drawn["steps"]
    tops = [float(bar.attributes["y"]) for bar in bars]
    lines = [
        float(line.attributes["d"].split(" ")[1].split("h")[0])
        for line in factors.every("path", "rv-mem-across")
    ]
    assert len(lines) == len(tops) == len(TOKENS)
    assert all(line <= top + 0.01 for line, top in zip(lines, tops, strict=True))


def test_the_lstms_two_paths_are_two_tracks_more(drawn):
    steps.show_picture(MemoryView(), TOKENS)

    names = [
        [b.text.replace(" ", "") for b in panel.every("b")]
        for panel in drawn["steps"].every("section")
    ]
    assert [len(found) for found in names] == [2, 2, 4]
    assert names[2][2] == "largestforgetgateft"


def saliency(left_out, **others):
    zeros = np.zeros(len(left_out))
    given = {
        "gradient_times_input": zeros, "integrated": zeros, "zeroed": zeros,
        "score": 1.0, "baseline": 0.5, "gap": -0.25,
    }  # fmt: skip
    return Saliency(left_out=np.array(left_out), **{**given, **others})


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ([0.1, 0.9], "Without “bad” the output falls by 0.90"),
        ([-2.0, 0.9], "Without “not” the output rises by 2.00"),
    ],
)
def test_the_word_that_counts_most_is_said_with_where_the_output_goes(
    drawn, monkeypatch, left_out, said
):
    found = saliency(left_out)
    monkeypatch.setattr(cache_memory, "saliency", lambda *_: found)

    credit.show_picture(MemoryView(memory_cells="GRU"), ("not", "bad"))

    text = drawn["credit"].text
    assert said in text
    assert "o(x) − o(0) is +0.50: a gap of 0.2500" in text


def test_methods_that_put_no_order_on_the_words_say_so(drawn, monkeypatch):
    monkeypatch.setattr(cache_memory, "saliency", lambda *_: saliency([0.1, 0.2]))

    credit.show_picture(MemoryView(memory_cells="GRU"), ("not", "bad"))

    assert f"gradient × input r {prose.NO_AGREEMENT}" in drawn["credit"].text


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        ([0.6, 0, 0, 0, 0, 0.2], prose.GREW.format(n=5, unit="words", times="3.0")),
        ([0.1, 0, 0, 0, 0, 0.2], prose.FADED.format(n=5, unit="words", percent=percent(0.5))),
        ([0, 0, 0, 0, 0, 0], prose.NOTHING),
    ],
)
def test_a_gradient_that_grows_fades_or_is_not_there_is_said_as_what_it_is(
    drawn, monkeypatch, loss, said
):
    (reading,) = read(MemoryView(memory_cells="GRU"), TOKENS)
    layer = replace(reading.layer, loss=np.array(loss, dtype=float))
    found = replace(reading.gradients, layers=(layer, layer))
    monkeypatch.setattr(forgetting, "read", lambda *_: [replace(reading, gradients=found)])

    forgetting.show_picture(MemoryView(memory_cells="GRU"), TOKENS)

    assert drawn["memories"].every("p", "rv-mem-tracks-said")[0].text == said


def test_the_room_draws_the_law_over_what_is_kept(drawn):
    view = MemoryView(squash="linear", radius=1.0, room_length=12)
    room.show_picture(view, ())

    lines = drawn["room"].every("path", "rv-mem-across")
    assert {line.attributes["d"].split(" ")[1] for line in lines} == {"50h1"}
    assert len(drawn["room"].every("path", "rv-mem-across")) == view.room_length  # of the RNN
    assert len(drawn["room"].every("div", "rv-mem-words-counted")) == 3
    assert len(drawn["clipping"].every("div", "rv-mem-clip-row")) == 3


def test_vectors_that_the_shipped_networks_cannot_read_are_refused(monkeypatch, glove):
    import rnnviz

    small = rnnviz.WordVectors(["not", "bad"], np.eye(2, 9, dtype=np.float32), "Tiny")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": small)

    with pytest.raises(VectorsError, match="those of Tiny have 9"):
        read(MemoryView(), ("not", "bad", "bad"))
