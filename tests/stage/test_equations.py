"""The trees that the stage shows are the cells' own equations: numpy and torch agree with them."""

from typing import Any

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz.network.spec import NetworkSpec
from rnnviz.stage.equations import cell_equations
from rnnviz.tracing.record import RNNTrace

OPERATIONS = {
    "+": lambda *terms: sum(terms),
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": np.tanh,
    "relu": lambda a: np.maximum(a, 0),
}
CONVENTIONS = (
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
)
every_convention = pytest.mark.parametrize("conventions", CONVENTIONS, ids=str)


def trace_of(conventions: dict[str, Any]) -> rnnviz.Trace:
    network = rnnviz.Network.random(
        **conventions, input_size=3, hidden_sizes=(5, 4), init="torch", seed=0, dtype="float64"
    )
    return rnnviz.trace(network, np.random.default_rng(0).normal(size=(7, 3)))


def operand(layer: RNNTrace, blocks: tuple[str, ...], name: str) -> np.ndarray:
    """An operand's values over time, (T, H)."""
    if name.endswith("_before"):
        return layer.before(name.removesuffix("_before"))
    quantity, _, block = name.partition(".")
    values = getattr(layer, quantity)
    return np.split(values, len(blocks), axis=-1)[blocks.index(block)] if block else values


def evaluate(tree: Any, layer: RNNTrace, blocks: tuple[str, ...]) -> Any:
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str):
        return operand(layer, blocks, tree)
    operator, *children = tree
    return OPERATIONS[operator](*(evaluate(child, layer, blocks) for child in children))


@every_convention
@pytest.mark.parametrize("layer", [0, 1])
def test_every_equation_gives_the_trace_at_every_timestep_and_unit(conventions, layer):
    trace = trace_of(conventions)
    cell, record = cell_equations(trace.spec), trace.layers[layer]

    gaps = [
        np.abs(evaluate(formula, record, cell.blocks) - operand(record, cell.blocks, result)).max()
        for _, result, formula in (*cell.equations, *cell.causes)
    ]

    assert max(gaps) < 1e-12


@pytest.mark.parametrize(
    "module",
    [
        torch.nn.RNN(3, 5, dtype=torch.float64),
        torch.nn.RNN(3, 5, nonlinearity="relu", dtype=torch.float64),
        torch.nn.LSTM(3, 5, dtype=torch.float64),
        torch.nn.GRU(3, 5, dtype=torch.float64),
    ],
    ids=str,
)
def test_the_last_equation_gives_the_hidden_states_of_torch(module):
    vectors = torch.randn(6, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    trace = rnnviz.trace(rnnviz.Network.from_torch(module), vectors.numpy())
    cell = cell_equations(trace.spec)

    *_, (_, result, formula) = cell.equations
    ours = evaluate(formula, trace.layers[0], cell.blocks)

    assert result == "hidden"
    np.testing.assert_allclose(ours, module(vectors)[0].detach(), rtol=0, atol=1e-12)


def read_down(cell: Any, record: RNNTrace) -> list[float]:
    """Gaps between each result row and what the rows above it amount to."""
    total, product, gaps = 0.0, 1.0, []
    for row in cell.ledger:
        values = evaluate(row.operand, record, cell.blocks)
        if row.operation == "×":
            product = product * values
        elif row.operation == "+":
            total, product = total + product, values
        else:
            if row.operation not in ("", "W_hn"):
                squash = OPERATIONS.get(row.operation, lambda a: a)
                gaps.append(np.abs(squash(total + product) - values).max())
            total, product = 0.0, values
    return gaps


@every_convention
def test_reading_the_ledger_downwards_amounts_to_its_result_rows(conventions):
    trace = trace_of(conventions)

    gaps = read_down(cell_equations(trace.spec), trace.layers[1])

    assert len(gaps) >= 2
    assert max(gaps) < 1e-12


@every_convention
def test_the_ledger_ends_with_the_hidden_state_that_the_layer_hands_on(conventions):
    ledger = cell_equations(trace_of(conventions).spec).ledger

    assert (ledger[-1].operand, ledger[-1].name) == ("hidden", "hidden state")


@every_convention
def test_every_block_of_the_cell_has_a_cause_that_can_be_asked_for(conventions):
    cell = cell_equations(trace_of(conventions).spec)

    assert [cause[1] for cause in cell.causes] == list(cell.blocks)


def test_the_two_gru_conventions_differ_in_where_the_reset_gate_stands():
    after, before = (
        cell_equations(NetworkSpec("gru", 3, (5,), reset_after=value)) for value in (True, False)
    )

    assert "reset_gate" in str(after.equations)
    assert "reset_gate" not in str(before.equations)
    assert [row.operation for row in before.ledger[:3]] == ["", "×", "W_hn"]
