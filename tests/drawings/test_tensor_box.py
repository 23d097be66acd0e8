"""The box has a row for every series and feature, and lights exactly what is cut out."""

import pytest

from rnnviz.drawings.tensor_box import Axis, tensor_box
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

TERM = TERMS["hidden"]
SHEETS = [[[0.5, -0.5, 0.0, 1.0]] * 2] * 3


def axes(b=(0, 1), s=(0, 1, 2, 3), n=(0, 1, 2)) -> tuple[Axis, Axis, Axis]:
    return (
        Axis("b", "stocks", ("A", "B"), b),
        Axis("s", "weeks", ("w1", "w2", "w3", "w4"), s),
        Axis("n", "features", ("p", "q", "r"), n),
    )


def spans(element) -> list[str]:
    return [e.attributes["style"] for e in element]


def test_there_is_a_sheet_for_every_feature_with_a_row_for_every_series():
    box = parsed(tensor_box(SHEETS, axes(), [TERM] * 3))

    sheets = box.every(class_="rv-box-sheet")
    assert [sheet.every("button")[0].text for sheet in sheets] == ["p", "q", "r"]
    assert [len(sheet.every(class_="rv-box-row")) for sheet in sheets] == [2, 2, 2]


def test_an_index_lights_one_row_of_one_sheet_over_its_whole_width():
    box = parsed(tensor_box(SHEETS, axes(b=(1,), n=(2,)), [TERM] * 3))

    lit = box.every(class_="rv-box-lit")
    assert spans(lit) == ["left: 0%; width: 100%"]
    last = box.every(class_="rv-box-sheet")[2].every(class_="rv-box-row")[1]
    assert last.every(class_="rv-box-lit") == lit


def test_a_range_of_time_lights_its_stretch_and_pales_the_rest():
    box = parsed(tensor_box(SHEETS, axes(b=(0,), s=(1, 2), n=(0,)), [TERM] * 3))

    row = box.every(class_="rv-box-row")[0]
    assert spans(row.every(class_="rv-box-lit")) == ["left: 25%; width: 50%"]
    assert spans(row.every(class_="rv-box-unlit")) == [
        "left: 0%; width: 25%",
        "left: 75%; width: 25%",
    ]


@pytest.mark.parametrize("kept", [(0, 2), (2, 0)])
def test_a_step_lights_every_cell_by_itself_in_either_direction(kept):
    box = parsed(tensor_box(SHEETS, axes(b=(0,), s=kept, n=(0,)), [TERM] * 3))

    row = box.every(class_="rv-box-row")[0]
    assert spans(row.every(class_="rv-box-lit")) == [
        "left: 0%; width: 25%",
        "left: 50%; width: 25%",
    ]


def test_rows_that_are_not_kept_are_pale_as_a_whole():
    box = parsed(tensor_box(SHEETS, axes(b=(0,)), [TERM] * 3))

    row = box.every(class_="rv-box-row")[1]
    assert not row.every(class_="rv-box-lit")
    assert spans(row.every(class_="rv-box-unlit")) == ["left: 0%; width: 100%"]


def test_each_axis_says_how_much_of_it_is_kept_and_time_names_its_ends():
    box = parsed(tensor_box(SHEETS, axes(b=(0,), s=(1, 2)), [TERM] * 3))

    assert "b stocks: 1 of 2" in box.text
    assert "s weeks: 2 of 4" in box.text
    assert [e.text for e in box.every(class_="rv-box-time")[0].every("span")][::2] == ["w1", "w4"]


def test_names_pick_their_own_index_on_their_own_axis():
    box = parsed(tensor_box(SHEETS, axes(), [TERM] * 3))

    picks = [button.attributes["data-pick"] for button in box.every("button")]
    assert picks == [p for k in range(3) for p in (f"n {k}", "b 0", "b 1")]


def test_a_single_series_is_flat_and_says_nothing_of_the_axes_it_lacks():
    one = (
        Axis("b", "stocks", ("A",), (0,)),
        Axis("s", "weeks", ("w1", "w2"), (0, 1)),
        Axis("n", "features", ("p",), (0,)),
    )
    box = parsed(tensor_box([[[0.1, 0.2]]], one, [TERM]))

    assert box.every(class_="rv-box-flat")
    assert "stocks" not in box.text
    assert "features" not in box.text


def test_colours_follow_the_terms_fixed_range():
    strong = tensor_box([[[1.0, -1.0]]], _two(), [TERM]).html
    weak = tensor_box([[[0.1, -0.1]]], _two(), [TERM]).html

    assert "var(--positive) 100.0%" in strong
    assert "var(--positive) 10.0%" in weak
    assert "var(--negative) 10.0%" in weak


def _two() -> tuple[Axis, Axis, Axis]:
    return (
        Axis("b", "", ("A",), (0,)),
        Axis("s", "", ("w1", "w2"), (0, 1)),
        Axis("n", "", ("p",), (0,)),
    )
