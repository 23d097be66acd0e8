"""What a reader sees of a trace over time."""

from dataclasses import replace

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import ShapeError
from rnnviz.figures import hidden_heatmap, probability_over_time
from rnnviz.palette import PALETTES
from rnnviz.terms import TERMS
from tests.figures.readings import TOKENS, small_trace


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("layer", [1, 2])
def test_a_heatmap_shows_units_downwards_and_time_to_the_right(cell, layer):
    trace = small_trace(cell)

    heatmap = hidden_heatmap(trace, layer).data[0]

    np.testing.assert_array_equal(heatmap.z, trace.layers[layer - 1].hidden.T)
    assert list(heatmap.x) == [1, 2, 3, 4]
    assert heatmap.y[0] == 1


def test_a_heatmaps_range_is_the_terms_and_never_the_datas():
    heatmap = hidden_heatmap(small_trace()).data[0]
    term = TERMS["hidden"]

    assert (heatmap.zmin, heatmap.zmid, heatmap.zmax) == (term.low, 0, term.high)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_zero_has_the_grounds_colour_and_both_ends_are_the_palettes(theme):
    scale = hidden_heatmap(small_trace(), theme=theme).data[0].colorscale
    palette = PALETTES[theme]

    assert [colour for _, colour in scale] == [palette.negative, palette.zero, palette.positive]


def test_the_words_stand_on_the_time_axis_and_in_what_hovering_says():
    figure = hidden_heatmap(small_trace())

    assert tuple(figure.layout.xaxis.ticktext) == TOKENS
    assert tuple(figure.data[0].customdata[0]) == TOKENS
    assert figure.layout.title.text == "Layer 1 · hidden state"


def test_many_words_thin_out_instead_of_colliding():
    words = tuple(f"w{t}" for t in range(60))
    figure = hidden_heatmap(small_trace(tokens=words))

    assert figure.data[0].z.shape[1] == 60
    assert tuple(figure.layout.xaxis.ticktext) == words[::3]


def test_timesteps_are_counted_where_a_trace_has_no_words():
    figure = hidden_heatmap(replace(small_trace(), tokens=()))

    assert tuple(figure.layout.xaxis.ticktext) == ("1", "2", "3", "4")


def test_a_layer_that_reads_both_ways_shows_both_directions_units():
    trace = small_trace(bidirectional=True)

    assert hidden_heatmap(trace).data[0].z.shape == (10, 4)


@pytest.mark.parametrize("layer", [0, 3, -1])
def test_a_layer_that_is_not_there_is_refused_with_the_layers_there_are(layer):
    with pytest.raises(ShapeError, match=rf"layer must be 1…2, not {layer}"):
        hidden_heatmap(small_trace(), layer)


@pytest.mark.parametrize("figure", [hidden_heatmap, probability_over_time])
def test_a_batch_is_refused_and_told_how_to_take_one_sentence(figure):
    network = rnnviz.Network.random("rnn", 4, (3,), n_classes=1)
    batch = rnnviz.trace(network, np.zeros((2, 3, 4)))

    with pytest.raises(ShapeError, match=r"not a batch of 2.*trace\.sentence\(index\)"):
        figure(batch)


def test_the_probability_is_one_point_after_every_word():
    trace = small_trace()

    figure = probability_over_time(trace, ["positive"])

    np.testing.assert_array_equal(figure.data[0].y, trace.probabilities[:, 0])
    assert figure.layout.title.text == "P(positive) after every word"


def test_the_probability_axis_holds_0_and_1_whatever_the_network_says():
    low, high = probability_over_time(small_trace()).layout.yaxis.range

    assert low <= 0
    assert high >= 1


def test_several_classes_are_several_lines_that_sum_to_one_with_a_legend():
    figure = probability_over_time(small_trace(n_classes=3), ["a", "b", "c"])

    assert [line.name for line in figure.data] == ["a", "b", "c"]
    assert sum(line.y for line in figure.data) == pytest.approx(np.ones(4), abs=1e-6)
    assert figure.layout.showlegend


def test_a_network_without_a_head_has_no_probability_and_says_so():
    with pytest.raises(ShapeError, match="needs a network with a head"):
        probability_over_time(small_trace(n_classes=0))


@pytest.mark.parametrize(("nonlinearity", "top"), [("tanh", "1"), ("relu", "≥ 1")])
def test_the_colour_bar_says_where_states_may_go_beyond_it(nonlinearity, top):
    network = rnnviz.Network.random("rnn", 3, (4,), nonlinearity=nonlinearity)

    bar = hidden_heatmap(rnnviz.trace(network, np.ones((2, 3)))).data[0].colorbar

    assert bar.ticktext[-1] == top


def test_names_that_do_not_fit_the_head_are_refused_with_both_counts():
    network = rnnviz.Network.random("gru", 3, (4,), n_classes=1)

    with pytest.raises(ShapeError, match="1 classes, but 2 names"):
        probability_over_time(rnnviz.trace(network, np.ones((2, 3))), ("a", "b"))
