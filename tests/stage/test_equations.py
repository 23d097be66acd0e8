"""The trees that the stage shows are the cells' own equations: numpy and torch agree with them."""

import re
from typing import Any

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz.network.spec import NetworkSpec
from rnnviz.stage.equations import cell_equations
from rnnviz.stage.notation import NOTATIONS, notation
from rnnviz.terms import BLOCKS

OPERATIONS = {
    "+": lambda *terms: sum(terms),
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": np.tanh,
    "relu": lambda a: np.maximum(a, 0),
    "softmax": lambda a: np.exp(a) / np.exp(a).sum(-1, keepdims=True),
    "@": lambda W, x: x @ W.T,
}
PARAMETERS = {"W_ih": "weight_ih", "W_hh": "weight_hh", "b_ih": "bias_ih", "b_hh": "bias_hh"}
CONVENTIONS = (
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
)
every_convention = pytest.mark.parametrize("conventions", CONVENTIONS, ids=str)
every_notation = pytest.mark.parametrize("key", NOTATIONS)


def trace_of(conventions: dict[str, Any], n_classes: int = 2) -> rnnviz.Trace:
    network = rnnviz.Network.random(
        **conventions,
        input_size=3,
        hidden_sizes=(5, 4),
        init="torch",
        seed=0,
        n_classes=n_classes,
        dtype="float64",
    )
    return rnnviz.trace(network, np.random.default_rng(0).normal(size=(7, 3)))


def operand(trace: rnnviz.Trace, layer: int, name: str) -> np.ndarray:
    """An operand's values over time, (T, H), or a parameter."""
    record, blocks = trace.layers[layer], BLOCKS[trace.spec.cell]
    if name in ("output", "probabilities"):
        return getattr(trace, name)
    if name in ("W_ho", "b_o"):
        return trace.weights[{"W_ho": "head.weight", "b_o": "head.bias"}[name]]
    if name.endswith("_before"):
        return record.before(name.removesuffix("_before"))
    quantity, _, block = name.partition(".")
    made = {"input_product": ("input_contribution", "b_ih", -1), "b": ("b_ih", "b_hh", 1),
            "recurrent_product": ("recurrent_contribution", "b_hh", -1)}  # fmt: skip
    if quantity in made:
        first, second, sign = made[quantity]
        return operand(trace, layer, f"{first}.{block}") + sign * operand(
            trace, layer, f"{second}.{block}"
        )
    if quantity in PARAMETERS:
        values = trace.weights[f"{PARAMETERS[quantity]}_l{layer}"]
        return np.split(values, len(blocks))[blocks.index(block)]
    values = getattr(record, quantity)
    return np.split(values, len(blocks), axis=-1)[blocks.index(block)] if block else values


def evaluate(tree: Any, trace: rnnviz.Trace, layer: int) -> Any:
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str):
        return operand(trace, layer, tree)
    operator, *children = tree
    return OPERATIONS[operator](*(evaluate(child, trace, layer) for child in children))


def gap(trace: rnnviz.Trace, layer: int, tree: Any) -> float:
    """The largest difference between an equation and the trace, over all timesteps and units."""
    _, result, formula = tree
    return np.abs(evaluate(formula, trace, layer) - operand(trace, layer, result)).max()


@every_notation
@every_convention
@pytest.mark.parametrize("layer", [0, 1])
def test_every_equation_gives_the_trace_at_every_timestep_and_unit(conventions, layer, key):
    trace = trace_of(conventions)
    cell = cell_equations(trace.spec, key)
    operations = [*cell.operations, *(cell.head if layer == 1 else ())]

    shown = [*cell.equations, *cell.causes, *(tree for op in operations for tree in op.equations)]

    assert max(gap(trace, layer, tree) for tree in shown) < 1e-12


@every_convention
def test_the_operations_give_every_quantity_that_the_trace_records(conventions):
    trace = trace_of(conventions)
    cell = cell_equations(trace.spec)

    given = {tree[1].split(".")[0] for op in cell.operations for tree in op.equations}

    assert given == {name for name, _ in trace.layers[0].quantities()} - {"input"}
    assert [op.key for op in cell.head] == ["output", "probabilities"]


@every_notation
@every_convention
def test_no_operation_needs_what_a_later_one_gives(conventions, key):
    cell = cell_equations(trace_of(conventions).spec, key)
    order = [tree[1] for op in cell.operations for tree in op.equations]

    for index, (_, _, formula) in enumerate(
        tree for op in cell.operations for tree in op.equations
    ):
        assert not set(re.findall(r"'([\w.]+)'", str(formula))) & set(order[index:])


@pytest.mark.parametrize("n_classes", [1, 3])
def test_the_head_squashes_one_class_by_a_sigmoid_and_several_by_a_softmax(n_classes):
    trace = trace_of({"cell": "lstm"}, n_classes)
    cell = cell_equations(trace.spec)

    assert max(gap(trace, 1, tree) for op in cell.head for tree in op.equations) < 1e-12
    assert cell.head[1].equations[0][2][0] == ("sigmoid" if n_classes == 1 else "softmax")


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
    ours = evaluate(formula, trace, 0)

    assert result == "hidden"
    np.testing.assert_allclose(ours, module(vectors)[0].detach(), rtol=0, atol=1e-12)


def read_down(cell: Any, trace: rnnviz.Trace, layer: int) -> list[float]:
    """Gaps between each result row and what the rows above it amount to."""
    total, product, gaps = 0.0, 1.0, []
    for row in cell.ledger:
        values = evaluate(row.operand, trace, layer)
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


@every_notation
@every_convention
def test_reading_the_ledger_downwards_amounts_to_its_result_rows(conventions, key):
    trace = trace_of(conventions)

    gaps = read_down(cell_equations(trace.spec, key), trace, 1)

    assert len(gaps) >= 2
    assert max(gaps) < 1e-12


@every_convention
def test_the_ledger_ends_with_the_hidden_state_that_the_layer_hands_on(conventions):
    ledger = cell_equations(trace_of(conventions).spec).ledger

    assert (ledger[-1].operand, ledger[-1].name) == ("hidden", "hidden state")


@every_notation
@every_convention
def test_every_block_of_the_cell_has_a_cause_that_can_be_asked_for(conventions, key):
    cell = cell_equations(trace_of(conventions).spec, key)

    assert [cause[1] for cause in cell.causes] == list(cell.notation.order)
    assert sorted(cell.notation.order) == sorted(cell.blocks)


def test_the_two_gru_conventions_differ_in_where_the_reset_gate_stands():
    after, before = (
        cell_equations(NetworkSpec("gru", 3, (5,), reset_after=value)) for value in (True, False)
    )

    assert "reset_gate" in str(after.equations)
    assert "reset_gate" not in str(before.equations)
    assert [row.operation for row in before.ledger[:3]] == ["", "×", "W_hn"]


# Notations


def symbol(spec: NetworkSpec, key: str, name: str) -> str:
    return " ".join("_".join(filter(None, pair)) for pair in notation(spec, key).symbols[name])


@pytest.mark.parametrize(
    ("cell", "key", "order"),
    [
        ("lstm", "torch", "i f g o"),
        ("lstm", "keras", "i f c\u0303 o"),
        ("lstm", "course", "i f o c\u0303"),
        ("gru", "torch", "r z n"),
        ("gru", "keras", "z r h\u0303"),
        ("gru", "course", "r z h\u0303"),
    ],
)
def test_blocks_stand_in_the_order_and_letters_of_their_notation(cell, key, order):
    written = notation(NetworkSpec(cell, 3, (5,)), key)

    assert " ".join(written.symbols[block][0][0] for block in written.order) == order


@pytest.mark.parametrize(
    ("key", "name", "shape"),
    [
        ("torch", "weight_ih_l{layer}", "(4H, I)"),
        ("course", "W_xh", "(4H, I)"),
        ("keras", "kernel", "(I, 4H)"),
    ],
)
def test_a_parameter_has_its_frameworks_name_and_shape(key, name, shape):
    parameter = notation(NetworkSpec("lstm", 3, (5,)), key).parameters["W_ih"]

    assert (parameter.name, parameter.shape) == (name, shape)


@pytest.mark.parametrize(
    ("cell", "options", "key", "merged"),
    [
        ("lstm", {}, "torch", 0),
        ("lstm", {}, "course", 4),
        ("lstm", {}, "keras", 4),
        ("gru", {"reset_after": True}, "keras", 0),
        ("gru", {"reset_after": True}, "course", 2),
        ("gru", {"reset_after": False}, "keras", 3),
        ("rnn", {}, "course", 1),
    ],
)
def test_two_biases_are_written_as_one_only_where_no_gate_stands_between(
    cell, options, key, merged
):
    assert len(notation(NetworkSpec(cell, 3, (5,), **options), key).merged) == merged


def test_the_same_weight_is_written_three_ways():
    spec = NetworkSpec("lstm", 3, (5,))

    written = [symbol(spec, key, "W_ih.forget_gate") for key in ("torch", "course", "keras")]

    assert written == ["W_if", "W_xf", "kernel_f"]
    assert symbol(spec, "course", "input_product.forget_gate") == "W_xf x_t"
    assert symbol(spec, "keras", "input_product.forget_gate") == "x_t kernel_f"


@every_notation
@every_convention
def test_every_operand_that_an_equation_shows_has_a_symbol(conventions, key):
    cell = cell_equations(trace_of(conventions).spec, key)
    trees = [*cell.equations, *cell.causes, *(row.operand for row in cell.ledger)]
    trees += [tree for op in (*cell.operations, *cell.head) for tree in op.equations]

    named = set(re.findall(r"'([\w.]+)'", str(trees))) - {"sigmoid", "tanh", "relu", "softmax"}

    assert named - cell.notation.symbols.keys() == set()
