"""Chips carry each method's number for each word, coloured by its sign."""

from rnnviz.drawings.colours import colour
from rnnviz.drawings.memory_words import OWED, Method, word_chips
from tests.drawings.markings import parsed

METHODS = [
    Method("gradient × input", (0.5, -1.25), "r +1.00"),
    Method("left out", (-0.001, 3.0)),
]


def chips(words=("not", "bad")):
    return parsed(word_chips("LSTM", "o_T = +1.2", words, METHODS, "Most: bad."))


def test_every_word_has_a_number_of_every_method_in_their_order():
    found = [chip.text for chip in chips().every("div", "rv-mem-credit-chip")]

    assert found == ["not +0.50 0.00", "bad −1.25 +3.00"]


def test_what_speaks_for_the_answer_is_orange_and_against_it_blue():
    numbers = chips().every("div", "rv-mem-credit-chip")[1].every("span", "rv-number")

    styles = [number.attributes["style"] for number in numbers]
    assert "var(--negative)" in styles[0]
    assert f"background: {colour(2.0, OWED)}" in styles[1]  # 3 is beyond the end of the scale


def test_hovering_names_the_method_with_more_digits():
    titles = [span.attributes["title"] for span in chips().every("span", "rv-number")]

    assert titles[0] == "gradient × input: +0.5000"
    assert titles[1] == "left out: −0.0010"


def test_methods_are_named_once_with_how_well_they_agree():
    text = chips().text

    assert text.startswith("LSTM o T = +1.2 Most: bad. gradient × input r +1.00 left out")
    assert text.count("left out") == 1


def test_a_long_word_is_cut_and_a_users_signs_stay_text():
    drawn = chips(("incomprehensible", "<script>"))

    assert not drawn.every("script")
    assert drawn.every("b")[1].text == "incomprehen…"
    assert drawn.every("b")[1].attributes["title"] == "incomprehensible"
