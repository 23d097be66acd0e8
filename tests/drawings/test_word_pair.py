"""Two arrows have the lengths and the angle of the vectors; every number can be read."""

import math

import numpy as np
import pytest

from rnnviz.drawings.word_pair import word_pair
from rnnviz.geometry.pair import measured
from tests.drawings.markings import Element, parsed

VECTORS = {
    "sharp": ([3.0, 0.0, 1.0], [2.0, 1.0, 0.0]),
    "right": ([1.0, 0.0], [0.0, 2.5]),
    "blunt": ([1.0, 0.2, 0.0], [-2.0, 0.5, 0.1]),
    "the same": ([1.0, 2.0], [1.0, 2.0]),
    "opposite": ([1.0, 2.0], [-2.0, -4.0]),
}


def drawn(a: list[float], b: list[float], words: tuple[str, str] = ("france", "italy")) -> Element:
    pair = measured(a, b)
    return parsed(
        word_pair(
            words,
            (a, b),
            dot=pair.dot,
            norms=pair.norms,
            cosine=pair.cosine,
            degrees=pair.degrees,
            distance=pair.distance,
        )
    )


def arrows(page: Element) -> list[np.ndarray]:
    """The two arrows, y upward."""
    lines = [line.attributes for line in page.every("line", "rv-arrow")]
    return [
        np.array([float(at["x2"]) - float(at["x1"]), float(at["y1"]) - float(at["y2"])])
        for at in lines
    ]


@pytest.mark.parametrize("name", VECTORS)
def test_the_arrows_have_the_vectors_lengths_and_angle(name):
    a, b = VECTORS[name]
    first, second = arrows(drawn(a, b))

    ratio = np.linalg.norm(second) / np.linalg.norm(first)
    angle = math.degrees(math.atan2(second[1], second[0]) - math.atan2(first[1], first[0]))

    assert ratio == pytest.approx(np.linalg.norm(b) / np.linalg.norm(a), rel=1e-3)
    assert abs(angle) == pytest.approx(measured(a, b).degrees, abs=0.1)


@pytest.mark.parametrize("name", VECTORS)
def test_both_arrows_stay_within_the_picture(name):
    page = drawn(*VECTORS[name])
    _, _, width, height = map(float, page.every("svg")[0].attributes["viewbox"].split())

    for line in page.every("line", "rv-arrow"):
        x, y = float(line.attributes["x2"]), float(line.attributes["y2"])
        assert 0 <= x <= width
        assert 0 <= y <= height


def test_every_measure_is_said_and_the_cosine_is_derived(glove):
    a, b = (glove[word].astype(float) for word in ("france", "italy"))
    text = drawn(a.tolist(), b.tolist()).text

    for said in (
        "a · b = 26.40",
        "|a| = 5.97",
        "|b| = 5.68",
        "cos θ = 26.40 / (5.97 × 5.68) = 0.779",
        "θ = 38.8°",
        f"|a − b| = {np.linalg.norm(a - b):.2f}",
    ):
        assert said in text


def test_each_vector_is_a_strip_of_all_its_numbers():
    strips = drawn([1.0, -2.0, 0.0], [0.5, 0.5, 0.5]).every("div", "rv-strip")

    assert [strip.attributes["style"].count("color-mix") for strip in strips] == [3, 3]
    assert strips[0].attributes["aria-label"] == "vector of france"


def test_the_drawing_is_told_in_words():
    page = drawn([1.0, 0.0], [0.0, 1.0])

    assert "90° apart" in page.every("svg")[0].attributes["aria-label"]


def test_a_zero_vector_is_a_point_without_an_arrowhead():
    assert len(drawn([0.0, 0.0], [1.0, 0.0]).every("polygon")) == 1


def test_words_signs_never_become_markup():
    assert not drawn([1.0], [1.0], ("<script>", "<img>")).every("script")
