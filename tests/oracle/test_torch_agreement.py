"""The rollout agrees with torch.nn.RNN, GRU and LSTM in float64 to 1e-12."""

from itertools import product

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz import Network, trace

MODULES = {
    "rnn": nn.RNN,
    "relu": lambda *args, **options: nn.RNN(*args, nonlinearity="relu", **options),
    "lstm": nn.LSTM,
    "gru": nn.GRU,
}
CLOSE = {"rtol": 0, "atol": 1e-12}


def module(cell: str, n_layers: int, bias: bool = True, bidirectional: bool = False) -> nn.RNNBase:
    options = {"bias": bias, "bidirectional": bidirectional, "dtype": torch.float64}
    return MODULES[cell](5, 4, n_layers, batch_first=True, **options)


@pytest.mark.parametrize(
    ("cell", "n_layers", "bias", "bidirectional"),
    list(product(MODULES, (1, 2, 3, 4), (True, False), (False, True))),
)
@pytest.mark.parametrize(
    "shape", [(2, 5), (1, 1, 5), (1, 2, 5), (1, 80, 5), (4, 1, 5), (4, 2, 5), (4, 80, 5)]
)
def test_hidden_states_of_every_layer_agree_with_torch(
    cell: str, n_layers: int, bias: bool, bidirectional: bool, shape: tuple[int, ...]
) -> None:
    theirs = module(cell, n_layers, bias, bidirectional)
    x = torch.randn(*shape, dtype=torch.float64)

    with torch.no_grad():
        expected, _ = theirs(x)
    result = trace(Network.from_torch(theirs), x.numpy())

    np.testing.assert_allclose(result.layers[-1].hidden, expected.numpy(), **CLOSE)


@pytest.mark.parametrize("cell", MODULES)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_given_initial_states_and_final_states_agree_with_torch(
    cell: str, bidirectional: bool
) -> None:
    theirs = module(cell, 3, bidirectional=bidirectional)
    x = torch.randn(4, 7, 5, dtype=torch.float64)
    h_0, c_0 = torch.randn(2, 3 * (1 + bidirectional), 4, 4, dtype=torch.float64)
    is_lstm = cell == "lstm"

    with torch.no_grad():
        _, last = theirs(x, (h_0, c_0) if is_lstm else h_0)
    result = trace(Network.from_torch(theirs), x, h_0=h_0, c_0=c_0 if is_lstm else None)

    ways = [way for layer in result.layers for way in layer.directions]
    h_n, c_n = last if is_lstm else (last, None)
    np.testing.assert_allclose(np.stack([way.h_n for way in ways]), h_n.numpy(), **CLOSE)
    if is_lstm:
        np.testing.assert_allclose(np.stack([way.c_n for way in ways]), c_n.numpy(), **CLOSE)


@pytest.mark.parametrize("cell", MODULES)
def test_every_lower_layer_agrees_with_a_shallower_torch_stack(cell: str) -> None:
    deep, shallow = module(cell, 3), module(cell, 2)
    shallow.load_state_dict({k: v for k, v in deep.state_dict().items() if "l2" not in k})
    x = torch.randn(6, 5, dtype=torch.float64)

    with torch.no_grad():
        expected, _ = shallow(x)
    result = trace(Network.from_torch(deep), x)

    np.testing.assert_allclose(result.layers[1].hidden, expected.numpy(), **CLOSE)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_each_timestep_agrees_with_torchs_own_cell(cell: str) -> None:
    theirs = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}[cell]
    step = theirs(5, 4, dtype=torch.float64)
    stack = module(cell, 1)
    for name, parameter in step.named_parameters():
        stack.get_parameter(f"{name}_l0").data.copy_(parameter)
    x = torch.randn(9, 5, dtype=torch.float64)
    state, states = None, []
    for x_t in x:
        state = step(x_t, state)
        states.append(state[0] if cell == "lstm" else state)

    result = trace(Network.from_torch(stack), x)

    np.testing.assert_allclose(
        result.layers[0].hidden, torch.stack(states).detach().numpy(), **CLOSE
    )


@pytest.mark.parametrize(("n_classes", "squash"), [(1, torch.sigmoid), (3, torch.softmax)])
def test_head_agrees_with_torch_linear_after_every_timestep(n_classes: int, squash: object) -> None:
    theirs, head = module("gru", 2), nn.Linear(4, n_classes, dtype=torch.float64)
    x = torch.randn(6, 5, dtype=torch.float64)

    with torch.no_grad():
        output = head(theirs(x)[0])
    result = trace(Network.from_torch(theirs, head), x)

    expected = squash(output) if n_classes == 1 else squash(output, dim=-1)
    np.testing.assert_allclose(result.output, output.numpy(), **CLOSE)
    np.testing.assert_allclose(result.probabilities, expected.numpy(), **CLOSE)


@pytest.mark.parametrize("cell", MODULES)
def test_float32_stays_float32_and_agrees_to_1e_6(cell: str) -> None:
    theirs = module(cell, 2).float()
    x = torch.randn(4, 20, 5)

    with torch.no_grad():
        expected, _ = theirs(x)
    result = trace(Network.from_torch(theirs), x)

    assert result.layers[1].hidden.dtype == np.float32
    np.testing.assert_allclose(result.layers[1].hidden, expected.numpy(), rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_torch_initialiser_draws_exactly_what_torch_draws(cell: str, bidirectional: bool) -> None:
    torch.manual_seed(7)
    theirs = MODULES[cell](5, 4, 3, bidirectional=bidirectional)
    head = nn.Linear(8 if bidirectional else 4, 1)

    ours = Network.random(
        cell, 5, (4, 4, 4), init="torch", seed=7, bidirectional=bidirectional, n_classes=1
    )

    expected = Network.from_torch(theirs, head).tensors()
    for name, tensor in ours.tensors().items():
        torch.testing.assert_close(tensor, expected[name], rtol=0, atol=1e-7)
