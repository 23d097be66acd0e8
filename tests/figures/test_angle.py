"""Two arrows with true lengths and the true angle between them."""

import numpy as np
import pytest

from rnnviz.figures import angle

ROWS = np.array([[3.0, 0.0, 4.0], [0.0, 2.0, 0.0]])


def drawn(degrees: float, norms=(5.0, 2.0)):
    cosine = np.cos(np.radians(degrees))
    return angle(("a", "b"), ROWS, dot=1.5, norms=norms, cosine=cosine, degrees=degrees)


def tips(figure) -> np.ndarray:
    arrows = [t for t in figure.data if t.type == "scatter" and t.mode == "lines+markers"]
    return np.array([(arrow.x[1], arrow.y[1]) for arrow in arrows])


@pytest.mark.parametrize("degrees", [0.0, 38.8, 90.0, 151.0, 180.0])
def test_arrows_have_the_true_lengths_and_the_true_angle(degrees):
    a, b = tips(drawn(degrees))
    turn = np.degrees(np.arctan2(b[1], b[0]) - np.arctan2(a[1], a[0]))

    assert (np.hypot(*a), np.hypot(*b)) == pytest.approx((5, 2))
    assert turn == pytest.approx(degrees)


def test_both_axes_have_one_scale_so_that_the_angle_is_true_on_screen():
    assert drawn(60).layout.yaxis.scaleanchor == "x"


@pytest.mark.parametrize("degrees", [20.0, 120.0, 175.0])
def test_both_arrows_lie_inside_the_picture(degrees):
    figure = drawn(degrees)
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range

    assert ((tips(figure) >= (left, low)) & (tips(figure) <= (right, high))).all()


def test_the_numbers_beside_the_arrows_are_those_given():
    said = " ".join(note.text for note in drawn(120).layout.annotations)

    assert "cos θ = <b>−0.500</b>" in said
    assert "θ = <b>120.0°</b>" in said
    assert "a · b = 1.50" in said
    assert "length 5.00" in said
    assert "length 2.00" in said


def test_the_vectors_own_numbers_are_shown_as_strips_on_a_fixed_range():
    strips = next(trace for trace in drawn(60).data if trace.type == "heatmap")

    np.testing.assert_array_equal(strips.z, ROWS)
    assert (strips.zmin, strips.zmid, strips.zmax) == (-2, 0, 2)


def test_each_arrow_and_strip_is_named():
    figure = drawn(60)

    assert figure.layout.title.text == "a and b"
    assert tuple(figure.layout.yaxis2.ticktext) == ("a", "b")
    assert {"<b>a</b>", "<b>b</b>"} <= {note.text[:8] for note in figure.layout.annotations}


def test_a_long_word_is_shortened_so_that_it_fits_beside_its_arrow():
    figure = angle(
        ("internationalization", "b"), ROWS, dot=1.5, norms=(5, 2), cosine=0.15, degrees=81.4
    )

    assert any("<b>internation…</b>" in note.text for note in figure.layout.annotations)
    assert figure.layout.yaxis2.ticktext[0] == "internation…"
