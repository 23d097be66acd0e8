"""Words in space stand at their coordinates; what is in question is lit and named."""

import numpy as np
import pytest

from rnnviz.errors import ShapeError
from rnnviz.figures import word_space
from rnnviz.palette import DARK, LIGHT

WORDS = ("king", "queen", "prince", "ball", "bat")
AXES = ("component 1", "component 2", "component 3")


@pytest.fixture
def places(rng):
    return 10 * rng.normal(size=(5, 3))


def drawn(places, **options):
    return word_space(places, WORDS, AXES, **options)


def test_every_word_stands_at_its_coordinates_and_can_be_picked(places):
    cloud = drawn(places).data[0]

    np.testing.assert_array_equal(np.column_stack([cloud.x, cloud.y, cloud.z]), places)
    assert tuple(cloud.customdata) == WORDS


def test_lines_lead_from_the_word_to_each_true_neighbour(places):
    lines = drawn(places, current=0, neighbours=[1, 2]).data[1]

    path = np.column_stack([lines.x, lines.y, lines.z])
    np.testing.assert_array_equal(path[[0, 1, 3, 4]], places[[0, 1, 0, 2]])
    assert np.isnan(path[[2, 5]]).all()


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_what_is_in_question_is_violet_and_chosen_words_are_ink(places, theme, colours):
    _, _, chosen, lit = drawn(places, current=0, neighbours=[1], chosen=[0, 3], theme=theme).data

    assert (tuple(chosen.customdata), chosen.marker.color) == (("ball",), colours.text)
    assert (tuple(lit.customdata), lit.marker.color) == (("king", "queen"), colours.accent)


def test_the_current_word_is_always_named():
    crowded = np.zeros((5, 3))

    lit = drawn(crowded, current=0, neighbours=[1, 2, 3, 4]).data[3]

    assert lit.text[0] == "king"
    assert "" in lit.text


def test_without_a_current_word_there_are_no_lines(places):
    assert len(drawn(places, neighbours=[1]).data[1].x) == 0


def test_axes_are_titled(places):
    scene = drawn(places).layout.scene

    assert [axis.title.text for axis in (scene.xaxis, scene.yaxis, scene.zaxis)] == list(AXES)


def test_a_flat_map_is_refused_with_both_shapes(places):
    with pytest.raises(ShapeError, match=r"coordinates \(5, 3\) and three axes, not \(5, 2\)"):
        drawn(places[:, :2])
