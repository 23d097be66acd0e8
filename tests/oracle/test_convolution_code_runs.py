"""The code beside the RNN vs CNN page's drawings, run as it stands, gives what they show."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import ast

import numpy as np
import pytest

from app.convolution import code
from app.convolution.compared import Compared, read_both
from app.state import ConvolutionView
from app.state.convolution import BORDERS
from app.state.step import CELLS
from rnnviz.text.snippets import FRAMEWORKS, snippet
from tests.oracle.test_encode_code_runs import array, run

TOKENS = ("the", "movie", "was", "not", "good", "at", "all")


def given(compared: Compared) -> dict[str, np.ndarray]:
    """The arrays that the code asks for, of the layer that is looked at."""
    i = compared.view.layer
    layer, cell = compared.kernels.layers[i], compared.cells.layers[i].directions[0]
    weights = {
        name: compared.cells.weights[f"{long}_l{i}"].copy()
        for name, long in (
            ("W_ih", "weight_ih"),
            ("W_hh", "weight_hh"),
            ("b_ih", "bias_ih"),
            ("b_hh", "bias_hh"),
        )
    }
    inputs = {"y_below": layer.input.copy(), "h_below": cell.input.copy()}
    if i == 0:
        inputs = {"x": layer.input.copy()}
    return {"W": layer.W.copy(), "b": layer.b.copy(), **weights, **inputs}


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    ("cell", "borders", "level"), list(zip(CELLS, BORDERS, (1, 2, 1), strict=True))
)
def test_code_gives_the_outputs_and_the_states_of_the_drawing(framework, cell, borders, level):
    view = ConvolutionView(reader=cell, borders=borders, level=level)
    compared = read_both(view, TOKENS)

    found, names, comment = run(
        snippet(framework, "convolution", *code.words(compared)), **given(compared)
    )

    assert found == ast.literal_eval(f"({comment})")
    np.testing.assert_allclose(
        array(names["y"]), compared.kernels.layers[view.layer].output, rtol=0, atol=2e-6
    )
    states = np.stack([array(state) for state in names["states"]])
    np.testing.assert_allclose(states, compared.cells.layers[view.layer].hidden, rtol=0, atol=2e-6)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_code_of_own_shapes_runs_too(framework):
    view = ConvolutionView(learnt="own", kernel_width=4, stacked=3, level=3, borders="same")
    compared = read_both(view, TOKENS)

    _, names, _ = run(snippet(framework, "convolution", *code.words(compared)), **given(compared))

    np.testing.assert_allclose(
        array(names["y"]), compared.kernels.layers[2].output, rtol=0, atol=2e-6
    )


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_code_names_only_what_this_cell_needs(framework):
    compared = read_both(ConvolutionView(reader="RNN"), TOKENS)

    text = snippet(framework, "convolution", *code.words(compared))

    assert "$" not in text
    assert "z_r_h" not in text
    assert "h, c" not in text


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("reader", CELLS)
def test_no_line_is_wider_than_a_column_of_a_projectors_screen(framework, reader):
    compared = read_both(ConvolutionView(reader=reader, level=2), TOKENS)

    text = snippet(framework, "convolution", *code.words(compared))

    assert max(map(len, text.splitlines())) <= 76
