"""The parity a trace states is the one that torch's own modules show; its weights are torch's."""

from itertools import count

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz import Intervention, Network, Trace, trace
from rnnviz.cells import gru

MODULES = {
    "rnn": nn.RNN,
    "relu": lambda *args, **options: nn.RNN(*args, nonlinearity="relu", **options),
    "lstm": nn.LSTM,
    "gru": nn.GRU,
}
PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def from_modules(cell: str, result: Trace, h_0: torch.Tensor) -> float:
    """Largest difference of the hidden states from a torch module for each direction alone."""
    ways = [(n, way) for n, layer in enumerate(result.layers) for way in layer.directions]
    largest = 0.0
    for first, (number, way) in zip(h_0, ways, strict=True):
        is_backward = way.direction == "backward"
        x, hidden = (torch.tensor(a).flip(1) if is_backward else torch.tensor(a)
                     for a in (way.input, way.hidden))  # fmt: skip
        alone = MODULES[cell](x.shape[-1], 6, batch_first=True, dtype=x.dtype)
        for part in PARTS:
            name = f"{part}_l{number}{'_reverse' if is_backward else ''}"
            alone.get_parameter(f"{part}_l0").data.copy_(torch.tensor(result.weights[name]))
        states = (first[None], torch.zeros_like(first)[None]) if cell == "lstm" else first[None]
        with torch.no_grad():
            largest = max(largest, float((hidden - alone(x, states)[0]).abs().max()))
    return largest


@pytest.mark.parametrize("cell", MODULES)
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize(("dtype", "bar"), [(torch.float32, 1e-6), (torch.float64, 1e-14)])
def test_parity_is_small_and_what_torchs_modules_give_for_each_direction(
    cell: str, bidirectional: bool, dtype: torch.dtype, bar: float
) -> None:
    theirs = MODULES[cell](5, 6, 2, bidirectional=bidirectional, dtype=dtype)
    x, h_0 = (
        torch.randn(3, 30, 5, dtype=dtype),
        torch.randn(2 * (1 + bidirectional), 3, 6).to(dtype),
    )

    result = trace(Network.from_torch(theirs), x, h_0=h_0)

    rounding = 4 * torch.finfo(dtype).eps  # products of other strides may round otherwise
    assert result.parity == pytest.approx(from_modules(cell, result, h_0), rel=0, abs=rounding)
    assert 0 < result.parity < bar
    assert result.sentence(1).parity == result.parity


@pytest.mark.parametrize("wrong_call", range(4))
def test_parity_shows_one_wrong_number_in_any_layer_and_direction(
    wrong_call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = nn.GRU(5, 6, 2, bidirectional=True, dtype=torch.float64)
    calls, right = count(), gru.step_reset_after

    def step(*args: object) -> gru.GRUStep:
        steps = right(*args)
        if next(calls) == wrong_call:
            steps.hidden[1, -1, 3] += 0.25
        return steps

    monkeypatch.setattr(gru, "step_reset_after", step)
    result = trace(Network.from_torch(theirs), torch.randn(3, 7, 5))

    assert result.parity == pytest.approx(0.25, rel=1e-12)
    zeros = torch.zeros(4, 3, 6, dtype=torch.float64)
    assert from_modules("gru", result, zeros) == pytest.approx(0.25, rel=1e-12)


def test_there_is_no_parity_where_torch_has_no_kernel_or_an_intervention_spoke() -> None:
    before = Network.random("gru", 5, (4,), reset_after=False)
    after = Network.random("gru", 5, (4,))
    held = Intervention("hidden", 1, units=(1,), value=0.0)

    assert trace(before, np.zeros((3, 5))).parity is None
    assert trace(after, np.zeros((3, 5)), interventions=[held]).parity is None
    assert trace(after, np.zeros((3, 5)), interventions=[]).parity is not None


@pytest.mark.parametrize("cell", MODULES)
@pytest.mark.parametrize("bidirectional", [False, True])
def test_weights_are_torchs_by_name_as_read_only_views_of_the_networks(
    cell: str, bidirectional: bool
) -> None:
    theirs = MODULES[cell](5, 6, 2, bidirectional=bidirectional)
    network = Network.from_torch(theirs, nn.Linear(6 * (1 + bidirectional), 2))

    result = trace(network, np.zeros((2, 3, 5)))

    expected = {name: p.detach() for name, p in theirs.named_parameters()}
    assert list(result.weights) == [*expected, "head.weight", "head.bias"]
    for name, tensor in network.tensors().items():
        assert np.shares_memory(result.weights[name], tensor.numpy())
        assert not result.weights[name].flags.writeable
        np.testing.assert_array_equal(result.weights[name], expected.get(name, tensor))
    assert result.sentence(0).weights is result.weights
    with pytest.raises(TypeError, match="does not support item assignment"):
        result.weights["head.bias"] = np.zeros(2)


def test_a_layer_without_biases_has_zeros_for_them_and_the_card_comes_along() -> None:
    network = Network.random("lstm", 5, (4, 3), bias=False, seed=8)

    result = trace(network, np.zeros((2, 5)))

    assert {result.weights[f"bias_{part}_l1"].shape for part in ("ih", "hh")} == {(12,)}
    assert not result.weights["bias_ih_l0"].any()
    assert result.card == {"is_trained": "no", "init": "keras", "seed": "8"}
