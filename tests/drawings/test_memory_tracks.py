"""Panels keep one time axis: words, states, bars and the matrix of what is owed."""

import pytest

from rnnviz.drawings.markup import Drawing, tag
from rnnviz.drawings.memory_scale import LogScale
from rnnviz.drawings.memory_tracks import (
    LEVEL,
    NAMED,
    Track,
    columns,
    from_to,
    owed_matrix,
    states,
    tracks,
)
from tests.drawings.markings import parsed

SCALE = LogScale(-3, 1)
BAR = tag("i")


def panel(words, shown=(), said="It fades."):
    return parsed(tracks("RNN", "p = 0.5", words, shown, said))


def matrix(words):
    n = len(words)
    norms = [[10.0 ** (k - t) if t >= k else 0.0 for k in range(n)] for t in range(n)]
    return parsed(Drawing(owed_matrix(norms, words, SCALE, "owed")))


def test_a_panel_says_its_title_its_numbers_and_every_track_in_order():
    shown = [Track("‖∂h_T/∂h_t‖", "0.1 → 1.0", BAR), Track("states", "64 units", BAR, "", False)]

    drawn = panel(("not", "bad"), shown)

    assert drawn.text == "RNN p = 0.5 It fades. not bad ‖∂h T /∂h t ‖ 0.1 → 1.0 states 64 units"
    assert len(drawn.every("span", "rv-number")) == 1


def test_the_time_axis_has_one_column_per_word_and_can_be_scrolled_by_keys():
    drawn = panel(("a",) * 60)

    section = drawn.every("section")[0]
    assert section.attributes["style"].startswith("--n: 60;")
    box = drawn.every("div", "rv-scroll")[0]
    assert (box.attributes["tabindex"], box.attributes["aria-label"]) == ("0", "RNN")


def test_single_letters_stand_level_however_many():
    assert not panel("ABCDEFGH" * 6).every("div", "rv-mem-words-upright")


@pytest.mark.parametrize(("n", "upright"), [(LEVEL, 0), (LEVEL + 1, 1)])
def test_many_words_stand_upright_and_long_ones_are_cut(n, upright):
    drawn = panel(("incomprehensible",) * n)

    assert len(drawn.every("div", "rv-mem-words-upright")) == upright
    first = drawn.every("div", "rv-mem-words")[0].every("span")[0]
    assert first.attributes["title"] == "incomprehensible"
    assert first.text == ("incomprehe…" if upright else "incomprehensible")


@pytest.mark.parametrize(
    ("n", "shown"), [(20, ["1", "5", "10", "15", "20"]), (60, ["1", *map(str, range(10, 61, 10))])]
)
def test_of_numbered_timesteps_only_some_are_named(n, shown):
    axis = panel([str(t + 1) for t in range(n)]).every("div", "rv-mem-words")[0]

    assert [span.text for span in axis.every("span") if span.text] == shown
    assert len(axis.every("span")) == n


def test_states_are_drawn_with_time_to_the_right():
    svg = parsed(Drawing(states([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], "states"))).every("svg")[0]

    assert svg.attributes["viewbox"] == "0 0 2 3"


def test_a_row_of_the_matrix_begins_where_its_word_is_read():
    drawn = matrix(("a", "b", "c"))

    starts = sorted(
        stroke[:4]
        for path in drawn.every("path")
        for stroke in path.attributes["d"].split("M")
        if stroke
    )
    assert [tuple(map(int, (s[0], s[2]))) for s in starts] == [
        (0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2),
    ]  # fmt: skip


def test_a_short_matrix_has_its_numbers_in_the_cells_and_its_words_before_the_rows():
    drawn = matrix(("not", "bad", "at"))

    numbers = [span.text for span in drawn.every("span", "rv-mem-owed-number")]
    assert numbers == ["1.0", "0.10", "1.0", "0.010", "0.10", "1.0"]
    names = drawn.every("span", "rv-mem-owed-word")
    assert [name.text for name in names] == ["bad", "at"]
    assert "right: 66.67%; top: 50%" in names[0].attributes["style"]


@pytest.mark.parametrize(("n", "has_names"), [(NAMED, True), (NAMED + 1, False)])
def test_a_long_matrix_is_colours_alone(n, has_names):
    drawn = matrix(("word",) * n)

    assert not drawn.every("span", "rv-mem-owed-number")
    assert bool(drawn.every("span", "rv-mem-owed-word")) == has_names


def test_a_name_without_room_before_its_row_is_left_out():
    names = [span.text for span in matrix(("word",) * 30).every("span", "rv-mem-owed-word")]

    assert len(names) == 30 - 1 - 2
    assert set(names) == {"word"}


def test_panels_stand_beside_each_other_with_room_for_every_word():
    panels = [tracks(name, "", ("x",), (), "") for name in ("A", "B")]
    drawn = parsed(columns(panels, 7, 9))

    outer = drawn.every("div", "rv-mem-tracks-columns")[0]
    assert outer.attributes["style"] == "--each: 9px; --n: 7"
    assert [head.text for head in drawn.every("h3")] == ["A", "B"]


def test_an_aside_gives_the_first_and_the_last_number():
    assert from_to([0.01, 0.5, 1.0]) == "0.010 → 1.0"
    assert from_to([1.0]) == "1.0"


def test_a_users_words_never_become_markup():
    drawn = panel(("<script>", "b"), said="“<b>” counts")

    assert not drawn.every("script")
    assert not drawn.every("p")[0].every("b")
