"""The table of runs: the newest first, one curve a seed, and the baselines below."""

import math

import pytest

from rnnviz.drawings.training_runs import RunRow, runs_table, sparkline
from tests.drawings.markings import parsed

ROWS = [
    RunRow("k1", "GRU 1×64, 3 seeds", ((0.5, 0.7), (0.5, 0.75), (0.4, 0.7)), "75.1 % ± 0.6"),
    RunRow("k2", "RNN 1×64", ((0.5, 0.6),), "61.0 %", "blew up", is_here=True),
]
HEADS = ("run", "held out", "test")


def drawn():
    return parsed(runs_table(ROWS, [("tf-idf", "80.6 %")], HEADS, (0.0, 1.0)))


def test_runs_stand_in_order_with_their_results_and_the_baselines_below():
    assert [row.text for row in drawn().every("tr")] == [
        "run held out test",
        "GRU 1×64, 3 seeds 75.1 % ± 0.6",
        "RNN 1×64 blew up 61.0 %",
        "tf-idf 80.6 %",
    ]


def test_every_seed_has_a_curve_of_its_own():
    rows = drawn().every("tr")

    assert [len(row.every("polyline")) for row in rows] == [0, 3, 1, 0]


def test_a_run_is_picked_by_its_key_and_the_shown_one_is_pressed():
    buttons = drawn().every("button")

    assert [button.attributes["data-pick"] for button in buttons] == ["k1", "k2"]
    assert [button.attributes["aria-pressed"] for button in buttons] == ["false", "true"]
    assert [row.text for row in drawn().every("tr", "rv-here")] == ["RNN 1×64 blew up 61.0 %"]


def test_a_table_without_runs_still_shows_what_is_to_beat():
    rows = parsed(runs_table([], [("chance", "12.5 %")], HEADS, (0.0, 1.0))).every("tr")

    assert [row.text for row in rows] == ["run held out test", "chance 12.5 %"]


def test_a_sparkline_is_on_the_scale_it_is_given_and_leaves_out_what_is_no_number():
    drawn = str(sparkline((0.0, 0.5, math.nan, 1.0), 0.0, 1.0))

    assert 'points="2.0,24.0 46.0,13.0 90.0,2.0"' in drawn
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ((), ""),
        ((math.nan, math.inf), ""),
        ((0.5,), "2.0,13.0"),
        ((-7.0, 9.0), "2.0,24.0 90.0,2.0"),  # beyond both ends
        ((1.0, math.nan, 1.0), "2.0,2.0 90.0,2.0"),
    ],
)
def test_a_sparkline_of_few_or_far_numbers_stays_in_its_box(values, points):
    assert f'points="{points}"' in str(sparkline(values, 0.0, 1.0))


def test_a_scale_without_width_puts_every_number_at_its_foot():
    assert 'points="2.0,24.0 90.0,24.0"' in str(sparkline((0.3, 0.3), 0.3, 0.3))


def test_names_of_runs_and_baselines_never_become_markup():
    hostile = "<b onclick='a()'>x</b>"
    rows = [RunRow('k"><i>', hostile, (), hostile, hostile)]

    drawing = runs_table(rows, [(hostile, hostile)], (hostile,) * 3, (0.0, 1.0))

    assert "<b " not in drawing.html
    assert "<i>" not in drawing.html
    table = parsed(drawing)
    assert table.every("button")[0].attributes["data-pick"] == 'k"><i>'
    assert [row.text for row in table.every("tr")] == [" ".join([hostile] * n) for n in (3, 3, 2)]
