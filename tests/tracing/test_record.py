"""A Trace is read-only, complete, and names its quantities as the glossary does."""

import numpy as np
import pytest

from rnnviz import Network, Trace, trace
from rnnviz.errors import ShapeError
from rnnviz.terms import TERMS

NAMES = {
    "rnn": set(),
    "lstm": {"input_gate", "forget_gate", "output_gate", "candidate", "cell"},
    "gru": {"reset_gate", "update_gate", "candidate"},
}
ALWAYS = {
    "input",
    "input_contribution",
    "recurrent_contribution",
    "pre_activation",
    "hidden",
}


def small(cell: str, shape: tuple[int, ...] = (6, 5), **options: object) -> Trace:
    network = Network.random(cell, 5, (4, 3), n_classes=2, **options)
    return trace(network, np.random.default_rng(1).standard_normal(shape))


@pytest.mark.parametrize("cell", NAMES)
def test_layer_holds_every_quantity_of_its_cell_and_all_are_in_the_glossary(cell: str) -> None:
    names = {name for name, _ in small(cell).layers[0].quantities()}

    assert names == ALWAYS | NAMES[cell]
    assert names <= TERMS.keys()


@pytest.mark.parametrize("cell", NAMES)
def test_bounded_quantities_stay_inside_the_range_their_term_states(cell: str) -> None:
    for name, array in small(cell).layers[1].quantities():
        if TERMS[name].is_bounded:
            assert TERMS[name].low <= array.min()
            assert array.max() <= TERMS[name].high


@pytest.mark.parametrize("cell", NAMES)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_no_array_of_a_trace_can_be_written_to(cell: str, bidirectional: bool) -> None:
    result = small(cell, bidirectional=bidirectional)
    ways = [way for layer in result.layers for way in layer.directions]
    arrays = [array for way in ways for _, array in way.quantities()]
    arrays += [result.inputs, result.output, result.probabilities]
    arrays += [way.h_0 for way in ways] + [way.before("hidden") for way in ways]
    arrays += [layer.hidden for layer in result.layers]

    assert not any(array.flags.writeable for array in arrays)
    with pytest.raises(AttributeError):
        result.output = None


@pytest.mark.parametrize("shape", [(6, 5), (2, 6, 5)])
def test_axes_are_batch_then_time_then_width(shape: tuple[int, ...]) -> None:
    layer = small("lstm", shape).layers[1]

    assert layer.cell.shape == (*shape[:-1], 3)
    assert layer.pre_activation.shape == (*shape[:-1], 12)
    assert layer.c_0.shape == (*shape[:-2], 3)


def test_state_before_each_timestep_is_the_state_after_the_one_before() -> None:
    layer = small("lstm").layers[0]

    np.testing.assert_array_equal(layer.before("cell")[1:], layer.cell[:-1])
    np.testing.assert_array_equal(layer.before("cell")[0], layer.c_0)


def test_backward_direction_finds_its_state_one_word_later() -> None:
    backward = small("gru", bidirectional=True).layers[0].directions[1]

    np.testing.assert_array_equal(backward.before("hidden")[:-1], backward.hidden[1:])
    np.testing.assert_array_equal(backward.before("hidden")[-1], backward.h_0)


def test_bidirectional_layer_lays_both_directions_side_by_side() -> None:
    layer = small("rnn", bidirectional=True).layers[1]
    forward, backward = layer.directions

    np.testing.assert_array_equal(layer.hidden, np.hstack([forward.hidden, backward.hidden]))
    assert (forward.direction, backward.direction) == ("forward", "backward")


def test_sentence_of_a_bidirectional_batch_keeps_both_directions() -> None:
    batch = small("lstm", (2, 6, 5), bidirectional=True)

    picked = batch.sentence(1, ("a", "b", "c", "d", "e", "f"))

    np.testing.assert_array_equal(picked.layers[0].hidden, batch.layers[0].hidden[1])
    assert picked.layers[0].directions[1].c_0.shape == (4,)
    assert picked.tokens[0] == "a"


@pytest.mark.parametrize(("shape", "index"), [((6, 5), 0), ((2, 6, 5), 2), ((2, 6, 5), -3)])
def test_sentence_that_is_not_there_is_refused(shape: tuple[int, ...], index: int) -> None:
    with pytest.raises(ShapeError, match=f"Sentence {index} was asked of a trace"):
        small("rnn", shape).sentence(index)


def test_trace_counts_its_timesteps_and_layers() -> None:
    result = small("gru")

    assert (result.n_timesteps, result.n_layers, result.is_batch) == (6, 2, False)


@pytest.mark.parametrize("cell", NAMES)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_traces_and_their_layers_are_equal_by_identity_and_can_be_keys(
    cell: str, bidirectional: bool
) -> None:
    one, other = small(cell, bidirectional=bidirectional), small(cell, bidirectional=bidirectional)
    records = [one, *one.layers, *one.layers[0].directions]

    assert len({*records, other, *other.layers}) == len(set(map(id, records))) + 3
    assert one != other
