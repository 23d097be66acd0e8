"""A table's rows with their numbers, their equation with its proof, and how far each moved."""

import pytest

from rnnviz.drawings.table_rows import (
    Factor,
    Moved,
    id_chips,
    moved_rows,
    row_equation,
    small_table,
)
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

ROWS = [[0.5, -1.0, 2.0, 0.0], [1.5, 0.25, -0.125, 3.0]]
FACTORS = [Factor(0, 0, "the", (0.5, -1.0)), Factor(1, 7, "king", (1.5, 0.25))]


def test_a_small_table_writes_every_number_and_frames_the_picked_row():
    table = parsed(small_table(ROWS, ["0 the", "1 of"], 1))

    first, second = table.every("tr")
    assert [cell.text for cell in first.every(class_="rv-number")] == [
        "+0.50",
        "−1.00",
        "+2.00",
        "+0.00",
    ]
    assert "class" not in first.attributes
    assert second.attributes["class"] == "rv-here"


def test_each_row_of_a_small_table_picks_its_place():
    table = parsed(small_table(ROWS, ["0 the", "1 of"], 0))

    assert [(b.text, b.attributes["data-pick"]) for b in table.every("button")] == [
        ("0 the", "0"),
        ("1 of", "1"),
    ]


def test_of_wide_rows_the_strip_shows_all_and_four_numbers_are_written():
    table = parsed(small_table([[0.1] * 50], ["0"], 0))

    assert len(table.every(class_="rv-number")) == 4
    assert table.every(class_="rv-strip")[0].attributes["style"].count("color-mix") == 50


def test_the_equation_names_each_factor_and_counts_the_rows_left_out():
    equation = parsed(row_equation(FACTORS, 400_000, (1.5, 0.25), 0.0))

    assert [row.text for row in equation.every("tr")] == [
        "0 × E[0] the +0.50 −1.00",
        "1 × E[7] king +1.50 +0.25",
        "+ 399,998 more rows times 0",
        "= their sum +1.50 +0.25",
    ]


def test_nothing_is_left_out_of_a_table_that_is_written_whole():
    equation = parsed(row_equation(FACTORS, 2, (1.5, 0.25), 0.0))

    assert "more rows" not in equation.text


@pytest.mark.parametrize(("error", "mark"), [(0.0, "✓ exactly"), (0.25, "✗ differs")])
def test_the_tick_stands_only_where_sum_and_row_are_equal(error, mark):
    equation = parsed(row_equation(FACTORS, 9, (1.5, 0.25), error))

    (proof,) = equation.every(class_="rv-proof")
    assert proof.text.startswith(mark)
    assert ("rv-bad" in proof.attributes["class"]) == (error > 0)


def test_a_zero_factor_is_pale_and_the_picked_one_is_not():
    rows = parsed(row_equation(FACTORS, 2, (1.5, 0.25), 0.0)).every("tr")

    assert rows[0].attributes["class"] == "rv-zero"
    assert "class" not in rows[1].attributes


def moved(length: float) -> Moved:
    return Moved("the", "2×", (0.5, 0.25), (0.01, -0.02), (0.499, 0.252), length)


def test_a_moved_row_shows_before_gradient_after_and_how_far():
    drawn = parsed(moved_rows([moved(0.0022)], TERMS["hidden"]))

    head, row = drawn.every("tr")
    assert [cell.text for cell in head.every("th")] == [
        "",
        "before",
        "gradient",
        "after",
        "moved by",
    ]
    assert row.text == "the 2× +0.500 +0.250 … +0.0100 −0.0200 … +0.499 +0.252 … 0.0022"


@pytest.mark.parametrize(("length", "class_"), [(0.0022, "rv-here"), (0.0, "rv-zero")])
def test_a_row_is_lit_only_if_it_moved(length, class_):
    drawn = parsed(moved_rows([moved(length)], TERMS["hidden"]))

    assert drawn.every("tr")[1].attributes["class"] == class_


def test_strips_of_values_and_of_gradients_have_their_own_fixed_ranges():
    row = parsed(moved_rows([moved(1.0)], TERMS["hidden"])).every("tr")[1]

    before, gradient, _ = row.every(class_="rv-strip")
    assert "var(--positive) 25.0%" in before.attributes["style"]  # 0.5 of ±2
    assert "var(--positive) 1.0%" in gradient.attributes["style"]  # 0.01 of ±1


def test_ids_stand_in_their_order_and_each_picks_its_row():
    chips = parsed(id_chips((4, 1, 7), 1, "ids")).every("button")

    assert [chip.text for chip in chips] == ["4", "1", "7"]
    assert [chip.attributes["data-pick"] for chip in chips] == ["4", "1", "7"]
    assert [chip.attributes["aria-pressed"] for chip in chips] == ["false", "true", "false"]
