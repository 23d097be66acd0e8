"""What a trained network says of every test example, and where it is wrong.

Axes: n examples, S timesteps of the longest, C classes. An example is judged where it counts:
after its last timestep, or at each of several.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from rnnviz.training.judging import Floats, Judged, Verdict
from rnnviz.training.learner import Batches, Learner
from rnnviz.training.runs import Snapshot
from rnnviz.training.scoring import measure
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks import RULES
from rnnviz.training.tasks.parts import Part, TaskData

_TOGETHER = 256


def verdicts(
    settings: TrainSettings,
    data: TaskData,
    kept: Snapshot,
    n_wrong: int,
    baselines: Mapping[str, float],
) -> Judged:
    """Judge a snapshot on the test examples; see `rnnviz.training.judging.judged`."""
    learner = Learner(settings, data)
    learner.take(kept.network, None if kept.table is None else kept.table.matrix)
    test, batches = data.test, Batches(data.test, _TOGETHER)
    training = data.training.targets[data.training.is_counted]
    loss, score = measure(learner, batches.in_order(), float(training.mean()))
    outputs = _outputs(learner, batches, test)
    confusion, pairs = np.zeros((0, 0), np.int64), np.zeros((0, 2), np.float32)
    if data.classes:
        p = _probabilities(outputs)
        confusion = _confusion(p.argmax(axis=-1), test, len(data.classes))
        wrong = _least_likely(p, settings, data, n_wrong)
    else:
        counted = test.is_counted
        pairs = np.stack([test.targets[counted], outputs[..., 0][counted]], axis=1)
        wrong = _furthest(pairs, settings, test, n_wrong)
    n = len(test.texts)
    return Judged(score, loss, n, data.classes, confusion, pairs, wrong, baselines)


def _outputs(learner: Learner, batches: Batches, part: Part) -> Floats:
    """Outputs after every timestep, (n, S, C); 0 at padding."""
    outputs = np.zeros((*part.targets.shape, learner.head.out_features), np.float32)
    learner.eval()
    with torch.inference_mode():
        for indices in torch.argsort(batches.lengths, stable=True).split(_TOGETHER):
            batch = batches.batch(indices)
            found = learner(batch.inputs, batch.lengths).numpy()
            outputs[indices.numpy(), : found.shape[1]] = found
    return outputs


def _probabilities(outputs: Floats) -> Floats:
    """Of every class, (n, S, C); one output is the probability of the second of two classes."""
    o = torch.from_numpy(outputs)
    if o.shape[-1] > 1:
        return o.softmax(dim=-1).numpy()
    return torch.cat([(-o).sigmoid(), o.sigmoid()], dim=-1).numpy()


def _confusion(said: NDArray[np.intp], part: Part, n_classes: int) -> NDArray[np.int64]:
    counts = np.zeros((n_classes, n_classes), dtype=np.int64)
    truth = part.targets.astype(np.int64)
    np.add.at(counts, (truth[part.is_counted], said[part.is_counted]), 1)
    return counts


def _least_likely(
    p: Floats, settings: TrainSettings, data: TaskData, n_wrong: int
) -> tuple[Verdict, ...]:
    """Wrong examples, those first whose truth had the lowest probability; tokens up to there."""
    test, read = data.test, RULES[settings.task].read
    truth, said = test.targets.astype(np.int64), p.argmax(axis=-1)
    p_truth = np.take_along_axis(p, truth[..., None], axis=-1)[..., 0]
    doubt = np.where(test.is_counted & (said != truth), p_truth, np.inf)
    worst = doubt.argmin(axis=1)
    lowest = doubt.min(axis=1)
    found = [
        (int(i), int(worst[i])) for i in np.argsort(lowest, kind="stable") if lowest[i] < np.inf
    ]
    return tuple(
        Verdict(
            read(test.texts[i]).tokens[: t + 1],
            data.classes[truth[i, t]],
            data.classes[said[i, t]],
            float(p_truth[i, t]),
        )
        for i, t in found[:n_wrong]
    )


def _furthest(
    pairs: Floats, settings: TrainSettings, part: Part, n_wrong: int
) -> tuple[Verdict, ...]:
    """Examples whose number was furthest from the truth, the furthest first."""
    read, error = RULES[settings.task].read, pairs[:, 1] - pairs[:, 0]
    return tuple(
        Verdict(
            read(part.texts[i]).tokens, f"{pairs[i, 0]:.2f}", f"{pairs[i, 1]:.2f}", float(error[i])
        )
        for i in np.argsort(-np.abs(error), kind="stable")[:n_wrong]
    )
