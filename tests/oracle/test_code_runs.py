"""Every text of the code panel, run as it stands, gives the numbers of the trace beside it."""

import os

os.environ["KERAS_BACKEND"] = "torch"

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import pytest
import torch

from rnnviz import Intervention, Network, Trace, export_npz, trace
from rnnviz.stage.code import Snippet, code_snippets

CELLS = [
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
]
SIZES = [(4,), (4, 4, 4), (5, 3, 4)]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The code reads a file here, and that of a float64 network sets torch's precision."""
    monkeypatch.chdir(tmp_path)
    yield
    torch.set_default_dtype(torch.float32)


def traced(rng: np.random.Generator, **options: Any) -> Trace:
    network = Network.random(input_size=6, init="torch", seed=8, **options)
    return trace(network, rng.standard_normal((5, 6)))


def run(snippet: Snippet, t: int, layer: int, unit: int, hidden: str) -> tuple[float, Any]:
    """Fill a text in as the player does; the value of its last line, and p."""
    filled = Template(snippet.text).substitute(t=t, layer=layer, unit=unit, hidden=hidden)
    *lines, last = filled.splitlines()
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    shown, p = float(number(eval(last, names))), number(names.get("p"))
    assert last.endswith(f"# {shown:+.3f}")
    return shown, p


def number(value: Any) -> Any:
    return value.detach().numpy() if isinstance(value, torch.Tensor) else value


def check_all(result: Trace, truth: Trace | None = None) -> None:
    """Run each text at the first timestep, and at the last one in the top layer's last unit.

    Keras multiplies in float32 even where all is float64 (3.15 on torch).
    """
    truth = truth or result
    export_npz(result, "trace.npz")
    sizes = result.spec.hidden_sizes
    for snippet in code_snippets(result):
        is_double = result.spec.dtype == "float64" and snippet.framework != "Keras"
        tolerance = 1e-12 if is_double else 1e-6
        for t, layer, unit in ((1, 1, 2), (result.n_timesteps, len(sizes), sizes[-1])):
            hidden = truth.layers[layer - 1].hidden[t - 1, unit - 1]
            found, p = run(snippet, t, layer, unit, f"{hidden:+.3f}")
            assert found == pytest.approx(hidden, rel=0, abs=tolerance)
            if truth.probabilities is None:
                assert p is None
            else:
                np.testing.assert_allclose(p, truth.probabilities[t - 1], rtol=0, atol=tolerance)


@pytest.mark.parametrize("cell", CELLS, ids=str)
@pytest.mark.parametrize("hidden_sizes", SIZES, ids=str)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("n_classes", [0, 1, 3])
def test_code_run_as_it_stands_gives_the_hidden_state_and_the_probabilities_of_the_trace(
    cell: dict[str, Any],
    hidden_sizes: tuple[int, ...],
    bias: bool,
    n_classes: int,
    rng: np.random.Generator,
) -> None:
    result = traced(rng, hidden_sizes=hidden_sizes, bias=bias, n_classes=n_classes, **cell)

    check_all(result)


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_code_of_a_double_precision_network_computes_in_double_precision(
    cell: dict[str, Any], rng: np.random.Generator
) -> None:
    result = traced(rng, hidden_sizes=(5, 3), n_classes=2, dtype="float64", **cell)

    check_all(result)


def test_code_of_a_trace_with_interventions_computes_the_plain_sentence(
    rng: np.random.Generator,
) -> None:
    network = Network.random("lstm", 6, (4, 4), n_classes=1)
    x = rng.standard_normal((5, 6))
    changes = [Intervention("h_0", 1, value=0.5), Intervention("forget_gate", 1, value=0)]

    changed = trace(network, x, interventions=changes)

    check_all(changed, truth=trace(network, x))
