"""What the code of a stack is filled in with: the lines that differ from layer to layer."""

from __future__ import annotations

from app.prose import english_layers as prose
from app.state import LayersView
from rnnviz.layers.stack import Stack
from rnnviz.text.snippets import Topic
from rnnviz.written import shape

KERAS_LAYER = {"RNN": "SimpleRNN", "GRU": "GRU", "LSTM": "LSTM"}


def stack_code(view: LayersView, stack: Stack) -> tuple[Topic, dict[str, str], frozenset[str]]:
    """Topic, words and flags of the code for a stack, or for what breaks in it.

    Args:
        view: The page's.
        stack: As it says.
    """
    if stack.broken is not None:
        words = _torch_broken if view.code == "PyTorch" else _keras_broken
        return "layers_broken", _sizes(view, stack) | words(view, stack), frozenset()
    words = _torch_words if view.code == "PyTorch" else _keras_words
    flags = {"even" if stack.is_even else "uneven"}
    if not stack.returns[-1]:
        flags.add("last")
    return "layers_stack", _sizes(view, stack) | words(view, stack), frozenset(flags)


def _sizes(view: LayersView, stack: Stack) -> dict[str, str]:
    b, s, n = stack.input_shape(0)
    return {"seed": str(view.numbers_seed), "b": str(b), "s": str(s), "n": str(n)}


def _torch_words(view: LayersView, stack: Stack) -> dict[str, str]:
    return {
        "layer": view.kind,
        "units": str(stack.hidden_sizes[0]),
        "n_layers": str(stack.n_layers),
        "layers": _torch_layers(view, stack),
        "cells": _listed(f"torch.nn.{view.kind}Cell({{n}}, {{units}}),", stack),
        "names": ", ".join(f"cell{k}" for k in range(stack.n_layers)) + _comma(stack),
        "zeros": "\n".join(_torch_zeros(k, stack) for k in range(stack.n_layers)),
        "steps": "\n".join(_torch_step(k, stack) for k in range(stack.n_layers)),
        "top": f"h{stack.n_layers - 1}",
        "shape": shape(stack.batch_size, stack.n_timesteps, stack.hidden_sizes[-1]),
    }


def _keras_words(view: LayersView, stack: Stack) -> dict[str, str]:
    numbers = range(stack.n_layers)
    name = f"{KERAS_LAYER[view.kind]}Cell"
    return {
        "cells": "\n".join(
            f"cell{k} = keras.layers.{name}({stack.hidden_sizes[k]})" for k in numbers
        ),
        "calls": "\n".join(
            f"out = keras.layers.RNN(cell{k}, return_sequences={stack.returns[k]})(out)"
            f"  # {shape(*stack.output_shape(k))}"
            for k in numbers
        ),
        "zeros": "\n".join(
            f"states{k} = cell{k}.get_initial_state({stack.batch_size})" for k in numbers
        ),
        "steps": "\n".join(
            f"    o{k}, states{k} = cell{k}({f'o{k - 1}' if k else 'xt'}, states{k})"
            for k in numbers
        ),
        "top": f"o{stack.n_layers - 1}",
    }


def _torch_broken(view: LayersView, stack: Stack) -> dict[str, str]:
    below = (stack.broken or 1) - 1
    return {
        "layers": _torch_layers(view, stack),
        "lower": "\n".join(f"below, _ = layers[{k}](below)" for k in range(below + 1)),
        "below": shape(*stack.output_shape(below)),
        "k": str(below + 1),
        "out": shape(stack.batch_size, stack.hidden_sizes[below + 1]),
    }


def _keras_broken(view: LayersView, stack: Stack) -> dict[str, str]:
    k = stack.broken or 1
    layer = KERAS_LAYER[view.kind]
    return {
        "lower": "\n".join(
            f"x = keras.layers.{layer}({units}, return_sequences={returned})(x)"
            for units, returned in zip(stack.hidden_sizes[:k], stack.returns[:k], strict=True)
        ),
        "below": shape(*stack.output_shape(k - 1)),
        "layer": layer,
        "units": str(stack.hidden_sizes[k]),
        "position": str(k + 1),
        "error": keras_error(stack),
    }


def keras_error(stack: Stack) -> str:
    """What Keras says to a layer that finds no sequence."""
    k = stack.broken or 1
    return prose.KERAS_ERROR.format(k=k + 1, b=stack.batch_size, units=stack.hidden_sizes[k - 1])


def _torch_layers(view: LayersView, stack: Stack) -> str:
    return _listed(f"torch.nn.{view.kind}({{n}}, {{units}}, batch_first=True),", stack)


def _listed(line: str, stack: Stack) -> str:
    return "\n".join(
        "    " + line.format(n=stack.width_below(k), units=units)
        for k, units in enumerate(stack.hidden_sizes)
    )


def _comma(stack: Stack) -> str:
    """One name alone is unpacked with a comma after it."""
    return "," if stack.n_layers == 1 else ""


def _torch_zeros(k: int, stack: Stack) -> str:
    names = (f"h{k}", f"c{k}") if stack.cell == "lstm" else (f"h{k}",)
    size = f"({stack.batch_size}, {stack.hidden_sizes[k]})"
    return "\n".join(f"{name} = torch.zeros{size}" for name in names)


def _torch_step(k: int, stack: Stack) -> str:
    below = f"h{k - 1}" if k else "xt"
    if stack.cell == "lstm":
        return f"    h{k}, c{k} = cell{k}({below}, (h{k}, c{k}))"
    return f"    h{k} = cell{k}({below}, h{k})"
