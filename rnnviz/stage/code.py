"""The same network in a few lines of PyTorch, Keras and NumPy, for the code panel.

Each framework writes it in two forms: cell by cell, with the loops over timesteps and layers
in sight, and as layer calls. The code loads "trace.npz", which `rnnviz.export_npz` writes, and
reads the plain sentence up to one timestep, from zero states.

The texts lie in templates/. A line that ends in "#? lstm|gru head" is kept only where each
word (here: one of lstm and gru; and head) is true of the network. What `string.Template`
cannot fill from the network stays for the player: $t, $layer, $unit (from 1) and $hidden, the
number that the last line ends on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal

import numpy as np

from rnnviz.errors import ShapeError
from rnnviz.network.spec import NetworkSpec
from rnnviz.tracing.record import Trace

Framework = Literal["PyTorch", "Keras", "NumPy"]
Form = Literal["cell by cell", "layer call"]

_FRAMEWORKS: tuple[Framework, ...] = ("PyTorch", "Keras", "NumPy")
_FORMS: dict[Form, str] = {"cell by cell": "cells", "layer call": "layers"}
_TORCH = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
_KERAS = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
_TEMPLATES = Path(__file__).parent / "templates"
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Snippet:
    """One text of the code panel.

    Attributes:
        framework: What it is written in.
        form: Whether it steps each cell by hand or calls whole layers.
        text: The code, with $t, $layer, $unit and $hidden left to fill in.
    """

    framework: Framework
    form: Form
    text: str


def code_snippets(trace: Trace) -> tuple[Snippet, ...]:
    """The network of a trace as code, in each framework and form.

    Args:
        trace: One sentence, read in one direction. If it has interventions, the code still
            computes the plain sentence.

    Returns:
        Snippets whose variable h holds each layer's hidden state at timestep $t, and where
        the network has a head, y its output and p its probabilities there. None at all for a
        trace that was given an h_0 or c_0 other than zero.

    Raises:
        ShapeError: If the trace is a batch or bidirectional.
    """
    _check(trace)
    if not _is_from_zero(trace):
        return ()
    spec = trace.spec
    flags, words = _flags(spec), _words(spec)
    return tuple(
        Snippet(framework, form, _fill(_template(framework, kind, spec), flags, words))
        for framework in _FRAMEWORKS
        for form, kind in _FORMS.items()
    )


def _check(trace: Trace) -> None:
    if trace.is_batch or trace.spec.bidirectional:
        what = "a batch" if trace.is_batch else "of a bidirectional network"
        raise ShapeError(
            f"Code is written for one sentence read in one direction, but the trace is {what}: "
            "pick a sentence with trace.sentence(i), of a network with bidirectional=False."
        )


def _is_from_zero(trace: Trace) -> bool:
    """Whether the plain sentence was read from zero states; only a change may set them."""
    names = ("h_0", "c_0")
    firsts = [getattr(layer, name, 0) for layer in trace.layers for name in names]
    is_changed = any(change.quantity in names for change in trace.interventions)
    return is_changed or not any(np.any(state) for state in firsts)


@cache
def _read(name: str) -> str:
    return (_TEMPLATES / f"{name}.txt").read_text("utf-8")


def _template(framework: Framework, kind: str, spec: NetworkSpec) -> str:
    name = f"{framework.lower()}_{kind}"
    by_hand = framework == "PyTorch" and spec.cell == "gru" and not spec.reset_after
    return _read(f"{name}_reset_before" if by_hand else name)


def _fill(template: str, flags: frozenset[str], words: dict[str, str]) -> str:
    """The lines whose flags hold, with the network's words in them."""
    kept = []
    for line in template.splitlines():
        code, _, needed = line.partition("#?")
        if all(flags.intersection(word.split("|")) for word in needed.split()):
            kept.append(code.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept))
    return Template(text).safe_substitute(words)


def _flags(spec: NetworkSpec) -> frozenset[str]:
    """What is true of the network, in the words that template lines ask for."""
    two_biases = spec.cell == "gru" and spec.reset_after
    truths = {
        spec.cell: True,
        spec.nonlinearity: True,
        spec.dtype: True,
        "after" if spec.reset_after else "before": True,
        "unbiased": not spec.bias,
        "one_bias": spec.bias and not two_biases,
        "two_biases": spec.bias and two_biases,
        "stacked" if len(set(spec.hidden_sizes)) == 1 else "separate": True,
        "head": spec.n_classes > 0,
        "sigmoid": spec.n_classes == 1,
        "softmax": spec.n_classes > 1,
        "needs_sigmoid": spec.cell != "rnn" or spec.n_classes == 1,
    }
    return frozenset(name for name, is_true in truths.items() if is_true)


def _words(spec: NetworkSpec) -> dict[str, str]:
    """What the network fills in; a bias that it lacks becomes nothing."""
    folds_biases = spec.cell == "gru" and not spec.reset_after
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")[: 4 if spec.bias else 2]
    b_ih = " + b_ih + b_hh" if folds_biases else " + b_ih"
    return {
        "cell": spec.cell,
        "names": "({})".format(", ".join(f'"{name}"' for name in names)),
        "weights": "W_ih, W_hh, b_ih, b_hh" if spec.bias else "W_ih, W_hh",
        "b_ih": b_ih if spec.bias else "",
        "b_hh": " + b_hh" if spec.bias else "",
        "n_layers": str(spec.n_layers),
        "hidden_sizes": str(spec.hidden_sizes),
        "n_states": str(spec.hidden_sizes[-1]),
        "n_classes": str(spec.n_classes),
        **_torch_words(spec),
        **_keras_words(spec),
    }


def _torch_words(spec: NetworkSpec) -> dict[str, str]:
    options = ', nonlinearity="relu"' if _is_relu(spec) else ""
    options += "" if spec.bias else ", bias=False"
    widths = [f"{spec.layer_input_size(k)}, {size}" for k, size in enumerate(spec.hidden_sizes)]
    name, n_layers = f"nn.{_TORCH[spec.cell]}", spec.n_layers
    stack = f", num_layers={n_layers}" if n_layers > 1 else ""
    return {
        "torch_cells": _listed("cells", [f"{name}Cell({width}{options})" for width in widths]),
        "torch_layers": _listed("layers", [f"{name}({width}{options})" for width in widths]),
        "torch_stack": f"{spec.cell} = {name}({widths[0]}{stack}{options})",
    }


def _keras_words(spec: NetworkSpec) -> dict[str, str]:
    options = ', activation="relu"' if _is_relu(spec) else ""
    options += "" if spec.reset_after or spec.cell != "gru" else ", reset_after=False"
    options += "" if spec.bias else ", use_bias=False"
    name, sizes = f"keras.layers.{_KERAS[spec.cell]}", spec.hidden_sizes
    every_state = f", return_sequences=True{options}"
    return {
        "keras_cells": _listed("cells", [f"{name}Cell({size}{options})" for size in sizes]),
        "keras_layers": _listed("layers", [f"{name}({size}{every_state})" for size in sizes]),
    }


def _is_relu(spec: NetworkSpec) -> bool:
    return spec.cell == "rnn" and spec.nonlinearity == "relu"


def _listed(name: str, calls: list[str]) -> str:
    """A list as one line of code where it fits, else one call a line, or three a long call."""
    line = f"{name} = [{', '.join(calls)}]"
    if len(line) <= _WIDTH:
        return line
    lines = [f"    {call}," for call in calls]
    if max(map(len, lines)) > _WIDTH:
        parts = [call.removesuffix(")").split("(", 1) for call in calls]
        lines = [f"    {called}(\n        {options}\n    )," for called, options in parts]
    return "\n".join([f"{name} = [", *lines, "]"])
