"""The RNN vs CNN page: five questions, every view a link, numbers the library's own."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from app import cache, cache_convolution
from app.convolution.trained import conclusion, n_tested
from app.prose import english_convolution as prose
from app.state import ConvolutionView
from app.state.convolution import QUESTIONS
from rnnviz.drawings.convolution_marks import Scored
from rnnviz.errors import DataError
from rnnviz.written import plain, signed
from tests.app.opened import drawn, opened, said

SLIDE, DEPENDS, COST, SWAP, TRAINED = QUESTIONS
DRAWN = {
    SLIDE: "rv-conv-slide",
    DEPENDS: "rv-conv-depend",
    COST: "rv-conv-cost-rows",
    SWAP: "rv-conv-swap",
    TRAINED: "rv-conv-scores",
}
TOKENS = ("the", "movie", "was", "not", "good")
LONG = "i expected a bad film but it was surprisingly good and never boring at all in the end ok"


def words_of(page: AppTest) -> str:
    """What the drawings say, without their markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", re.sub(r"</(td|th|p|h3)>", " ", drawn(page))))


@pytest.mark.parametrize(
    "view",
    [
        *(ConvolutionView(question=question) for question in QUESTIONS),
        ConvolutionView(reader="LSTM", level=2, cursor=3, filter_no=1, unit_no=64, code="Keras"),
        ConvolutionView(reader="GRU", borders="valid", cursor=1),
        ConvolutionView(
            question=DEPENDS, learnt="own", kernel_width=2, stacked=4, level=4, draw_seed=3
        ),
        ConvolutionView(question=COST, learnt="own", kernel_width=1, stacked=3, borders="valid"),
        ConvolutionView(question=SWAP, swap_a=1, swap_b=2, learnt="untrained", borders="same"),
        ConvolutionView(question=TRAINED, sentence="wonderful"),
    ],
    ids=lambda view: str(view.to_query()),
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("convolution", view)

    assert not page.exception
    assert ConvolutionView.read(page.session_state) == view
    assert DRAWN[view.question] in drawn(page)


def test_a_first_visit_shows_a_kernel_and_a_cell_at_the_last_word():
    page = opened("convolution")
    text = words_of(page)

    assert "Filter 19 at “good” (t = 5)" in text
    assert "Hidden unit 7 at “good” (t = 5)" in text
    assert text.count("✓ adds up to the recorded number") == 2
    assert "import torch" in page.code[0].value


@pytest.mark.parametrize("reader", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("level", [1, 2])
def test_numbers_are_those_of_both_readings_in_the_same_column(reader, level):
    view = ConvolutionView(reader=reader, level=level, cursor=4, filter_no=2, unit_no=5)

    text = words_of(opened("convolution", view))

    kernels = cache_convolution.reading(view.kernels, TOKENS)
    cells = cache.trace(view.cells, TOKENS)
    assert signed(float(kernels.layers[level - 1].pre_activation[3, 1])) in text
    assert signed(float(cells.layers[level - 1].hidden[3, 4])) in text
    assert plain(float(kernels.probabilities[4, 0]), 2) in text


def test_another_cursor_layer_and_padding_come_from_the_address_at_once():
    view = ConvolutionView(borders="same", level=2, cursor=2)

    text = words_of(opened("convolution", view))

    assert "at “movie” (t = 2)" in text
    assert "x: what layer 1 gives" in text


def test_with_valid_padding_words_before_the_first_window_are_said_to_have_no_output():
    page = opened("convolution", ConvolutionView(borders="valid", cursor=1))

    assert prose.NO_OUTPUT.format(word="the", first=3) in words_of(page)


@pytest.mark.parametrize(
    ("borders", "level", "n"), [("causal", 1, 12), ("causal", 2, 15), ("same", 1, 13)]
)
def test_dependencies_are_counted_and_the_receptive_field_is_said(borders, level, n):
    view = ConvolutionView(question=DEPENDS, borders=borders, level=level)

    page = opened("convolution", view)

    text = words_of(page)
    assert f"{n} of 25 are not 0" in text
    assert "15 of 25 are not 0" in text
    assert "random weights · 25 of 25" in text
    assert f"1 + {level} × (3 − 1) = {1 + 2 * level} words" in text


def test_the_lit_row_is_said_in_numbers():
    page = opened("convolution", ConvolutionView(question=DEPENDS, cursor=4))

    expected = prose.DEPENDS_SAID.format(
        word="not", total=5, n_kernel=3, cell="RNN", n_cell=4, n_both=5
    )
    assert expected in words_of(page)


def test_a_table_of_a_long_sentence_is_cut_and_says_so():
    sentence = f"{LONG} then"
    n = len(sentence.split())
    page = opened("convolution", ConvolutionView(question=DEPENDS, sentence=sentence, cursor=20))

    assert not page.exception
    assert (prose.DEPENDS_SHORTENED.format(limit=20, n=n) in said(page)) == (n > 20)


def test_costs_are_said_in_symbols_and_in_this_sentences_numbers():
    text = words_of(opened("convolution", ConvolutionView(question=COST)))

    assert "64·(3·50 + 1) + 64·(3·64 + 1) = 22,016" in text
    assert "5·1·64·(50 + 64) + 5·1·64·(64 + 64) = 77,440" in text
    assert "5 + 2 − 1 = 6" in text
    assert prose.COST_FIELD.format(t=5, k=3, needed=2) in text


def test_kernels_of_one_word_are_said_never_to_see_a_second():
    view = ConvolutionView(question=COST, learnt="own", kernel_width=1)

    assert prose.COST_FIELD_ONE in words_of(opened("convolution", view))


def test_a_swap_among_equal_windows_leaves_the_maxima_and_the_answer_alone():
    page = opened("convolution", ConvolutionView(question=SWAP))

    button = next(b for b in page.button if b.label == "Same windows")
    text = words_of(button.click().run())

    assert "of its 64 maxima over time 0 change" in text
    assert "from “bad” (t = 5) on" in text
    assert prose.SWAP_POOLED_SAME in text
    assert re.search(r"CNN stays 0\.\d{3}, RNN 0\.\d{3} → 0\.\d{3}", text)


def test_a_swap_of_neighbours_is_noticed_by_both_from_the_first_of_them_on():
    text = words_of(opened("convolution", ConvolutionView(question=SWAP)))

    assert "The CNN notices at 2 of 5 outputs" in text
    assert "The RNN notices at 2 of 5 states: from “good” (t = 4) on" in text


def test_the_maxima_are_counted_where_they_were_found_in_both_sentences():
    text = words_of(opened("convolution", ConvolutionView(question=SWAP)))

    winners = cache_convolution.reading(ConvolutionView().kernels, TOKENS).winners
    counts = [str(n) if n else "" for n in np.bincount(winners[winners >= 0], minlength=5)]
    assert f"CNN’s maximabefore: of 64, from here{''.join(counts)}" in text
    assert "CNN’s maximaafter: of 64, from here" in text


def test_two_equal_words_change_nothing_and_this_is_said():
    view = ConvolutionView(question=SWAP, sentence="so so good", swap_a=1, swap_b=2)

    assert prose.SWAP_EQUAL in words_of(opened("convolution", view))


@pytest.mark.parametrize(("first", "second"), [(3, 3), (1, 9)])
def test_a_pair_that_is_not_there_is_answered_in_a_sentence(first, second):
    page = opened("convolution", ConvolutionView(question=SWAP, swap_a=first, swap_b=second))

    assert not page.exception
    assert f"not number {first} and number {second}" in said(page)


def test_accuracies_are_the_cards_own_in_order():
    text = words_of(opened("convolution", ConvolutionView(question=TRAINED)))

    order = [text.index(name) for name in ("tf-idf", "GRU", "CNN", "LSTM", "mean vector", "RNN")]
    assert order == sorted(order)
    for accuracy in ("80.6 %", "76.2 %", "75.7 %", "75.1 %", "73.4 %", "72.0 %"):
        assert accuracy in text


def test_the_conclusion_tells_chance_from_difference():
    cnn = Scored("CNN", "", 0.757, (0.757, 0.758, 0.749))
    cells = [Scored("GRU", "", 0.762), Scored("RNN", "", 0.62)]

    text = conclusion(cnn, cells, Scored("tf-idf", "", 0.806), 1_010)

    limit = 2 * np.sqrt(2 * 0.757 * 0.243 / 1_010)  # two standard errors of a difference
    assert f"{100 * limit:.1f} points" in text
    assert "it cannot be told from GRU." in text
    assert prose.TRAINED_APART in conclusion(cnn, cells[1:], cells[0], 1_010)


def test_the_number_of_test_sentences_is_read_from_the_card():
    assert n_tested({"split": "8,491 train, 1,067 development, 1,010 test; fixed"}) == 1_010
    with pytest.raises(DataError, match="names no number of test sentences"):
        n_tested({"split": "unknown"})


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [(SLIDE, " ", "at least one word"), (TRAINED, "very " * 90, "at most 60 tokens")],
)
def test_a_sentence_that_cannot_be_read_is_answered_and_the_page_stays(question, sentence, answer):
    page = opened("convolution", ConvolutionView(question=question, sentence=sentence))

    assert not page.exception
    assert answer in said(page)
    assert page.segmented_control(key="question").value == question


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_word_is_a_sentence_too(question):
    page = opened("convolution", ConvolutionView(question=question, sentence="good", cursor=1))

    assert not page.exception
    if question != SWAP:
        assert DRAWN[question] in drawn(page)


def test_a_kernel_wider_than_the_sentence_is_answered_with_what_to_do():
    view = ConvolutionView(learnt="own", kernel_width=9, stacked=1, borders="valid")

    page = opened("convolution", view)

    assert not page.exception
    assert "fits no sentence of 5: write more words, or choose “causal” or “same”." in said(page)


def test_words_without_vectors_are_named_with_their_nearest_spellings():
    page = opened("convolution", ConvolutionView(sentence="a qqzx film"))

    assert "“qqzx” is not in GloVe 6B 50d. Did you mean" in said(page)
    assert DRAWN[SLIDE] in drawn(page)


def test_a_cursor_beyond_a_shorter_sentence_comes_back_to_its_last_word():
    page = opened("convolution", ConvolutionView(sentence=LONG, cursor=12))
    assert "t = 12" in words_of(page)

    page.text_input(key="sentence").set_value("so good").run()

    assert not page.exception
    assert "at “good” (t = 2)" in words_of(page)


def test_a_layer_that_a_shallower_network_lacks_falls_back_to_its_highest():
    page = opened("convolution", ConvolutionView(learnt="own", stacked=4, level=4))

    page.segmented_control(key="learnt").set_value("trained").run()

    assert not page.exception
    assert page.number_input(key="level").value == 2


def test_text_of_the_users_never_becomes_markup():
    for question in (SLIDE, DEPENDS, SWAP):
        view = ConvolutionView(question=question, sentence="<b>bold</b> & <script>", cursor=1)
        page = opened("convolution", view)
        assert "<b>bold" not in drawn(page)
        assert "<script" not in drawn(page)


def test_what_was_chosen_is_there_again_after_another_question():
    page = opened("convolution", ConvolutionView(filter_no=5, unit_no=9, cursor=2))
    for question in (COST, SWAP, SLIDE):
        page.segmented_control(key="question").set_value(question).run()

    assert page.number_input(key="filter_no").value == 5
    assert page.number_input(key="unit_no").value == 9
    assert page.slider(key="cursor").value == 2


@pytest.mark.parametrize(
    "query", [{"question": "Why"}, {"cursor": "-1"}, {"kernel_width": "99"}, {"borders": "<b>"}]
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("convolution", **query)

    assert not page.exception
    assert ConvolutionView.read(page.session_state) == ConvolutionView()


def test_own_networks_offer_their_shape_and_shipped_ones_do_not():
    shipped, own = (
        opened("convolution", ConvolutionView(learnt=learnt)) for learnt in ("trained", "own")
    )

    keys = [{box.key for box in page.number_input} for page in (shipped, own)]
    assert {"kernel_width", "stacked", "draw_seed"} & keys[0] == set()
    assert keys[1] >= {"kernel_width", "stacked", "draw_seed"}


def test_a_wider_kernel_reads_more_words_at_once():
    page = opened("convolution", ConvolutionView(learnt="own"))

    page.number_input(key="kernel_width").set_value(5).run()

    text = words_of(page)
    assert "j = 1…5" in text
    assert "W₅ · x₅ “good”" in text


def test_an_example_becomes_the_sentence_of_both():
    page = opened("convolution")

    next(b for b in page.button if b.label == prose.EXAMPLE_SENTENCES[1]).click().run()

    assert page.text_input(key="sentence").value == "not bad at all"
    assert "at “all” (t = 4)" in words_of(page)


def test_the_sentence_comes_along_to_the_step_page_and_back():
    page = opened("convolution", ConvolutionView(sentence="a great film", cursor=2))

    page.query_params.clear()
    page.switch_page("app/pages/step.py").run()
    assert page.text_input(key="sentence").value == "a great film"
    page.switch_page("app/pages/convolution.py").run()

    assert not page.exception
    assert page.text_input(key="sentence").value == "a great film"
    assert page.slider(key="cursor").value == 2


@pytest.mark.parametrize("reader", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("code", ["PyTorch", "Keras"])
def test_code_is_of_the_cell_and_the_layer_that_are_looked_at(reader, code):
    page = opened("convolution", ConvolutionView(reader=reader, code=code, level=2))

    text = page.code[0].value
    assert ("torch.nn.Conv1d(64, 64" in text) == (code == "PyTorch")
    assert ("keras.layers.Conv1D(64, 3" in text) == (code == "Keras")
    assert f"{'SimpleRNN' if (reader, code) == ('RNN', 'Keras') else reader}Cell(" in text
    assert "y_below, h_below" in text


def test_both_answers_are_those_of_the_trained_part_for_the_trained_networks():
    slide, trained = (
        words_of(opened("convolution", ConvolutionView(question=question)))
        for question in (SLIDE, TRAINED)
    )

    last = float(cache_convolution.reading(ConvolutionView().kernels, TOKENS).probabilities[-1, 0])
    assert plain(last, 2) in slide
    assert plain(last, 2) in trained


def test_the_page_says_what_it_waits_for_until_torch_has_come(monkeypatch):
    monkeypatch.setattr("app.cache.is_ready", lambda: False)

    page = opened("convolution")

    assert not page.exception  # here it has come by the end of the run
    assert DRAWN[SLIDE] in drawn(page)


def test_vectors_of_another_width_are_refused_by_trained_networks_and_read_by_own_ones(monkeypatch):
    own = rnnviz.WordVectors(TOKENS, np.eye(5, 7, dtype=np.float32), "Seven wide")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": own)
    for kept in (cache.trace, cache.network, cache_convolution.kernels, cache_convolution.reading):
        kept.clear()

    refused = opened("convolution")
    read = opened("convolution", ConvolutionView(learnt="own"))
    for kept in (cache.trace, cache.network, cache_convolution.kernels, cache_convolution.reading):
        kept.clear()

    assert not refused.exception
    assert "reads vectors of 50 numbers, but those of Seven wide have 7" in said(refused)
    assert not read.exception
    assert "W₃ · x₅ “good”" in words_of(read)


def test_choices_that_trained_networks_do_not_have_are_away_there_and_come_back():
    page = opened("convolution", ConvolutionView(reader="GRU", borders="same", learnt="untrained"))

    page.segmented_control(key="question").set_value(TRAINED).run()
    assert {control.key for control in page.segmented_control} == {"question"}
    page.segmented_control(key="question").set_value(SLIDE).run()

    view = ConvolutionView.read(page.session_state)
    assert (view.reader, view.borders, view.learnt) == ("GRU", "same", "untrained")
