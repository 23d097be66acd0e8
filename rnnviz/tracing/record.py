"""`Trace`: the one hand-over from computing to looking.

All arrays are numpy and read-only. Axes: (T, …) for one sentence, (B, T, …) for a batch;
T timesteps, I input size, H hidden size, G blocks (1 for rnn, 3 for gru, 4 for lstm),
C classes. Initial states are fields of their own, so that every array over time has length T.

Blocks of the (T, G·H) quantities are in torch's order: LSTM i f g o, GRU r z n.
Records are equal by identity: two of them are the same only if they are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import import_module
from types import MappingProxyType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.network.spec import NetworkSpec
from rnnviz.tracing.interventions import Intervention

Array = NDArray[np.floating]
Direction = Literal["forward", "backward"]


@dataclass(frozen=True, slots=True, eq=False)
class RNNTrace:
    """One direction of one plain RNN layer.

    Attributes:
        input: What the layer read, (T, I).
        input_contribution: W_ih x_t + b_ih, (T, G·H).
        recurrent_contribution: W_hh h_{t-1} + b_hh, (T, G·H); where a GRU resets before, block
            n is W_hn (r_t * h_{t-1}) + b_hn.
        pre_activation: What the non-linearities see, (T, G·H): the sum of both; where a GRU
            resets after, block n is u_n + r_t * v_n.
        hidden: Hidden state h_t, (T, H).
        h_0: Hidden state before the first timestep, (H,).
        direction: "backward" read the sentence from its end; arrays stay in sentence order.
    """

    input: Array
    input_contribution: Array
    recurrent_contribution: Array
    pre_activation: Array
    hidden: Array
    h_0: Array
    direction: Direction

    @property
    def h_n(self) -> Array:
        """Hidden state after the last timestep read, (H,)."""
        return self.hidden[..., -1 if self.direction == "forward" else 0, :]

    @property
    def directions(self) -> tuple[Self]:
        """This record itself: one-way layers have one direction."""
        return (self,)

    def quantities(self) -> Iterator[tuple[str, Array]]:
        """The arrays over time by name, (T, ·) each."""
        for kept in fields(self):
            if kept.name not in ("h_0", "c_0", "direction"):
                yield kept.name, getattr(self, kept.name)

    def before(self, quantity: Literal["hidden", "cell"]) -> Array:
        """A state as each timestep found it: h_{t-1} or c_{t-1} for t = 1…T, (T, H)."""
        states, first = getattr(self, quantity), getattr(self, f"{quantity[0]}_0")
        first = np.broadcast_to(first[..., None, :], (*states.shape[:-2], 1, states.shape[-1]))
        pieces = (first, states[..., :-1, :])
        if self.direction == "backward":
            pieces = (states[..., 1:, :], first)
        return read_only(np.concatenate(pieces, axis=-2))


@dataclass(frozen=True, slots=True, eq=False)
class LSTMTrace(RNNTrace):
    """One direction of one LSTM layer; gates and states are (T, H), c_0 is (H,)."""

    input_gate: Array
    forget_gate: Array
    candidate: Array
    output_gate: Array
    cell: Array
    c_0: Array

    @property
    def c_n(self) -> Array:
        """Cell state after the last timestep read, (H,)."""
        return self.cell[..., -1 if self.direction == "forward" else 0, :]


@dataclass(frozen=True, slots=True, eq=False)
class GRUTrace(RNNTrace):
    """One direction of one GRU layer; gates are (T, H)."""

    reset_gate: Array
    update_gate: Array
    candidate: Array


DirectionTrace = RNNTrace | LSTMTrace | GRUTrace


@dataclass(frozen=True, slots=True, eq=False)
class BidirectionalTrace:
    """Both directions of one layer.

    Attributes:
        hidden: Forward and backward states side by side, (T, 2H), as torch gives them.
        directions: The forward record, then the backward one.
    """

    hidden: Array
    directions: tuple[DirectionTrace, DirectionTrace]


LayerTrace = DirectionTrace | BidirectionalTrace


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Every number of one network reading one sentence, or a batch of them.

    Attributes:
        spec: The network's shape and conventions.
        inputs: Embeddings, (T, I) or (B, T, I).
        layers: From the lowest up.
        output: o_t = W_ho h_t + b_o after every word, (T, C); None without a head.
        probabilities: Sigmoid (C = 1) or softmax (C > 1) of the output, (T, C); None
            without a head.
        tokens: The words, one per timestep; empty if none were given or for a batch.
        weights: Every parameter by torch's name: weight_ih_l0, …, head.weight, head.bias;
            views of the network's own numbers. A layer without biases has zeros for them.
        card: What is known about the network, in words.
        parity: Largest |h_t - h'_t| over all sentences, layers, directions, timesteps and units,
            in the network's precision: h' is what torch's fused kernel (the one inside
            torch.nn.RNN, GRU, LSTM) makes of the layer's `input`, h_0 and c_0; h_t is ours, by
            the cell's equations from h'_{t-1} (and, in an LSTM, our own c_{t-1}). None where
            torch has no such kernel (a GRU that resets before) and under interventions.
        interventions: What was changed, in the order given. Arrays hold the changed numbers;
            `inputs` stays as given, what layer 1 read instead is its `input`.
    """

    spec: NetworkSpec
    inputs: Array
    layers: tuple[LayerTrace, ...]
    output: Array | None
    probabilities: Array | None
    tokens: tuple[str, ...] = ()
    weights: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))
    card: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    parity: float | None = None
    interventions: tuple[Intervention, ...] = ()

    @property
    def n_timesteps(self) -> int:
        """T."""
        return int(self.inputs.shape[-2])

    @property
    def n_layers(self) -> int:
        """L."""
        return len(self.layers)

    @property
    def is_batch(self) -> bool:
        """Whether arrays carry a leading batch axis."""
        return self.inputs.ndim == 3

    def _repr_html_(self) -> str:
        """What a notebook's cell shows: the stage, in a frame of its own."""
        # Looked up by name when a notebook asks: the stage stands floors above and knows traces,
        # while nothing here knows the stage.
        return str(import_module("rnnviz.stage.document").notebook_html(self))

    def sentence(self, index: int, tokens: tuple[str, ...] = ()) -> Trace:
        """One sentence of a batch as a trace of its own (views, not copies).

        What belongs to the network stays, and so does the parity of the whole batch.

        Raises:
            ShapeError: If this is not a batch, or has no such sentence.
        """
        if not self.is_batch or not -len(self.inputs) <= index < len(self.inputs):
            raise ShapeError(
                f"Sentence {index} was asked of a trace whose inputs have shape "
                f"{self.inputs.shape}: expected a batch (B, T, I) with more sentences than that."
            )
        return replace(
            self,
            inputs=self.inputs[index],
            layers=tuple(_pick(layer, index) for layer in self.layers),
            output=None if self.output is None else self.output[index],
            probabilities=None if self.probabilities is None else self.probabilities[index],
            tokens=tokens,
        )


def read_only(array: Array) -> Array:
    """The same array, which from now on refuses to be written to."""
    array.flags.writeable = False
    return array


def _pick(layer: LayerTrace, index: int) -> LayerTrace:
    if isinstance(layer, BidirectionalTrace):
        forward, backward = layer.directions
        picked = (_pick_direction(forward, index), _pick_direction(backward, index))
        return BidirectionalTrace(layer.hidden[index], picked)
    return _pick_direction(layer, index)


def _pick_direction(layer: DirectionTrace, index: int) -> DirectionTrace:
    arrays = {name: array[index] for name, array in layer.quantities()}
    arrays |= {name: getattr(layer, name)[index] for name in ("h_0", "c_0") if hasattr(layer, name)}
    return replace(layer, **arrays)
