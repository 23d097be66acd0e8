"""Quantities are named once; what a range promises is what colours may rely on."""

import pytest

from rnnviz.terms import TERMS, Term

GATES = ("input_gate", "forget_gate", "output_gate", "reset_gate", "update_gate")


@pytest.mark.parametrize("key", TERMS)
def test_term_is_found_under_its_own_key_and_explains_itself(key: str) -> None:
    term = TERMS[key]

    assert term.key == key
    assert term.meaning.endswith(".")
    assert term.name == term.name.lower()
    assert term.symbol


@pytest.mark.parametrize("key", GATES)
def test_gate_runs_from_shut_at_zero_to_open_at_one(key: str) -> None:
    gate = TERMS[key]

    assert (gate.low, gate.high, gate.scale, gate.is_bounded) == (0.0, 1.0, "gate", True)


@pytest.mark.parametrize(
    "term", [t for t in TERMS.values() if t.scale == "signed"], ids=lambda term: term.key
)
def test_signed_quantity_has_zero_in_the_middle_of_its_colours(term: Term) -> None:
    assert term.low == -term.high


def test_no_two_quantities_of_a_cell_share_a_symbol() -> None:
    of_a_cell = [t.symbol for t in TERMS.values() if t.axes != ("T", "C")]

    assert len(of_a_cell) == len(set(of_a_cell))
