"""Networks: random ones, torch's, and the limits of both."""

import pytest
import torch
from torch import nn

from rnnviz import Network
from rnnviz.errors import SpecError


def test_same_seed_gives_the_same_network_and_another_seed_another() -> None:
    first, same, other = (Network.random("lstm", 3, (4, 5), seed=seed) for seed in (0, 0, 1))

    for name, tensor in first.tensors().items():
        torch.testing.assert_close(tensor, same.tensors()[name], rtol=0, atol=0)
    assert not torch.equal(first.layers[0][0].W_ih, other.layers[0][0].W_ih)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("bidirectional", [True, False])
def test_parameters_are_as_many_as_torch_counts(cell: str, bias: bool, bidirectional: bool) -> None:
    theirs = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[cell](
        3, 4, 2, bias=bias, bidirectional=bidirectional
    )

    ours = Network.random(cell, 3, (4, 4), bias=bias, bidirectional=bidirectional)

    assert ours.n_parameters == sum(parameter.numel() for parameter in theirs.parameters())


@pytest.mark.parametrize("init", ["keras", "torch"])
def test_network_without_bias_holds_only_zeros_there(init: str) -> None:
    network = Network.random("lstm", 3, (4, 4), bias=False, init=init)

    assert all(not w.b_ih.any() and not w.b_hh.any() for (w,) in network.layers)


def test_keras_start_opens_the_forget_gate_and_only_that() -> None:
    (weights,) = Network.random("lstm", 3, (4,), init="keras").layers[0]

    assert weights.b_ih.tolist() == [0.0] * 4 + [1.0] * 4 + [0.0] * 8
    assert not weights.b_hh.any()


def test_unknown_initialiser_is_refused_by_name() -> None:
    with pytest.raises(SpecError, match=r'init must be "keras" or "torch", not .he.'):
        Network.random("rnn", 3, (4,), init="he")


def test_training_a_module_further_does_not_change_its_copy() -> None:
    module = nn.GRU(3, 4)
    network = Network.from_torch(module)
    before = network.layers[0][0].W_hh.clone()

    with torch.no_grad():
        module.weight_hh_l0.add_(1.0)

    torch.testing.assert_close(network.layers[0][0].W_hh, before, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("module", "head", "message"),
    [
        (nn.LSTM(3, 4, proj_size=2), None, "projects its states to 2 numbers"),
        (nn.LSTM(3, 4, dtype=torch.bfloat16), None, r"float32 or float64, not torch\.bfloat16"),
        (nn.Linear(3, 4), None, r"Expected a torch\.nn\.RNN, LSTM or GRU, not Linear"),
        (nn.GRU(3, 4, bidirectional=True), nn.Linear(4, 1), "head reads 4 numbers.*have 8"),
        (
            nn.RNN(3, 4),
            nn.Linear(4, 1).double(),
            "are torch.float64, but the module's are float32",
        ),
    ],
)
def test_torch_module_that_rnnviz_cannot_show_is_refused(
    module: nn.Module, head: nn.Linear | None, message: str
) -> None:
    with pytest.raises(SpecError, match=message):
        Network.from_torch(module, head)


def test_head_without_bias_gets_a_zero_bias() -> None:
    network = Network.from_torch(nn.RNN(3, 4), nn.Linear(4, 2, bias=False))

    assert network.head is not None
    assert network.head.b_o.tolist() == [0.0, 0.0]


def test_random_network_says_on_its_card_that_it_learned_nothing() -> None:
    card = Network.random("rnn", 3, (4,), init="torch", seed=5).card

    assert dict(card) == {"is_trained": "no", "init": "torch", "seed": "5"}


def test_a_network_cannot_be_changed_in_place() -> None:
    network = Network.random("rnn", 3, (4,))

    with pytest.raises(AttributeError):
        network.head = None
    with pytest.raises(TypeError):
        network.card["is_trained"] = "yes"
