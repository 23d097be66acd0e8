"""Lines stand where their numbers are; the table writes them as every screen does."""

from itertools import pairwise

import pytest

from rnnviz.drawings.series_lines import EDGE, HEIGHT, LABEL, WIDTH, number_table, series_lines
from tests.drawings.markings import parsed


def points(line) -> list[tuple[float, float]]:
    pairs = line.attributes["points"].split()
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]


def test_the_highest_value_is_at_the_top_and_the_lowest_at_the_bottom():
    drawn = parsed(series_lines([[1.0, 3.0, 2.0]], ["A"], ("w1", "w3")))

    (line,) = drawn.every("polyline")
    assert points(line) == [
        (EDGE, HEIGHT - EDGE),
        (WIDTH / 2, EDGE),
        (WIDTH - EDGE, HEIGHT / 2),
    ]


def test_all_lines_share_one_scale_which_is_written_beside_them():
    drawn = parsed(series_lines([[0.0, 1.0], [-1.0, 0.5]], ["A", "B"], ("w1", "w2")))

    first, second = drawn.every("polyline")
    assert points(second)[0][1] > points(first)[0][1] > points(second)[1][1]
    assert drawn.every(class_="rv-lines-scale")[0].text == "1.000 −1.000"


@pytest.mark.parametrize(("line", "n"), [([-1.0, 1.0], 1), ([1.0, 2.0], 0), ([-2.0, -1.0], 0)])
def test_zero_is_drawn_only_where_values_lie_on_both_sides(line, n):
    assert len(parsed(series_lines([line], ["A"], ("", ""))).every("line")) == n


def test_a_level_line_lies_in_the_middle():
    drawn = parsed(series_lines([[2.0, 2.0]], ["A"], ("", "")))

    assert {y for _, y in points(drawn.every("polyline")[0])} == {HEIGHT / 2}


def test_a_single_value_is_a_dot():
    drawn = parsed(series_lines([[2.0]], ["A"], ("w1", "w1")))

    assert len(drawn.every("circle")) == 1
    assert not drawn.every("polyline")


def test_time_runs_evenly_and_names_its_ends_and_its_series():
    drawn = parsed(series_lines([[float(i) for i in range(6)]], ["AMZN"], ("first", "last")))

    xs = [x for x, _ in points(drawn.every("polyline")[0])]
    steps = [b - a for a, b in pairwise(xs)]
    assert max(steps) - min(steps) < 0.2
    assert drawn.every(class_="rv-lines-ends")[0].text == "first last"
    assert "AMZN" in drawn.every("svg")[0].attributes["aria-label"]


def test_the_table_has_a_row_and_a_column_for_every_name():
    table = parsed(number_table([[0.5, -0.25]], ["A"], ["w1", "w2"], "more"))

    assert [cell.text for cell in table.every("th")] == ["", "w1", "w2", "A"]
    assert [cell.text for cell in table.every("td")] == ["0.500", "−0.250"]
    assert table.every("p")[0].text == "more"


def test_nothing_is_said_of_what_is_left_out_where_nothing_is():
    assert not parsed(number_table([[0.5]], ["A"], ["w1"])).every("p")


def heights(drawn) -> list[float]:
    labels = drawn.every(class_="rv-lines-name")
    return [float(e.attributes["style"].removeprefix("top: ").rstrip("%")) for e in labels]


def test_each_line_is_named_at_its_end():
    drawn = parsed(series_lines([[0.0, 1.0], [0.5, 0.0]], ["A", "B"], ("", "")))

    assert [e.text for e in drawn.every(class_="rv-lines-name")] == ["A", "B"]
    ends = [points(line)[-1][1] for line in drawn.every("polyline")]
    assert heights(drawn) == pytest.approx([100 * y / HEIGHT for y in ends], abs=0.1)


def test_names_of_lines_that_end_together_do_not_cover_each_other():
    drawn = parsed(series_lines([[0.0, 1.0], [0.2, 1.0], [0.0, 0.99]], ["A", "B", "C"], ("", "")))

    tops = sorted(heights(drawn))
    assert all(b - a >= 100 * LABEL / HEIGHT - 0.2 for a, b in pairwise(tops))
