"""A kernel slides above the words and a cell steps below them, in the same columns."""

import pytest

from rnnviz.drawings.convolution_slide import Side, Track, lit_columns, slide
from rnnviz.terms import TERMS, Term
from tests.drawings.markings import parsed

WORDS = ("the", "film", "<b>", "good")
FILTERED = Term("y", "y", "y", ("T",), -2.0, 2.0, False, "signed", "y")


def side(*layers, name="CNN", is_signed=False):
    tracks = [Track(f"{name} {i + 1}", "7", v, FILTERED, is_signed) for i, v in enumerate(layers)]
    answer = Track(f"{name} answer", "p", (0.1, 0.2, 0.3, 0.4), TERMS["probabilities"])
    return Side(tuple(tracks), answer)


def drawn(cursor=2, level=0, offsets=(-2, -1, 0), kernels=None):
    kernels = kernels or side((0.0, 0.5, 1.0, 1.5), (2.0, 2.5, 3.0, 3.5))
    cells = side((0.1, -0.2, 0.3, -0.4), (0.5, 0.6, 0.7, 0.8), name="RNN", is_signed=True)
    return parsed(slide(WORDS, kernels, cells, cursor=cursor, level=level, offsets=offsets))


def row(page, label):
    (found,) = [e for e in page.every(class_="rv-conv-slide-row") if e.text.startswith(label)]
    return found


def lit(page, label):
    cells = row(page, label).every(class_="rv-conv-slide-cell")
    return [c for c, cell in enumerate(cells) if cell.fits("", "rv-conv-slide-lit")]


def test_words_stand_between_the_convolutions_and_the_cell():
    rows = [e.text.split(" 7")[0] for e in drawn().every(class_="rv-conv-slide-row")]

    assert rows[0].startswith("CNN answer")
    assert [r for r in rows[1:] if r[:3] in ("CNN", "RNN", "the")] == [
        *("CNN 2", "CNN 1", "the film <b> good", "RNN 1", "RNN 2"),
        "RNN answer p 0.10 0.20 0.30",
    ]


def test_every_output_of_a_convolution_is_there_and_states_only_as_far_as_was_read():
    page = drawn(cursor=1)

    assert row(page, "CNN 1").text == "CNN 1 7 0.00 0.50 1.00 1.50"
    assert row(page, "RNN 1").text == "RNN 1 7 +0.10 −0.20"
    assert len(row(page, "RNN 1").every(class_="rv-conv-slide-none")) == 2


def test_a_word_or_a_number_picks_its_position_and_the_current_one_is_pressed():
    page = drawn(cursor=2)

    chips = page.every("button")
    assert [chip.attributes["data-pick"] for chip in chips] == ["1", "2", "3", "4"]
    assert [chip.attributes["aria-pressed"] for chip in chips] == [
        "false",
        "false",
        "true",
        "false",
    ]
    cells = row(page, "CNN 1").every(class_="rv-conv-slide-cell")
    assert [cell.attributes["data-pick"] for cell in cells] == [f"cell-{t}" for t in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("offsets", "cursor", "boxes", "zeros"),
    [
        ((-2, -1, 0), 3, ["", "W₁", "W₂", "W₃"], 0),
        ((-2, -1, 0), 0, ["W₃", "", "", ""], 2),
        ((-1, 0, 1), 2, ["", "W₁", "W₂", "W₃"], 0),
        ((0,), 1, ["", "W₁", "", ""], 0),
    ],
)
def test_the_kernel_lies_over_its_window_and_beyond_the_sentence_on_zeros(
    offsets, cursor, boxes, zeros
):
    kernel = row(drawn(cursor=cursor, offsets=offsets), "kernel")

    label, *found = [e.text for e in kernel.every("span")]
    assert found == boxes
    assert label == (f"kernel, {zeros} on zeros" if zeros else "kernel")


def test_an_output_of_the_second_layer_lights_its_window_in_the_first():
    page = drawn(cursor=3, level=1, offsets=(-1, 0))

    assert (lit(page, "CNN 2"), lit(page, "CNN 1")) == ([3], [2, 3])
    assert lit(page, "RNN 1") == lit(page, "RNN 2") == [0, 1, 2, 3]


def test_layers_above_the_one_that_is_looked_at_stay_unlit():
    page = drawn(cursor=2, level=0)

    assert (lit(page, "CNN 2"), lit(page, "RNN 2")) == ([], [])


def test_where_no_output_stands_no_window_is_lit_and_no_kernel_drawn():
    kernels = side((None, None, 1.0, 1.5))

    page = drawn(cursor=1, kernels=kernels)

    assert lit(page, "CNN 1") == []
    assert not page.every(class_="rv-conv-slide-kernel")


@pytest.mark.parametrize(("level", "n"), [(0, 3), (1, 5), (2, 7)])
def test_as_many_words_are_lit_as_the_receptive_field_has(level, n):
    words = lit_columns(20, 10, level, (-1, 0, 1))[0]

    assert len(words) == n == 1 + (level + 1) * 2


def test_lines_lead_from_each_output_to_the_words_under_its_kernel():
    gaps = drawn(cursor=2, offsets=(-1, 0)).every(class_="rv-conv-slide-gap")

    every, bright = [path.attributes["d"] for path in gaps[1].every("path")]
    assert every.count("M") == 4 + 3
    assert bright == "M5 0L3 10M5 0L5 10"
