"""Bars of accuracies begin at one half and carry a tick for every seed."""

import pytest

from rnnviz.drawings.convolution_marks import HIGH, LOW, Scored, scores
from tests.drawings.markings import parsed

MODELS = (
    Scored("tf-idf", "pairs", 0.8),
    Scored("CNN", "22,081", 0.75, (0.75, 0.76, 0.74), "0.37", is_marked=True),
)


def drawn(models=MODELS):
    return parsed(scores(models, "your sentence: p", "from 50 %"))


def test_each_model_has_its_name_its_percent_and_what_it_says_of_the_sentence():
    rows = [[cell.text for cell in row.content] for row in drawn().every("tr")[1:]]

    assert rows == [["tf-idf pairs", "", "80.0 %", ""], ["CNN 22,081", "", "75.0 %", "0.37"]]


@pytest.mark.parametrize(
    ("accuracy", "width"), [(LOW, 0), (HIGH, 100), ((LOW + HIGH) / 2, 50), (0.3, 0), (0.99, 100)]
)
def test_bars_run_from_one_half_to_the_scales_end(accuracy, width):
    (bar,) = drawn([Scored("m", "", accuracy)]).every("i")

    assert float(bar.attributes["style"].removeprefix("width: ").rstrip("%")) == width


def test_every_seed_has_its_own_tick():
    page = drawn()

    ticks = [tick.attributes["style"] for tick in page.every("b")]
    assert len(set(ticks)) == 3


def test_the_model_in_question_stands_out_and_the_axis_is_said():
    page = drawn()

    marked = page.every(class_="rv-conv-score-marked")
    assert [row.every("th")[0].text for row in marked] == ["CNN 22,081"]
    assert page.every("p")[0].text == "from 50 %"
    heads = [head.text for head in page.every("tr")[0].every("th")]
    assert heads == ["", "test accuracy", "", "your sentence: p"]
