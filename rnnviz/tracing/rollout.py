"""Unroll a network over a sentence and keep every number.

Per layer and direction, in three strokes:

1. W_ih X + b_ih, one product for all timesteps.
2. h_0 … h_{T-1}, what each timestep found. torch's fused kernel finds them in a tenth of
   the time that a loop in Python takes; it shows no gate, which is why stroke 3 exists.
   Where torch has no kernel (a GRU that resets before), a loop over the cell's `step`.
3. Every other quantity by the cell's own equations, for all timesteps at once, h_t among
   them: what a `Trace` holds is always our o * tanh(c), never the kernel's.

The layer above reads these hidden states, both directions side by side if there are two.
The head is read after every timestep:

    o_t = W_ho h_t + b_o,    p_t = sigmoid(o_t) for one class, softmax(o_t) for several
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells import gru, lstm, rnn
from rnnviz.cells.weights import Weights
from rnnviz.errors import ShapeError
from rnnviz.network.network import Head, Network
from rnnviz.network.spec import Dtype, NetworkSpec
from rnnviz.tracing.record import (
    Array,
    BidirectionalTrace,
    Direction,
    DirectionTrace,
    GRUTrace,
    LayerTrace,
    LSTMTrace,
    RNNTrace,
    Trace,
    read_only,
)

Step = rnn.RNNStep | lstm.LSTMSteps | gru.GRUStep
State = tuple[Tensor, Tensor]  # h, c; c stays zero where the cell has none


def trace(
    network: Network,
    inputs: ArrayLike | Tensor,
    *,
    tokens: Sequence[str] = (),
    h_0: Iterable[ArrayLike | Tensor] | None = None,
    c_0: Iterable[ArrayLike | Tensor] | None = None,
) -> Trace:
    """Run a network over embeddings and record every quantity of every timestep.

    Args:
        network: What to run.
        inputs: Embeddings, (T, I) for one sentence or (B, T, I) for a batch.
        tokens: The sentence's words, one per timestep; for one sentence only.
        h_0: First hidden states, one (H,) or (B, H) array per layer and direction in torch's
            order (a torch h_0 of shape (L·D, B, H) is one); zeros if left out.
        c_0: First cell states, likewise; LSTM only.

    Returns:
        A `Trace` of read-only arrays in the network's precision, without a batch axis if
        the inputs had none.

    Raises:
        ShapeError: If axes do not fit, or something is not a finite real number.
    """
    spec = network.spec
    x, is_batch = _read_inputs(spec, inputs, tokens)
    with torch.inference_mode():
        states = _first_states(spec, x, is_batch, h_0, c_0)
        layers: list[LayerTrace] = []
        hidden = x
        for directions in network.layers:
            layer, hidden = _unroll_layer(spec, directions, hidden, states)
            layers.append(layer)
        output, probabilities = _read_head(network.head, hidden)
    batch = Trace(spec, _array(x), tuple(layers), output, probabilities)
    return batch if is_batch else batch.sentence(0, tuple(tokens))


def _read_inputs(
    spec: NetworkSpec, inputs: ArrayLike | Tensor, tokens: Sequence[str]
) -> tuple[Tensor, bool]:
    """Inputs as a batch (B, T, I), and whether they came as one."""
    array = _numbers("Embeddings", inputs, spec.dtype)
    if array.ndim not in (2, 3) or array.shape[-1] != spec.input_size or 0 in array.shape:
        raise ShapeError(
            f"The network reads embeddings of shape (T, {spec.input_size}) or "
            f"(B, T, {spec.input_size}) with at least one timestep, but got {array.shape}."
        )
    if tokens and (array.ndim == 3 or len(tokens) != len(array)):
        raise ShapeError(
            f"Tokens name the timesteps of one sentence: got {len(tokens)} tokens for inputs of "
            f"shape {array.shape}. Give one per timestep, or none for a batch."
        )
    x = torch.from_numpy(array)
    return (x, True) if x.ndim == 3 else (x[None], False)


def _first_states(
    spec: NetworkSpec,
    x: Tensor,
    is_batch: bool,
    h_0: Iterable[ArrayLike | Tensor] | None,
    c_0: Iterable[ArrayLike | Tensor] | None,
) -> Iterator[State]:
    """First h and c, for each layer and direction in torch's order."""
    if c_0 is not None and spec.cell != "lstm":
        raise ShapeError(f"Only an LSTM has a cell state: leave c_0 out for {spec.cell!r}.")
    sizes = [size for size in spec.hidden_sizes for _ in range(spec.n_directions)]
    shapes: list[tuple[int, ...]] = [(len(x), size) if is_batch else (size,) for size in sizes]
    hidden, cells = (
        [state.reshape(len(x), -1) for state in _read_states(spec, name, shapes, given)]
        for name, given in (("h_0", h_0), ("c_0", c_0))
    )
    return zip(hidden, cells, strict=True)


def _read_states(
    spec: NetworkSpec,
    name: str,
    shapes: list[tuple[int, ...]],
    given: Iterable[ArrayLike | Tensor] | None,
) -> list[Tensor]:
    if given is None:
        given = map(np.zeros, shapes)
    states = [_numbers(name, state, spec.dtype) for state in given]
    found = [state.shape for state in states]
    if found != shapes:
        raise ShapeError(
            f"{name} needs one array per layer and direction, of shapes {shapes}, but got {found}."
        )
    return [torch.from_numpy(state) for state in states]


def _numbers(name: str, values: ArrayLike | Tensor, dtype: Dtype) -> NDArray[Any]:
    """A fresh, writeable array; torch warns on read-only ones, and numpy on tensors."""
    kind = getattr(values, "dtype", type(values).__name__)
    try:
        array = np.array(values.detach().cpu().numpy() if isinstance(values, Tensor) else values)
    except (TypeError, ValueError, RuntimeError):  # bfloat16; rows of unequal length; sparse
        array = np.array(None)
    if array.dtype.kind not in "biuf":
        raise ShapeError(
            f"{name} must be real numbers in rows of equal length, but came as {kind}; convert "
            "them, as with .float() in torch or .astype(float) in numpy."
        )
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
        array = array.astype(dtype, copy=False)
    if not np.isfinite(array).all():
        raise ShapeError(f"{name} must be finite numbers in {dtype}, but some are NaN or infinite.")
    return array


def _unroll_layer(
    spec: NetworkSpec, directions: Sequence[Weights], x: Tensor, states: Iterator[State]
) -> tuple[LayerTrace, Tensor]:
    """One layer's record, and what the layer above reads."""
    forward, hidden = _unroll(spec, directions[0], x, next(states), "forward")
    if not spec.bidirectional:
        return forward, hidden
    backward, hidden_backward = _unroll(spec, directions[1], x, next(states), "backward")
    both = torch.cat((hidden, hidden_backward), dim=-1)
    return BidirectionalTrace(_array(both), (forward, backward)), both


def _unroll(
    spec: NetworkSpec, weights: Weights, x: Tensor, first: State, direction: Direction
) -> tuple[DirectionTrace, Tensor]:
    """One direction of one layer: (B, T, I) in, its record and hidden states (B, T, H) out."""
    x_read = x if direction == "forward" else x.flip(-2)
    input_contribution = linear(x_read, weights.W_ih, weights.b_ih)
    steps = _steps(spec, weights, x_read, input_contribution, first)
    over_time = {"input_contribution": input_contribution, **steps._asdict()}
    if direction == "backward":
        over_time = {name: tensor.flip(-2) for name, tensor in over_time.items()}
    arrays = {name: _array(tensor) for name, tensor in over_time.items()}
    if spec.cell == "lstm":
        arrays["c_0"] = _array(first[1])
    record = _RECORDS[spec.cell](
        input=_array(x), h_0=_array(first[0]), direction=direction, **arrays
    )
    return record, over_time["hidden"]


_RECORDS: dict[str, Callable[..., DirectionTrace]] = {
    "rnn": RNNTrace,
    "lstm": LSTMTrace,
    "gru": GRUTrace,
}


def _steps(spec: NetworkSpec, weights: Weights, x: Tensor, u: Tensor, first: State) -> Step:
    """Every quantity of the cell over time, (B, T, ·), from inputs in reading order."""
    if spec.cell == "gru" and not spec.reset_after:
        return _loop(weights, u, first[0])
    h = _hidden_before(spec, weights, x, first)
    if spec.cell == "lstm":
        return lstm.unroll(weights, u, h, first[1])
    if spec.cell == "gru":
        return gru.step_reset_after(weights, u, h)
    return rnn.step(weights, u, h, spec.nonlinearity)


def _hidden_before(spec: NetworkSpec, weights: Weights, x: Tensor, first: State) -> Tensor:
    """h_0 … h_{T-1} by torch's fused kernel, (B, T, H)."""
    h_0, c_0 = (state[None] for state in first)
    # has_biases, num_layers, dropout, train, bidirectional, batch_first
    options = (True, 1, 0.0, False, False, True)
    if spec.cell == "lstm":
        hidden = torch.lstm(x, (h_0, c_0), weights, *options)[0]
    else:
        kernel = torch.gru if spec.cell == "gru" else _PLAIN_KERNELS[spec.nonlinearity]
        hidden = kernel(x, h_0, weights, *options)[0]
    return torch.cat((first[0][:, None], hidden[:, :-1]), dim=1)


_PLAIN_KERNELS = {"tanh": torch.rnn_tanh, "relu": torch.rnn_relu}


def _loop(weights: Weights, u: Tensor, h: Tensor) -> gru.GRUStep:
    """Step by step, for the one cell that torch has no kernel for."""
    steps = []
    for u_t in u.unbind(-2):
        steps.append(gru.step_reset_before(weights, u_t, h))
        h = steps[-1].hidden
    return gru.GRUStep(*(torch.stack(values, dim=-2) for values in zip(*steps, strict=True)))


def _read_head(head: Head | None, hidden: Tensor) -> tuple[Array | None, Array | None]:
    """Output and probabilities after every timestep, (B, T, C) each."""
    if head is None:
        return None, None
    output = linear(hidden, head.W_ho, head.b_o)
    probabilities = output.sigmoid() if len(head.b_o) == 1 else output.softmax(dim=-1)
    return _array(output), _array(probabilities)


def _array(tensor: Tensor) -> Array:
    return read_only(tensor.numpy())
