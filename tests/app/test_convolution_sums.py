"""Every equation that the page shows comes out right from the very numbers that it shows."""

import math
import re

import pytest

from app import cache
from app.convolution import sums
from app.convolution.compared import Compared, read_both
from app.prose import english_convolution as prose
from app.state import ConvolutionView
from app.state.convolution import BORDERS
from rnnviz.errors import ShapeError
from tests.drawings.markings import Element, parsed

TOKENS = ("the", "movie", "was", "not", "good")
ROUNDING = 0.0006  # of one number with three decimals


def compared(**given) -> Compared:
    return read_both(ConvolutionView(**given), TOKENS)


def rows(drawing) -> list[tuple[str, str, str, float]]:
    """Sign, name, note and number of every line."""
    return [
        (
            row.every("td")[0].text,
            row.every("th")[0].text,
            row.every("small")[0].text,
            number(row.every(class_="rv-number")[0].text),
        )
        for row in parsed(drawing).every("tr")
    ]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def worked_out(text: str) -> float:
    """A line's numbers as Python works them out."""
    python = text.replace("−", "-").replace("×", "*").replace("σ", "sigmoid")
    names = {"tanh": math.tanh, "sigmoid": lambda a: 1 / (1 + math.exp(-a))}
    return float(eval(python, {"__builtins__": {}}, names))


@pytest.mark.parametrize("borders", BORDERS)
@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("filter_no", [2, 19, 64])
def test_a_windows_shown_numbers_add_up_to_the_shown_pre_activation(borders, level, filter_no):
    both = compared(borders=borders, level=level, filter_no=filter_no, cursor=5)

    *added, (sign, name, _, a), (_, _, _, y) = rows(sums.of_filter(both))

    assert (sign, name) == ("=", "a t")
    assert sum(value for *_, value in added) == pytest.approx(a, abs=ROUNDING * len(added))
    assert y == max(a, 0)
    assert [line[0] for line in added] == ["", *["+"] * (len(added) - 1)]


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("cursor", [1, 3, 5])
def test_a_plain_cells_shown_numbers_add_up_and_are_squashed(level, cursor):
    both = compared(reader="RNN", level=level, cursor=cursor, unit_no=11)

    *added, (_, _, _, a), (_, _, _, h) = rows(sums.of_unit(both))

    assert len(added) == 4
    assert sum(value for *_, value in added) == pytest.approx(a, abs=4 * ROUNDING)
    assert math.tanh(a) == pytest.approx(h, abs=2 * ROUNDING)
    shown = cache.trace(both.pair.cells, TOKENS).layers[level - 1].hidden[cursor - 1, 10]
    assert h == pytest.approx(float(shown), abs=ROUNDING)


@pytest.mark.parametrize("reader", ["GRU", "LSTM"])
@pytest.mark.parametrize("unit_no", [1, 30, 64])
@pytest.mark.parametrize("cursor", [1, 4])
def test_a_gated_cells_shown_equations_come_out_right(reader, unit_no, cursor):
    lines = rows(sums.of_unit(compared(reader=reader, unit_no=unit_no, cursor=cursor, level=2)))

    assert len(lines) == {"GRU": 4, "LSTM": 6}[reader]
    for _, name, note, value in lines:
        assert worked_out(note) == pytest.approx(value, abs=4 * ROUNDING), name


def test_gates_are_called_by_their_names_in_the_order_of_their_equations():
    names = [name for _, name, _, _ in rows(sums.of_unit(compared(reader="LSTM")))]

    found = [re.match(r"\D+? [ifgo] ", f"{name} ") for name in names[:4]]
    assert [match[0].strip() for match in found] == [
        *("input gate i", "forget gate f", "candidate g", "output gate o")
    ]


def test_words_under_the_kernel_are_named_and_zeros_said_to_lie_beyond():
    lines = rows(sums.of_filter(compared(cursor=1)))

    assert [(name, note) for _, name, note, _ in lines[:3]] == [
        (f"W₁ · 0 {prose.BEYOND}", prose.BEYOND),
        (f"W₂ · 0 {prose.BEYOND}", prose.BEYOND),
        ("W₃ · x₁ “the”", "“the”"),
    ]
    assert [value for *_, value in lines[:2]] == [0, 0]


@pytest.mark.parametrize(
    ("borders", "equation"),
    [
        ("causal", "a t = b + Σ j W j · x t+j−3"),
        ("same", "a t = b + Σ j W j · x t+j−2"),
        ("valid", "a t = b + Σ j W j · x t+j−3"),
    ],
)
def test_the_equations_index_leads_to_the_words_that_are_shown(borders, equation):
    both = compared(borders=borders, cursor=4)

    drawing = sums.of_filter(both)

    assert parsed(drawing).every(class_="rv-conv-formula")[0].text.startswith(equation)
    shift = int(equation[-1])
    places = [name.split()[2] for _, name, _, _ in rows(drawing)[:3]]
    lowered = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    assert places == [f"x{4 + j - shift}".translate(lowered) for j in (1, 2, 3)]


def test_above_the_lowest_layer_x_is_said_to_be_what_the_layer_below_gives():
    low, high = (
        parsed(draw(compared(level=level))).every(class_="rv-conv-formula")[0].text
        for level, draw in ((1, sums.of_unit), (2, sums.of_unit))
    )

    assert "x: what layer 1 gives" in high
    assert "what layer" not in low


@pytest.mark.parametrize("reader", ["RNN", "GRU", "LSTM"])
def test_both_proofs_hold_and_name_the_largest_difference(reader):
    both = compared(reader=reader)

    for drawing in (sums.of_filter(both), sums.of_unit(both)):
        proof: Element = parsed(drawing).every(class_="rv-proof")[0]
        assert proof.text.startswith("✓ adds up to the recorded number (largest difference ")
        assert not proof.fits("", "rv-bad")
    assert "torch.nn.Conv1d gives the same" in parsed(sums.of_filter(both)).text


def test_a_recorded_number_that_no_line_comes_to_fails_its_proof(monkeypatch):
    both = compared()
    monkeypatch.setattr("app.convolution.sums.RIGHT", -1.0)

    proof = parsed(sums.of_unit(both)).every(class_="rv-proof")[0]

    assert proof.text.startswith("✗ differs from the recorded number by ")
    assert proof.fits("", "rv-bad")


def test_a_position_without_a_window_has_no_ledger():
    with pytest.raises(ShapeError, match="no output of filter 19 at word 1"):
        sums.of_filter(compared(borders="valid", cursor=1))


def test_a_word_of_the_users_stands_in_a_ledger_as_it_was_typed():
    both = read_both(ConvolutionView(cursor=2), ("a", "<b>x"))

    assert "“<b>x”" in parsed(sums.of_filter(both)).text
