"""What is said of test examples agrees with scikit-learn and with traces, in every kind of task."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, log_loss, mean_squared_error, r2_score

from rnnviz import Network, trace
from rnnviz.training.judging import Judged
from rnnviz.training.learner import Batches, Learner
from rnnviz.training.runs import Snapshot
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks import RULES, task_data
from rnnviz.training.tasks.parts import TaskData
from rnnviz.training.verdicts import verdicts
from tests.training.rooms import small

ALL = 10_000


def judged_at_random(
    settings: TrainSettings, n_wrong: int = ALL
) -> tuple[Judged, Network, TaskData]:
    """A network that has learnt nothing, judged."""
    data = task_data(settings)
    network = Learner(settings, data).to_network({})
    return verdicts(settings, data, Snapshot(network, None), n_wrong, {}), network, data


def said(network: Network, data: TaskData) -> list[np.ndarray]:
    """Outputs (T, C) of each test example, traced alone and without padding."""
    test = data.test
    inputs = test.inputs if data.table is None else data.table[test.inputs]
    return [trace(network, x[:n]).output for x, n in zip(inputs, test.lengths, strict=True)]


def test_every_determined_symbol_is_in_the_confusion_matrix_once() -> None:
    found, network, data = judged_at_random(small("a^n b^n", length=10))
    answers = np.concatenate([o[len(o) // 2 :].argmax(axis=1) for o in said(network, data)])
    truth = np.concatenate([["b"] * (n // 2 - 1) + ["end"] for n in data.test.lengths])

    expected = confusion_matrix(truth, np.array(found.classes)[answers], labels=found.classes)

    np.testing.assert_array_equal(found.confusion, expected)
    assert found.confusion.sum() == sum(data.test.lengths) / 2
    assert not found.confusion[0].any()


def test_numbers_are_scored_against_the_training_mean_as_scikit_learn_would() -> None:
    found, network, data = judged_at_random(small("adding"))
    y = data.test.targets[:, -1]
    said_last = np.array([o[-1, 0] for o in said(network, data)])
    mean = np.full_like(y, data.training.targets[:, -1].mean())

    worth_of_mean = r2_score(y, mean)
    expected = 1 - (1 - r2_score(y, said_last)) / (1 - worth_of_mean)

    assert found.score == pytest.approx(expected, abs=1e-5)
    assert found.loss == pytest.approx(mean_squared_error(y, said_last), rel=1e-5)


@pytest.mark.parametrize("bidirectional", [False, True])
def test_doubts_and_losses_are_those_of_the_sigmoid_after_the_last_bracket(bidirectional) -> None:
    found, network, data = judged_at_random(small(bidirectional=bidirectional))
    p = np.array([1 / (1 + np.exp(-o[-1, 0].astype(float))) for o in said(network, data)])
    truth = data.test.targets[data.test.is_counted] > 0
    p_truth = np.where(truth, p, 1 - p)

    doubts = [verdict.probability for verdict in found.wrong]

    np.testing.assert_allclose(doubts, np.sort(p_truth[p_truth < 0.5]), atol=1e-5)
    np.testing.assert_array_equal(found.confusion, confusion_matrix(truth, p > 0.5))
    assert found.score == pytest.approx(1 - len(doubts) / found.n)


def test_loss_of_the_first_token_is_scikit_learns_log_loss() -> None:
    found, network, data = judged_at_random(small("first token"))
    o = np.array([outputs[-1] for outputs in said(network, data)], dtype=float)
    p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)

    assert found.loss == pytest.approx(log_loss(data.test.targets[:, -1], p), rel=1e-5)


@pytest.mark.parametrize("n_wrong", [0, 1, 3])
def test_as_many_wrong_examples_are_shown_as_are_asked_for(n_wrong: int) -> None:
    settings = small("stock prices", length=12)
    data = task_data(settings)
    kept = Snapshot(Learner(settings, data).to_network({}), None)

    every, few = (verdicts(settings, data, kept, n, {}).wrong for n in (ALL, n_wrong))

    assert len(every) == len(data.test.texts)
    assert few == every[:n_wrong]


def test_a_network_that_is_always_right_has_nothing_wrong_to_show(monkeypatch) -> None:
    def right(learner: Learner, batches: Batches, part) -> np.ndarray:
        return 40 * np.eye(8, dtype=np.float32)[part.targets]

    monkeypatch.setattr("rnnviz.training.verdicts._outputs", right)

    found, _, data = judged_at_random(small("first token"))

    assert found.wrong == ()
    np.testing.assert_array_equal(
        found.confusion, np.diag(np.bincount(data.test.targets[:, -1], minlength=8))
    )


@pytest.mark.parametrize("task", ["first token", "adding", "brackets", "a^n b^n"])
def test_the_longest_sequences_that_can_be_asked_for_are_judged_and_read(task: str) -> None:
    """Held-out strings of a^n b^n are twice as long as the longest that are learnt."""
    found, _, data = judged_at_random(small(task, length=200), n_wrong=2)

    lengths = [len(RULES[task].read(text).tokens) for text in data.test.texts[:60]]
    assert lengths == data.test.lengths[:60].tolist()
    assert max(lengths) <= (404 if task == "a^n b^n" else 200)
    assert len(found.wrong) <= 2
