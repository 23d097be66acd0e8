"""Network files: safetensors, with the spec and the card as JSON in its metadata.

Tensors are named as in a torch module's state_dict: weight_ih_l0, weight_hh_l0, bias_ih_l0,
bias_hh_l0, …, with _reverse for the backward direction, and head.weight, head.bias.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor

from rnnviz.network import container
from rnnviz.network.container import write
from rnnviz.network.spec import NetworkSpec

__all__ = ["parameter_names", "read", "write"]


def parameter_names(layer: int, spec: NetworkSpec) -> tuple[tuple[str, ...], ...]:
    """Torch's four names for each direction of a layer (0-based)."""
    return tuple(
        tuple(
            f"{kind}_l{layer}{suffix}" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        for suffix in ("", "_reverse")[: spec.n_directions]
    )


def read(path: Path) -> tuple[NetworkSpec, dict[str, Tensor], dict[str, str]]:
    """Read a network file.

    Returns:
        Spec, tensors by name, card.

    Raises:
        NetworkFileError: If it is missing, damaged, foreign, or from a newer version, or holds
            a weight that is not finite.
    """
    spec, tensors, card = container.read(path, _described)
    container.check_shapes(_expected_shapes(spec), spec.dtype, tensors, path.name)
    return spec, tensors, card


def _described(fields: dict[str, Any]) -> NetworkSpec:
    return NetworkSpec(**{**fields, "hidden_sizes": tuple(fields["hidden_sizes"])})


def _expected_shapes(spec: NetworkSpec) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for layer, hidden_size in enumerate(spec.hidden_sizes):
        rows = spec.n_blocks * hidden_size
        four = ((rows, spec.layer_input_size(layer)), (rows, hidden_size), (rows,), (rows,))
        for names in parameter_names(layer, spec):
            pairs = zip(names, four, strict=True)
            shapes |= {key: shape for key, shape in pairs if spec.bias or len(shape) == 2}
    if spec.n_classes:
        states = spec.hidden_sizes[-1] * spec.n_directions
        shapes |= {"head.weight": (spec.n_classes, states), "head.bias": (spec.n_classes,)}
    return shapes
