"""The Words page shows true similarities, and offers spellings for what it does not know."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from app.prose import english as prose
from app.spelling import MAX_WORDS
from app.state import WordsView
from rnnviz.errors import VectorsError
from tests.app.opened import opened, said


def chart(page: AppTest, title: str) -> dict:
    specs = [json.loads(entry.proto.spec) for entry in page.get("plotly_chart")]
    return next(spec for spec in specs if title in spec["layout"]["title"]["text"])


@pytest.mark.parametrize(
    "view",
    [
        WordsView(),
        WordsView(word="ball", other="crocodile"),
        WordsView(word="king", words="queen, man woman", dimensions="3-D"),
        WordsView(word="france", other="france"),
        WordsView(words=""),
        WordsView(words="one"),
    ],
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("words", view)

    assert not page.exception
    assert WordsView.read(page.session_state) == view


def test_the_nearest_words_are_the_librarys_with_their_similarities(glove):
    expected = glove.neighbours("king", 8)

    bars = chart(opened("words", WordsView(word="king")), "Nearest to “king”")

    assert bars["data"][1]["customdata"] == list(expected.words)
    assert bars["data"][1]["x"] == pytest.approx(expected.similarities)


@pytest.mark.parametrize(
    ("first", "second", "cosine"), [("france", "italy", "0.779"), ("father", "mother", "0.891")]
)
def test_the_pairs_cosine_is_said_in_numbers(first, second, cosine):
    pair = chart(opened("words", WordsView(word=first, other=second)), f"{first} and {second}")

    assert any(f"cos θ = <b>{cosine}</b>" in note["text"] for note in pair["layout"]["annotations"])


@pytest.mark.parametrize("view", [WordsView(word="new york"), WordsView(other="new york")])
def test_of_two_words_in_a_box_for_one_the_first_is_looked_at(view):
    page = opened("words", view)

    assert not page.exception
    assert "One word at a time: “new” is looked at." in said(page)
    assert chart(page, "new")


def test_vectors_that_cannot_be_read_are_answered_in_our_own_words(monkeypatch):
    def missing() -> None:
        raise VectorsError("There is no file gone.txt.")

    monkeypatch.setattr("app.cache.vectors", missing)

    page = opened("words")

    assert not page.exception
    assert "There is no file gone.txt." in said(page)


def test_an_unknown_word_is_named_and_its_spelling_becomes_the_word():
    page = opened("words", WordsView(word="frannce"))
    assert "“frannce” is not in GloVe 6B 50d" in said(page)

    page.button(key="word-frannce-france").click().run()

    assert page.text_input(key="word").value == "france"


def test_unknown_words_in_the_list_are_left_out_of_the_matrix_and_offered_spellings():
    page = opened("words", WordsView(words="good flurbish bad"))

    assert chart(page, "Every pair")["layout"]["yaxis"]["ticktext"] == ["good", "bad"]
    assert "“flurbish” is not in" in said(page)


def test_more_words_than_fit_are_cut_and_said_so():
    words = "one two three four five six seven eight nine ten eleven twelve red blue green"
    page = opened("words", WordsView(words=words))

    assert f"Only the first {MAX_WORDS} of your 15 words are shown." in said(page)
    assert len(chart(page, "Every pair")["layout"]["yaxis"]["ticktext"]) == MAX_WORDS


@pytest.mark.parametrize("query", [{"dimensions": "4-D"}, {"nothing": "here"}])
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("words", **query)

    assert not page.exception
    assert WordsView.read(page.session_state) == WordsView()


def test_an_example_pair_fills_both_words():
    page = opened("words")

    next(button for button in page.button if button.label == "ball and crocodile").click().run()

    assert (page.text_input(key="word").value, page.text_input(key="other").value) == (
        "ball",
        "crocodile",
    )


def test_an_empty_first_box_is_answered_with_what_to_do():
    page = opened("words", WordsView(word=" "))

    assert not page.exception
    assert prose.NO_WORD in said(page)
