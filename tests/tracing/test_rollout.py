"""The rollout keeps everything, reads strictly in order, and refuses what does not fit."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.errors import ShapeError

KINDS = [
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
]


def network(kind: dict[str, object], **options: object) -> Network:
    return Network.random(input_size=5, hidden_sizes=(4, 3), init="torch", **kind, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_words_that_come_later_do_not_change_what_was_computed_before(
    kind: dict[str, object], rng: np.random.Generator
) -> None:
    x = rng.standard_normal((8, 5))
    changed = np.concatenate([x[:5], rng.standard_normal((3, 5))])

    first, second = (trace(network(kind), inputs) for inputs in (x, changed))

    for ours, theirs in zip(first.layers, second.layers, strict=True):
        for (name, a), (_, b) in zip(ours.quantities(), theirs.quantities(), strict=True):
            np.testing.assert_allclose(a[:5], b[:5], rtol=0, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_of_a_batch_reads_as_it_does_alone(
    kind: dict[str, object], rng: np.random.Generator
) -> None:
    batch = rng.standard_normal((3, 6, 5))

    together = trace(network(kind, n_classes=1), batch)

    for index, x in enumerate(batch):
        alone, picked = trace(network(kind, n_classes=1), x), together.sentence(index)
        np.testing.assert_allclose(picked.output, alone.output, rtol=0, atol=1e-6)
        for ours, theirs in zip(picked.layers, alone.layers, strict=True):
            for (name, a), (_, b) in zip(ours.quantities(), theirs.quantities(), strict=True):
                np.testing.assert_allclose(a, b, rtol=0, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_contributions_are_the_products_of_the_shown_weights_and_states(
    kind: dict[str, object], rng: np.random.Generator
) -> None:
    net = network(kind, dtype="float64")
    layer = trace(net, rng.standard_normal((6, 5))).layers[0]
    (weights,) = net.layers[0]
    W_ih, W_hh, b_ih, b_hh = (w.numpy() for w in weights)
    before = layer.before("hidden")

    expected = before @ W_hh.T + b_hh
    if kind.get("reset_after") is False:
        expected[:, 8:] = (layer.reset_gate * before) @ W_hh[8:].T + b_hh[8:]

    np.testing.assert_allclose(layer.input_contribution, layer.input @ W_ih.T + b_ih, atol=1e-12)
    np.testing.assert_allclose(layer.recurrent_contribution, expected, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_each_layer_reads_the_hidden_states_of_the_layer_below(
    kind: dict[str, object], rng: np.random.Generator
) -> None:
    x = rng.standard_normal((6, 5)).astype(np.float32)

    result = trace(network(kind), x)

    np.testing.assert_array_equal(result.layers[0].input, x)
    for below, above in pairwise(result.layers):
        np.testing.assert_array_equal(above.input, below.hidden)


@pytest.mark.parametrize("kind", KINDS)
def test_backward_direction_is_the_forward_one_on_the_reversed_sentence(
    kind: dict[str, object], rng: np.random.Generator
) -> None:
    both = Network.random(input_size=5, hidden_sizes=(4,), bidirectional=True, **kind)
    spec = Network.random(input_size=5, hidden_sizes=(4,), **kind).spec
    one_way = Network(spec, ((both.layers[0][1],),))
    x = rng.standard_normal((6, 5))

    backward = trace(both, x).layers[0].directions[1]
    forward = trace(one_way, x[::-1]).layers[0]

    for (name, a), (_, b) in zip(backward.quantities(), forward.quantities(), strict=True):
        np.testing.assert_allclose(a, b[::-1], rtol=0, atol=1e-6, err_msg=name)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((5,), r"shape \(T, 5\) or \(B, T, 5\).*but got \(5,\)"),
        ((2, 4), r"but got \(2, 4\)"),
        ((0, 5), r"at least one timestep, but got \(0, 5\)"),
        ((1, 2, 3, 5), r"but got \(1, 2, 3, 5\)"),
    ],
)
def test_inputs_of_another_shape_are_refused_with_both_shapes(
    shape: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ShapeError, match=message):
        trace(network({"cell": "gru"}), np.zeros(shape))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tokens": ("one",)}, "got 1 tokens for inputs of shape"),
        ({"h_0": np.zeros((1, 4))}, r"h_0 needs one array per layer.*\(4,\), \(3,\)"),
        ({"h_0": [np.zeros(4), np.zeros(4)]}, "h_0 needs one array per layer and direction"),
        ({"c_0": [np.zeros(4), np.zeros(3)]}, "Only an LSTM has a cell state"),
    ],
)
def test_tokens_and_states_that_do_not_fit_are_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(ShapeError, match=message):
        trace(network({"cell": "gru"}), np.zeros((2, 5)), **options)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
def test_numbers_that_are_not_finite_in_the_networks_precision_are_refused(bad: float) -> None:
    net, x, state = network({"cell": "lstm"}), np.zeros((2, 5)), [np.full(4, bad), np.zeros(3)]

    with pytest.raises(ShapeError, match="Embeddings must be finite numbers in float32"):
        trace(net, np.full((2, 5), bad))
    with pytest.raises(ShapeError, match="h_0 must be finite numbers in float32"):
        trace(net, x, h_0=state)
    with pytest.raises(ShapeError, match="c_0 must be finite numbers in float32"):
        trace(net, x, c_0=state)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (np.zeros((2, 5), dtype=complex), "complex128"),
        (np.full((2, 5), "a"), "<U1"),
        ([[1.0, 2.0], [3.0]], "list"),
        (torch.zeros(2, 5, dtype=torch.bfloat16), r"torch\.bfloat16"),
        (None, "NoneType"),
    ],
)
def test_what_is_not_an_array_of_real_numbers_is_refused_by_its_kind(
    values: object, kind: str
) -> None:
    with pytest.raises(ShapeError, match=f"Embeddings must be real .* came as {kind}; convert"):
        trace(network({"cell": "gru"}), values)
    with pytest.raises(ShapeError, match=f"h_0 must be real .* came as {kind}; convert"):
        trace(network({"cell": "gru"}), np.zeros((2, 5)), h_0=[values])
