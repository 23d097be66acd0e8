"""Scores agree with scikit-learn, and an example is right only if all of it is."""

import numpy as np
import pytest
import torch
from sklearn.metrics import accuracy_score, r2_score

from rnnviz.training.learner import Batch, Batches, Learner
from rnnviz.training.scoring import Tally, answers, measure
from rnnviz.training.tasks import task_data
from tests.training.rooms import small


def learner_of(task: str) -> tuple[Learner, Batches]:
    settings = small(task)
    data = task_data(settings)
    return Learner(settings, data), Batches(data.test, 64)


def one_batch(targets: list, is_counted: list) -> Batch:
    counted = torch.tensor(is_counted)
    shape = counted.shape
    return Batch(torch.zeros(shape), torch.full(shape[:1], shape[1]), torch.tensor(targets),
                 torch.ones(shape), counted)  # fmt: skip


def test_accuracy_agrees_with_scikit_learn_over_several_batches() -> None:
    learner, batches = learner_of("brackets")
    said, truth = [], []
    with torch.inference_mode():
        for batch in batches.in_order():
            output = learner.eval()(batch.inputs, batch.lengths)[..., 0]
            said += (output[batch.is_counted] > 0).tolist()
            truth += (batch.targets[batch.is_counted] > 0).tolist()

    _, score = measure(learner, batches.in_order(), 0.0)

    assert score == pytest.approx(accuracy_score(truth, said))


def test_r_squared_agrees_with_scikit_learn_where_the_means_agree() -> None:
    learner, batches = learner_of("adding")
    (batch,) = (batches.batch(torch.arange(500)),)
    with torch.inference_mode():
        output = learner.eval()(batch.inputs, batch.lengths)[:, -1, 0].numpy()
    truth = batch.targets[:, -1].numpy()

    loss, score = measure(learner, batches.in_order(), float(truth.mean()))

    assert score == pytest.approx(r2_score(truth, output), abs=1e-5)
    assert loss == pytest.approx(np.square(truth - output).mean(), rel=1e-5)


def test_an_example_is_right_only_if_every_counted_timestep_is() -> None:
    learner, _ = learner_of("a^n b^n")
    batch = one_batch([[0, 1, 2], [0, 1, 2], [0, 1, 2]], [[False, True, True]] * 3)
    all_right, one_wrong, wrong_where_it_counts_not = (
        torch.eye(3)[said] for said in ([0, 1, 2], [0, 1, 1], [2, 1, 2])
    )
    tally = Tally(learner, mean=0.0)

    tally.add(torch.stack([all_right, one_wrong, wrong_where_it_counts_not]), batch, loss=0.5)

    assert tally.result() == (0.5, pytest.approx(2 / 3))


def test_losses_of_batches_weigh_as_many_as_they_have_examples() -> None:
    learner, _ = learner_of("brackets")
    tally = Tally(learner, mean=0.0)

    tally.add(torch.ones(3, 1, 1), one_batch([[1.0]] * 3, [[True]] * 3), loss=1.0)
    tally.add(torch.ones(1, 1, 1), one_batch([[0.0]], [[True]]), loss=5.0)

    assert tally.result() == (2.0, 0.75)


@pytest.mark.parametrize(
    ("output", "answer"), [([[0.1]], True), ([[-0.1]], False), ([[1.0, 3.0, 2.0]], 1)]
)
def test_answer_is_the_likelier_side_or_the_likeliest_class(output: list, answer: int) -> None:
    assert answers(torch.tensor([output])).tolist() == [[answer]]


def test_measuring_leaves_no_gradient_and_drops_nothing() -> None:
    settings = small("brackets", dropout=0.9)
    data = task_data(settings)
    learner, batches = Learner(settings, data), Batches(data.test, 64)

    first, second = (measure(learner, batches.in_order(), 0.0) for _ in range(2))

    assert first == second
    assert all(p.grad is None for p in learner.parameters())


@pytest.mark.parametrize("task", ["adding", "brackets", "a^n b^n", "stock prices"])
def test_scores_do_not_hang_on_how_the_examples_are_cut_into_batches(task: str) -> None:
    settings = small(task)
    data = task_data(settings)
    learner = Learner(settings, data)

    scores = [
        measure(learner, Batches(data.test, size).in_order(), 0.3)[1] for size in (7, 64, 1000)
    ]

    assert scores == pytest.approx([scores[0]] * 3, abs=1e-6)


def test_predicting_the_training_mean_is_worth_exactly_nothing() -> None:
    learner, batches = learner_of("adding")
    tally = Tally(learner, mean=0.75)

    for batch in batches.in_order():
        tally.add(torch.full((*batch.targets.shape, 1), 0.75), batch, loss=0.0)

    assert tally.result()[1] == 0


@pytest.mark.parametrize(("output", "answer"), [([[0.0]], False), ([[2.0, 2.0]], 0)])
def test_of_two_equally_likely_answers_the_first_is_given(output: list, answer: int) -> None:
    assert answers(torch.tensor([output])).tolist() == [[answer]]
