"""One direction of one layer, unrolled: every quantity of the cell at every timestep.

Nothing is computed one timestep after the other that can be computed at once: torch's fused
kernel finds h_0 … h_{T-1}, and the cell's equations then run over all timesteps together.
Where a timestep depends on numbers that the kernel does not make (a GRU that resets before;
an intervention in the recurrence), the same equations run one timestep at a time from there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from rnnviz.cells import gru, lstm, rnn
from rnnviz.cells.edit import Edit, unchanged
from rnnviz.cells.fused import fused_states
from rnnviz.cells.weights import Weights
from rnnviz.network.spec import NetworkSpec
from rnnviz.tracing.edits import Changes, edited_over_time, editor, first_changed_step
from rnnviz.tracing.given import State
from rnnviz.tracing.record import (
    Array,
    Direction,
    DirectionTrace,
    GRUTrace,
    LSTMTrace,
    RNNTrace,
    read_only,
)

Step = rnn.RNNStep | lstm.LSTMSteps | gru.GRUStep


class Unrolled(NamedTuple):
    """A direction's record, its hidden states (B, T, H), and how far the kernel's are from them."""

    record: DirectionTrace
    hidden: Tensor
    parity: float | None


def unroll(
    spec: NetworkSpec,
    weights: Weights,
    x: Tensor,
    first: State,
    direction: Direction,
    changes: Changes,
) -> Unrolled:
    """Unroll one direction of one layer over inputs (B, T, I)."""
    x = edited_over_time(changes, "input", x)
    before = editor(changes, 0)
    first = before("h_0", first[0]), before("c_0", first[1])
    x_read = x if direction == "forward" else x.flip(-2)
    u = linear(x_read, weights.W_ih, weights.b_ih)
    u = edited_over_time(changes, "input_contribution", u)
    steps, parity = _steps(spec, weights, x_read, u, first)
    steps = _changed(spec, weights, u, first, steps, changes)
    over_time = {"input_contribution": u, **steps._asdict()}
    if direction == "backward":
        over_time = {name: tensor.flip(-2) for name, tensor in over_time.items()}
    arrays = {name: as_array(tensor) for name, tensor in over_time.items()}
    if spec.cell == "lstm":
        arrays["c_0"] = as_array(first[1])
    record = _RECORDS[spec.cell](
        input=as_array(x), h_0=as_array(first[0]), direction=direction, **arrays
    )
    return Unrolled(record, over_time["hidden"], parity)


_RECORDS: dict[str, Callable[..., DirectionTrace]] = {
    "rnn": RNNTrace,
    "lstm": LSTMTrace,
    "gru": GRUTrace,
}


def _steps(
    spec: NetworkSpec, weights: Weights, x: Tensor, u: Tensor, first: State
) -> tuple[Step, float | None]:
    """Every quantity of the cell over time, (B, T, ·), in reading order; and its parity."""
    if spec.cell == "gru" and not spec.reset_after:
        return _one_by_one(spec, weights, u, first, lambda t: unchanged), None
    theirs = _fused(spec, weights, x, first)
    h = torch.cat((first[0][:, None], theirs[:, :-1]), dim=1)
    steps = _cell(spec, weights, u, h, first[1], unchanged)
    return steps, float((steps.hidden - theirs).abs().max())


def _fused(spec: NetworkSpec, weights: Weights, x: Tensor, first: State) -> Tensor:
    """h_1 … h_T by torch's fused kernel, (B, T, H)."""
    h_0, c_0 = (state[None] for state in first)
    return fused_states(spec.cell, spec.nonlinearity, weights, x, h_0, c_0)


def _changed(
    spec: NetworkSpec, weights: Weights, u: Tensor, first: State, plain: Step, changes: Changes
) -> Step:
    """The same quantities under interventions: as they were up to the first changed timestep."""
    n_timesteps = u.shape[-2]
    start = first_changed_step(changes, n_timesteps)
    if start == n_timesteps:
        return plain
    if start > 0:
        last = type(plain)(*(over_time[:, start - 1] for over_time in plain))
        first = last.hidden, _carried(last, first[1])
    later = _one_by_one(spec, weights, u[:, start:], first, lambda t: editor(changes, start + t))
    both = zip(plain, later, strict=True)
    return type(plain)(*(torch.cat((old[:, :start], new), dim=1) for old, new in both))


def _one_by_one(
    spec: NetworkSpec,
    weights: Weights,
    u: Tensor,
    first: State,
    edit_at: Callable[[int], Edit],
) -> Step:
    """One timestep after the other, each with its own hook."""
    (h, c), steps = first, list[Step]()
    for t, u_t in enumerate(u.split(1, dim=1)):
        steps.append(_cell(spec, weights, u_t, h[:, None], c, edit_at(t)))
        h = steps[-1].hidden[:, 0]
        c = _carried(steps[-1], c[:, None])[:, 0]
    return type(steps[0])(*(torch.cat(values, dim=1) for values in zip(*steps, strict=True)))


def _cell(spec: NetworkSpec, weights: Weights, u: Tensor, h: Tensor, c: Tensor, edit: Edit) -> Step:
    """The cell's equations over as many timesteps as u has, (B, ·, G·H); c is (B, H)."""
    if spec.cell == "lstm":
        return lstm.unroll(weights, u, h, c, edit)
    if spec.cell == "rnn":
        return rnn.step(weights, u, h, spec.nonlinearity, edit)
    step = gru.step_reset_after if spec.reset_after else gru.step_reset_before
    return step(weights, u, h, edit)


def _carried(step: Step, c: Tensor) -> Tensor:
    """The cell state that a step hands on: its own, or c where the cell has none."""
    return step.cell if isinstance(step, lstm.LSTMSteps) else c


def as_array(tensor: Tensor) -> Array:
    """A tensor's numbers as a read-only numpy view."""
    return read_only(tensor.numpy())
