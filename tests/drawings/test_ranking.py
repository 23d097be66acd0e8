"""A ranking's bars are as long as its numbers say."""

import re

import pytest

from rnnviz.drawings.ranking import Mark, Ranked, ranking
from tests.drawings.markings import parsed

ROWS = [Ranked("french", 0.887), Ranked("belgium", 0.5, is_marked=True)]


def percent(style: str, name: str) -> float:
    return float(re.search(rf"{name}: ([\d.]+)%", style)[1])


def bars(rows, **options):
    return [track.every("i")[0].attributes["style"] for track in tracks(rows, **options)]


def tracks(rows, **options):
    return parsed(ranking("Nearest", rows, **options)).every("span", "rv-track")


def test_every_word_is_a_button_that_picks_it_with_its_number_beside():
    buttons = parsed(ranking("Nearest", ROWS)).every("button", "rv-rank")

    assert [b.attributes["data-pick"] for b in buttons] == ["french", "belgium"]
    assert [b.every("span", "rv-number")[0].text for b in buttons] == ["0.887", "0.500"]


def test_bars_begin_at_zero_and_are_as_long_as_the_cosine():
    assert [percent(style, "left") for style in bars(ROWS)] == [0, 0]
    assert [percent(style, "width") for style in bars(ROWS)] == pytest.approx([88.7, 50])


def test_a_negative_cosine_moves_zero_to_the_right_and_leads_left_in_blue():
    positive, negative = bars([Ranked("a", 0.6), Ranked("b", -0.25)])

    assert percent(positive, "left") == pytest.approx(100 * 0.25 / 1.25)
    assert percent(positive, "width") == pytest.approx(100 * 0.6 / 1.25)
    assert (percent(negative, "left"), percent(negative, "width")) == pytest.approx((0, 20))
    assert "var(--negative)" in negative
    assert "var(--positive)" in positive


def test_the_mark_stands_at_its_cosine_in_every_row_and_is_said_below():
    mark = Mark(0.12, "two random words: 0.12 ± 0.18")

    lines = [track.every("b")[0].attributes["style"] for track in tracks(ROWS, mark=mark)]

    assert [percent(style, "left") for style in lines] == pytest.approx([12, 12])
    assert mark.said in parsed(ranking("Nearest", ROWS, mark=mark)).text


def test_without_a_mark_there_is_no_line():
    assert not tracks(ROWS)[0].every("b")


def test_a_word_of_the_question_stands_out():
    marked = parsed(ranking("Nearest", ROWS)).every("button", "rv-rank-marked")

    assert [button.attributes["data-pick"] for button in marked] == ["belgium"]


def test_an_empty_ranking_is_a_title_and_nothing_else():
    assert parsed(ranking("Nearest", [])).text == "Nearest"


def test_a_words_signs_never_become_markup():
    drawn = parsed(ranking("<b>", [Ranked('"><script>', 0.1)], aside="<i>", note="<u>"))

    assert not drawn.every("script")
    assert drawn.every("button")[0].attributes["data-pick"] == '"><script>'
    assert drawn.text.startswith("<b> <i>")
