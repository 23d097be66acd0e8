"""The code on the Layers page, run as it stands, gives the shapes, counts and numbers shown.

Keras and PyTorch really refuse what the page says they refuse, in the words that it quotes.
"""

import os

os.environ["KERAS_BACKEND"] = "torch"

from dataclasses import replace
from itertools import product
from typing import Any

import keras
import numpy as np
import pytest
import torch

from app.layers.cell_code import alone, cell_code, weights_code
from app.layers.output import output_code
from app.layers.stack_code import KERAS_LAYER, keras_error, stack_code
from app.state import LayersView
from app.state.layers import KINDS, MASKS, OUTPUTS
from rnnviz.layers.agreement import agreement
from rnnviz.layers.names import (
    ACTIVATION_NAMES,
    BIAS_REGULARISERS,
    CONSTRAINTS,
    FOR_BIASES,
    INITIALISERS,
    REGULARISERS,
)
from rnnviz.text.snippets import FRAMEWORKS, snippet

SMALL = LayersView(b_size=3, s_size=5, n_size=4, stack_sizes="6, 6", cell_units=6)
STACKS = [
    {},
    {"stack_sizes": "6"},
    {"stack_sizes": "6, 3"},
    {"stack_sizes": "5, 5, 5, 5"},
    {"returns_2": "last h_t"},
    {"stack_sizes": "6, 3", "returns_2": "last h_t"},
]


def text_of(view: LayersView, filled: Any) -> str:
    topic, words, flags = filled
    return snippet(view.code, topic, words, flags)


def run(text: str) -> tuple[Any, dict[str, Any], str]:
    """Run a text; the value of its last line, its names, and the comment that line ends in."""
    *lines, last = text.splitlines()
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    code, _, comment = last.partition("  # ")
    return eval(code, names), names, comment


@pytest.mark.parametrize(("kind", "framework"), list(product(KINDS, FRAMEWORKS)))
@pytest.mark.parametrize("changes", STACKS, ids=str)
def test_a_stacks_code_finds_both_ways_equal_and_of_the_shape_shown(kind, framework, changes):
    view = replace(SMALL, kind=kind, code=framework, **changes)
    stack = view.stack()

    found, names, comment = run(text_of(view, stack_code(view, stack)))

    assert found is True
    assert comment == "True"
    assert tuple(names["out"].shape) == stack.output_shape(stack.n_layers - 1)
    assert tuple(names["x"].shape) == stack.x_shape


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", ["6, 6", "6, 3"])
def test_the_pytorch_code_computes_the_very_numbers_of_the_page(kind, sizes):
    view = replace(SMALL, kind=kind, stack_sizes=sizes, numbers_seed=5)

    _, names, _ = run(text_of(view, stack_code(view, view.stack())))

    shown = agreement(view.stack(), 5)
    by_hand = names["by_hand"].detach().numpy()
    np.testing.assert_allclose(by_hand, shown.hidden[-1], rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", ["6, 6", "6, 3, 2"])
def test_pytorchs_broken_code_gives_the_shape_and_raises_nothing(kind, sizes):
    last = {1: "returns_1", 2: "returns_2"}[sizes.count(",")]
    view = replace(SMALL, kind=kind, stack_sizes=sizes, **{last: "last h_t"})
    stack = view.stack()

    found, _, comment = run(text_of(view, stack_code(view, stack)))

    misread = agreement(stack, 0).misread
    assert tuple(found) == misread.shape
    assert comment.startswith(str(list(found)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("sizes", "last"), [("6, 6", "returns_1"), ("7, 5, 3", "returns_2"), ("7, 5, 3", "returns_1")]
)
def test_keras_raises_exactly_what_the_page_quotes(kind, sizes, last):
    view = replace(SMALL, kind=kind, code="Keras", stack_sizes=sizes, **{last: "last h_t"})
    stack = view.stack()
    text = text_of(view, stack_code(view, stack))

    with pytest.raises(ValueError) as refusal:
        run(text)

    assert str(refusal.value) == keras_error(stack)
    assert text.endswith(f"# ValueError: {keras_error(stack)}")


@pytest.mark.parametrize(("kind", "framework"), list(product(KINDS, FRAMEWORKS)))
@pytest.mark.parametrize("output", OUTPUTS)
def test_the_outputs_code_says_whether_both_are_one_object(kind, framework, output):
    view = replace(SMALL, kind=kind, code=framework, output_is=output)

    found, names, comment = run(text_of(view, output_code(view, view.stack())))

    assert str(found) == comment == str(output == "o_t = h_t")
    assert names["ot"].shape[-1] == (6 if found else 3)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bias", ["with bias", "without"])
def test_the_weights_code_counts_what_the_page_counts(framework, kind, bias):
    view = replace(SMALL, kind=kind, code=framework, cell_bias=bias)

    found, _, comment = run(text_of(view, weights_code(view)))

    assert found == int(comment) == view.count(kind).total


@pytest.mark.parametrize("name", INITIALISERS)
def test_the_weights_code_draws_with_the_spread_of_the_named_initialiser(name):
    view = replace(
        SMALL, kind="RNN", n_size=150, cell_units=150, kernel_init=name, recurrent_init=name
    )
    bias = name if name in FOR_BIASES else "zeros"

    _, names, _ = run(text_of(view, weights_code(replace(view, bias_init=bias))))

    theirs = keras.initializers.get(name)((150, 150)).detach().float()
    for mine in (names["cell"].weight_ih, names["cell"].weight_hh):
        assert float(mine.detach().norm()) == pytest.approx(float(theirs.norm()), rel=0.03)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    "changes",
    [
        *({"cell_activation": name} for name in ACTIVATION_NAMES),
        *({"kernel_reg": name, "recurrent_reg": name} for name in REGULARISERS),
        *({"bias_reg": name} for name in BIAS_REGULARISERS),
        *({f"{a}_con": name for a in ("kernel", "recurrent", "bias")} for name in CONSTRAINTS),
        *({"masks_are": masks} for masks in MASKS),
        {"input_drop": 0.0, "recurrent_drop": 0.0, "cell_bias": "without"},
    ],
    ids=str,
)
def test_the_cells_code_runs_with_every_argument_and_gives_the_shape_shown(framework, changes):
    view = replace(SMALL, code=framework, **changes)

    found, names, comment = run(text_of(view, cell_code(view)))

    assert str(found) == comment
    assert tuple(names["h"].shape) == (3, 5, 6)
    if framework == "Keras":
        assert found == view.count("RNN").total


def test_kerass_cell_really_holds_the_arguments_that_were_chosen():
    view = replace(
        SMALL,
        code="Keras",
        cell_activation="linear",
        kernel_reg="l1_l2",
        recurrent_con="max_norm",
        bias_init="ones",
        pull=0.3,
        norm_limit=0.7,
        drop_seed=4,
    )

    _, names, _ = run(text_of(view, cell_code(view)))

    config = names["cell"].get_config()
    assert config["activation"] == "linear"
    assert config["kernel_regularizer"]["config"] == {"l1": 0.3, "l2": 0.3}
    assert config["recurrent_constraint"]["config"]["max_value"] == 0.7
    assert config["bias_initializer"]["class_name"] == "Ones"
    assert (config["dropout"], config["recurrent_dropout"], config["seed"]) == (0.2, 0.2, 4)


def test_the_page_has_a_control_for_every_argument_of_kerass_cell():
    import inspect

    arguments = set(inspect.signature(keras.layers.SimpleRNNCell.__init__).parameters)
    named = {line.split("=")[0].strip() for line in text_of(*keras_view()).splitlines()}

    assert arguments - {"self", "units", "kwargs"} <= named


def keras_view() -> tuple[LayersView, Any]:
    view = replace(SMALL, code="Keras")
    return view, cell_code(view)


@pytest.mark.parametrize("name", [n for n in CONSTRAINTS if n != "none"])
def test_pytorchs_lines_hold_the_weights_as_kerass_constraint_does(name):
    view = replace(alone(SMALL), kernel_con=name, norm_limit=0.5, descent=0.05)
    free = replace(view, kernel_con="none", kernel_reg="l2", pull=0.0)

    _, held, _ = run(text_of(view, cell_code(view)))
    _, stepped, _ = run(text_of(free, cell_code(free)))

    constraint = {
        "max_norm": keras.constraints.MaxNorm(0.5),
        "min_max_norm": keras.constraints.MinMaxNorm(0.0, 0.5),
        "unit_norm": keras.constraints.UnitNorm(),
        "non_neg": keras.constraints.NonNeg(),
    }[name]
    expected = constraint(stepped["W_ih"].detach().t()).t()
    torch.testing.assert_close(held["W_ih"].detach(), expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_every_keras_cell_gives_out_its_state_itself(kind):
    cell = getattr(keras.layers, f"{KERAS_LAYER[kind]}Cell")(4)

    output, states = cell(torch.ones(2, 3), cell.get_initial_state(2))

    assert output is states[0]
