"""Points stand to scale; arrows join them; words can be picked."""

import math

import pytest

from rnnviz.drawings.arrangement import beside, sentence, stacked
from rnnviz.drawings.word_plane import PlanePoint, word_plane
from tests.drawings.markings import parsed

MAN, KING, WOMAN = PlanePoint("man", 0, 0), PlanePoint("king", 2, 0), PlanePoint("woman", 0.3, 1)
SUM = PlanePoint("sum", 2.3, 1, "muted", is_word=False)
POINTS = (MAN, KING, WOMAN, SUM)


def places(points) -> list[tuple[float, float]]:
    dots = parsed(word_plane(points)).every("circle")
    return [(float(dot.attributes["cx"]), -float(dot.attributes["cy"])) for dot in dots]


def test_distances_keep_their_ratios_and_directions():
    man, king, woman, total = places(POINTS)
    unit = (king[0] - man[0]) / 2

    assert king[1] == pytest.approx(man[1])
    assert (woman[0] - man[0], woman[1] - man[1]) == pytest.approx((0.3 * unit, unit), rel=1e-4)
    assert math.dist(woman, total) == pytest.approx(math.dist(man, king), rel=1e-4)


@pytest.mark.parametrize("points", [POINTS, [MAN], [MAN, MAN], [KING, PlanePoint("far", 2, 900)]])
def test_points_and_names_stay_within_the_picture(points):
    page = parsed(word_plane(points))
    _, _, width, height = map(float, page.every("svg")[0].attributes["viewbox"].split())

    for name in page.every("text"):
        assert 0 <= float(name.attributes["x"]) <= width
        assert 0 <= float(name.attributes["y"]) <= height


def test_names_stand_apart_from_each_other():
    names = parsed(word_plane(POINTS)).every("text")
    seen = [(float(n.attributes["x"]), float(n.attributes["y"])) for n in names]

    assert all(math.dist(a, b) > 14 for i, a in enumerate(seen) for b in seen[:i])


def test_an_arrow_leads_from_point_to_point_and_the_repeated_one_is_dashed():
    page = parsed(word_plane(POINTS, [(0, 1, False), (2, 3, True)]))
    first, second = page.every("line")
    man, king, *_ = places(POINTS)

    assert float(first.attributes["x1"]) == pytest.approx(man[0], rel=1e-4)
    assert float(first.attributes["x2"]) == pytest.approx(king[0] - 5, rel=1e-4)
    assert "rv-dashed" in second.attributes["class"]
    assert "rv-dashed" not in first.attributes["class"]


def test_words_can_be_picked_and_the_sum_cannot():
    picks = [group.attributes.get("data-pick") for group in parsed(word_plane(POINTS)).every("g")]

    assert picks == ["man", "king", "woman", None]


def test_the_drawing_is_told_in_words():
    page = parsed(word_plane(POINTS, title="One plane", note="75 % of it", alt="four points"))

    assert page.every("svg")[0].attributes["aria-label"] == "four points"
    assert page.text.startswith("One plane")
    assert page.text.endswith("75 % of it")


def test_drawings_are_put_together_in_order():
    parts = (sentence("one"), sentence("two", is_strong=True))

    for put, kind in ((stacked, "rv-stack"), (beside, "rv-beside")):
        whole = parsed(put(*parts)).every("div", kind)[0]
        assert [p.text for p in whole.every("p")] == ["one", "two"]
        assert whole.every("p", "rv-verdict")[0].text == "two"


def test_a_larger_plane_gives_the_same_points_more_room():
    points = [PlanePoint("a", 0.0, 0.0), PlanePoint("b", 3.0, 1.0)]

    small, large = (
        parsed(word_plane(points)),
        parsed(word_plane(points, size=(840.0, 400.0))),
    )

    assert large.every("svg")[0].attributes["viewbox"] == "0 0 840 400"
    spans = [
        abs(float(dots[1].attributes["cx"]) - float(dots[0].attributes["cx"]))
        for dots in (small.every("circle"), large.every("circle"))
    ]
    assert spans[1] > 2 * spans[0]
    assert "rv-plane-large" in large.every("svg")[0].attributes["class"]
    assert large.every(class_="rv-scroll")[0].attributes["tabindex"] == "0"
    assert not small.every(class_="rv-scroll")
