"""States, outputs and verdicts as they are drawn."""

import pytest

from rnnviz.drawings.layer_states import (
    Product,
    State,
    Sum,
    last_states,
    output_sum,
    proof,
    same_object,
    written,
)
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

HIDDEN, WEIGHT = TERMS["hidden"], TERMS["weight"]


def added(**changes) -> Sum:
    strips = (("W_ho", (0.5, -0.25), WEIGHT), ("× h₈₀", (1.0, 0.5), HIDDEN))
    parts = {
        "names": ("o₁", "h₈₀"),
        "strips": strips,
        "products": (Product(2, 0.5, -0.25, -0.125), Product(1, 0.1, 0.1, 0.01)),
        "rest": (3, 0.25),
        "bias": -0.5,
        "total": -0.365,
        "difference": 2e-9,
    }
    return Sum(**(parts | changes))


def test_every_series_has_its_strip_and_its_first_numbers():
    state = State("layer 1 · h₈₀", "[4, 5]", ((0.5, -0.25, 0, 1, 0.1), (0, 0, 0, 0, 0)), HIDDEN)
    picture = parsed(last_states([state], "more"))

    rows = picture.every("tr")
    assert rows[0].text == "layer 1 · h₈₀ [4, 5]"
    assert rows[1].text == "1 +0.500 −0.250 +0.000 +1.000 …"
    assert len(picture.every(class_="rv-strip")) == 2
    assert picture.every("p")[0].text == "more"


def test_few_numbers_are_written_without_dots():
    state = State("h₁", "[1, 2]", ((0.5, 0.25),), HIDDEN)

    assert parsed(last_states([state])).every("tr")[1].text == "1 +0.500 +0.250"


@pytest.mark.parametrize(("is_same", "mark"), [(True, "✓"), (False, "✗")])
def test_output_and_state_stand_below_each_other_with_the_verdict(is_same, mark):
    picture = parsed(same_object((0.5, -0.5), "h₈₀", is_same, HIDDEN))

    assert [head.text for head in picture.every("th")] == ["o₈₀", "h₈₀"]
    first, second = picture.every(class_="rv-strip")
    assert first.attributes["style"] == second.attributes["style"]
    assert picture.every("p")[0].text == f"{mark} output is states[0] → {is_same}"


def test_a_sum_is_written_term_by_term_to_its_total():
    picture = parsed(output_sum(added()))

    text = picture.text
    assert "2 +0.500 × −0.250 = −0.125" in text
    assert "3 more units +0.250" in text
    assert "b_o −0.500 o₁ = −0.365" in text
    assert "✓ torch.nn.Linear gives the same: difference 2.0e-09" in text


def test_strips_of_weights_and_states_are_aligned_above_the_sum():
    ledger = parsed(output_sum(added())).every("table", "rv-ledger")[0]

    assert [row.text for row in ledger.every("tr")] == ["W_ho", "× h₈₀"]
    assert len(ledger.every(class_="rv-strip")) == 2


def test_a_sum_of_few_terms_leaves_none_out_and_a_wrong_one_is_marked():
    picture = parsed(output_sum(added(rest=(0, 0.0), difference=0.5)))

    assert "more units" not in picture.text
    assert picture.every("p", "rv-bad")[0].text.startswith("✗")


@pytest.mark.parametrize(("is_equal", "verdict"), [(True, "✓ the same"), (False, "✗ different")])
def test_the_proof_says_both_precisions_and_how_many_numbers(is_equal, verdict):
    text = parsed(proof(is_equal, 2.4e-7, 0.0, 20_992)).text

    assert text.startswith(f"{verdict} numbers")
    assert "2.4e-07 in float32 0 in float64 of 20,992 numbers" in text


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (2.5e-7, "2.5e-07"), (1.0, "1.0e+00")])
def test_a_difference_is_a_power_of_ten_and_none_is_0(value, text):
    assert written(value) == text
