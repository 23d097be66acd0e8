"""A stack unrolled with torch's own cells, whose states can be nudged: what autograd is asked."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from rnnviz import Network
from rnnviz.cells import gru
from rnnviz.cells.weights import Weights

KINDS = [
    ("rnn", {}),
    ("rnn", {"nonlinearity": "relu"}),
    ("gru", {}),
    ("gru", {"reset_after": False}),
    ("lstm", {}),
]
"""Every cell with its options."""
NAMES = ["rnn", "relu", "gru", "gru before", "lstm"]


def built(cell: str, options: dict, sizes: tuple[int, ...] = (5,), n_classes: int = 1) -> Network:
    """A random network in float64 that reads 4 numbers; torch's start gives it biases."""
    return Network.random(
        cell, 4, sizes, init="torch", seed=3, dtype="float64", n_classes=n_classes, **options
    )


def words(n: int = 5) -> Tensor:
    """A sentence of n made-up vectors, (n, 4)."""
    return torch.randn(n, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(7))


def torch_cell(network: Network, weights: Weights) -> Callable:
    """(x, (h, c)) -> (h, c), by torch.nn's cell of that kind; c passes through where none is."""
    spec, (width, size) = network.spec, (weights.W_hh.shape[1], weights.W_ih.shape[1])
    if spec.cell == "gru" and not spec.reset_after:

        def before(x: Tensor, state: tuple) -> tuple:
            u = x @ weights.W_ih.T + weights.b_ih
            return gru.step_reset_before(weights, u, state[0]).hidden, state[1]

        return before
    kinds = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}
    options = {"nonlinearity": spec.nonlinearity} if spec.cell == "rnn" else {}
    module = kinds[spec.cell](size, width, dtype=torch.float64, **options)
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    module.load_state_dict(dict(zip(names, weights, strict=True)))
    module.requires_grad_(False)
    if spec.cell == "lstm":
        return lambda x, state: module(x, state)
    return lambda x, state: (module(x, state[0]), state[1])


def unrolled(network: Network, x: Tensor, h_nudges: list, c_nudges: list) -> list:
    """States (h, c) of every layer over time, (T, H) each, with something added to each.

    Args:
        network: One-way.
        x: (T, I).
        h_nudges: For each layer (T, H), added to h_t after it is computed: c_t stays.
        c_nudges: For each layer (T, H), added to c_t in an LSTM: h_t = o_t tanh(c_t) moves along.
    """
    found = []
    for (weights,), h_added, c_added in zip(network.layers, h_nudges, c_nudges, strict=True):
        cell, zero = torch_cell(network, weights), x.new_zeros(weights.W_hh.shape[1])
        state, over_time = (zero, zero), []
        for x_t, dh, dc in zip(x, h_added, c_added, strict=True):
            h, c = cell(x_t, state)
            if network.spec.cell == "lstm":
                o = h / c.tanh()  # the output gate, which c_t does not move
                c, h = c + dc, o * (c + dc).tanh()
            state = (h + dh, c)
            over_time.append(state)
        x = torch.stack([h for h, _ in over_time])
        found.append((x, torch.stack([c for _, c in over_time])))
    return found


def no_nudges(network: Network, n: int) -> list:
    return [torch.zeros(n, size, dtype=torch.float64) for size in network.spec.hidden_sizes]


def loss_of(network: Network, h_T: Tensor, target: int) -> Tensor:
    """-log p by torch's own losses."""
    output = h_T @ network.head.W_ho.T + network.head.b_o
    if len(output) == 1:
        wanted = torch.full_like(output, float(target))
        return nn.functional.binary_cross_entropy_with_logits(output, wanted)
    return nn.functional.cross_entropy(output[None], torch.tensor([target]))
