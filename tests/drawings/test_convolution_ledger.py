"""A number as a sum says its lines, its proof, and what fails it."""

import pytest

from rnnviz.drawings.convolution_ledger import Entry, Proof, ledger
from rnnviz.drawings.convolution_symbols import lead, symbols
from rnnviz.drawings.markup import Drawing
from tests.drawings.markings import parsed

ENTRIES = (
    Entry("", "W₁ · x₃", "“<b>”", (0.5, -0.25), 0.25),
    Entry("+", "b", "", (), -0.05),
    Entry("=", "a_t", "", (), 0.2, is_result=True),
)


def drawn(is_right=True):
    return parsed(ledger("Filter 1", "a_t = b", ENTRIES, Proof(is_right, "adds up")))


def test_every_line_has_its_sign_its_name_and_its_number():
    rows = [[c.text for c in row.content] for row in drawn().every("tr")]

    assert [(row[0], row[-1]) for row in rows] == [("", "+0.250"), ("+", "−0.050"), ("=", "+0.200")]
    assert rows[0][1] == "W₁ · x₃ “<b>”"


def test_only_a_line_of_products_has_a_strip_and_the_others_take_its_room():
    first, second, _ = drawn().every("tr")

    assert first.every(class_="rv-strip")[0].attributes["aria-label"] == "2 products"
    assert not second.every(class_="rv-strip")
    assert second.every("th")[0].attributes["colspan"] == "2"


def test_what_the_lines_come_to_is_set_apart():
    assert [row.fits("", "rv-conv-ledger-result") for row in drawn().every("tr")] == [
        *(False, False, True)
    ]


@pytest.mark.parametrize(("is_right", "mark"), [(True, "✓"), (False, "✗")])
def test_the_proof_is_a_tick_or_a_cross_in_words(is_right, mark):
    (proof,) = drawn(is_right).every(class_="rv-proof")

    assert proof.text == f"{mark} adds up"
    assert proof.fits("", "rv-bad") != is_right


def test_what_follows_an_underscore_stands_below_the_line():
    found = parsed(Drawing(symbols("W_ih x_t + h_(t−1)")))

    assert [e.text for e in found.every("sub")] == ["ih", "t", "t−1"]
    assert found.text == "W ih x t + h t−1"


def test_a_lead_takes_symbols_where_it_is_given_them_and_escapes_all_else():
    assert parsed(lead("1 < 2 & a_b")).every("p")[0].text == "1 < 2 & a_b"
    assert parsed(lead(symbols("1 < a_t"))).every("sub")[0].text == "t"
