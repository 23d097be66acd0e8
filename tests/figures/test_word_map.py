"""A map names its words, its axes and what it loses."""

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import ShapeError
from rnnviz.figures import word_map
from rnnviz.palette import LIGHT

WORDS = ("king", "queen", "prince", "ball", "bat")
GROUPS = ("current", "neighbour", "neighbour", "chosen", "context")
SIMILARITIES = (1.0, 0.78, 0.82, 0.2, 0.15)


@pytest.fixture
def rows(rng):
    return rng.normal(size=(5, 6))


def drawn(rows, n_components=2, **changes):
    projection = rnnviz.project(rows, n_components=n_components)
    given = {"words": WORDS, "groups": GROUPS, "similarities": SIMILARITIES} | changes
    return word_map(projection, **given), projection


@pytest.mark.parametrize("n_components", [2, 3])
def test_every_word_stands_at_its_coordinates_and_carries_its_name(rows, n_components):
    figure, projection = drawn(rows, n_components)
    points = figure.data[1]
    axes = [points.x, points.y, points.z] if n_components == 3 else [points.x, points.y]

    np.testing.assert_array_equal(np.column_stack(axes), projection.coordinates)
    assert tuple(points.customdata) == WORDS


def test_both_axes_say_their_share_of_the_variance_in_percent(rows):
    figure, projection = drawn(rows)
    first, second = projection.explained_variance_ratio

    assert figure.layout.xaxis.title.text == f"component 1 · {100 * first:.1f} % of variance"
    assert figure.layout.yaxis.title.text == f"component 2 · {100 * second:.1f} % of variance"


@pytest.mark.parametrize("n_components", [2, 3])
def test_the_map_says_on_itself_how_many_neighbours_it_keeps(rows, n_components):
    figure, projection = drawn(rows, n_components)
    kept = round(100 * projection.neighbour_preservation)

    said = f"{n_components} of 6 directions keep {kept} % of the true nearest neighbours"
    assert said in figure.layout.title.text


def test_distances_mean_the_same_along_both_axes(rows):
    assert drawn(rows)[0].layout.yaxis.scaleanchor == "x"
    assert drawn(rows, 3)[0].layout.scene.aspectmode == "data"


def test_lines_lead_from_the_current_word_to_its_true_neighbours_only(rows):
    figure, projection = drawn(rows)
    lines = np.column_stack([figure.data[0].x, figure.data[0].y])
    king, queen, prince = projection.coordinates[:3]

    np.testing.assert_array_equal(lines[[0, 1, 3, 4]], [king, queen, king, prince])
    assert np.isnan(lines[[2, 5]]).all()


def test_hovering_names_the_word_and_its_similarity(rows):
    assert drawn(rows)[0].data[1].hovertext[1] == "queen<br>cos = 0.780"


def test_only_the_current_word_and_its_neighbours_wear_the_accent(rows):
    colours = drawn(rows)[0].data[1].marker.color

    assert [colour == LIGHT.accent for colour in colours] == [True, True, True, False, False]


@pytest.mark.parametrize("n_components", [1, 4])
def test_a_map_has_two_or_three_dimensions(rows, n_components):
    with pytest.raises(ShapeError, match=rf"\(n, 2\) or \(n, 3\).*\(5, {n_components}\)"):
        drawn(rows, n_components)


def test_words_and_points_must_be_as_many(rows):
    with pytest.raises(ShapeError, match=r"n words, n groups, n similarities.*not 4, 5, 5"):
        drawn(rows, words=WORDS[:4])
