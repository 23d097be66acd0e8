"""The code panel's texts are short, whole, and in the words of the network they write.

That they compute the trace's own numbers is tested in tests/oracle/test_code_runs.py.
"""

import re
from itertools import product
from typing import Any

import numpy as np
import pytest

from rnnviz import Network, Trace, trace
from rnnviz.errors import ShapeError
from rnnviz.stage.code import code_snippets

SIZES = [(64,), (64, 64), (128, 96, 64)]


def traced(cell: str = "lstm", hidden_sizes: tuple[int, ...] = (4, 4), **options: Any) -> Trace:
    return trace(Network.random(cell, 50, hidden_sizes, **options), np.ones((2, 50)))


def text(framework: str, form: str, **options: Any) -> str:
    texts = {(s.framework, s.form): s.text for s in code_snippets(traced(**options))}
    return texts[framework, form]


def test_each_framework_comes_in_both_forms_in_the_order_of_the_panel() -> None:
    found = [(snippet.framework, snippet.form) for snippet in code_snippets(traced())]

    assert found == list(product(("PyTorch", "Keras", "NumPy"), ("cell by cell", "layer call")))


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("convention", [{}, {"reset_after": False, "nonlinearity": "relu"}])
@pytest.mark.parametrize(("bias", "n_classes"), [(True, 0), (True, 1), (False, 3)])
@pytest.mark.parametrize("hidden_sizes", SIZES)
def test_every_text_is_python_without_leftovers_and_fits_the_panel(
    cell: str, convention: dict[str, Any], bias: bool, n_classes: int, hidden_sizes: tuple[int, ...]
) -> None:
    options = {"bias": bias, "n_classes": n_classes, "dtype": "float64", **convention}
    for snippet in code_snippets(traced(cell, hidden_sizes, **options)):
        lines = snippet.text.splitlines()
        compile(re.sub(r"\$\w+", "7", snippet.text), "snippet", "exec")
        assert set(re.findall(r"\$\w*", snippet.text)) == {"$t", "$layer", "$unit", "$hidden"}
        assert "#?" not in snippet.text
        assert "\n\n\n" not in snippet.text
        assert max(map(len, lines)) <= 76
        assert len(lines) <= 40
        assert lines[-1] == "h[$layer - 1][$unit - 1]  # $hidden"


def test_code_of_the_usual_network_takes_at_most_30_lines_a_text() -> None:
    snippets = code_snippets(traced(hidden_sizes=(64, 64), n_classes=1))

    assert max(len(snippet.text.splitlines()) for snippet in snippets) <= 30


def test_torch_stacks_equal_layers_in_one_module_and_lists_unequal_ones() -> None:
    equal = text("PyTorch", "layer call", hidden_sizes=(4, 4, 4))
    unequal = text("PyTorch", "layer call", hidden_sizes=(4, 3))

    assert "lstm = nn.LSTM(50, 4, num_layers=3)\n" in equal
    assert "layers = [nn.LSTM(50, 4), nn.LSTM(4, 3)]\n" in unequal


def test_keras_text_shows_how_torch_weights_become_keras_weights() -> None:
    lstm, gru, before, unbiased = (
        text("Keras", "layer call", **options)
        for options in (
            {"cell": "lstm"},
            {"cell": "gru"},
            {"cell": "gru", "reset_after": False},
            {"cell": "gru", "bias": False},
        )
    )

    assert "set_weights([W_ih.T, W_hh.T, b_ih + b_hh])" in lstm
    assert "i f g o are Keras' i f c o" in lstm
    assert "np.concatenate([z, r, n])" in gru
    assert "set_weights([W_ih.T, W_hh.T, np.stack([b_ih, b_hh])])" in gru
    assert "set_weights([W_ih.T, W_hh.T, b_ih + b_hh])" in before
    assert "reset_after=False" in before
    assert "set_weights([W_ih.T, W_hh.T])" in unbiased


@pytest.mark.parametrize("form", ["cell by cell", "layer call"])
def test_gru_that_resets_before_is_written_by_hand_in_torch_and_says_why(form: str) -> None:
    by_hand = text("PyTorch", form, cell="gru", reset_after=False)
    module = text("PyTorch", form, cell="gru")

    assert "# by hand: torch.nn.GRU resets after W_hn h, this network resets before" in by_hand
    assert "nn.GRU" in module
    assert "W_hn @ (r * h)" not in module


def test_numpy_text_has_one_line_for_each_equation_of_an_lstm() -> None:
    code = text("NumPy", "cell by cell")

    for equation in ("i = sigmoid(a_i)", "c[k] = f * c[k] + i * g", "h[k] = o * np.tanh(c[k])"):
        assert re.search(rf"^ +{re.escape(equation)}$", code, flags=re.MULTILINE)


def test_network_without_biases_or_head_has_none_in_its_code() -> None:
    for snippet in code_snippets(traced("gru", bias=False)):
        assert "b_ih" not in snippet.text
        assert "head" not in snippet.text


def test_batch_and_bidirectional_network_are_refused() -> None:
    batch = trace(Network.random("lstm", 3, (4,)), np.ones((1, 2, 3)))

    with pytest.raises(ShapeError, match=r"trace is a batch: pick .* trace\.sentence\(i\)"):
        code_snippets(batch)
    with pytest.raises(ShapeError, match="trace is of a bidirectional network"):
        code_snippets(traced(bidirectional=True))


def test_sentence_read_from_first_states_of_ones_own_has_no_code() -> None:
    network, x = Network.random("lstm", 3, (4,)), np.ones((2, 3))

    assert code_snippets(trace(network, x, c_0=[np.ones(4)])) == ()
