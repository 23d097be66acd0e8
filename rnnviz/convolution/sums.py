"""One number taken apart: a filter's at one position, or a hidden unit's at one timestep.

    filter   a_t = b + Σ_j W_j · x_{t+j-p}                 y_t = relu(a_t)
    rnn      a_t = W_ih · x_t + b_ih + W_hh · h_{t-1} + b_hh        h_t = tanh(a_t)
    gru      r, z, n likewise, n = tanh(u_n + r v_n)       h_t = (1 - z) n + z h_{t-1}
    lstm     i, f, g, o likewise, c_t = f c_{t-1} + i g    h_t = o tanh(c_t)

Every result is computed anew in float64 from the numbers that stand before it; how far the
recorded one is from it is kept, so that a screen can say that its equation holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnnviz.convolution.record import ConvolutionLayerTrace
from rnnviz.errors import ShapeError
from rnnviz.terms import BLOCKS
from rnnviz.tracing.record import Array, DirectionTrace, GRUTrace, LSTMTrace, Trace


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum.

    Attributes:
        kind: What it is: "window", "zeros", "bias", "input", "recurrent", "pre_activation",
            "hidden", or a gate's name.
        products: The products that it adds up; empty where it is one number.
        operands: The numbers that it is made of, where it is not the sum of products.
        value: What it comes to.
        column: Of a window's word, from 0; -1 elsewhere.
    """

    kind: str
    products: tuple[float, ...]
    operands: tuple[float, ...]
    value: float
    column: int = -1


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of one number, and how well they agree with the record.

    Attributes:
        lines: In the order of the equations; the last is the number itself.
        error: Largest difference of a recorded number from its line computed anew.
    """

    lines: tuple[Line, ...]
    error: float

    @property
    def value(self) -> float:
        """The number."""
        return self.lines[-1].value


def filter_ledger(layer: ConvolutionLayerTrace, added: int, column: int, j: int) -> Ledger:
    """Filter j at one position.

    Args:
        layer: Of which.
        added: Zeros before the layer's input.
        column: Of the output among the words, from 0.
        j: The filter, from 0.

    Raises:
        ShapeError: If there is no such filter, or no output in that column.
    """
    s = column - layer.first_column
    if not (0 <= s < len(layer.output) and 0 <= j < len(layer.b)):
        raise ShapeError(f"There is no output of filter {j + 1} at word {column + 1}.")
    n, k = len(layer.input), layer.W.shape[-1]
    lines = []
    for place in range(k):
        at = s - added + place
        if 0 <= at < n:
            products = _products(layer.W[j, :, place], layer.input[at])
            lines.append(Line("window", products, (), sum(products), at + layer.input_column))
        else:
            lines.append(Line("zeros", (), (), 0.0))
    lines.append(Line("bias", (), (), float(layer.b[j])))
    a = sum(line.value for line in lines)
    shown = [Line("pre_activation", (), (), a), Line("relu", (), (a,), max(a, 0.0))]
    recorded = (float(layer.pre_activation[s, j]), float(layer.output[s, j]))
    return Ledger((*lines, *shown), _apart((a, max(a, 0.0)), recorded))


def unit_ledger(trace: Trace, layer: int, t: int, j: int) -> Ledger:
    """Hidden unit j after one timestep, in a network that reads one way.

    Args:
        trace: Of the sentence.
        layer: From 0.
        t: Timestep, from 0.
        j: Unit, from 0.

    Raises:
        ShapeError: If there is no such unit or timestep.
    """
    record = trace.layers[layer].directions[0]
    if not (0 <= t < len(record.hidden) and 0 <= j < record.hidden.shape[-1]):
        raise ShapeError(f"There is no hidden unit {j + 1} at word {t + 1}.")
    at = _Unit(trace, record, layer, t, j)
    if isinstance(record, LSTMTrace):
        return _lstm(at, record)
    return _gru(at, record) if isinstance(record, GRUTrace) else _rnn(at)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A hidden unit at a timestep."""

    trace: Trace
    record: DirectionTrace
    layer: int
    t: int
    j: int

    def of(self, quantity: Array) -> float:
        """A (T, H) quantity's number."""
        return float(quantity[self.t, self.j])

    def before(self, state: Array, first: Array) -> float:
        """A state's number as this timestep found it."""
        return float(state[self.t - 1, self.j] if self.t else first[self.j])

    def contributions(self, block: int) -> tuple[Line, Line]:
        """Both halves of a block's pre-activation, each with its bias as the last product."""
        row = block * self.record.hidden.shape[-1] + self.j
        read = (self.record.input[self.t], self.record.before("hidden")[self.t])
        halves = []
        for kind, way, x in zip(("input", "recurrent"), ("ih", "hh"), read, strict=True):
            w = self.trace.weights[f"weight_{way}_l{self.layer}"][row]
            b = float(self.trace.weights[f"bias_{way}_l{self.layer}"][row])
            products = _products(w, x)
            halves.append(Line(kind, products, (sum(products), b), sum(products) + b))
        return halves[0], halves[1]


def _rnn(at: _Unit) -> Ledger:
    u, v = at.contributions(0)
    a = u.value + v.value
    is_tanh = at.trace.spec.nonlinearity == "tanh"
    h = float(np.tanh(a)) if is_tanh else max(a, 0.0)
    end = Line("tanh" if is_tanh else "relu", (), (a,), h)
    recorded = (at.of(at.record.pre_activation), at.of(at.record.hidden))
    return Ledger((u, v, Line("pre_activation", (), (), a), end), _apart((a, h), recorded))


def _lstm(at: _Unit, record: LSTMTrace) -> Ledger:
    gates = [_gate(at, i, name) for i, name in enumerate(BLOCKS["lstm"])]
    i, f, g, o = (gate.value for gate in gates)
    c_before = at.before(record.cell, record.c_0)
    c = f * c_before + i * g
    h = o * float(np.tanh(c))
    lines = (
        *gates,
        Line("cell", (), (f, c_before, i, g), c),
        Line("lstm_hidden", (), (o, c), h),
    )
    named = (record.input_gate, record.forget_gate, record.candidate, record.output_gate)
    recorded = tuple(at.of(array) for array in (*named, record.cell, record.hidden))
    return Ledger(lines, _apart(tuple(line.value for line in lines), recorded))


def _gru(at: _Unit, record: GRUTrace) -> Ledger:
    r, z = (_gate(at, i, name) for i, name in enumerate(BLOCKS["gru"][:2]))
    u, v = at.contributions(2)
    n = float(np.tanh(u.value + r.value * v.value))
    h_before = at.before(record.hidden, record.h_0)
    h = (1 - z.value) * n + z.value * h_before
    lines = (
        r,
        z,
        Line("reset_candidate", u.products + v.products, (u.value, r.value, v.value), n),
        Line("gru_hidden", (), (z.value, n, z.value, h_before), h),
    )
    named = (record.reset_gate, record.update_gate, record.candidate, record.hidden)
    recorded = tuple(at.of(array) for array in named)
    return Ledger(lines, _apart(tuple(line.value for line in lines), recorded))


def _gate(at: _Unit, block: int, name: str) -> Line:
    u, v = at.contributions(block)
    squash: Callable[[float], float] = _tanh if name == "candidate" else _sigmoid
    return Line(name, u.products + v.products, (u.value, v.value), squash(u.value + v.value))


def _tanh(a: float) -> float:
    return float(np.tanh(a))


def _sigmoid(a: float) -> float:
    return float(1 / (1 + np.exp(-a)))


def _products(weights: Array, x: Array) -> tuple[float, ...]:
    return tuple((weights.astype(np.float64) * x.astype(np.float64)).tolist())


def _apart(anew: tuple[float, ...], recorded: tuple[float, ...]) -> float:
    return max(abs(a - b) for a, b in zip(anew, recorded, strict=True))
