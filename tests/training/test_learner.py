"""A learner computes what the trace of its network shows, whatever its shape and padding."""

import numpy as np
import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

import rnnviz
from rnnviz.training.learner import Batch, Batches, Learner
from rnnviz.training.sentiment import loss_after_every_word
from rnnviz.training.tasks import task_data
from rnnviz.training.tasks.parts import Line, answered_at_the_end, padded_part
from tests.training.rooms import small


def learner_of(task: str = "brackets", **others: object) -> tuple[Learner, Batch]:
    """A learner and its first ten training examples."""
    settings = small(task, **others)
    data = task_data(settings)
    return Learner(settings, data).eval(), Batches(data.training, 10).batch(torch.arange(10))


def batch_of(targets: list, weights: list) -> Batch:
    weights = torch.tensor(weights)
    lengths = (weights > 0).sum(dim=1)
    return Batch(torch.zeros(weights.shape), lengths, torch.tensor(targets), weights, weights > 0)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("shape", [{}, {"n_layers": 2}, {"bidirectional": True},
                                   {"n_layers": 2, "bidirectional": True}])  # fmt: skip
def test_outputs_of_a_padded_batch_are_those_of_each_sentence_alone(cell: str, shape: dict):
    learner, batch = learner_of(cell=cell, **shape)

    with torch.inference_mode():
        output = learner(batch.inputs, batch.lengths).numpy()

    network, table = learner.to_network({}), learner.table.weight.detach()
    assert len(set(batch.lengths.tolist())) > 1
    for ids, n, ours in zip(batch.inputs, batch.lengths.tolist(), output, strict=True):
        alone = rnnviz.trace(network, table[ids[:n]])
        np.testing.assert_allclose(ours[:n], alone.output, rtol=0, atol=1e-6)


def test_numbers_are_read_without_a_table_as_they_are() -> None:
    learner, batch = learner_of("adding", cell="gru")

    with torch.inference_mode():
        output = learner(batch.inputs, batch.lengths)

    alone = rnnviz.trace(learner.to_network({}), batch.inputs)
    assert learner.table is None
    assert learner.trained_rows() is None
    np.testing.assert_allclose(output, alone.output, rtol=0, atol=1e-6)


def test_loss_of_yes_and_no_is_that_of_the_shipped_networks() -> None:
    learner, _ = learner_of()
    lengths, labels = torch.tensor([2, 3]), torch.tensor([1.0, 0.0])
    weights = [[1 / 2, 1.0, 0.0], [1 / 3, 2 / 3, 1.0]]
    output = torch.randn(2, 3)

    ours = learner.loss(output[..., None], batch_of([[1.0] * 3, [0.0] * 3], weights))

    torch.testing.assert_close(ours, loss_after_every_word(output, lengths, labels))


def test_loss_of_classes_is_torchs_mean_over_the_timesteps_that_count() -> None:
    learner, _ = learner_of("first token")
    output = torch.randn(2, 3, 8)
    targets, weights = [[1, 2, 3], [4, 5, 6]], [[0.0, 1, 0], [0, 0, 1]]

    ours = learner.loss(output, batch_of(targets, weights))

    picked = torch.stack([output[0, 1], output[1, 2]])
    torch.testing.assert_close(ours, cross_entropy(picked, torch.tensor([2, 6])))


def test_loss_of_numbers_is_the_mean_squared_error_where_it_counts() -> None:
    learner, _ = learner_of("adding")
    output = torch.tensor([[1.0, 2.0, 9.0]])[..., None]

    loss = learner.loss(output, batch_of([[0.0, 5.0, 7.0]], [[1.0, 1.0, 0.0]]))

    assert loss.item() == pytest.approx((1 + 9) / 2)


def test_what_is_padding_has_no_gradient_and_moves_no_embedding() -> None:
    learner, batch = learner_of()

    learner.loss(learner(batch.inputs, batch.lengths), batch).backward()

    assert not learner.table.weight.grad[0].any()
    assert learner.table.weight.grad[1:].any()


def test_inputs_beyond_a_sentences_end_change_nothing_before_it() -> None:
    learner, batch = learner_of(bidirectional=True)
    short = int(batch.lengths.argmin())
    other = batch.inputs.clone()
    other[short, batch.lengths[short] :] = 1

    with torch.inference_mode():
        before, after = (learner(ids, batch.lengths) for ids in (batch.inputs, other))

    kept = slice(0, int(batch.lengths[short]))
    torch.testing.assert_close(before[short, kept], after[short, kept], rtol=0, atol=0)


def test_dropout_is_of_training_alone_and_between_layers_too() -> None:
    learner, batch = learner_of(dropout=0.5, n_layers=2)

    def read() -> torch.Tensor:
        return learner(batch.inputs, batch.lengths).detach()

    assert learner.recurrent.dropout == 0.5
    torch.testing.assert_close(read(), read())
    learner.train()
    assert not torch.allclose(read(), read())


def test_one_layer_with_dropout_is_built_without_torchs_warning() -> None:
    learner, _ = learner_of(dropout=0.5)

    assert learner.recurrent.dropout == 0
    assert learner.dropout.p == 0.5


def test_weights_and_embeddings_taken_over_give_the_same_outputs() -> None:
    learner, batch = learner_of(n_layers=2, bidirectional=True)
    other, _ = learner_of(n_layers=2, bidirectional=True)

    other.take(learner.to_network({}), learner.trained_rows().numpy())

    with torch.inference_mode():
        ours, theirs = (one(batch.inputs, batch.lengths) for one in (learner, other))
    torch.testing.assert_close(ours, theirs, rtol=0, atol=0)


def lengths_of(batches) -> list[int]:
    return [length for batch in batches for length in batch.lengths.tolist()]


@pytest.fixture
def batches() -> Batches:
    """One hundred lines of 1 to 10 timesteps, in batches of 7."""
    lines = [Line("a" * (1 + i % 10), [i] * (1 + i % 10), [1] * (1 + i % 10), [True] * (1 + i % 10))
             for i in range(100)]  # fmt: skip
    return Batches(padded_part([""] * 100, lines, "a"), 7)


def test_every_example_comes_once_in_every_epoch(batches: Batches) -> None:
    for seed in (0, 1):
        found = list(batches.shuffled(torch.Generator().manual_seed(seed)))

        numbers = [int(n) for batch in found for n in batch.targets[:, 0]]
        assert sorted(numbers) == list(range(100))
        assert len(found) == len(batches) == 15


def test_order_hangs_on_the_generator_alone(batches: Batches) -> None:
    def order(seed: int) -> list[int]:
        shuffled = batches.shuffled(torch.Generator().manual_seed(seed))
        return [int(n) for batch in shuffled for n in batch.targets[:, 0]]

    assert order(0) == order(0) != order(1)


def test_examples_of_like_length_come_together_so_that_little_is_padding(batches: Batches) -> None:
    found = list(batches.shuffled(torch.Generator().manual_seed(0)))

    n_real = sum(int(batch.lengths.sum()) for batch in found)
    n_all = sum(batch.inputs.numel() for batch in found)
    assert n_real / n_all > 0.85
    assert all(batch.inputs.shape[1] == batch.lengths.max() for batch in found)


def test_in_order_means_from_the_shortest_to_the_longest(batches: Batches) -> None:
    lengths = lengths_of(batches.in_order())

    assert lengths == sorted(lengths)
    assert len(lengths) == 100


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_gradients_of_a_padded_batch_are_those_of_each_sentence_alone_added_up(cell: str) -> None:
    learner, batch = learner_of(cell=cell, bidirectional=True)
    parameters = list(learner.parameters())
    loss = learner.loss(learner(batch.inputs, batch.lengths), batch)
    together = torch.autograd.grad(loss, parameters)

    alone = [torch.zeros_like(p) for p in parameters]
    for i, n in enumerate(batch.lengths.tolist()):
        output = learner(batch.inputs[i : i + 1, :n], batch.lengths[i : i + 1])[0, :, 0]
        each = binary_cross_entropy_with_logits(output, batch.targets[i, :n], reduction="sum")
        for total, part in zip(alone, torch.autograd.grad(each, parameters), strict=True):
            total += part / batch.lengths.sum()  # every bracket counts 1

    for ours, expected in zip(together, alone, strict=True):
        torch.testing.assert_close(ours, expected, rtol=1e-4, atol=1e-6)


def test_a_network_that_reads_from_both_ends_knows_the_last_word_at_the_first() -> None:
    for bidirectional in (False, True):
        learner, batch = learner_of(bidirectional=bidirectional)
        n = int(batch.lengths[0])
        other = batch.inputs.clone()
        other[0, n - 1] = 1 + other[0, n - 1] % 4

        with torch.inference_mode():
            first, second = (learner(ids, batch.lengths)[0, 0] for ids in (batch.inputs, other))

        assert torch.equal(first, second) != bidirectional


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_whatever_the_size_of_a_batch_each_row_keeps_what_belongs_to_it(size: int) -> None:
    lines = [answered_at_the_end(np.full((1 + i % 9, 2), i, np.float32), i) for i in range(100)]
    part = padded_part([""] * 100, lines)
    cut = Batches(part, size)

    for found in (list(cut.in_order()), list(cut.shuffled(torch.Generator().manual_seed(3)))):
        assert len(found) == len(cut)
        assert max(len(batch.lengths) for batch in found) == min(size, 100)
        numbers = []
        for batch in found:
            for i, n in enumerate(batch.lengths.tolist()):
                number = int(batch.inputs[i, 0, 0])
                numbers.append(number)
                assert n == 1 + number % 9
                assert batch.inputs[i].unique().tolist() in ([0.0, number], [number])
                assert batch.targets[i, :n].tolist() == [number] * n
                assert batch.is_counted[i].nonzero()[:, 0].tolist() == [n - 1]
        assert sorted(numbers) == list(range(100))
