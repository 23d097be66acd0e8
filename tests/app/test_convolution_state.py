"""The RNN vs CNN page's choices as plain data: both networks of one depth, names of their own."""

from dataclasses import fields

import pytest

from app.state import ConvolutionView, EncodeView, LayersView, MemoryView, StepView, TrainView
from app.state.convolution import BORDERS, QUESTIONS, TRAINED_KERNEL, TRAINED_LAYERS
from rnnviz.convolution.spec import PADDINGS
from rnnviz.text.snippets import FRAMEWORKS
from tests.app.test_encode_state import PLAYERS

SHARED = {"sentence", "code", "vectors"}


def names(view: type) -> set[str]:
    return {field.name for field in fields(view)}


def test_a_first_visit_has_an_empty_address():
    assert ConvolutionView().to_query() == {}


@pytest.mark.parametrize("other", [StepView, EncodeView, LayersView, MemoryView, TrainView])
def test_no_name_means_something_else_on_another_page_or_to_the_player(other):
    assert names(ConvolutionView) & (names(other) | PLAYERS) <= SHARED


@pytest.mark.parametrize(
    "view",
    [
        ConvolutionView(question=QUESTIONS[1], reader="LSTM", cursor=2),
        ConvolutionView(learnt="own", kernel_width=5, stacked=3, draw_seed=9),
        ConvolutionView(question=QUESTIONS[3], swap_a=1, swap_b=2, borders="valid"),
    ],
)
def test_a_view_is_read_back_from_the_widgets_that_show_it(view):
    widgets = {name: getattr(view, name) for name in view.to_query()}

    assert ConvolutionView.read(widgets) == view


def test_shipped_networks_are_of_one_depth_and_keep_their_shape_whatever_own_ones_have():
    view = ConvolutionView(kernel_width=7, stacked=4, draw_seed=5)

    assert (view.kernels.kernel, view.kernels.n_layers) == (TRAINED_KERNEL, TRAINED_LAYERS)
    assert view.kernels == ConvolutionView().kernels
    assert view.cells == StepView(cell="RNN").network


def test_own_networks_are_of_one_depth_and_one_seed():
    view = ConvolutionView(learnt="own", kernel_width=7, stacked=3, draw_seed=5, reader="GRU")

    assert (view.kernels.kernel, view.kernels.n_layers, view.kernels.seed) == (7, 3, 5)
    assert view.cells.hidden_sizes() == (64, 64, 64)
    assert (view.cells.cell, view.cells.seed) == ("GRU", 5)


@pytest.mark.parametrize(
    ("level", "learnt", "layer"), [(1, "trained", 0), (2, "trained", 1), (4, "trained", 1)]
)
def test_the_layer_that_is_looked_at_is_one_that_is_there(level, learnt, layer):
    assert ConvolutionView(level=level, learnt=learnt).layer == layer


def test_the_choices_are_the_librarys_own():
    assert set(BORDERS) == set(PADDINGS)
    assert ConvolutionView().code in FRAMEWORKS
