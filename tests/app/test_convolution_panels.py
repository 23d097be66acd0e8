"""What the RNN vs CNN page's parts say of a case, without a page around them."""

import re
from dataclasses import replace

import numpy as np
import pytest

from app import cache, cache_convolution
from app.convolution import cost, depends, slide_step, swapping, trained
from app.convolution.compared import Compared, read_both
from app.prose import english_convolution as prose
from app.state import ConvolutionView
from rnnviz import Network, tokenize
from rnnviz.convolution.costs import convolution_cost
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.convolution.swap import convolution_effect, recurrent_effect, swapped

TOKENS = ("the", "movie", "was", "not", "good")


def compared(words: tuple[str, ...] = TOKENS, **given) -> Compared:
    return read_both(ConvolutionView(**given), words)


def worked_out(text: str) -> int:
    """A sum of whole numbers as Python works it out."""
    return int(eval(text.replace("·", "*").replace("×", "*").replace("−", "-"), {}, {}))


@pytest.mark.parametrize(("cursor", "word"), [(1, "the"), (5, "good"), (40, "good")])
def test_the_cursor_stays_within_the_sentence(cursor, word):
    assert compared(cursor=cursor).word == word


@pytest.mark.parametrize(
    ("borders", "k", "n"), [("causal", 3, 2), ("same", 3, 1), ("same", 4, 1), ("valid", 3, 2)]
)
def test_a_window_begins_as_many_words_before_its_column_as_its_padding_says(borders, k, n):
    both = compared(borders=borders, learnt="own", kernel_width=k, stacked=1)

    assert both.n_before == n


def test_outputs_are_placed_in_their_words_columns():
    assert compared().by_column([0.5, 0.25], 3) == (None, None, None, 0.5, 0.25)


@pytest.mark.parametrize("learnt", ["trained", "one epoch", "untrained", "own"])
def test_both_networks_have_as_many_layers(learnt):
    both = compared(learnt=learnt, stacked=3)

    assert len(both.kernels.layers) == both.cells.n_layers == both.view.n_layers


def test_every_layers_row_holds_the_chosen_filter_or_unit():
    both = compared(filter_no=3, unit_no=8)

    kernels, cells = slide_step.kernels(both), slide_step.cells(both)

    for layer, track in zip(both.kernels.layers, kernels.layers, strict=True):
        assert track.values == tuple(layer.output[:, 2].tolist())
    for layer, track in zip(both.cells.layers, cells.layers, strict=True):
        assert track.values == tuple(layer.hidden[:, 7].tolist())


def test_answers_are_the_probabilities_after_every_word():
    both = compared()

    answers = slide_step.kernels(both).answer, slide_step.cells(both).answer

    assert answers[0].values == tuple(both.kernels.probabilities[:, 0].tolist())
    assert answers[1].values == tuple(both.cells.probabilities[:, 0].tolist())
    assert answers[1].label == "RNN’s answer"


def test_without_padding_higher_layers_begin_later():
    kernels = slide_step.kernels(compared(borders="valid"))

    missing = [track.values.count(None) for track in (*kernels.layers, kernels.answer)]
    assert missing == [2, 4, 4]


def said_of(lit: int, words: tuple[str, ...] = TOKENS, **given) -> str:
    both = compared(words, **given)
    n_layers = both.view.layer + 1
    found = cache_convolution.dependencies(both.pair, words, n_layers)
    return depends._said(both, found, words, lit)


def test_the_slope_to_the_first_word_is_said_as_a_share_of_the_last():
    both = compared()
    row = cache_convolution.dependencies(both.pair, TOKENS, 1).cells[4]

    said = said_of(4)

    share = re.search(r"slope to “the” is ([\d.e+-]+) % of the slope to “good”", said)[1]
    assert float(share) == pytest.approx(100 * row[0] / row[4], rel=1e-2)


def test_the_first_word_has_no_longer_path_to_compare_with():
    assert prose.DEPENDS_ALONE in said_of(0)


def test_a_word_before_the_first_window_has_no_output_yet():
    said = said_of(1, borders="valid")

    assert said.startswith(
        prose.DEPENDS_NONE.format(word="movie", cell="RNN", n_cell=2, total=5, n_both=5)
    )


@pytest.mark.parametrize(("k", "stacked"), [(1, 1), (2, 3), (3, 2)])
def test_the_receptive_fields_formula_comes_out_right(k, stacked):
    said = said_of(4, learnt="own", kernel_width=k, stacked=stacked, level=stacked)

    left, right = re.search(r"= (1 \+ \d × \(\d − 1\)) = (\d+) words", said).groups()
    assert worked_out(left) == int(right) == 1 + stacked * (k - 1)


@pytest.mark.parametrize("borders", ["causal", "same", "valid"])
@pytest.mark.parametrize(("k", "stacked"), [(3, 2), (1, 1), (2, 4)])
def test_a_convolutions_sums_come_to_the_totals_beside_them(borders, k, stacked):
    both = compared(borders=borders, learnt="own", kernel_width=k, stacked=stacked)

    row = cost._kernel_row(both.kernels.spec, 5)

    totals = [int(total.replace(",", "")) for total in row.totals]
    assert [worked_out(text) for text in row.sums[:2]] == totals[:2]
    assert totals[2] == stacked


@pytest.mark.parametrize("name", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("stacked", [1, 2, 4])
def test_a_cells_sums_come_to_the_totals_beside_them(name, stacked):
    both = compared(learnt="own", stacked=stacked)

    row = cost._cell_row(name, cost._cell_spec(both, name), 17)

    totals = [int(total.replace(",", "")) for total in row.totals]
    assert [worked_out(text) for text in row.sums] == totals


def test_equal_layers_above_the_lowest_are_written_once():
    assert cost._sum(["a", "b", "b", "b"]) == "a + 3 × b"
    assert cost._sum(["a", "b"]) == "a + b"
    assert cost._sum(["a", "b", "c"]) == "a + b + c"


@pytest.mark.parametrize(("t", "k"), [(5, 3), (6, 3), (60, 3), (1, 2), (60, 9)])
def test_the_layers_that_are_said_to_be_needed_are_just_enough(t, k):
    said = cost._needed(ConvolutionSpec(50, (64,), k), t)

    needed = int(re.search(r"need (\d+) layers", said)[1])
    assert 1 + needed * (k - 1) >= t
    assert needed == 1 or 1 + (needed - 1) * (k - 1) < t


def test_work_grows_in_step_with_the_sentence():
    spec = compared().kernels.spec

    work = [convolution_cost(spec, n).n_operations for n in (1, 2, 4)]
    assert work[1:] == [2 * work[0], 4 * work[0]]


def swap_of(sentence: str, first: int, second: int, **given) -> list[str]:
    before = compared(tokenize(sentence), **given)
    after = read_both(before.view, swapped(before.tokens, first - 1, second - 1))
    kernels = convolution_effect(before.kernels, after.kernels)
    return swapping.sentences(before, after, kernels, recurrent_effect(before.cells, after.cells))


@pytest.mark.parametrize("reader", ["RNN", "GRU", "LSTM"])
def test_equal_windows_keep_the_convolutions_answer_and_no_cells(reader):
    sentence, (first, second) = prose.SWAP_TRIES["Same windows"]

    said, why, answers = swap_of(sentence, first, second, reader=reader)

    assert "of its 64 maxima over time 0 change" in said
    assert why == prose.SWAP_POOLED_SAME
    before, after = re.search(rf"{reader} ([\d.]+) → ([\d.]+)", answers).groups()
    assert before != after
    assert re.search(r"CNN stays [\d.]+", answers)


def test_different_windows_change_maxima_and_answers():
    sentence, (first, second) = prose.SWAP_TRIES["not good … bad"]

    said, answers = swap_of(sentence, first, second)

    assert "0 change" not in said
    assert re.search(r"CNN [\d.]+ → [\d.]+", answers)
    assert f"(t = {first}) on" in said


def test_a_kernel_of_one_word_takes_no_notice_of_order_at_all():
    given = {"learnt": "own", "kernel_width": 1, "stacked": 2}

    said, why, _ = swap_of("not good but bad", 2, 4, **given)

    assert "notices at 2 of 4 outputs" in said
    assert why == prose.SWAP_POOLED_SAME


def test_winners_are_counted_at_their_words_and_silent_filters_nowhere():
    both = compared()

    counts = swapping._winners(both, "before")

    speaking = int((both.kernels.pooled[-1] > 0).sum())
    assert sum(counts.values) == speaking < counts.of == 64


def test_movements_below_rounding_are_none():
    both = compared()
    effect = convolution_effect(both.kernels, both.kernels)
    tiny = replace(effect, by_position=np.full(5, 1e-9, dtype=np.float32))

    assert swapping._moves(both, "CNN", tiny).values == (0.0,) * 5


def test_every_model_carries_its_own_cards_accuracy():
    both = compared()

    scored = trained._cells(both)

    for cell in scored:
        card = Network.load(cache.MODELS / f"{cell.name.lower()}-trained.safetensors").card
        assert cell.accuracy == float(card["test_accuracy"])
    assert [cell.name for cell in scored] == ["LSTM", "GRU", "RNN"]


def test_the_sentence_is_read_by_trained_networks_whatever_is_chosen_above():
    usual, other = (
        [scored.reading for scored in (trained._convolutions(both), *trained._cells(both))]
        for both in (compared(), compared(learnt="own", borders="same", reader="GRU"))
    )

    assert usual == other


def test_the_spread_over_seeds_holds_the_accuracy_itself():
    cnn = trained._convolutions(compared())

    assert cnn.accuracy in cnn.seeds
    assert len(cnn.seeds) == 3
    assert cnn.is_marked
