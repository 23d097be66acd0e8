"""Gradients of Keras' own layers and cells, by autograd, are ours: both GRU conventions too."""

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian

from rnnviz import Network, trace
from rnnviz.gradients.over_time import gradients
from rnnviz.gradients.step_jacobians import step_jacobians
from tests.oracle.test_keras_agreement import CASES, CELLS, LAYERS, to_keras

WIDTHS = (6, 5)


def built(cell, convention, sizes=WIDTHS):
    return Network.random(cell, 4, sizes, init="torch", seed=5, n_classes=1, **convention)


def keras_layers(network, convention):
    """The same stack as Keras layers that give every hidden state."""
    layers, width = [], 4
    for (weights,), size in zip(network.layers, network.spec.hidden_sizes, strict=True):
        layer = LAYERS[network.spec.cell](size, return_sequences=True, **convention)
        layer.build((None, None, width))
        layer.set_weights(to_keras(weights, network.spec.cell, **convention))
        layers.append(layer)
        width = size
    return layers


@pytest.mark.parametrize(("cell", "convention"), CASES)
def test_the_loss_owes_each_word_what_it_owes_through_keras_layers(cell, convention):
    network = built(cell, convention)
    x = torch.randn(7, 4, requires_grad=True)
    hidden = x[None]
    for layer in keras_layers(network, convention):
        hidden = layer(hidden)
    output = network.head.W_ho @ hidden[0, -1] + network.head.b_o
    (-torch.nn.functional.logsigmoid(-output)).backward()

    found = gradients(network, x.detach().numpy(), target=0)

    np.testing.assert_allclose(found.input, x.grad, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize(("cell", "convention"), CASES)
def test_every_state_owes_every_word_what_it_owes_in_keras(cell, convention):
    network = built(cell, convention)
    layers, x = keras_layers(network, convention), torch.randn(5, 4)

    def states(x):
        for layer in layers:
            x = layer(x[None])[0]
        return x

    expected = jacobian(states, x).permute(0, 2, 1, 3).flatten(2).norm(dim=-1)

    found = gradients(network, x.numpy()).layers[-1].input
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize(("cell", "convention"), CASES)
def test_one_step_of_a_keras_cell_has_our_jacobian(cell, convention):
    network = built(cell, convention, (6,))
    read = trace(network, torch.randn(4, 4).numpy())
    record, found = read.layers[0], step_jacobians(read, 0)
    step = CELLS[cell](6, **convention)
    step.build((None, 4))
    step.set_weights(to_keras(network.layers[0][0], cell, **convention))

    def advance(state, x):
        parts = [part[None] for part in state.split(6)]
        _, new = step(x[None], parts)
        return torch.cat([part[0] for part in (new if isinstance(new, list) else [new])])

    names = ("hidden", "cell") if cell == "lstm" else ("hidden",)
    before = np.concatenate([record.before(name)[3] for name in names])
    at = (torch.from_numpy(before), torch.from_numpy(record.input[3].copy()))
    of_state, of_input = jacobian(advance, at)

    np.testing.assert_allclose(found.state[3], of_state, atol=1e-5)
    np.testing.assert_allclose(found.input[3], of_input, atol=1e-5)
