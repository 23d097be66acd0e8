"""What the code beside the drawings is filled in with."""

from __future__ import annotations

from app.convolution.compared import Compared


def words(compared: Compared) -> tuple[dict[str, str], frozenset[str]]:
    """The names of the code's text, and which of its lines apply.

    Args:
        compared: Both networks and their sentence.
    """
    view, spec = compared.view, compared.kernels.spec
    layer = compared.kernels.layers[view.layer]
    before, after = spec.added
    states = compared.cells.layers[view.layer].hidden.shape
    is_lowest = view.layer == 0
    filled = {
        "layer": str(view.layer + 1),
        "below": "x" if is_lowest else "y_below, h_below",
        "x_kernel": "x" if is_lowest else "y_below",
        "x_cell": "x" if is_lowest else "h_below",
        "width": str(layer.input.shape[1]),
        "filters": str(len(layer.b)),
        "kernel": str(spec.kernel_size),
        "padding": view.borders,
        "before": str(before),
        "after": str(after),
        "size": str(states[1]),
        "torch_cell": f"{view.reader}Cell",
        "keras_cell": "SimpleRNNCell" if view.reader == "RNN" else f"{view.reader}Cell",
        "outputs": str(tuple(layer.output.shape)),
        "states": str(tuple(states)),
    }
    return filled, frozenset((view.reader.lower(),))
