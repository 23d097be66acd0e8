"""Similarities are read as numbers, and their colours and lengths are on fixed scales."""

import numpy as np
import pytest

from rnnviz.errors import ShapeError
from rnnviz.figures import neighbour_bars, similarity_matrix
from rnnviz.palette import PALETTES

WORDS = ("good", "bad", "ugly")
MATRIX = np.array([[1.0, 0.79, -0.04], [0.79, 1.0, 0.2], [-0.04, 0.2, 1.0]])


def test_every_pairs_number_stands_in_its_cell_with_a_true_minus():
    figure = similarity_matrix(WORDS, MATRIX)
    numbers = figure.data[1]
    cells = {(x, y): text for x, y, text in zip(numbers.x, numbers.y, numbers.text, strict=True)}

    assert cells[0, 0] == "1.00"
    assert cells[1, 0] == cells[0, 1] == "0.79"
    assert cells[2, 0] == "−0.04"


def test_the_matrix_colours_run_from_minus_1_to_1_around_0():
    heatmap = similarity_matrix(WORDS, MATRIX).data[0]

    assert (heatmap.zmin, heatmap.zmid, heatmap.zmax) == (-1, 0, 1)
    np.testing.assert_array_equal(heatmap.z, MATRIX)


def test_rows_and_columns_carry_the_words_from_the_top_left():
    layout = similarity_matrix(WORDS, MATRIX).layout

    assert tuple(layout.xaxis.ticktext) == tuple(layout.yaxis.ticktext) == WORDS
    assert layout.yaxis.range[0] > layout.yaxis.range[1]


def test_a_matrix_of_another_size_than_the_words_is_refused_with_both():
    with pytest.raises(ShapeError, match=r"2 words need a \(2, 2\) matrix.*not \(3, 3\)"):
        similarity_matrix(WORDS[:2], MATRIX)


def test_bars_are_ranked_from_the_top_and_as_long_as_their_numbers():
    figure = neighbour_bars("king", ("prince", "queen"), (0.824, 0.784))

    assert tuple(figure.data[1].x) == (0.824, 0.784)
    assert tuple(figure.layout.yaxis.ticktext) == ("prince", "queen")
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert [note.text for note in figure.layout.annotations[:2]] == ["0.824", "0.784"]


def test_a_clicked_bar_or_its_track_names_its_word():
    figure = neighbour_bars("king", ("prince", "queen"), (0.8, 0.7))

    assert {tuple(bars.customdata) for bars in figure.data} == {("prince", "queen")}


@pytest.mark.parametrize(("similarities", "low"), [((0.9, 0.5), 0), ((0.2, -0.3), -0.3)])
def test_bars_start_at_zero_and_make_room_for_negative_similarities(similarities, low):
    axis = neighbour_bars("x", ("a", "b"), similarities).layout.xaxis

    assert axis.range[0] == low
    assert axis.range[1] == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_have_the_colours_that_signs_have_everywhere(theme):
    figure = neighbour_bars("king", ("prince", "pea"), (0.8, -0.1), theme)

    palette = PALETTES[theme]
    assert figure.data[1].marker.color == (palette.positive, palette.negative)
    assert figure.layout.template.layout.paper_bgcolor == PALETTES[theme].ground
