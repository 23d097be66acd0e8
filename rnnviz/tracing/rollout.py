"""Unroll a network over a sentence and keep every number.

Per layer and direction, in three strokes:

1. W_ih X + b_ih, one product for all timesteps.
2. h_0 … h_{T-1}, what each timestep found. torch's fused kernel finds them in a tenth of
   the time that a loop in Python takes; it shows no gate, which is why stroke 3 exists.
   Where torch has no kernel (a GRU that resets before), or an intervention changes what it
   would find, a loop over the cell's own equations.
3. Every other quantity by the cell's own equations, for all timesteps at once, h_t among
   them: what a `Trace` holds is always our o * tanh(c), never the kernel's.

The layer above reads these hidden states, both directions side by side if there are two.
The head is read after every timestep:

    o_t = W_ho h_t + b_o,    p_t = sigmoid(o_t) for one class, softmax(o_t) for several
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import torch
from numpy.typing import ArrayLike
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells.weights import Weights
from rnnviz.network.files import parameter_names
from rnnviz.network.network import Head, Network
from rnnviz.network.spec import NetworkSpec
from rnnviz.tracing.edits import Changes, edited_over_time, fit, listed
from rnnviz.tracing.given import State, first_states, read_inputs
from rnnviz.tracing.interventions import Intervention
from rnnviz.tracing.layer import as_array, unroll
from rnnviz.tracing.record import Array, BidirectionalTrace, LayerTrace, Trace


def trace(
    network: Network,
    inputs: ArrayLike | Tensor,
    *,
    tokens: Sequence[str] = (),
    h_0: Iterable[ArrayLike | Tensor] | None = None,
    c_0: Iterable[ArrayLike | Tensor] | None = None,
    interventions: Iterable[Intervention] = (),
) -> Trace:
    """Run a network over embeddings and record every quantity of every timestep.

    Args:
        network: What to run.
        inputs: Embeddings, (T, I) for one sentence or (B, T, I) for a batch.
        tokens: The sentence's words, one per timestep; for one sentence only.
        h_0: First hidden states, one (H,) or (B, H) array per layer and direction in torch's
            order (a torch h_0 of shape (L·D, B, H) is one); zeros if left out.
        c_0: First cell states, likewise; LSTM only.
        interventions: Changes to its inside, in order; for one-way networks.

    Returns:
        A `Trace` of read-only arrays in the network's precision, without a batch axis if
        the inputs had none.

    Raises:
        ShapeError: If axes do not fit, or something is not a finite real number.
        InterventionError: If this network, or this sentence, has no such place to change.
    """
    spec, wanted = network.spec, listed(interventions)
    x, is_batch = read_inputs(spec, inputs, tokens)
    head_changes, *layer_changes = fit(spec, x.shape[-2], wanted)
    with torch.inference_mode():
        states = first_states(spec, x, is_batch, h_0, c_0)
        layers, hidden, parity = _unroll_layers(network, x, states, layer_changes)
        output, probabilities = _read_head(network.head, hidden, head_changes)
    known = (_named_weights(network), MappingProxyType(dict(network.card)))
    parity = None if wanted else parity
    batch = Trace(spec, as_array(x), layers, output, probabilities, (), *known, parity, wanted)
    return batch if is_batch else batch.sentence(0, tuple(tokens))


def _unroll_layers(
    network: Network, x: Tensor, states: Iterator[State], changes: Sequence[Changes]
) -> tuple[tuple[LayerTrace, ...], Tensor, float | None]:
    """Every layer's record, what the head reads, and the largest difference from torch."""
    layers, parities, hidden = list[LayerTrace](), list[float | None](), x
    for directions, of_layer in zip(network.layers, changes, strict=True):
        layer, hidden, apart = _unroll_layer(network.spec, directions, hidden, states, of_layer)
        layers.append(layer)
        parities += apart
    known = [parity for parity in parities if parity is not None]
    return tuple(layers), hidden, max(known, default=None)


def _unroll_layer(
    spec: NetworkSpec,
    directions: Sequence[Weights],
    x: Tensor,
    states: Iterator[State],
    changes: Changes,
) -> tuple[LayerTrace, Tensor, list[float | None]]:
    """One layer's record, what the layer above reads, and each direction's parity."""
    forward = unroll(spec, directions[0], x, next(states), "forward", changes)
    if not spec.bidirectional:
        return forward.record, forward.hidden, [forward.parity]
    backward = unroll(spec, directions[1], x, next(states), "backward", changes)
    hidden = torch.cat((forward.hidden, backward.hidden), dim=-1)
    layer = BidirectionalTrace(as_array(hidden), (forward.record, backward.record))
    return layer, hidden, [forward.parity, backward.parity]


def _read_head(
    head: Head | None, hidden: Tensor, changes: Changes
) -> tuple[Array | None, Array | None]:
    """Output and probabilities after every timestep, (B, T, C) each."""
    if head is None:
        return None, None
    output = edited_over_time(changes, "output", linear(hidden, head.W_ho, head.b_o))
    probabilities = output.sigmoid() if len(head.b_o) == 1 else output.softmax(dim=-1)
    return as_array(output), as_array(probabilities)


def _named_weights(network: Network) -> Mapping[str, Array]:
    """Every parameter by torch's name, absent biases as zeros: views, not copies."""
    named = {
        name: tensor
        for layer, directions in enumerate(network.layers)
        for names, weights in zip(parameter_names(layer, network.spec), directions, strict=True)
        for name, tensor in zip(names, weights, strict=True)
    }
    if network.head:
        named |= {"head.weight": network.head.W_ho, "head.bias": network.head.b_o}
    return MappingProxyType({name: as_array(tensor.detach()) for name, tensor in named.items()})
