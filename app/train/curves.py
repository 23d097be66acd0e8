"""A run's curves: loss, score, and how steep the loss was at every step."""

from __future__ import annotations

import math

import numpy as np

from app.prose import english_train as prose
from rnnviz.drawings.arrangement import in_a_row
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.training_curves import Curve, Frame, Level, training_curves
from rnnviz.training.runs import Floats, Run

_N_POINTS = 200  # of a curve over the steps: more cannot be told apart
_HEADROOM = 1.05
_LOWEST, _HIGHEST = -12, 38  # powers of ten that a scale reaches
_FEWEST = 10  # epochs that there is room for while it trains
_ROOM = 3  # above the highest norm, for the name of the clip line


def curves(run: Run, baselines: dict[str, float], at: int | None = None) -> Drawing:
    """The three panels.

    Args:
        run: As far as it is.
        baselines: Scores to beat; the best is drawn.
        at: The epoch that is selected.
    """
    return in_a_row(_losses(run, at), _scores(run, baselines, at), _norms(run, at))


def _losses(run: Run, at: int | None) -> Drawing:
    """Over the epochs; of a run that blew up over its steps, of which the last ones tell."""
    if run.status == "diverged":
        return _over_steps(run, run.step_losses, prose.LOSS, at, [], prose.LOST_NOTE)
    training = [epoch.training_loss for epoch in run.epochs]
    held_out = [epoch.held_out_loss for epoch in run.epochs]
    finite = [loss for loss in (*training, *held_out) if math.isfinite(loss)] or [1.0]
    frame = _frame(run, prose.LOSS, (0.0, _HEADROOM * max(finite)), at)
    return training_curves(frame, _both(run, training, held_out), note=prose.LOSS_NOTE)


def _scores(run: Run, baselines: dict[str, float], at: int | None) -> Drawing:
    low, high = score_range(run)
    frame = _frame(run, prose.SCORE[run.settings.score], (low, high), at)
    training = [epoch.training_score for epoch in run.epochs]
    held_out = [epoch.held_out_score for epoch in run.epochs]
    best = sorted(baselines.items(), key=lambda entry: -entry[1])[:1]
    levels = [Level(name, value) for name, value in best if value > low]
    return training_curves(frame, _both(run, training, held_out), levels, note=prose.SCORE_NOTE)


def score_range(run: Run) -> tuple[float, float]:
    """The scale of scores: an accuracy's whole range, or R² from where it is worth nothing."""
    if run.settings.score == "accuracy":
        return 0.0, 1.0
    scores = [epoch.held_out_score for epoch in run.epochs if math.isfinite(epoch.held_out_score)]
    return max(-1.0, min([0.0, *scores])), 1.0


def _norms(run: Run, at: int | None) -> Drawing:
    clip = run.settings.clip
    levels = [Level(prose.CLIPPED_AT, clip)] if clip else []
    return _over_steps(run, run.step_norms, prose.NORM, at, levels, prose.NORM_NOTE)


def _over_steps(
    run: Run, values: Floats, title: str, at: int | None, levels: list[Level], note: str
) -> Drawing:
    """Numbers of each step on a log scale; where there are many, the largest of each few.

    Args:
        run: Whose.
        values: Of every step so far, (n,).
        title: Of the panel.
        at: The epoch that is selected.
        levels: Lines across.
        note: Below.
    """
    n, per_epoch = len(values), _steps_per_epoch(run)
    each = max(1, math.ceil(n / _N_POINTS))
    ys = [float(np.max(values[i : i + each])) for i in range(0, n, each)]
    xs = [min(n, i + each) / per_epoch for i in range(0, n, each)]
    finite = [y for y in ys if math.isfinite(y) and y > 0] + [level.value for level in levels]
    lowest, highest = min(finite, default=1.0), max(finite, default=1.0)
    low = max(math.floor(math.log10(lowest)), _LOWEST)
    high = min(max(math.ceil(math.log10(_ROOM * highest)), low + 1), _HIGHEST)
    frame = _frame(run, title, (10.0**low, 10.0**high), at, is_log=True)
    if run.status == "diverged" and ys and math.isfinite(ys[-1]):
        ys, xs = [*ys, math.nan], [*xs, xs[-1] + 1 / per_epoch]
    return training_curves(frame, [Curve(prose.EACH_STEP, tuple(xs), tuple(ys))], levels, note)


def _steps_per_epoch(run: Run) -> float:
    """From the last whole epoch; before there is one, all steps so far make half of one."""
    last = run.epochs[-1] if run.epochs else None
    if last is None or not last.epoch:
        return max(1.0, 2.0 * len(run.step_norms))
    return last.n_steps / last.epoch


def _frame(
    run: Run, title: str, scale: tuple[float, float], at: int | None, is_log: bool = False
) -> Frame:
    picks = run.snapshot_epochs
    return Frame(title, *scale, last_epoch(run), is_log=is_log, at=at, picks=picks)


def last_epoch(run: Run) -> float:
    """Where the drawings end: room for what comes, but not so much that nothing can be seen."""
    epoch, planned = run.epochs[-1].epoch if run.epochs else 0, run.settings.epochs
    room = {"done": planned, "diverged": epoch + 1, "unfinished": max(_FEWEST, 2 * epoch)}
    return float(min(planned, room[run.status]))


def _both(run: Run, training: list[float], held_out: list[float]) -> list[Curve]:
    """Over the epochs: training quietly, held out in full ink."""
    xs = tuple(float(epoch.epoch) for epoch in run.epochs)
    return [
        Curve(prose.TRAINING, xs, tuple(training), "muted"),
        Curve(prose.HELD_OUT, xs, tuple(held_out)),
    ]
