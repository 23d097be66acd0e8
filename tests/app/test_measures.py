"""What the Words page shows is measured on the vectors as they are."""

import numpy as np
import pytest

from app import measures


@pytest.mark.parametrize(("first", "second"), [("france", "italy"), ("ball", "crocodile")])
def test_a_pair_is_measured_as_numpy_measures_it(glove, first, second):
    a, b = glove[first].astype(float), glove[second].astype(float)

    pair = measures.pair(glove, first, second)

    assert pair.dot == pytest.approx(a @ b)
    assert pair.norms == pytest.approx((np.sqrt(a @ a), np.sqrt(b @ b)))
    assert np.cos(np.radians(pair.degrees)) == pytest.approx(pair.cosine)


def test_a_word_against_itself_has_no_angle(glove):
    pair = measures.pair(glove, "king", "king")

    assert (pair.cosine, pair.degrees) == (pytest.approx(1), pytest.approx(0, abs=1e-6))


def test_a_map_holds_the_current_word_its_neighbours_and_the_chosen_words(glove):
    drawn = measures.word_map(glove, "france", ("italy", "ball"), 2)
    groups = dict(zip(drawn.words, drawn.groups, strict=True))

    assert groups["france"] == "current"
    assert groups["ball"] == "chosen"
    assert {word for word, group in groups.items() if group == "neighbour"} == set(
        glove.neighbours("france", measures.N_NEIGHBOURS).words
    )


@pytest.mark.parametrize("n_components", [2, 3])
def test_each_point_of_a_map_carries_its_similarity_to_the_current_word(glove, n_components):
    drawn = measures.word_map(glove, "france", (), n_components)

    assert drawn.projection.coordinates.shape == (len(drawn.words), n_components)
    assert drawn.similarities == pytest.approx(
        [glove.similarity(word, "france") for word in drawn.words]
    )


def test_the_current_word_stays_current_when_it_is_also_chosen(glove):
    drawn = measures.word_map(glove, "france", ("france",), 2)

    assert drawn.groups.count("current") == 1
    assert len(set(drawn.words)) == len(drawn.words)
