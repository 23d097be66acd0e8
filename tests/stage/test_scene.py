"""A Scene holds the trace number for number, and refuses what it cannot show."""

import json
import struct
from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import ShapeError
from rnnviz.palette import LIGHT
from rnnviz.stage.scene import build_scene
from rnnviz.terms import TERMS

TOKENS = ("a", "naïve", "שלום", "<b>")
every_cell = pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])


def trace_of(cell: str = "lstm", tokens: tuple[str, ...] = TOKENS, **spec: Any) -> rnnviz.Trace:
    network = rnnviz.Network.random(cell, 3, (5, 4), seed=0, **spec)
    vectors = np.random.default_rng(0).normal(size=(4, 3)).astype(np.float32)
    return rnnviz.trace(network, vectors, tokens=tokens)


def unpack(message: bytes) -> tuple[dict[str, Any], np.ndarray]:
    """Read a scene as its docstring says, with nothing of its code."""
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length]), np.frombuffer(message, "<f4", offset=4 + length)


def array(blob: np.ndarray, ref: dict[str, Any]) -> np.ndarray:
    return blob[ref["offset"] :][: int(np.prod(ref["shape"]))].reshape(ref["shape"])


@every_cell
@pytest.mark.parametrize("layer", [0, 1])
def test_every_quantity_of_every_layer_arrives_number_for_number(cell, layer):
    trace = trace_of(cell)
    header, blob = unpack(build_scene(trace).to_bytes())
    refs = header["layers"][layer]

    wanted = dict(trace.layers[layer].quantities())

    assert set(wanted) | {"h_0"} <= set(refs)
    for name, values in wanted.items():
        np.testing.assert_array_equal(array(blob, refs[name]), values, err_msg=name)


def test_output_probabilities_and_initial_states_arrive_too():
    trace = trace_of(n_classes=3)
    header, blob = unpack(build_scene(trace).to_bytes())

    np.testing.assert_array_equal(array(blob, header["output"]), trace.output)
    np.testing.assert_array_equal(array(blob, header["probabilities"]), trace.probabilities)
    np.testing.assert_array_equal(array(blob, header["layers"][1]["c_0"]), np.zeros(4))


def test_double_precision_is_rounded_to_single_and_nothing_else():
    trace = trace_of(dtype="float64")
    header, blob = unpack(build_scene(trace).to_bytes())

    ours = array(blob, header["layers"][1]["hidden"])

    np.testing.assert_array_equal(ours, trace.layers[1].hidden.astype(np.float32))


def test_an_upper_layers_input_is_the_hidden_state_below_and_is_sent_once():
    layers = build_scene(trace_of()).header["layers"]

    assert layers[1]["input"] == layers[0]["hidden"]
    assert layers[0]["input"] == build_scene(trace_of()).header["inputs"]


@pytest.mark.parametrize("title", ["", "a", "ab", "abc", "né"])
def test_the_numbers_start_on_a_multiple_of_four_bytes(title):
    message = build_scene(trace_of(), title=title).to_bytes()

    (length,) = struct.unpack_from("<I", message)

    assert length % 4 == 0
    assert unpack(message)[0]["title"] == title


def test_the_header_says_who_reads_what_and_in_which_colours():
    trace = trace_of(n_classes=1)

    header = build_scene(trace, is_random=True, class_names=["positive"]).header

    assert [token["text"] for token in header["tokens"]] == list(TOKENS)
    assert (header["network"]["cell"], header["network"]["hidden_sizes"]) == ("lstm", (5, 4))
    assert (header["is_random"], header["class_names"]) == (True, ["positive"])
    assert header["palettes"]["light"]["accent"] == LIGHT.accent
    assert header["terms"]["forget_gate"]["meaning"] == TERMS["forget_gate"].meaning


def test_unknown_words_are_flagged_on_their_tokens_alone():
    header = build_scene(trace_of(), is_unknown=[False, True, False, False]).header

    assert [token["is_unknown"] for token in header["tokens"]] == [False, True, False, False]


def test_a_trace_without_words_is_read_as_x1_x2_and_so_on():
    header = build_scene(trace_of(tokens=())).header

    assert [token["text"] for token in header["tokens"]] == ["x1", "x2", "x3", "x4"]


def test_without_a_head_there_is_no_output_and_no_probability():
    header = build_scene(trace_of()).header

    assert (header["output"], header["probabilities"]) == (None, None)


@pytest.mark.parametrize(("cell", "symbol"), [("lstm", "g_t"), ("gru", "n_t")])
def test_the_candidate_takes_the_letter_that_its_cell_gives_it(cell, symbol):
    assert build_scene(trace_of(cell)).header["terms"]["candidate"]["symbol"] == symbol


@pytest.mark.parametrize(("nonlinearity", "is_bounded"), [("tanh", True), ("relu", False)])
def test_a_relu_cell_says_that_its_hidden_state_has_no_bound(nonlinearity, is_bounded):
    header = build_scene(trace_of("rnn", nonlinearity=nonlinearity)).header

    assert header["terms"]["hidden"]["is_bounded"] is is_bounded


@every_cell
def test_every_ledger_row_is_coloured_by_a_term_that_the_scene_brings(cell):
    header = build_scene(trace_of(cell)).header

    assert {row["term"] for row in header["ledger"]} <= set(header["terms"])


def test_a_batch_is_refused_with_the_call_that_picks_one_sentence():
    network = rnnviz.Network.random("gru", 3, (5,), seed=0)
    batch = rnnviz.trace(network, np.zeros((2, 4, 3), np.float32))

    with pytest.raises(ShapeError, match=r"shape \(2, 4, 3\): pick one with trace.sentence\(i\)"):
        build_scene(batch)


def test_a_bidirectional_trace_is_refused_with_what_to_do_instead():
    with pytest.raises(ShapeError, match="bidirectional: trace a network whose spec says"):
        build_scene(trace_of(bidirectional=True))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"is_unknown": [True]}, "is_unknown has 1 entries where the trace needs 4"),
        ({"class_names": ["a", "b"]}, "class_names has 2 entries where the trace needs 3"),
    ],
)
def test_flags_and_names_that_do_not_fit_are_refused_with_both_counts(wrong, sentence):
    with pytest.raises(ShapeError, match=sentence):
        build_scene(trace_of(n_classes=3), **wrong)
