"""What the Memory page computes is computed once, for everybody, and cannot be changed."""

import numpy as np
import pytest

from app import cache, cache_memory
from app.state import MemoryView
from app.state.memory import SIDE_BY_SIDE
from rnnviz.gradients.over_time import gradients
from rnnviz.gradients.saliency import saliency

WORDS = ("not", "bad", "at", "all")


@pytest.mark.parametrize("cell", SIDE_BY_SIDE)
def test_gradients_are_those_of_the_shipped_network_on_the_servers_vectors(cell, glove):
    choice = MemoryView(memory_weights="one epoch").network(cell)

    found = cache_memory.gradients(choice, WORDS, 0)

    expected = gradients(cache.network(choice), glove.embed(WORDS), target=0)
    assert found.loss == expected.loss
    np.testing.assert_array_equal(found.layers[1].input, expected.layers[1].input)
    assert found is cache_memory.gradients(choice, WORDS, 0)


def test_saliencies_are_shared_and_read_only(glove):
    choice = MemoryView().network("RNN")

    found = cache_memory.saliency(choice, WORDS, 1)

    expected = saliency(cache.network(choice), glove.embed(WORDS))
    np.testing.assert_allclose(found.integrated, expected.integrated, rtol=1e-5)
    assert found is cache_memory.saliency(choice, WORDS, 1)
    with pytest.raises(ValueError, match="read-only"):
        found.left_out[0] = 1


def test_a_room_of_random_inputs_is_dealt_by_its_seed_alone():
    views = [MemoryView(room_length=6, room_seed=seed) for seed in (1, 2)]
    one, other = (cache_memory.in_room(view.room("GRU"), ()) for view in views)

    assert one is cache_memory.in_room(views[0].room("GRU"), ())
    assert (one.hidden != other.hidden).all()
    assert one.hidden.shape[0] == 6


def test_a_room_is_kept_whatever_is_chosen_that_does_not_concern_its_cell():
    one, other = MemoryView(), MemoryView(squash="linear", gate_bias=4.0)

    assert one.room("RNN") != other.room("RNN") == MemoryView(squash="linear").room("RNN")
    assert one.room("LSTM") == MemoryView(squash="linear").room("LSTM") != other.room("LSTM")


def test_the_views_networks_are_the_shipped_ones_in_a_fixed_order():
    view = MemoryView(memory_weights="untrained")

    assert view.cells == ("RNN", "GRU", "LSTM")
    assert MemoryView(memory_cells="GRU").cells == ("GRU",)
    assert {view.network(cell).weights for cell in view.cells} == {"untrained"}
    assert (MemoryView().target, MemoryView(loss_of="negative").target) == (1, 0)


@pytest.mark.parametrize(
    ("view", "reads"),
    [
        (MemoryView(), True),
        (MemoryView(memory_picture="Spectral radius"), False),
        (MemoryView(memory_picture="Spectral radius", room_inputs="the sentence"), True),
    ],
)
def test_a_sentence_is_only_needed_where_it_is_read(view, reads):
    assert view.reads == reads


def test_the_default_view_has_an_empty_address_and_reads_back():
    assert MemoryView().to_query() == {}
    view = MemoryView(radius=1.25, memory_cells="RNN")
    assert MemoryView.read({"radius": 1.25, "memory_cells": "RNN"}) == view
