"""What the Layers page computes is what Keras computes: stacks, restraints, errors, counts."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch

from rnnviz.cells.weights import Weights
from rnnviz.layers.agreement import agreement
from rnnviz.layers.counting import Count
from rnnviz.layers.layer_call import draw
from rnnviz.layers.restraints import Restraint
from rnnviz.layers.simple_cell import CellStart
from rnnviz.layers.small_training import batch, head, train
from rnnviz.layers.stack import Stack

LAYERS = {"rnn": keras.layers.SimpleRNN, "gru": keras.layers.GRU, "lstm": keras.layers.LSTM}
# rows of torch's blocks in Keras' order: LSTM i f c o, GRU z r h
BLOCKS = {"rnn": [0], "lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}
START = CellStart(2, 12, bias_initializer="random_normal", seed=4)
KERAS_RESTRAINTS = {
    "l1": ("regularizer", keras.regularizers.L1(0.02)),
    "l2": ("regularizer", keras.regularizers.L2(0.02)),
    "l1_l2": ("regularizer", keras.regularizers.L1L2(0.02, 0.02)),
    "orthogonal": ("regularizer", keras.regularizers.OrthogonalRegularizer(0.02)),
    "max_norm": ("constraint", keras.constraints.MaxNorm(0.6)),
    "unit_norm": ("constraint", keras.constraints.UnitNorm()),
    "min_max_norm": ("constraint", keras.constraints.MinMaxNorm(0.0, 0.6)),
    "non_neg": ("constraint", keras.constraints.NonNeg()),
}
KERAS_ARRAYS = {"W_ih": "kernel", "W_hh": "recurrent", "b": "bias"}


def to_keras(weights: Weights, cell: str) -> list[np.ndarray]:
    """Torch's four arrays as Keras' kernel, recurrent kernel and bias."""
    order = BLOCKS[cell]
    W_ih, W_hh, b_ih, b_hh = (
        np.concatenate([np.split(w.numpy(), len(order))[block] for block in order]) for w in weights
    )
    return [W_ih.T, W_hh.T, np.stack([b_ih, b_hh]) if cell == "gru" else b_ih + b_hh]


def keras_layers(stack: Stack, seed: int) -> tuple[torch.Tensor, list[keras.layers.Layer]]:
    """The numbers that the page draws for this seed, in Keras' layers."""
    drawn = draw(stack, seed)
    layers = []
    for k, (weights, units) in enumerate(zip(drawn.cells, stack.hidden_sizes, strict=True)):
        layer = LAYERS[stack.cell](units, return_sequences=stack.returns[k])
        layer.build((None, None, stack.width_below(k)))
        layer.set_weights(to_keras(weights, stack.cell))
        layers.append(layer)
    return drawn.x, layers


def held_by(name: str) -> Restraint:
    """Our restraint of the numbers that Keras' have here."""
    kind, _ = KERAS_RESTRAINTS[name]
    if kind == "regularizer":
        return Restraint(name, strength=0.02)
    return Restraint("none", name, longest=0.6)


@pytest.mark.parametrize("cell", LAYERS)
def test_the_course_examples_states_are_those_of_two_keras_layers(cell):
    stack = Stack(cell, 4, 80, 100, (64, 64), (True, True))
    x, layers = keras_layers(stack, 0)

    shown = agreement(stack, 0)

    for layer, hidden in zip(layers, shown.hidden, strict=True):
        x = layer(x)
        np.testing.assert_allclose(hidden, x.detach().numpy(), rtol=0, atol=2e-6)


@pytest.mark.parametrize("cell", LAYERS)
@pytest.mark.parametrize("is_sequence", [True, False])
def test_return_sequences_gives_the_shape_that_is_drawn(cell, is_sequence):
    stack = Stack(cell, 3, 5, 4, (6, 2), (True, is_sequence))
    x, layers = keras_layers(stack, 0)

    for k, layer in enumerate(layers):
        x = layer(x)
        assert tuple(x.shape) == stack.output_shape(k)


@pytest.mark.parametrize("cell", LAYERS)
def test_a_top_layers_last_state_is_the_last_of_its_sequence(cell):
    stack = Stack(cell, 3, 5, 4, (6, 2), (True, False))
    x, (low, top) = keras_layers(stack, 1)

    found = agreement(stack, 1)

    last = top(low(x)).detach().numpy()
    np.testing.assert_allclose(found.hidden[-1][:, -1], last, rtol=0, atol=1e-6)
    np.testing.assert_allclose(found.states[-1][0], last, rtol=0, atol=1e-6)


def test_an_lstms_return_state_gives_the_states_that_are_shown():
    stack = Stack("lstm", 3, 5, 4, (6,), (False,))
    drawn = draw(stack, 2)
    layer = keras.layers.LSTM(6, return_state=True)
    layer.build((None, None, 4))
    layer.set_weights(to_keras(drawn.cells[0], "lstm"))

    _, h, c = layer(drawn.x)

    shown_h, shown_c = agreement(stack, 2).states[0]
    np.testing.assert_allclose(shown_h, h.detach().numpy(), rtol=0, atol=1e-6)
    np.testing.assert_allclose(shown_c, c.detach().numpy(), rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", LAYERS)
def test_counts_of_a_stack_add_up_to_kerass(cell):
    stack = Stack(cell, 1, 1, 10, (6, 3), (True, True))
    _, layers = keras_layers(stack, 0)

    counted = [
        Count(cell, "Keras", stack.width_below(k), units).total
        for k, units in enumerate(stack.hidden_sizes)
    ]

    assert counted == [layer.count_params() for layer in layers]


@pytest.mark.parametrize("name", KERAS_RESTRAINTS)
@pytest.mark.parametrize("array", ["W_ih", "W_hh", "b"])
def test_five_steps_under_a_restraint_leave_the_weights_that_keras_leaves(name, array):
    if (name, array) == ("orthogonal", "b"):
        array = "W_hh"  # of a vector neither Keras nor the page offers it
    kind, kerass = KERAS_RESTRAINTS[name]
    layer = keras.layers.SimpleRNN(12, **{f"{KERAS_ARRAYS[array]}_{kind}": kerass})
    model = model_of(layer)

    x, answers = batch(START.seed)
    for _ in range(5):
        model.train_on_batch(x.numpy(), answers[:, None].numpy())
    found = train(START, {array: held_by(name)}, 0.03)

    norms = [float(weight.value.detach().norm()) for weight in layer.weights]
    mine = [found.norms[n][5] for n in ("W_ih", "W_hh", "b")]
    assert mine == pytest.approx(norms, rel=1e-3)


def model_of(layer: keras.layers.Layer) -> keras.Model:
    """The small training's network with its first weights, ready for plain gradient descent."""
    dense = keras.layers.Dense(1, use_bias=False)
    model = keras.Sequential([layer, dense])
    model.build((None, 10, 2))
    weights = START.draw()
    layer.set_weights([weights.W_ih.t().numpy(), weights.W_hh.t().numpy(), weights.b.numpy()])
    dense.set_weights([head(12)[:, None].numpy()])
    model.compile(keras.optimizers.SGD(0.03), "mse")
    return model


def test_keras_takes_dropout_1_and_drops_everything_where_the_page_refuses():
    cell = keras.layers.SimpleRNNCell(4, dropout=1.0, seed=0)
    cell.build((None, 3))

    output, _ = cell(torch.ones(2, 3), [torch.zeros(2, 4)], training=True)

    assert not output.detach().any()  # only its bias of zeros is left


def test_kerass_seed_fixes_the_masks_and_not_the_weights():
    masks, kernels = [], []
    for _ in range(2):
        cell = keras.layers.SimpleRNNCell(50, dropout=0.5, seed=3)
        cell(torch.ones(1, 50), [torch.zeros(1, 50)], training=True)
        masks.append(cell._dropout_mask)
        kernels.append(cell.kernel.value.detach())

    assert torch.equal(*masks)
    assert not torch.equal(*kernels)


def test_kerass_layer_draws_new_masks_for_each_call():
    layer = keras.layers.SimpleRNN(20, dropout=0.5, seed=3)
    x = torch.ones(1, 4, 30)

    first, second = (layer(x, training=True).detach() for _ in range(2))
    resting, again = (layer(x, training=False).detach() for _ in range(2))

    assert not torch.equal(first, second)
    assert torch.equal(resting, again)


def test_torchs_own_dropout_is_between_layers_and_spares_the_last():
    torch.manual_seed(0)
    layers = torch.nn.RNN(6, 200, num_layers=2, dropout=0.5, batch_first=True)
    x = torch.randn(1, 8, 6)

    first, second = (layers.train()(x)[0] for _ in range(2))

    assert not torch.equal(first, second)
    assert float((first == 0).float().mean()) < 0.01  # what comes out at the top is whole
