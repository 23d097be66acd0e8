"""The Encode page: every view is a link, numbers are the library's, nonsense is answered."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from app.prose import english_encode as prose
from app.state import EncodeView
from app.state.encode import PARTS, ROWS, SOURCES, VOCABULARIES
from rnnviz.training.dealt_table import dealt_table
from tests.app.opened import drawn, opened, said, words_of

HOT, LAYER, LEARN = PARTS[1:]


def code(page: AppTest) -> str:
    return page.code[0].value


@pytest.mark.parametrize(
    "view",
    [
        *(EncodeView(source=source) for source in SOURCES),
        EncodeView(axis_b="1:3", axis_s="::7", axis_n="all"),
        EncodeView(
            source="text", lines="one\ntwo words", pad_side="before", pad_length=4, code="Keras"
        ),
        *(EncodeView(part=HOT, vocabulary=vocabulary, row=2) for vocabulary in VOCABULARIES),
        EncodeView(part=HOT, vocabulary="10,000 words", outside="<unk>", sentence="a qqzx"),
        *(EncodeView(part=LAYER, rows_from=rows, token_id=8) for rows in ROWS),
        EncodeView(part=LEARN, target="negative", rate=2.5, table="frozen"),
    ],
    ids=lambda view: str(view.to_query()),
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("encode", view)

    assert not page.exception
    assert EncodeView.read(page.session_state) == view
    assert 'class="rv-headline"' in drawn(page)


@pytest.mark.parametrize(
    ("view", "shape", "memory"),
    [
        (EncodeView(source="one series"), "[102]", "408 bytes"),
        (EncodeView(source="several"), "[6, 102]", "2.4 kB"),
        (EncodeView(), "[6, 102, 3]", "7.3 kB"),
        (EncodeView(source="text"), "[3, 5, 50]", "3.0 kB"),
        (EncodeView(part=HOT, vocabulary="10,000 words"), "[5, 10000]", "200.0 kB"),
        (EncodeView(part=HOT, vocabulary="5,000 characters"), "[5, 5000]", "100.0 kB"),
        (EncodeView(part=LAYER), "[10, 4]", "160 bytes"),
        (EncodeView(part=LAYER, rows_from="every word"), "[400000, 50]", "80.0 MB"),
        (EncodeView(part=LEARN), "[8, 50]", "1.6 kB"),
    ],
)
def test_every_part_names_its_shape_and_its_memory(view, shape, memory):
    said_there = words_of(opened("encode", view))

    assert f"{prose.WHAT[view.part]} {shape} {memory} in float32" in said_there


def test_the_parts_lead_one_to_the_next_and_the_last_to_the_step_page():
    page = opened("encode")

    for part in PARTS[1:]:
        page.button(key="next").click().run()
        assert EncodeView.read(page.session_state).part == part
    assert not [button for button in page.button if button.key == "next"]
    link = page.get("page_link")[-1].proto
    assert link.label == prose.TO_STEP
    assert link.page in ("", "step")


def test_the_sentence_follows_to_the_step_page():
    page = opened("encode", EncodeView(part=LEARN, sentence="a great film"))

    page.query_params.clear()
    page.switch_page("app/pages/step.py").run()

    assert not page.exception
    assert page.text_input(key="sentence").value == "a great film"


def test_what_was_chosen_in_a_part_is_there_again_when_one_comes_back():
    page = opened("encode", EncodeView(axis_b="1:3", axis_s="5"))
    for part in (HOT, LAYER, PARTS[0]):
        page.segmented_control(key="part").set_value(part).run()

    assert page.text_input(key="axis_b").value == "1:3"
    assert page.text_input(key="axis_s").value == "5"


def test_a_sentence_passes_by_a_part_that_does_not_ask_for_one():
    page = opened("encode", EncodeView(part=HOT, sentence="not so good"))
    for part in (LAYER, LEARN):
        page.segmented_control(key="part").set_value(part).run()

    assert page.text_input(key="sentence").value == "not so good"


@pytest.mark.parametrize(
    ("axes", "expression", "shape"),
    [
        (("2", "all", "0"), "x[2, :, 0]", "[102]"),
        (("all", "0:10", "all"), "x[:, 0:10, :]", "[6, 10, 3]"),
        (("1:3", "::10", "-1"), "x[1:3, ::10, -1]", "[2, 11]"),
    ],
)
def test_the_selection_is_said_as_numpy_writes_it_with_its_shape(axes, expression, shape):
    page = opened("encode", EncodeView(**dict(zip(("axis_b", "axis_s", "axis_n"), axes))))  # noqa: B905

    assert any(f"`{expression}`" in m.value and f"**{shape}**" in m.value for m in page.markdown)


def test_a_single_number_has_an_empty_shape():
    page = opened("encode", EncodeView(axis_b="0", axis_s="0", axis_n="0"))

    assert any("its shape is []" in m.value for m in page.markdown)


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("axis_b", "google", "Axis b takes an index such as 2"),
        ("axis_b", "6", "Axis b has 6 entries"),
        ("axis_s", "5:5", "keeps nothing of axis s"),
        ("axis_n", "::0", "Axis n cannot step by 0"),
    ],
)
def test_nonsense_between_the_brackets_is_answered_and_the_whole_box_stays(name, text, answer):
    page = opened("encode", EncodeView(**{name: text}))

    assert not page.exception
    assert answer in said(page)
    assert "rv-box" in drawn(page)


@pytest.mark.parametrize(
    ("lines", "answer"),
    [("", "at least one line"), (" \n ", "at least one line"), ("word " * 70, "at most 60 tokens")],
)
def test_lines_that_cannot_be_read_are_answered_in_one_sentence(lines, answer):
    page = opened("encode", EncodeView(source="text", lines=lines))

    assert not page.exception
    assert answer in said(page)


def test_more_lines_than_fit_and_words_that_were_cut_are_said():
    view = EncodeView(source="text", lines="a b c\n" * 10, pad_length=2)
    page = opened("encode", view)

    assert "Only the first 8 of your 10 lines are used." in said(page)
    assert "Cut off to fit: 1 of line 0, 1 of line 1" in said(page)


@pytest.mark.parametrize("part", [HOT, LEARN])
@pytest.mark.parametrize(
    ("sentence", "answer"), [(" ", "at least one word"), ("very " * 90, "at most 60 tokens")]
)
def test_a_sentence_that_cannot_be_read_is_answered_and_the_page_stays(part, sentence, answer):
    page = opened("encode", EncodeView(part=part, sentence=sentence))

    assert not page.exception
    assert answer in said(page)


def test_text_of_the_users_never_becomes_markup():
    view = EncodeView(part=HOT, sentence="<b>bold</b> & <script>")

    page = opened("encode", view)

    assert "<b>bold" not in drawn(page)
    assert "<script" not in drawn(page)


def test_a_word_outside_the_vocabulary_is_flagged_and_explained():
    zeros = opened("encode", EncodeView(part=HOT, vocabulary="10,000 words", sentence="a qqzx"))
    shared = opened(
        "encode",
        EncodeView(part=HOT, vocabulary="10,000 words", sentence="a qqzx", outside="<unk>"),
    )

    assert "qqzx not in the vocabulary: all zeros" in words_of(zeros)
    assert prose.OUTSIDE_SAID["zeros"] in said(zeros)
    assert "[2, 10000]" in words_of(zeros)
    assert "not in the vocabulary: &lt;unk&gt;" in words_of(shared)
    assert "[2, 10001]" in words_of(shared)


def test_one_hot_cosines_are_0_beside_gloves_for_the_same_pair(glove):
    page = opened("encode", EncodeView(part=HOT, sentence="good great"))

    cosine = f"{glove.similarity('good', 'great'):.3f}"
    expected = prose.COSINES_SAID.format(a="good", b="great", vectors=glove.name, cosine=cosine)
    assert expected in said(page)
    assert "good 1.00 0.00 great 0.00 1.00" in words_of(page)


def test_the_emptiness_is_said_in_numbers():
    page = opened("encode", EncodeView(part=HOT, vocabulary="10,000 words", sentence="not good"))

    expected = prose.EMPTY.format(ones=2, cells="20,000", percent="99.99")
    assert expected in said(page)


def test_the_chinese_characters_come_with_their_source_and_an_example():
    page = opened("encode", EncodeView(part=HOT, vocabulary="5,000 characters"))
    assert "V = 5,000" in said(page)
    assert "wordfreq 3.1" in said(page)

    button = next(b for b in page.button if prose.CHINESE_EXAMPLE in b.label)
    button.click().run()

    assert "not in the vocabulary" not in words_of(page)
    assert "[7, 5000]" in words_of(page)


def test_an_id_beyond_the_table_is_answered_with_its_range():
    page = opened("encode", EncodeView(part=LAYER, token_id=10))

    assert not page.exception
    assert prose.OUT_OF_RANGE.format(last=9, id=10) in said(page)


def test_a_word_of_the_sentence_jumps_to_its_row(glove):
    page = opened("encode", EncodeView(part=LAYER, rows_from="every word"))

    page.button(key="jump-movie").click().run()

    assert page.number_input(key="token_id").value == glove.index("movie")
    assert f"1 × E[{glove.index('movie'):,}] movie" in words_of(page)
    assert "exactly the picked row: largest difference 0" in words_of(page)


def test_words_without_a_row_are_named_beside_the_table():
    view = EncodeView(part=LAYER, rows_from="every word", sentence="a qqzx")

    assert "qqzx" in said(opened("encode", view))


def test_dealing_again_takes_the_next_seed_and_other_numbers():
    page = opened("encode", EncodeView(part=LAYER, deal=4))
    before = words_of(page)

    next(b for b in page.button if b.label == prose.DEAL_AGAIN).click().run()

    assert EncodeView.read(page.session_state).deal == 5
    assert " ".join(map(str, dealt_table(5)[0])) in words_of(page)
    assert words_of(page) != before
    assert "manual_seed(5)" in code(page)


def test_a_step_says_which_rows_moved_and_that_a_word_twice_gets_both_gradients():
    view = EncodeView(part=LEARN, sentence="the movie was the best")
    page = opened("encode", view)
    text = " ".join(m.value for m in page.markdown) + said(page)

    assert prose.MOVED.format(n=4, v=7, rest=3) in text
    assert prose.TWICE.format(listed="“the” 2×") in text


def test_a_frozen_table_is_said_not_to_move_while_the_head_does():
    page = opened("encode", EncodeView(part=LEARN, table="frozen"))

    assert prose.FROZEN in " ".join(m.value for m in page.markdown)
    moved = re.findall(r'class="rv-number">(\d\.\d{4})</td>', drawn(page))
    assert float(moved[0]) > 0
    assert set(moved[1:]) == {"0.0000"}


def test_words_without_vectors_are_left_out_of_the_step_and_named():
    page = opened("encode", EncodeView(part=LEARN, sentence="a qqzx film"))
    assert prose.NOT_KNOWN.format(vectors="GloVe 6B 50d", listed="qqzx") in said(page)

    none = opened("encode", EncodeView(part=LEARN, sentence="qqzx"))

    assert not none.exception
    assert prose.NO_KNOWN.format(vectors="GloVe 6B 50d") in said(none)


def test_more_words_than_are_drawn_are_counted():
    sentence = "one two three four five six seven eight nine ten"
    page = opened("encode", EncodeView(part=LEARN, sentence=sentence))

    assert prose.MORE_ROWS.format(limit=6, n=10) in said(page)


@pytest.mark.parametrize(
    "query", [{"part": "Nonsense"}, {"rate": "fast"}, {"token_id": "-3"}, {"source": "<b>"}]
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("encode", **query)

    assert not page.exception
    assert EncodeView.read(page.session_state) == EncodeView()


def test_numbers_of_the_selection_are_those_of_the_prices():
    page = opened("encode", EncodeView(axis_b="0", axis_s="0:3", axis_n="0"))

    first = np.array([1.032008, 1.066783, 1.008773])  # GOOG from the fourth week on
    assert " ".join(f"{v:.3f}" for v in first[1:2]) in words_of(page)


@pytest.mark.parametrize(
    ("view", "shape"),
    [
        (EncodeView(source="text"), "[3, 5, 7]"),
        (EncodeView(part=HOT, vocabulary="10,000 words", sentence="king queen zzz"), "[3, 4]"),
        (EncodeView(part=LAYER, rows_from="ten words", sentence="king"), "[2, 7]"),
        (EncodeView(part=LAYER, rows_from="every word", sentence="king"), "[4, 7]"),
        (EncodeView(part=LEARN, sentence="king zzz king"), "[2, 7]"),
    ],
)
def test_the_page_reads_the_vectors_that_the_visitor_brought(view, shape, monkeypatch):
    words = ["king", "queen", "<b>", "a b"]
    own = rnnviz.WordVectors(words, np.eye(4, 7, dtype=np.float32), "My vectors")
    monkeypatch.setattr("app.own_vectors.chosen", lambda: "brought-for-this-test")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": own)

    page = opened("encode", view)

    assert not page.exception
    assert shape in words_of(page)
    if view.part == LAYER:
        assert 'read_vectors("vectors.txt")' in code(page)


def test_a_rate_of_nothing_would_not_be_a_step_and_falls_back():
    page = opened("encode", part=LEARN, rate="0")

    assert page.number_input(key="rate").value == EncodeView().rate


def test_a_step_that_is_too_long_is_said_to_raise_the_loss():
    page = opened("encode", EncodeView(part=LEARN, rate=1000.0, target="negative"))
    text = " ".join(m.value for m in page.markdown)

    before, after = re.search(r"the loss (?:falls|rises) from ([\d.]+) to ([\d.]+)", text).groups()
    assert ("rises" in text) == (float(after) > float(before))
