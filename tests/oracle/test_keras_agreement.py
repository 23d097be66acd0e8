"""The rollout agrees with Keras 3 to 1e-6 in float32, cells and layers, both GRU conventions."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz import Network, trace
from rnnviz.cells.weights import Weights

# rows of torch's blocks in Keras' order: LSTM i f c o, GRU z r h
KERAS_BLOCKS = {"rnn": [0], "lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}
LAYERS = {"rnn": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}
CELLS = {
    "rnn": keras.layers.SimpleRNNCell,
    "lstm": keras.layers.LSTMCell,
    "gru": keras.layers.GRUCell,
}
CASES = [("rnn", {}), ("lstm", {}), ("gru", {"reset_after": True}), ("gru", {"reset_after": False})]


def to_keras(weights: Weights, cell: str, reset_after: bool = True) -> list[np.ndarray]:
    """Our weights as Keras' kernel, recurrent_kernel and bias."""
    order = KERAS_BLOCKS[cell]
    W_ih, W_hh, b_ih, b_hh = (
        np.concatenate([np.split(w.numpy(), len(order))[block] for block in order]) for w in weights
    )
    two_biases = cell == "gru" and reset_after
    return [W_ih.T, W_hh.T, np.stack([b_ih, b_hh]) if two_biases else b_ih + b_hh]


def values(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()


@pytest.mark.parametrize(("cell", "convention"), CASES)
@pytest.mark.parametrize("n_timesteps", [1, 2, 80])
def test_layer_call_agrees_with_keras(
    cell: str, convention: dict[str, bool], n_timesteps: int, rng: np.random.Generator
) -> None:
    network = Network.random(cell, 5, (4, 3), init="torch", seed=1, **convention)
    x = rng.standard_normal((4, n_timesteps, 5), dtype=np.float32)
    expected = torch.from_numpy(x)
    for (weights,), size in zip(network.layers, (4, 3), strict=True):
        layer = LAYERS[cell](size, return_sequences=True, **convention)
        layer.build((None, None, expected.shape[-1]))
        layer.set_weights(to_keras(weights, cell, **convention))
        expected = layer(expected)

    result = trace(network, x)

    np.testing.assert_allclose(result.layers[1].hidden, values(expected), rtol=0, atol=1e-6)


@pytest.mark.parametrize(("cell", "convention"), CASES)
def test_stepping_a_keras_cell_by_hand_gives_the_same_states(
    cell: str, convention: dict[str, bool], rng: np.random.Generator
) -> None:
    network = Network.random(cell, 5, (4,), init="torch", seed=2, **convention)
    x = rng.standard_normal((4, 6, 5), dtype=np.float32)
    step = CELLS[cell](4, **convention)
    step.build((None, 5))
    step.set_weights(to_keras(network.layers[0][0], cell, **convention))
    states = [torch.zeros(4, 4)] * (2 if cell == "lstm" else 1)

    layer = trace(network, x).layers[0]

    for t in range(6):
        _, states = step(torch.from_numpy(x[:, t]), states)
        states = states if isinstance(states, list) else [states]
        np.testing.assert_allclose(layer.hidden[:, t], values(states[0]), rtol=0, atol=1e-6)
        if cell == "lstm":
            np.testing.assert_allclose(layer.cell[:, t], values(states[1]), rtol=0, atol=1e-6)


def test_course_example_two_cells_of_64_stepped_by_hand_equal_the_layer_call(
    rng: np.random.Generator,
) -> None:
    network = Network.random("rnn", 100, (64, 64), seed=3)
    x = rng.standard_normal((4, 80, 100), dtype=np.float32)
    steps = [keras.layers.SimpleRNNCell(64) for _ in range(2)]
    for step, (weights,), size in zip(steps, network.layers, (100, 64), strict=True):
        step.build((None, size))
        step.set_weights(to_keras(weights, "rnn"))
    states = [[torch.zeros(4, 64)], [torch.zeros(4, 64)]]
    by_hand = []
    for t in range(80):
        below, states[0] = steps[0](torch.from_numpy(x[:, t]), states[0])
        above, states[1] = steps[1](below, states[1])
        by_hand.append(values(above))

    result = trace(network, x)

    np.testing.assert_allclose(result.layers[1].hidden, np.stack(by_hand, 1), rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_keras_initialiser_draws_from_the_distributions_that_keras_draws_from(cell: str) -> None:
    layer = LAYERS[cell](32)
    layer.build((None, None, 48))
    W_ih, W_hh, b = (values(weight.value) for weight in layer.weights)

    ours = Network.random(cell, 48, (32,), init="keras", seed=4).layers[0][0]

    kernel, recurrent, bias = to_keras(ours, cell)
    assert np.abs(kernel).max() == pytest.approx(np.abs(W_ih).max(), rel=0.01)
    assert kernel.std() == pytest.approx(W_ih.std(), rel=0.05)
    for matrix in (recurrent, W_hh):
        np.testing.assert_allclose(matrix @ matrix.T, np.eye(32), rtol=0, atol=1e-5)
    np.testing.assert_array_equal(bias, b)
