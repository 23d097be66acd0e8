"""A view is a link: what differs from the defaults, and nothing else."""

import pytest

from app.state import StepView, WordsView
from app.state.step import MAX_LAYERS, MAX_WIDTH
from rnnviz.errors import SpecError


@pytest.mark.parametrize("view", [StepView, WordsView])
def test_the_default_view_has_an_empty_address(view):
    assert view().to_query() == {}


def test_an_address_names_only_what_was_changed():
    view = StepView(sentence="not bad", cell="GRU", seed=3, t=2)

    assert view.to_query() == {"sentence": "not bad", "cell": "GRU", "seed": "3", "t": "2"}


@pytest.mark.parametrize(
    "view",
    [
        StepView(weights="own", sizes="8"),
        StepView(weights="run", run="0123456789ab-6"),
        StepView(against="a network", against_seed=3, against_reset="before"),
        WordsView(word="king", dimensions="3-D"),
    ],
)
def test_a_view_is_read_back_from_the_widgets_that_show_it(view):
    widgets = {name: getattr(view, name) for name in view.to_query()}

    assert type(view).read(widgets) == view


def test_widgets_that_are_not_drawn_leave_the_defaults():
    assert StepView.read({"cell": "RNN"}) == StepView(cell="RNN")


def test_a_network_choice_is_the_same_key_whatever_the_sentence():
    assert StepView(sentence="a", t=3).network == StepView(sentence="b").network


def test_the_network_that_is_compared_with_is_told_by_the_names_after_against():
    view = StepView(against_cell="GRU", against_weights="own", against_seed=4, seed=2)

    assert view.other_network == StepView(cell="GRU", weights="own", seed=4).network


@pytest.mark.parametrize(
    ("text", "sizes"), [("64, 64", (64, 64)), ("8", (8,)), ("3,2 1", (3, 2, 1)), ("512", (512,))]
)
def test_hidden_sizes_are_read_from_the_lowest_layer_up(text, sizes):
    assert StepView(sizes=text).network.hidden_sizes() == sizes


@pytest.mark.parametrize("text", ["", "0", "-4", "6.5", "a lot", "513", "1 2 3 4 5 6 7", "²"])
def test_impossible_hidden_sizes_are_refused_with_limits_and_what_came(text):
    said = rf"1 to {MAX_LAYERS} whole numbers from 1 to {MAX_WIDTH}.*“{text}” is not"

    with pytest.raises(SpecError, match=said):
        _ = StepView(sizes=text).network.hidden_sizes()


@pytest.mark.parametrize(
    ("view", "is_in_space"),
    [
        (WordsView(), False),
        (WordsView(dimensions="3-D"), True),
        (WordsView(dimensions="3-D", method="own axes"), False),
    ],
)
def test_only_a_projection_is_drawn_in_space(view, is_in_space):
    assert view.is_in_space == is_in_space


@pytest.mark.parametrize(
    ("view", "n"),
    [
        (WordsView(), 400_000),
        (WordsView(scope="1,000"), 1_000),
        (WordsView(scope="these words"), 0),
        (WordsView(dimensions="3-D"), 10_000),
    ],
)
def test_the_scope_says_how_many_words_are_on_the_map(view, n):
    assert view.n_words(400_000) == n
