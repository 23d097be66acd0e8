"""Where a network errs: counts as they are, right predictions on the line, the worst first."""

import pytest

from rnnviz.drawings.colours import colour
from rnnviz.drawings.training_judgement import (
    Wrong,
    confusion_matrix,
    most_wrong,
    truth_against_prediction,
)
from rnnviz.errors import ShapeError
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed


def test_rows_are_the_truth_and_columns_the_answer():
    drawn = parsed(confusion_matrix("What", ("no", "yes"), [[30, 10], [5, 1055]], "Rows …"))

    assert [row.text for row in drawn.every("tr")] == [
        "truth ↓ said → no yes", "no 30 10", "yes 5 1,055"
    ]  # fmt: skip
    assert drawn.every("td")[1].attributes["title"] == "no: 10 of 40 taken for yes"
    assert drawn.every(class_="rv-said")[0].text == "Rows …"


def test_a_counts_colour_is_its_share_of_the_truth():
    cells = parsed(confusion_matrix("What", ("no", "yes"), [[30, 10], [0, 0]])).every("td")

    for cell, share in zip(cells, (0.75, 0.25, 0.0, 0.0), strict=True):
        expected = colour(share, TERMS["probabilities"])
        assert f"background: {expected}" in cell.attributes["style"]


@pytest.mark.parametrize("counts", [[[1, 2]], [[1], [2]]])
def test_counts_that_are_not_square_are_refused(counts):
    with pytest.raises(ShapeError, match="2 classes need 2 rows of 2 counts"):
        confusion_matrix("What", ("no", "yes"), counts)


def test_right_predictions_lie_on_the_line_and_too_high_ones_above_it():
    drawn = parsed(truth_against_prediction("T", [(0.0, 0.0), (2.0, 2.0), (1.0, 1.5)]))

    dots = [(float(d.attributes["cx"]), float(d.attributes["cy"])) for d in drawn.every("circle")]
    line = {key: float(v) for key, v in drawn.every("line")[0].attributes.items() if key != "class"}
    assert dots[0] == (line["x1"], line["y1"])
    assert dots[1] == (line["x2"], line["y2"])
    middle = (line["x1"] + line["x2"]) / 2
    assert dots[2][0] == pytest.approx(middle)
    assert dots[2][1] < (line["y1"] + line["y2"]) / 2
    alt = drawn.every("svg")[0].attributes["aria-label"]
    assert alt == "T: 3 pairs from 0.000 to 2.00."


def test_a_single_pair_can_be_drawn():
    assert len(parsed(truth_against_prediction("T", [(1.0, 1.0)])).every("circle")) == 1


def test_the_most_wrong_can_be_picked_to_be_read():
    rows = [Wrong("not <b>bad</b>", "positive", "negative, 2 % for the truth")]

    drawn = parsed(most_wrong("Most wrong", rows, "Click one."))

    (button,) = drawn.every("button")
    assert button.attributes["data-pick"] == button.text == "not <b>bad</b>"
    assert [cell.text for cell in drawn.every("td")][1:] == [
        "positive", "negative, 2 % for the truth"
    ]  # fmt: skip


def test_a_long_example_is_shortened_but_picked_whole():
    text = "word " * 40

    (button,) = parsed(most_wrong("t", [Wrong(text, "a", "b")])).every("button")

    assert button.attributes["data-pick"] == text
    assert len(button.text) <= 110


@pytest.mark.parametrize("span", [1e-6, 1.0, 1e5])
def test_perfect_predictions_all_lie_on_the_dashed_line(span):
    drawn = parsed(truth_against_prediction("T", [(x * span, x * span) for x in (-1, 0, 0.3, 2)]))

    ends = {key: float(v) for key, v in drawn.every("line")[0].attributes.items() if key != "class"}
    across, down = ends["x2"] - ends["x1"], ends["y2"] - ends["y1"]
    for dot in drawn.every("circle"):
        x, y = (float(dot.attributes[name]) for name in ("cx", "cy"))
        assert (x - ends["x1"]) * down == pytest.approx((y - ends["y1"]) * across)


def test_long_and_hostile_class_names_are_short_heads_with_the_whole_in_their_title():
    name = "<script>alert(1)</script>"

    drawing = confusion_matrix(name, (name, "b"), [[1, 2], [3, 4]], name)

    assert "<script" not in drawing.html
    heads = [head for head in parsed(drawing).every("th") if head.attributes.get("title") == name]
    assert [head.attributes["scope"] for head in heads] == ["col", "row"]
    assert all(len(head.text) <= 10 for head in heads)


def test_a_class_that_never_occurs_has_a_row_of_zeros_and_says_so():
    cells = parsed(confusion_matrix("T", ("a", "b"), [[0, 0], [5, 0]])).every("td")

    assert [cell.text for cell in cells] == ["0", "0", "5", "0"]
    assert cells[1].attributes["title"] == "a: 0 of 0 taken for b"
