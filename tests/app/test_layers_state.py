"""The Layers page's view: plain data, every field in the address, every choice a real one."""

from dataclasses import fields, replace
from typing import get_args, get_type_hints

import pytest

from app.prose import english_layers as prose
from app.state import LayersView
from app.state.layers import CELLS, KINDS, RETURNS, STUDIES
from rnnviz.layers.stack import MAX_LAYERS, Stack
from rnnviz.network.spec import N_BLOCKS

HINTS = get_type_hints(LayersView)
CHOICES = {name: get_args(hint) for name, hint in HINTS.items() if get_args(hint)}


def other(name: str) -> object:
    """A value that differs from the default."""
    value = getattr(LayersView(), name)
    if name in CHOICES:
        return next(choice for choice in CHOICES[name] if choice != value)
    return f"{value}, 3" if isinstance(value, str) else value + 1


def test_a_first_view_has_an_empty_address():
    assert LayersView().to_query() == {}


@pytest.mark.parametrize("name", [field.name for field in fields(LayersView)])
def test_every_field_goes_into_the_address_when_it_is_changed(name):
    view = replace(LayersView(), **{name: other(name)})

    assert view.to_query() == {name: str(other(name))}
    assert LayersView.read({name: other(name)}) == view


@pytest.mark.parametrize(("name", "choices"), CHOICES.items())
def test_every_default_is_one_of_its_choices(name, choices):
    assert getattr(LayersView(), name) in choices


def test_the_first_view_is_the_course_example():
    assert LayersView().stack() == Stack("rnn", 4, 80, 100, (64, 64), (True, True))


def test_every_kind_of_cell_is_one_of_the_librarys():
    assert set(CELLS) == set(KINDS)
    assert set(CELLS.values()) == set(N_BLOCKS)


def test_there_is_a_switch_for_each_layer_that_a_stack_may_have():
    switches = [name for name in HINTS if name.startswith("returns_")]

    assert len(switches) == MAX_LAYERS
    assert all(CHOICES[name] == RETURNS for name in switches)


@pytest.mark.parametrize("k", range(1, MAX_LAYERS + 1))
def test_each_switch_is_its_own_layers(k):
    view = LayersView(stack_sizes="2, 2, 2, 2", **{f"returns_{k}": "last h_t"})

    assert [i for i, returned in enumerate(view.stack().returns, 1) if not returned] == [k]


def test_switches_of_layers_that_are_not_there_do_nothing():
    assert LayersView(returns_4="last h_t").stack() == LayersView().stack()


def test_every_part_says_in_one_sentence_what_it_shows():
    assert tuple(prose.WHAT) == STUDIES
    assert all(sentence.endswith(".") for sentence in prose.WHAT.values())


def test_use_bias_is_read_from_its_words():
    assert LayersView().has_bias
    assert not LayersView(cell_bias="without").has_bias
