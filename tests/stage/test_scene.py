"""A Scene holds the trace number for number, and refuses what it cannot show."""

import json
import struct
from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import ShapeError
from rnnviz.palette import LIGHT
from rnnviz.stage.labels import Labels
from rnnviz.stage.scene import build_scene
from rnnviz.terms import TERMS
from rnnviz.tracing.state_space import StateSpace

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


@every_cell
def test_weights_and_biases_arrive_by_our_names_for_the_close_ups(cell):
    trace = trace_of(cell, n_classes=2)
    header, blob = unpack(build_scene(trace).to_bytes())

    for layer, refs in enumerate(header["layers"]):
        for ours, theirs in (("W_ih", "weight_ih"), ("W_hh", "weight_hh"), ("b_ih", "bias_ih")):
            np.testing.assert_array_equal(
                array(blob, refs[ours]), trace.weights[f"{theirs}_l{layer}"]
            )
    np.testing.assert_array_equal(array(blob, header["head"]["W_ho"]), trace.weights["head.weight"])


def test_a_swapped_word_and_a_set_input_arrive_as_the_layers_read_them():
    changes = [
        rnnviz.Intervention("input", layer=1, timesteps=(2, 2), value=(9.0, 9.0, 9.0)),
        rnnviz.Intervention("input", layer=2, timesteps=(3, 3), units=(1,), value=5.0),
    ]
    network = rnnviz.Network.random("gru", 3, (5, 4), seed=0)
    trace = rnnviz.trace(network, np.ones((4, 3), np.float32), interventions=changes)
    header, blob = unpack(build_scene(trace).to_bytes())

    assert array(blob, header["inputs"])[1].tolist() == [9, 9, 9]
    assert array(blob, header["layers"][1]["input"])[2, 0] == 5
    assert header["layers"][1]["input"] != header["layers"][0]["hidden"]


def test_what_was_set_is_said_with_its_place_since_no_equation_gives_it():
    changes = [
        rnnviz.Intervention("cell", layer=2, timesteps=(2, 3), units=(1, 4), value=0.5),
        rnnviz.Intervention("output", low=-1.0),
    ]
    network = rnnviz.Network.random("lstm", 3, (5, 4), seed=0, n_classes=1)
    trace = rnnviz.trace(network, np.ones((4, 3), np.float32), interventions=changes)

    found = build_scene(trace).header["interventions"]

    assert found == [
        {"quantity": "cell", "layer": 2, "units": [1, 4], "first": 2, "last": 3},
        {"quantity": "output", "layer": 0, "units": None, "first": 1, "last": 4},
    ]


def test_two_scenes_beside_each_other_keep_every_number_of_both():
    first, second = trace_of("lstm"), trace_of("rnn", n_classes=1)
    both = build_scene(first).beside(build_scene(second, Labels(title="plain")))
    header, blob = unpack(both.to_bytes())

    np.testing.assert_array_equal(array(blob, header["layers"][1]["cell"]), first.layers[1].cell)
    beside = header["beside"]
    assert beside["title"] == "plain"
    np.testing.assert_array_equal(
        array(blob, beside["layers"][1]["hidden"]), second.layers[1].hidden
    )
    np.testing.assert_array_equal(array(blob, beside["output"]), second.output)


def test_words_planes_and_places_in_the_vocabulary_arrive_with_the_trace():
    plane = StateSpace(np.arange(3.0), np.eye(2, 3), (0.5, 0.25), np.ones((6, 2)), 7)
    states = StateSpace(np.zeros(5), np.eye(2, 5), (0.5, 0.25), np.ones((6, 2)), 7)
    narrow = StateSpace(np.zeros(4), np.eye(2, 4), (0.5, 0.25), np.ones((6, 2)), 7)
    labels = Labels(
        token_ids=[5, 6, 7, 8],
        is_unknown=[False, False, True, False],
        vocab_size=100,
        words={"bad": np.array([1.0, 2.0, 3.0])},
        spaces=(plane, states, narrow),
    )
    header, blob = unpack(build_scene(trace_of(), labels).to_bytes())

    assert [token["id"] for token in header["tokens"]] == [5, 6, None, 8]
    assert header["vocab_size"] == 100
    assert array(blob, header["words"]["bad"]).tolist() == [1, 2, 3]
    assert array(blob, header["spaces"][0]["mean"]).tolist() == [0, 1, 2]
    assert header["spaces"][1]["explained_variance_ratio"] == [0.5, 0.25]


def test_torchs_own_word_and_the_card_arrive_with_the_trace():
    trace = trace_of()

    header = build_scene(trace).header

    assert header["parity"] == trace.parity < 1e-6
    assert header["card"] == {"init": "keras", "is_trained": "no", "seed": "0"}
    assert {entry["framework"] for entry in header["code"]} == {"PyTorch", "Keras", "NumPy"}


@pytest.mark.parametrize("title", ["", "a", "ab", "abc", "né"])
def test_the_numbers_start_on_a_multiple_of_four_bytes(title):
    message = build_scene(trace_of(), Labels(title=title)).to_bytes()

    (length,) = struct.unpack_from("<I", message)

    assert length % 4 == 0
    assert unpack(message)[0]["title"] == title


def test_the_header_says_who_reads_what_and_in_which_colours():
    trace = trace_of(n_classes=1)

    header = build_scene(trace, Labels(is_random=True, class_names=["positive"])).header

    assert [token["text"] for token in header["tokens"]] == list(TOKENS)
    assert (header["network"]["cell"], header["network"]["hidden_sizes"]) == ("lstm", (5, 4))
    assert (header["is_random"], header["class_names"]) == (True, ["positive"])
    assert header["palettes"]["light"]["accent"] == LIGHT.accent
    assert header["terms"]["forget_gate"]["meaning"] == TERMS["forget_gate"].meaning


def test_unknown_words_are_flagged_on_their_tokens_alone():
    header = build_scene(trace_of(), Labels(is_unknown=[False, True, False, False])).header

    assert [token["is_unknown"] for token in header["tokens"]] == [False, True, False, False]


def test_half_a_letter_arrives_as_a_sign_that_something_is_missing():
    header, _ = unpack(build_scene(trace_of(tokens=("a", "\ud83d", "c", "\udc00"))).to_bytes())

    assert [token["text"] for token in header["tokens"]] == ["a", "\ufffd", "c", "\ufffd"]


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

    for written in header["notations"].values():
        assert {row["term"] for row in written["ledger"]} <= set(header["terms"])


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
        ({"token_ids": [1, 2]}, "token_ids has 2 entries where the trace needs 4"),
        ({"words": {"bad": [1.0, 2.0]}}, r"words hold vectors of shapes \[\(2,\)\]"),
    ],
)
def test_flags_and_names_that_do_not_fit_are_refused_with_both_counts(wrong, sentence):
    with pytest.raises(ShapeError, match=sentence):
        build_scene(trace_of(n_classes=3), Labels(**wrong))
