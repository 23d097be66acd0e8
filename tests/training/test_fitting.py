"""Training is torch's own, to the last bit; it can be cut anywhere; and it tells when it fails."""

import copy
import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.training.fitting import DivergenceError, Fitting
from rnnviz.training.runs import Epoch
from rnnviz.training.settings import TrainSettings
from rnnviz.training.snippets import kept_snippets
from rnnviz.training.tasks import sentiment, task_data
from tests.training.rooms import small, snippets_in


def fitting_of(settings: TrainSettings) -> Fitting:
    fitting = Fitting(settings, task_data(settings))
    fitting.before()
    return fitting


def epochs_of(fitting: Fitting, *numbers: int) -> list[Epoch]:
    return [fitting.epoch(number, lambda loss, norm: None) for number in numbers]


def weights_of(fitting: Fitting) -> dict[str, torch.Tensor]:
    return {name: p.detach().clone() for name, p in fitting.learner.named_parameters()}


def assert_equal(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> None:
    assert one.keys() == other.keys()
    for name, tensor in one.items():
        torch.testing.assert_close(tensor, other[name], rtol=0, atol=0)


def test_two_epochs_equal_the_same_loop_written_plainly_in_torch() -> None:
    settings = small("adding", cell="lstm", clip=0.5, weight_decay=1e-4, dropout=0.0)
    fitting = fitting_of(settings)
    part = task_data(settings).training
    x, y = torch.tensor(part.inputs), torch.tensor(part.targets[:, -1])

    torch.manual_seed(0)
    lstm, head = nn.LSTM(2, 4, batch_first=True), nn.Linear(4, 1)
    parameters = [*lstm.parameters(), *head.parameters()]
    optimiser = torch.optim.Adam(parameters, 0.01, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, total_iters=10)
    for epoch in (1, 2):
        order = torch.Generator().manual_seed(epoch)
        shuffled = torch.randperm(100, generator=order)  # all are of one length
        batches = shuffled.split(20)
        for place in torch.randperm(5, generator=order).tolist():
            output = head(lstm(x[batches[place]])[0][:, -1])[:, 0]
            optimiser.zero_grad()
            nn.functional.mse_loss(output, y[batches[place]]).backward()
            nn.utils.clip_grad_norm_(parameters, 0.5)
            optimiser.step()
            schedule.step()
    epochs_of(fitting, 1, 2)

    ours = weights_of(fitting)
    for name, parameter in [*lstm.named_parameters(prefix="recurrent"),
                            *head.named_parameters(prefix="head")]:  # fmt: skip
        torch.testing.assert_close(ours[name], parameter.detach(), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("optimiser", ["Adam", "RMSprop", "SGD", "SGD, momentum"])
@pytest.mark.parametrize("shape", [{"cell": "rnn"}, {"cell": "gru", "n_layers": 2},
                                   {"cell": "lstm", "bidirectional": True}])  # fmt: skip
def test_epochs_from_a_state_are_those_without_a_break_to_the_last_bit(optimiser, shape) -> None:
    settings = small(optimiser=optimiser, dropout=0.3, epochs=3, **shape)
    whole, first, second = (fitting_of(settings) for _ in range(3))
    expected = epochs_of(whole, 1, 2, 3)

    epochs_of(first, 1)
    second.restore(first.state())
    found = epochs_of(second, 2, 3)

    assert_equal(weights_of(second), weights_of(whole))
    for ours, theirs in zip(found, expected[1:], strict=True):
        assert ours.training_loss == theirs.training_loss
        assert ours.held_out_loss == theirs.held_out_loss
        assert ours.gradient_norm == theirs.gradient_norm


def test_an_epoch_that_was_cut_off_changes_nothing_in_the_one_done_over() -> None:
    settings = small(dropout=0.3)
    whole, cut = fitting_of(settings), fitting_of(settings)
    epochs_of(whole, 1)
    state = copy.deepcopy(cut.state())

    def stop(loss: float, norm: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut.epoch(1, stop)
    cut.restore(state)
    epochs_of(cut, 1)

    assert_equal(weights_of(cut), weights_of(whole))


def test_each_seed_trains_a_network_of_its_own() -> None:
    one, same, other = (fitting_of(small(seed=seed)) for seed in (0, 0, 1))

    for fitting in (one, same, other):
        epochs_of(fitting, 1)

    assert_equal(weights_of(one), weights_of(same))
    assert not torch.equal(weights_of(one)["head.weight"], weights_of(other)["head.weight"])


def test_report_tells_the_steps_means_and_what_was_clipped() -> None:
    fitting = fitting_of(small(clip=0.2))
    steps = []

    epoch = fitting.epoch(1, lambda loss, norm: steps.append((loss, norm)))

    losses, norms = np.array(steps).T
    assert epoch.n_steps == len(steps) == 5
    assert epoch.gradient_norm == pytest.approx(norms.mean())
    assert epoch.clipped_share == np.mean(norms > 0.2)
    assert epoch.training_loss == pytest.approx(losses.mean())
    assert epoch.seconds > 0


def test_without_clipping_norms_are_told_all_the_same() -> None:
    epoch = epochs_of(fitting_of(small(clip=0.0)), 1)[0]

    assert epoch.gradient_norm > 0
    assert epoch.clipped_share == 0


def test_norm_is_that_of_the_gradient_before_it_is_clipped() -> None:
    free, clipped = (fitting_of(small(clip=clip)) for clip in (0.0, 1e-3))
    norms = []

    for fitting in (free, clipped):
        fitting.epoch(1, lambda loss, norm: norms.append(norm))

    assert norms[0] == norms[5] > 1e-3


@pytest.mark.parametrize("task", ["first token", "adding", "brackets", "a^n b^n", "stock prices"])
def test_epoch_zero_measures_what_has_learnt_nothing(task: str) -> None:
    settings = small(task)
    fitting = Fitting(settings, task_data(settings))
    first = weights_of(fitting)

    epoch = fitting.before()

    assert (epoch.epoch, epoch.n_steps, epoch.gradient_norm) == (0, 0, 0)
    assert math.isfinite(epoch.training_loss + epoch.held_out_loss + epoch.held_out_score)
    assert_equal(weights_of(fitting), first)


def test_a_network_that_has_learnt_nothing_knows_no_more_than_chance() -> None:
    epoch = Fitting(small("first token"), task_data(small("first token"))).before()

    assert epoch.held_out_loss == pytest.approx(math.log(8), abs=0.2)
    assert epoch.held_out_score < 0.3


def test_frozen_embeddings_stay_and_are_not_kept_in_the_state() -> None:
    settings = small()
    fitting = fitting_of(settings)
    fitting.learner.is_table_trained = False

    assert "table.weight" in dict(fitting.learner.named_parameters())
    assert "table.weight" not in fitting.state()["learner"]


def test_embeddings_do_not_decay_where_no_sentence_has_them() -> None:
    settings = small("first token", weight_decay=0.1, batch_size=100)
    fitting = fitting_of(settings)
    fitting.training.batch(torch.arange(1))
    before = weights_of(fitting)["table.weight"]
    present = set()
    for batch in fitting.training.in_order():
        present |= set(batch.inputs.flatten().tolist())

    epochs_of(fitting, 1)

    moved = (weights_of(fitting)["table.weight"] != before).any(dim=1)
    assert {i for i in range(15) if moved[i]} == present - {0}


def test_a_learning_rate_of_a_million_diverges_with_a_sentence_that_says_what_to_try() -> None:
    fitting = fitting_of(small(learning_rate=1e6))

    with pytest.raises(DivergenceError) as lesson:
        epochs_of(fitting, 1, 2)

    sentence = str(lesson.value)
    assert sentence.startswith("Diverged in epoch 1, step ")
    assert "before training" in sentence
    assert sentence.endswith("overshot; take a smaller learning rate than 1e+06.")


def test_clipping_is_advised_only_where_nothing_is_clipped() -> None:
    fitting = fitting_of(small(learning_rate=1e6, clip=0.0))

    with pytest.raises(
        DivergenceError, match=r"than 1e.06, or clip gradients, for example at 1[.]"
    ):
        epochs_of(fitting, 1, 2)


def test_a_loss_that_is_no_number_ends_the_training_before_it_spoils_the_weights() -> None:
    fitting = fitting_of(small("adding", optimiser="SGD"))
    with torch.no_grad():
        fitting.learner.head.bias.fill_(math.nan)
    steps = []

    with pytest.raises(DivergenceError, match="the loss was no finite number, after"):
        fitting.epoch(1, lambda loss, norm: steps.append(loss))

    assert len(steps) == 1
    assert math.isnan(steps[0])
    assert all(p.isfinite().all() for p in fitting.learner.recurrent.parameters())


def test_weights_that_overflow_in_the_last_step_are_noticed_before_they_are_kept() -> None:
    fitting = fitting_of(small("adding", batch_size=100))
    fitting.optimiser.step = lambda: fitting.learner.head.weight.data.fill_(math.inf)

    with pytest.raises(DivergenceError, match="Diverged in epoch 1, step 1: the loss was no fin"):
        epochs_of(fitting, 1)


@pytest.mark.parametrize("optimiser", ["SGD", "SGD, momentum", "RMSprop", "Adam"])
def test_every_optimiser_lowers_the_loss_at_a_rate_of_its_own(optimiser: str) -> None:
    rate = 0.5 if optimiser.startswith("SGD") else 0.02
    settings = small("first token", optimiser=optimiser, learning_rate=rate, dropout=0.0, epochs=5)
    fitting = fitting_of(settings)

    losses = [epoch.training_loss for epoch in epochs_of(fitting, 1, 2, 3, 4, 5)]

    assert losses[-1] < losses[0] - 0.05


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_first_of_two_tokens_is_remembered_by_every_cell(cell: str) -> None:
    settings = small("first token", cell=cell, length=2, hidden_size=16, epochs=12, n_examples=400,
                     learning_rate=0.03, dropout=0.0)  # fmt: skip
    fitting = fitting_of(settings)

    last = epochs_of(fitting, *range(1, 13))[-1]

    assert last.held_out_score == 1.0


def test_learning_rate_falls_in_a_straight_line_to_zero() -> None:
    fitting = fitting_of(small(learning_rate=0.01))
    rates = []
    step = fitting.optimiser.step

    def seen() -> None:
        rates.append(fitting.optimiser.param_groups[0]["lr"])
        step()

    fitting.optimiser.step = seen
    epochs_of(fitting, 1, 2)

    np.testing.assert_allclose(rates, 0.01 * (1 - np.arange(10) / 10))


@pytest.mark.parametrize("clip", [0.0, 0.05])
def test_a_step_of_plain_descent_is_rate_times_the_gradient_that_torch_clips(clip: float) -> None:
    settings = small(optimiser="SGD", clip=clip, dropout=0.0, weight_decay=0.0, batch_size=100)
    fitting, twin = fitting_of(settings), fitting_of(settings).learner
    before, norms = weights_of(fitting), []
    batch = fitting.training.batch(torch.arange(100))
    twin.loss(twin(batch.inputs, batch.lengths), batch).backward()
    expected = nn.utils.clip_grad_norm_(twin.parameters(), clip or math.inf)

    fitting.epoch(1, lambda loss, norm: norms.append(norm))

    assert norms == [pytest.approx(float(expected), rel=1e-4)]
    for name, after in weights_of(fitting).items():
        step = 0.01 * dict(twin.named_parameters())[name].grad
        torch.testing.assert_close(before[name] - after, step, rtol=1e-3, atol=1e-6)


def test_a_gradient_is_never_made_longer_by_clipping() -> None:
    free, wide = (fitting_of(small(clip=clip)) for clip in (0.0, 1e6))

    one, other = epochs_of(free, 1)[0], epochs_of(wide, 1)[0]

    assert_equal(weights_of(free), weights_of(wide))
    assert one.gradient_norm == other.gradient_norm
    assert other.clipped_share == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Adam", torch.optim.Adam), ("RMSprop", torch.optim.RMSprop), ("SGD", torch.optim.SGD),
     ("SGD, momentum", torch.optim.SGD)],
)  # fmt: skip
def test_optimisers_are_torchs_with_its_defaults_and_decay_all_but_embeddings(name, expected):
    optimiser = fitting_of(small(optimiser=name, weight_decay=0.25)).optimiser

    assert type(optimiser) is expected
    plain = expected([nn.Parameter(torch.zeros(1))], lr=0.01).defaults
    own = {"lr": 0.01, "weight_decay": 0.25} | ({} if name == "RMSprop" else {"fused": True})
    momentum = {"momentum": 0.9} if name == "SGD, momentum" else {}
    assert optimiser.defaults == {**plain, **own, **momentum}
    rest, table = optimiser.param_groups
    assert (rest["weight_decay"], table["weight_decay"]) == (0.25, 0)
    assert [tuple(p.shape) for p in table["params"]] == [(5, 8)]


def test_a_batch_larger_than_all_examples_makes_one_step_per_epoch() -> None:
    fitting = fitting_of(small(batch_size=1024))

    epochs = epochs_of(fitting, 1, 2)

    assert [epoch.n_steps for epoch in epochs] == [1, 2]


@pytest.fixture
def sentences(tmp_path, monkeypatch):
    """Fits a network to a small archive of snippets, with words begun in one of three ways."""
    digest = snippets_in(tmp_path)
    words = ("a", "film", ".", "joy", "fine", "dull", "bore", "what")
    glove = WordVectors(words, np.random.default_rng(0).normal(size=(8, 50)), "GloVe 6B 50d")
    monkeypatch.setattr(sentiment, "kept_snippets", lambda: kept_snippets(tmp_path, digest))
    monkeypatch.setattr(sentiment, "_KEPT", {})

    def fit(embeddings: str) -> Fitting:
        settings = small("sentiment", embeddings=embeddings, weight_decay=0.1)
        fitting = Fitting(settings, task_data(settings, glove))
        fitting.before()
        return fitting

    return fit


@pytest.mark.parametrize("embeddings", ["GloVe", "GloVe, frozen", "random"])
def test_words_move_only_where_they_are_trained_and_the_unknown_never(sentences, embeddings):
    fitting = sentences(embeddings)
    before = weights_of(fitting)
    in_training = {
        i for batch in fitting.training.in_order() for i in batch.inputs.unique().tolist()
    }

    epochs_of(fitting, 1, 2)

    after = weights_of(fitting)
    moved = (after["table.weight"] != before["table.weight"]).any(dim=1)
    expected = set() if embeddings == "GloVe, frozen" else in_training - {0}
    assert set(moved.nonzero()[:, 0].tolist()) == expected
    assert not after["table.weight"][0].any()
    assert (after["head.weight"] != before["head.weight"]).all()
    assert ("table.weight" in fitting.state()["learner"]) == (embeddings != "GloVe, frozen")
