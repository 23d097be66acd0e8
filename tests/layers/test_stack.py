"""A stack's sizes, shapes and limits, as plain data."""

import pytest

from rnnviz.errors import SpecError
from rnnviz.layers.stack import MAX_WORK, Stack, read_sizes

COURSE = Stack("rnn", 4, 80, 100, (64, 64), (True, True))


def test_the_course_example_has_the_shapes_of_the_lecture():
    assert COURSE.input_shape(0) == (4, 80, 100)
    assert COURSE.output_shape(0) == COURSE.input_shape(1) == (4, 80, 64)
    assert COURSE.output_shape(1) == (4, 80, 64)
    assert COURSE.broken is None
    assert COURSE.n_working == COURSE.n_layers == 2


def test_a_layer_that_returns_its_last_state_loses_the_axis_of_time():
    top = Stack("lstm", 4, 80, 100, (64, 32), (True, False))

    assert top.output_shape(1) == (4, 32)
    assert top.broken is None  # the highest layer may


@pytest.mark.parametrize(
    ("returns", "broken"),
    [((False, True, True), 1), ((True, False, False), 2), ((False, False, True), 1)],
)
def test_a_lower_layer_that_returns_its_last_state_breaks_the_next_one(returns, broken):
    stack = Stack("gru", 2, 5, 3, (4, 4, 4), returns)

    assert stack.broken == stack.n_working == broken
    assert stack.input_shape(broken) == (2, 4)


@pytest.mark.parametrize(("cell", "n_blocks"), [("rnn", 1), ("gru", 3), ("lstm", 4)])
def test_work_counts_every_multiplication_of_both_products(cell, n_blocks):
    stack = Stack(cell, 2, 3, 5, (7, 11), (True, True))

    assert stack.work == 2 * 3 * n_blocks * (7 * 5 + 7 * 7 + 11 * 7 + 11 * 11)
    assert stack.n_blocks == n_blocks


def test_layers_of_one_width_can_be_one_stacked_call():
    assert COURSE.is_even
    assert not Stack("rnn", 1, 1, 1, (3, 4), (True, True)).is_even


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        (
            (0, 80, 100, (64,)),
            "b, the series of a batch, must be a whole number from 1 to 64, not 0",
        ),
        ((4, 0, 100, (64,)), "s, the timesteps, must be a whole number from 1 to 200, not 0"),
        ((4, 201, 100, (64,)), "not 201"),
        ((4, 80, 0, (64,)), "n, the features, must be a whole number from 1 to 512"),
        ((4, 80, 100, (64, 0)), "The number of units of a layer must be a whole number from 1"),
        ((4, 80, 100, (64, 10**6)), "not 1,000,000"),
        ((4, 80, 100, ()), "A stack has 1 to 4 layers, not 0"),
        ((4, 80, 100, (1,) * 5), "A stack has 1 to 4 layers, not 5"),
        ((64, 200, 512, (512,)), "Make b, s or the layers smaller"),
    ],
)
def test_sizes_that_cannot_be_or_would_take_long_are_refused_in_a_sentence(sizes, sentence):
    *rest, hidden_sizes = sizes

    with pytest.raises(SpecError) as refusal:
        Stack("rnn", *rest, hidden_sizes, (True,) * len(hidden_sizes))

    assert sentence in str(refusal.value)


def test_a_pass_that_is_just_short_enough_is_allowed():
    stack = Stack("rnn", 64, 200, 52, (64, 64), (True, True))

    assert 0.9 * MAX_WORK < stack.work <= MAX_WORK


def test_an_unknown_cell_and_missing_switches_are_refused():
    with pytest.raises(SpecError, match="must be rnn, gru or lstm, not 'elman'"):
        Stack("elman", 1, 1, 1, (1,), (True,))
    with pytest.raises(SpecError, match="its own return_sequences"):
        Stack("rnn", 1, 1, 1, (1, 1), (True,))


@pytest.mark.parametrize(
    ("text", "sizes"), [("64, 64", (64, 64)), ("8", (8,)), (" 3 4,5 ,", (3, 4, 5)), ("0", (0,))]
)
def test_layers_are_read_as_one_writes_them(text, sizes):
    assert read_sizes(text) == sizes


@pytest.mark.parametrize("text", ["", "many", "64; 64", "-3", "1.5", "9" * 300])
def test_what_is_no_list_of_sizes_is_quoted_and_an_example_given(text):
    with pytest.raises(SpecError, match=r"such as 64, 64; “.{0,41}” is not"):
        read_sizes(text)
