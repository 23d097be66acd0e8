"""Computes `Gradients` from a `Trace`, which holds all that the closed forms need."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.errors import InterventionError, ShapeError, SpecError
from rnnviz.gradients import chain
from rnnviz.gradients.doubles import Doubles, frozen
from rnnviz.gradients.norms import Norms, frobenius_norms, norms, spectral_norms
from rnnviz.gradients.record import CellPath, Gradients, LayerGradients
from rnnviz.gradients.step_jacobians import StepJacobians, step_jacobians
from rnnviz.tracing.record import LSTMTrace, Trace

if TYPE_CHECKING:
    from rnnviz.network.network import Network


class Answer(NamedTuple):
    """What the head says after the last word.

    Attributes:
        loss: -log p_T of the target, or (o_T - y)² where a number is wanted.
        slope: ∂loss/∂h_T, (H,).
        score_slope: ∂score/∂h_T, (H,).
    """

    loss: float
    slope: Doubles
    score_slope: Doubles


def gradients(
    network: Network, inputs: ArrayLike, *, target: int = 1, wanted: float | None = None
) -> Gradients:
    """Read a sentence and compute every gradient along it.

    Args:
        network: One-way, of any cell and depth.
        inputs: Embeddings, (T, I).
        target: The class whose loss -log p_T is meant: 1 or 0 with a single output.
        wanted: y, where the single output is a number: its loss is (o_T - y)², and the target
            counts no more.

    Raises:
        RnnvizError: As `gradients_of`, and as `rnnviz.trace`.
    """
    from rnnviz.tracing.rollout import trace  # noqa: PLC0415 - torch

    return gradients_of(trace(network, inputs), target=target, wanted=wanted)


def gradients_of(trace: Trace, *, target: int = 1, wanted: float | None = None) -> Gradients:
    """Compute every gradient along a sentence that was read.

    Args:
        trace: Of one sentence through a one-way network.
        target: As in `gradients`; without a head it is of no effect.
        wanted: Likewise.

    Raises:
        ShapeError: If the trace is of a batch.
        SpecError: If the network is bidirectional, has no such class, or several outputs where a
            number is wanted.
        InterventionError: If something was changed in the network while it read.
    """
    _check(trace)
    with np.errstate(over="ignore", invalid="ignore"):  # an exploding product is infinite
        return _gradients(trace, target, _answer(trace, target, wanted))


def _gradients(trace: Trace, target: int, answer: Answer | None) -> Gradients:
    layers = [step_jacobians(trace, layer) for layer in range(trace.n_layers)]
    widths = trace.spec.hidden_sizes
    to_top, to_inputs = chain.to_last_state(layers, widths)
    matrices = chain.input_norms(layers, widths)
    found = tuple(
        _layer(trace, layer, layers[layer], to_top[layer], answer, matrices[layer])
        for layer in range(trace.n_layers)
    )
    if answer is None:
        return Gradients(found, target, None, None, None)
    owed, scored = (frozen(slope @ to_inputs) for slope in answer[1:])
    return Gradients(found, target, answer.loss, owed, scored)


def _check(trace: Trace) -> None:
    if trace.is_batch:
        raise ShapeError(
            f"Gradients through time are of one sentence (T, I), but inputs of shape "
            f"{trace.inputs.shape} are a batch: take one with trace.sentence(index)."
        )
    if trace.spec.bidirectional:
        raise SpecError(
            "Gradients through time run from the last word back to the first, but a "
            "bidirectional network reads both ways: give a one-way network."
        )
    if trace.interventions:
        raise InterventionError(
            "Gradients are those of the network's own equations, but this trace was read with "
            "interventions: trace the sentence again without them."
        )
    if not all(np.isfinite(layer.hidden).all() for layer in trace.layers):
        raise ShapeError(
            "The hidden states leave the range of the network's precision, and have no gradient: "
            "give a network with smaller weights, or a shorter sentence."
        )


def _answer(trace: Trace, target: int, wanted: float | None) -> Answer | None:
    """∂loss/∂o = p - y, y the target's one-hot row; for one class y is the target itself.

    From the output in float64: a float32 probability is 1 long before its distance from 1 is 0.
    """
    if trace.output is None:
        return None
    output = trace.output[-1].astype(np.float64)
    W_ho = trace.weights["head.weight"].astype(np.float64)
    if wanted is not None:
        if len(output) != 1:
            raise SpecError(f"A number is wanted of a single output, but there are {len(output)}.")
        error = output[0] - wanted
        return Answer(float(error**2), 2 * error * W_ho[0], W_ho[0])
    n_choices = max(2, len(output))
    if not 0 <= target < n_choices:
        raise SpecError(f"target must be a class from 0 to {n_choices - 1}, not {target}.")
    if len(output) == 1:
        sign = 2 * target - 1
        loss = np.logaddexp(0, -sign * output[0])
        return Answer(float(loss), sign * np.expm1(-loss) * W_ho[0], sign * W_ho[0])
    losses = np.logaddexp.reduce(output) - output
    slope = np.exp(-losses)
    slope[target] = np.expm1(-losses[target])
    return Answer(float(losses[target]), slope @ W_ho, W_ho[target])


def _layer(
    trace: Trace,
    layer: int,
    jacobians: StepJacobians,
    to_top: Doubles,
    answer: Answer | None,
    matrix: Doubles,
) -> LayerGradients:
    width, record = trace.spec.hidden_sizes[layer], trace.layers[layer]
    left = chain.products_to_the_end(jacobians.state)
    step = norms(jacobians.state)
    later = np.append(step.spectral[1:], 1.0)[::-1]
    hidden = norms(left[:, :width, :width])
    is_lstm, is_top = isinstance(record, LSTMTrace), layer == trace.n_layers - 1
    return LayerGradients(
        None if answer is None else frozen(_lengths(answer.slope @ to_top[..., :width])),
        hidden,
        hidden if is_top else norms(to_top[..., :width]),
        step,
        frozen(spectral_norms(left)) if is_lstm else hidden.spectral,
        frozen(np.cumprod(later)[::-1].copy()),
        frozen(matrix),
        _cell_path(record, left, to_top, answer) if isinstance(record, LSTMTrace) else None,
    )


def _cell_path(
    record: LSTMTrace, left: Doubles, to_top: Doubles, answer: Answer | None
) -> CellPath:
    """A change of c_t goes on as c_t, and as the h_t = o_t tanh(c_t) that it moves."""
    f, o, c = (
        array.astype(np.float64) for array in (record.forget_gate, record.output_gate, record.cell)
    )
    moved = (o * (1 - np.tanh(c) ** 2))[:, None, :]
    width = f.shape[-1]

    def of_cell(owed: Doubles) -> Doubles:
        """Of what is owed to s_t = (h_t, c_t), (T, m, 2H), what is owed to c_t, (T, m, H)."""
        both: Doubles = owed[..., width:] + owed[..., :width] * moved
        return both

    kept = np.concatenate((np.cumprod(f[:0:-1], axis=0)[::-1], np.ones((1, width))))
    by_every_path = of_cell(left)
    return CellPath(
        frozen(f.max(axis=-1)),
        Norms(frozen(kept.max(axis=-1)), frozen(np.linalg.norm(kept, axis=-1))),  # diagonal
        norms(by_every_path[:, width:]),
        norms(by_every_path[:, :width]),
        None if answer is None else frozen(_lengths(answer.slope @ of_cell(to_top))),
    )


def _lengths(vectors: Doubles) -> Doubles:
    """Norms of vectors (T, S), safe from underflow."""
    return frobenius_norms(vectors[:, None, :])
