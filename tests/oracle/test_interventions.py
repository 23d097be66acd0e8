"""A changed rollout agrees with torch modules that were changed in the same place."""

from itertools import product

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rnnviz import Intervention, Network, trace
from rnnviz.terms import BLOCKS
from rnnviz.tracing.interventions import STACKED

MODULES = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
STEPS = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
EXACT = {"rtol": 0, "atol": 1e-12}
H, T = 4, 9
SATURATED = 1000.0  # its sigmoid is 1 in float64, and that of its negative is 0


def module(cell: str, n_layers: int = 1) -> nn.RNNBase:
    return MODULES[cell](5, H, n_layers, batch_first=True, dtype=torch.float64)


def sentence(*shape: int) -> Tensor:
    return torch.randn(*(shape or (T, 5)), dtype=torch.float64)


def hidden_of(theirs: nn.RNNBase, x: Tensor, *states: Tensor) -> np.ndarray:
    """Torch's hidden states, from given first states if there are any."""
    first = states if len(states) == 2 else states[0] if states else None
    with torch.no_grad():
        return theirs(x, first)[0].numpy()


def block_rows(cell: str, block: str) -> slice:
    first = H * BLOCKS[cell].index(block)
    return slice(first, first + H)


def silence(theirs: nn.RNNBase, rows: slice, *parts: str) -> None:
    """Make rows of the named halves ("ih", "hh") add nothing."""
    for part, kind in product(parts, ("weight", "bias")):
        theirs.get_parameter(f"{kind}_{part}_l0").data[rows] = 0.0


@pytest.mark.parametrize("cell", MODULES)
@pytest.mark.parametrize("shape", [(T, 5), (3, T, 5)])
def test_another_word_vector_reads_as_torch_reads_the_changed_sentence(
    cell: str, shape: tuple[int, ...]
) -> None:
    theirs, x, vector = module(cell, 2), sentence(*shape), sentence(5)
    swapped = x.clone()
    swapped[..., 2, :] = vector

    swap = Intervention("input", 1, timesteps=(3, 3), value=vector)
    result = trace(Network.from_torch(theirs), x, interventions=[swap])

    np.testing.assert_allclose(result.layers[1].hidden, hidden_of(theirs, swapped), **EXACT)
    np.testing.assert_array_equal(result.layers[0].input, swapped)
    np.testing.assert_array_equal(result.inputs, x)


@pytest.mark.parametrize("cell", MODULES)
def test_other_first_states_read_as_in_torch_with_these_states(cell: str) -> None:
    theirs, x, h_0, c_0 = module(cell), sentence(), sentence(H), sentence(H)
    changes = [Intervention("h_0", 1, value=h_0)]
    changes += [Intervention("c_0", 1, value=c_0)] if cell == "lstm" else []

    result = trace(Network.from_torch(theirs), x, interventions=changes)

    states = (h_0[None], c_0[None])[: len(changes)]
    np.testing.assert_allclose(result.layers[0].hidden, hidden_of(theirs, x, *states), **EXACT)
    np.testing.assert_array_equal(result.layers[0].h_0, h_0)


@pytest.mark.parametrize(
    ("cell", "quantity", "block"),
    [(cell, quantity, block) for cell in BLOCKS for quantity in STACKED for block in BLOCKS[cell]],
)
def test_a_set_block_reads_as_in_torch_with_its_weights_at_zero_and_the_value_as_bias(
    cell: str, quantity: str, block: str
) -> None:
    theirs, x, value = module(cell), sentence(3, T, 5), sentence(H)
    network = Network.from_torch(theirs)
    rows = block_rows(cell, block)
    parts = {"input_contribution": ("ih",), "recurrent_contribution": ("hh",)}
    silent = parts.get(quantity, ("ih", "hh"))
    silence(theirs, rows, *silent)
    theirs.get_parameter(f"bias_{silent[0]}_l0").data[rows] = value

    change = Intervention(f"{quantity}.{block}", 1, value=value)
    layer = trace(network, x, interventions=[change]).layers[0]

    np.testing.assert_allclose(layer.hidden, hidden_of(theirs, x), **EXACT)
    held = getattr(layer, quantity)[..., rows]
    np.testing.assert_array_equal(held, np.broadcast_to(value, held.shape))


@pytest.mark.parametrize(
    ("cell", "gate"),
    [(cell, gate) for cell in BLOCKS for gate in BLOCKS[cell] if gate.endswith("gate")],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_gate_held_open_or_shut_reads_as_in_torch_with_a_saturating_bias(
    cell: str, gate: str, is_open: bool
) -> None:
    theirs, x = module(cell), sentence()
    network = Network.from_torch(theirs)
    silence(theirs, block_rows(cell, gate), "ih", "hh")
    bias = SATURATED if is_open else -SATURATED
    theirs.get_parameter("bias_ih_l0").data[block_rows(cell, gate)] = bias

    held = Intervention(gate, 1, value=float(is_open))
    layer = trace(network, x, interventions=[held]).layers[0]

    np.testing.assert_allclose(layer.hidden, hidden_of(theirs, x), **EXACT)
    assert np.unique(getattr(layer, gate)) == [float(is_open)]


@pytest.mark.parametrize("cell", MODULES)
def test_set_hidden_states_go_on_as_torchs_own_cells_stepped_by_hand(cell: str) -> None:
    theirs, x, value = module(cell, 2), sentence(3, T, 5), torch.tensor([0.4, -0.9])
    steps = [STEPS[cell](size, H, dtype=torch.float64) for size in (5, H)]
    for number, step in enumerate(steps):
        for name, parameter in step.named_parameters():
            parameter.data.copy_(theirs.get_parameter(f"{name}_l{number}"))
    states, tops = [None, None], []
    for t, read in enumerate(x.unbind(1), 1):
        for number, step in enumerate(steps):
            state = step(read, states[number])
            read, *c = state if cell == "lstm" else (state,)
            if number == 0 and 4 <= t <= 5:
                read = torch.stack((read[:, 0], *value.expand(3, 2).unbind(1), read[:, 3]), 1)
            states[number] = (read, *c) if c else read
        tops.append(read.detach())

    held = Intervention("hidden", 1, units=(2, 3), timesteps=(4, 5), value=value)
    result = trace(Network.from_torch(theirs), x, interventions=[held])

    np.testing.assert_allclose(result.layers[1].hidden, torch.stack(tops, 1), **EXACT)
    np.testing.assert_array_equal(result.layers[1].input, result.layers[0].hidden)
    assert (result.layers[0].before("hidden")[:, 4:6, 1] == np.float64(value[0])).all()


def test_a_set_cell_state_goes_on_as_torchs_lstm_cell_stepped_by_hand() -> None:
    theirs, x, value = module("lstm"), sentence(), sentence(H)
    step = nn.LSTMCell(5, H, dtype=torch.float64)
    for name, parameter in step.named_parameters():
        parameter.data.copy_(theirs.get_parameter(f"{name}_l0"))
    state, states = None, []
    for t, x_t in enumerate(x, 1):
        h, c = step(x_t, state)
        state = (h / c.tanh() * value.tanh(), value) if t == 4 else (h, c)
        states.append(state[0].detach())

    held = Intervention("cell", 1, timesteps=(4, 4), value=value)
    layer = trace(Network.from_torch(theirs), x, interventions=[held]).layers[0]

    np.testing.assert_allclose(layer.hidden, torch.stack(states), **EXACT)


@pytest.mark.parametrize("cell", MODULES)
def test_what_an_upper_layer_reads_changes_only_what_that_layer_reads(cell: str) -> None:
    theirs, x, read = module(cell, 2), sentence(), sentence(T, H)
    upper = MODULES[cell](H, H, dtype=torch.float64)
    for name, parameter in upper.named_parameters():
        parameter.data.copy_(theirs.get_parameter(name.replace("l0", "l1")))
    network = Network.from_torch(theirs)

    result = trace(network, x, interventions=[Intervention("input", 2, value=read)])

    np.testing.assert_allclose(result.layers[1].hidden, hidden_of(upper, read), **EXACT)
    np.testing.assert_array_equal(result.layers[0].hidden, trace(network, x).layers[0].hidden)


@pytest.mark.parametrize(("n_classes", "squash"), [(1, torch.sigmoid), (3, torch.softmax)])
def test_probabilities_follow_from_a_changed_output(n_classes: int, squash: object) -> None:
    theirs, head, x = module("gru"), nn.Linear(H, n_classes, dtype=torch.float64), sentence()
    network = Network.from_torch(theirs, head)
    with torch.no_grad():
        output = head(theirs(x)[0])
    output[1:3, 0] = 2.5

    held = Intervention("output", units=(1,), timesteps=(2, 3), value=2.5)
    result = trace(network, x, interventions=[held])

    expected = squash(output) if n_classes == 1 else squash(output, dim=-1)
    np.testing.assert_allclose(result.output, output, **EXACT)
    np.testing.assert_allclose(result.probabilities, expected, **EXACT)
