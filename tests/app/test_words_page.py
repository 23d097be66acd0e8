"""The Words page shows true similarities, every view is a link, nonsense is answered."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from app.prose import english_words as prose
from app.spelling import MAX_WORDS
from app.state import WordsView
from app.state.words import COLOURS, PANELS, SCOPES
from rnnviz.errors import VectorsError
from tests.app.opened import opened, said


def sheets(page: AppTest) -> str:
    """All drawings of the page, as HTML."""
    sent = [
        json.loads(entry.proto.json) for entry in page.get("bidi_component") if entry.proto.json
    ]
    return " ".join(data for data in sent if isinstance(data, str))


def read(page: AppTest) -> str:
    """What the drawings say, without their markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", sheets(page)))


def picks(page: AppTest) -> list[str]:
    return re.findall(r'data-pick="([^"]*)"', sheets(page))


def atlas(page: AppTest) -> dict:
    """What the map was given."""
    sent = [
        json.loads(entry.proto.json) for entry in page.get("bidi_component") if entry.proto.json
    ]
    return next(data for data in sent if isinstance(data, dict) and "neighbours" in data)


@pytest.mark.parametrize(
    "view",
    [
        *(WordsView(panel=panel) for panel in PANELS),
        *(
            WordsView(scope=scope, colour=colour)
            for scope, colour in zip(SCOPES, COLOURS, strict=True)
        ),
        WordsView(word="king", words="queen, man woman", dimensions="3-D", scope="these words"),
        WordsView(dimensions="3-D", scope="1,000"),
        WordsView(word="france", other="france"),
        WordsView(word="king queen"),
        WordsView(words=""),
        WordsView(words="one"),
        WordsView(panel="In the network", cell="RNN", weights="untrained", word="movie"),
        WordsView(panel="Analogy", expression="2*king - man"),
        WordsView(method="own axes", scope="these words", across="bad > good", up=""),
        WordsView(method="own axes", scope="1,000"),
    ],
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("words", view)

    assert not page.exception
    assert WordsView.read(page.session_state) == view


def test_the_default_view_needs_no_plotly():
    assert not opened("words").get("plotly_chart")


def test_the_nearest_words_are_the_librarys_with_their_similarities(glove):
    expected = glove.neighbours("king", 8)

    page = opened("words", WordsView(word="king", other="queen", words=""))

    assert picks(page) == list(expected.words)
    assert f"Nearest to “king” cosine similarity {expected.words[0]}" in read(page)
    for cosine in expected.similarities:
        assert f" {cosine:.3f} " in read(page)
    assert "two random words, 0.11 ± 0.18; of the 10,000 most frequent, 0.22 ± 0.18" in read(page)


@pytest.mark.parametrize(
    ("first", "second", "cosine"), [("france", "italy", "0.779"), ("father", "mother", "0.891")]
)
def test_the_pairs_cosine_is_said_in_numbers(first, second, cosine):
    page = opened("words", WordsView(word=first, other=second))

    assert f"{first} and {second}" in read(page)
    assert re.search(rf"cos θ = [\d.]+ / \([\d.]+ × [\d.]+\) = {cosine}", read(page))


def test_several_words_are_looked_at_by_their_mean():
    page = opened("words", WordsView(word="france italy"))

    assert "Nearest to the mean of france + italy" in read(page)
    assert prose.COSINE_TO_MEAN in read(page)


def test_of_two_words_against_which_to_measure_the_first_is_taken():
    page = opened("words", WordsView(other="new york"))

    assert "One word at a time: “new” is looked at." in said(page)
    assert "france and new" in read(page)


def test_a_panel_comes_back_as_it_was_left():
    page = opened("words", WordsView(panel="Analogy", expression="paris - france + italy"))

    for panel in ("Similarity", "Analogy"):
        page.session_state["panel"] = panel
        page.run()

    assert page.text_input(key="expression").value == "paris - france + italy"
    assert "paris − france + italy in one plane" in read(page)
    assert not page.warning


def test_an_analogy_is_told_without_and_with_the_words_asked():
    page = opened("words", WordsView(panel="Analogy"))
    text = read(page)

    assert "Without the words asked queen 0.852" in text
    assert "With them king 0.885 queen 0.852" in text
    assert "“king” itself comes first" in text
    assert "75 % of the way from man to “queen”" in text


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("king -", "“king -” ends with a sign"),
        ("", "Expected an expression of 1 to 200 letters"),
        ("king - king", "The sum is the zero vector"),
        ("king - frannce", "“frannce” is not in GloVe 6B 50d"),
        ("a : b", "is not an analogy of three words"),
    ],
)
def test_a_bad_expression_is_answered_in_one_sentence(expression, sentence):
    page = opened("words", WordsView(panel="Analogy", expression=expression))

    assert not page.exception
    assert sentence in said(page)


def test_the_odd_one_is_named_and_stands_first():
    page = opened("words", WordsView(panel="Odd one out", words="breakfast cereal dinner lunch"))

    assert "The odd one out: cereal" in read(page)
    assert picks(page)[:4] == ["cereal", "dinner", "lunch", "breakfast"]


def test_two_words_have_no_odd_one():
    page = opened("words", WordsView(panel="Odd one out", words="good bad"))

    assert prose.TOO_FEW_ODD in read(page)


def test_a_trained_network_sets_good_and_bad_apart():
    view = WordsView(panel="In the network", word="good", other="bad", words="movie great")
    page = opened("words", view)

    assert "“good” and “bad”: cosine 0.80 in the vectors, −0.18 in the state" in read(page)
    assert prose.VERDICTS["apart"] in read(page)

    page.session_state["weights"] = "untrained"
    page.run()

    assert prose.VERDICTS["alike"] in read(page)


def test_the_default_map_holds_every_word_and_lights_the_true_neighbours(glove):
    shown = atlas(opened("words"))

    assert shown["n"] == len(glove)
    assert shown["current"] == glove.index("france")
    lit = [glove.words[row] for row in shown["neighbours"]]
    assert lit == list(glove.neighbours("france", 8).words)
    assert {glove.words[row] for row in shown["chosen"]} >= {"ball", "lizard"}
    for said_of_it in ("2 directions of largest variance", "nearest neighbours", "of “france”"):
        assert said_of_it in shown["note"]


def test_a_map_of_these_words_travels_with_the_run():
    shown = atlas(opened("words", WordsView(scope="these words", words="ball lizard")))

    assert {"france", "italy", "ball", "lizard", "lizards"} <= set(shown["words"])
    assert len(shown["points"]) == len(shown["words"]) == shown["n"]


def test_a_rare_word_is_said_not_to_be_on_a_map_of_frequent_ones():
    shown = atlas(opened("words", WordsView(word="crocodile", scope="1,000")))

    assert shown["current"] is None
    assert "“crocodile” is not among its 1,000 words." in shown["note"]


def test_own_groups_colour_their_words(glove):
    view = WordsView(colour="group", groups="a: france; b: lizard, nonsuchword")

    assert atlas(opened("words", view))["groups"] == [
        ["a", [glove.index("france")]],
        ["b", [glove.index("lizard")]],
    ]


def test_own_axes_place_words_by_their_cosine_and_name_the_ends(glove):
    view = WordsView(method="own axes", scope="these words", word="nurse", words="engineer")
    shown = atlas(opened("words", view))
    x = dict(zip(shown["words"], (point[0] for point in shown["points"]), strict=True))

    assert x["nurse"] > x["engineer"]
    assert shown["ends"] == [["he, him", "she, her"], ["bad", "good"]]
    assert shown["axes"][0] == "cosine to “she, her” − “he, him”"


@pytest.mark.parametrize("across", ["he >", "", "he", "> she", "he > flurbish"])
def test_an_axis_that_cannot_be_read_is_answered_and_the_panel_stays(across):
    page = opened("words", WordsView(method="own axes", across=across))

    assert not page.exception
    assert "axis" in said(page).lower()
    assert "Nearest to “france”" in read(page)


def test_vectors_that_cannot_be_read_are_answered_in_our_own_words(monkeypatch):
    def missing(*_: object) -> None:
        raise VectorsError("There is no file gone.txt.")

    monkeypatch.setattr("app.words.asked.spelling.known", missing)

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

    assert picks(page)[-2:] == ["good", "bad"]
    assert "“flurbish” is not in" in said(page)


def test_more_words_than_fit_are_cut_and_said_so():
    words = "one two three four five six seven eight nine ten eleven twelve red blue green"
    page = opened("words", WordsView(words=words))

    assert f"Only the first {MAX_WORDS} of your 15 words are shown." in said(page)
    assert picks(page)[-MAX_WORDS:] == words.split()[:MAX_WORDS]


@pytest.mark.parametrize(
    "query", [{"dimensions": "4-D"}, {"panel": "x"}, {"scope": "2"}, {"nothing": "here"}]
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("words", **query)

    assert not page.exception
    assert WordsView.read(page.session_state) == WordsView()


@pytest.mark.parametrize("name", prose.EXAMPLE_VIEWS)
def test_an_example_fills_what_it_is_about(name):
    page = opened("words")

    next(button for button in page.button if button.label == name).click().run()

    assert not page.exception
    for key, value in prose.EXAMPLE_VIEWS[name].items():
        assert page.session_state[key] == value


def test_empty_boxes_are_answered_with_what_to_do():
    page = opened("words", WordsView(word=" ", words="", scope="these words", other=""))

    assert not page.exception
    assert prose.NO_WORD in read(page)
    assert prose.NO_WORDS in said(page)


def test_a_words_signs_never_become_markup():
    page = opened("words", WordsView(panel="Analogy", expression="<script>alert(1)</script>"))

    assert not page.exception
    assert "<script" not in sheets(page)
