"""Drawn weights: histogram, singular values and facts, one card per array."""

import pytest

from rnnviz.drawings.layer_arrays import HEIGHT, WIDTH, ArrayPicture, arrays
from tests.drawings.markings import Element, parsed


def picture(**changes) -> ArrayPicture:
    parts = {
        "name": "W_hh",
        "maker": "orthogonal",
        "shape": "[2, 2]",
        "counts": (0, 3, 1),
        "reach": 0.4,
        "facts": ("rms 0.1",),
        "singular_values": (2.0, 1.0),
    }
    return ArrayPicture(**(parts | changes))


def shown(**changes) -> Element:
    return parsed(arrays([picture(**changes)]))


def test_an_array_shows_its_histogram_its_singular_values_and_its_facts():
    picture = shown()

    counted, values = picture.every("svg")
    assert len(counted.every("rect")) == 2  # an empty bin has no bar
    assert [float(r.attributes["height"]) for r in values.every("rect")] == [90.0, 45.0]
    assert picture.every("figcaption")[0].text == "W_hh [2, 2] orthogonal"
    assert "−0.4 numbers: how many of each size 0.4" in picture.text
    assert "2.00 2 singular values 1.00 rms 0.1" in picture.text


def test_a_vector_has_no_singular_values_and_a_single_one_can_be_drawn():
    assert len(shown(singular_values=()).every("svg")) == 1
    assert len(shown(singular_values=(1.5,)).every("svg")) == 2
    assert not shown(singular_values=(0.0, 0.0)).every("svg", "rv-arrays-values")[0].every("rect")


def test_the_highest_bar_fills_its_box_and_bars_stand_on_the_ground():
    for svg in shown().every("svg"):
        bars = [r.attributes for r in svg.every("rect")]

        assert max(float(bar["height"]) for bar in bars) == HEIGHT
        assert all(float(bar["y"]) + float(bar["height"]) == pytest.approx(HEIGHT) for bar in bars)


def test_bars_share_the_width_evenly():
    bars = shown(counts=(1, 1, 1, 1)).every("svg")[0].every("rect")

    assert [float(bar.attributes["x"]) for bar in bars] == [0, WIDTH / 4, WIDTH / 2, 3 * WIDTH / 4]


def test_many_bars_stand_without_gaps():
    bars = shown(singular_values=tuple([1.0] * 100)).every("svg")[1].every("rect")

    assert float(bars[0].attributes["width"]) == WIDTH / 100


def test_there_is_a_card_for_each_array_in_their_order():
    cards = parsed(arrays([picture(name="W_ih"), picture(), picture(name="b")])).every("figure")

    assert [card.every("b")[0].text for card in cards] == ["W_ih", "W_hh", "b"]


def test_every_fact_is_a_sentence_of_its_own():
    facts = shown(facts=("one", "two")).every("p", "rv-arrays-fact")

    assert [fact.text for fact in facts] == ["one", "two"]


def test_both_pictures_are_told_in_words():
    labels = [svg.attributes["aria-label"] for svg in shown().every("svg")]

    assert labels == [
        "histogram of W_hh: highest bar 3",
        "singular values of W_hh: highest bar 2",
    ]
