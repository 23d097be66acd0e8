"""Read torch.nn.RNN, LSTM and GRU modules."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnnviz.cells.weights import Weights
from rnnviz.errors import SpecError
from rnnviz.network.files import parameter_names
from rnnviz.network.initialisers import zeros
from rnnviz.network.spec import Dtype, NetworkSpec
from rnnviz.terms import Cell

_CELLS: dict[type[nn.RNNBase], Cell] = {nn.RNN: "rnn", nn.LSTM: "lstm", nn.GRU: "gru"}
_DTYPES: dict[torch.dtype, Dtype] = {torch.float32: "float32", torch.float64: "float64"}


def read_spec(module: nn.RNNBase, head: nn.Linear | None) -> NetworkSpec:
    """Describe a module and its head.

    Raises:
        SpecError: If rnnviz has no such cell, precision or head, or the head does not fit.
    """
    spec = NetworkSpec(
        _read_cell(module),
        module.input_size,
        (module.hidden_size,) * module.num_layers,
        bias=bool(module.bias),
        bidirectional=bool(module.bidirectional),
        nonlinearity="relu" if getattr(module, "nonlinearity", "tanh") == "relu" else "tanh",
        n_classes=head.out_features if head else 0,
        dtype=_read_dtype(module),
    )
    states = module.hidden_size * spec.n_directions
    if head and head.in_features != states:
        raise SpecError(
            f"The head reads {head.in_features} numbers, but the module's states have {states}."
        )
    if head and head.weight.dtype != getattr(torch, spec.dtype):
        raise SpecError(
            f"The head's weights are {head.weight.dtype}, but the module's are {spec.dtype}; "
            f"call head.to(torch.{spec.dtype}) first."
        )
    return spec


def _read_cell(module: nn.RNNBase) -> Cell:
    cell = next((name for kind, name in _CELLS.items() if isinstance(module, kind)), None)
    if cell is None:
        raise SpecError(
            f"Expected a torch.nn.RNN, LSTM or GRU, not {type(module).__name__}; "
            "pass the recurrent layer itself, and a torch.nn.Linear on it as head=."
        )
    if module.proj_size:
        raise SpecError(
            f"The module projects its states to {module.proj_size} numbers (proj_size); "
            "rnnviz reads modules with proj_size=0."
        )
    return cell


def _read_dtype(module: nn.RNNBase) -> Dtype:
    dtype = module.get_parameter("weight_ih_l0").dtype
    if dtype not in _DTYPES:
        raise SpecError(f"Weights must be float32 or float64, not {dtype}; call .float() first.")
    return _DTYPES[dtype]


def read_layers(module: nn.RNNBase, spec: NetworkSpec) -> tuple[tuple[Weights, ...], ...]:
    """Copy the weights of every layer and direction."""
    return tuple(
        tuple(
            Weights(*(_copy(module, name, spec) for name in names))
            for names in parameter_names(layer, spec)
        )
        for layer in range(spec.n_layers)
    )


def read_head(head: nn.Linear) -> tuple[Tensor, Tensor]:
    """Copy a linear layer: W_ho (C, H) and b_o (C,), zeros if it has none."""
    W_ho = _detached(head.weight)
    return W_ho, W_ho.new_zeros(len(W_ho)) if head.bias is None else _detached(head.bias)


def _copy(module: nn.RNNBase, name: str, spec: NetworkSpec) -> Tensor:
    if name.startswith("bias") and not spec.bias:
        return zeros(spec, spec.n_blocks * module.hidden_size)
    return _detached(module.get_parameter(name))


def _detached(parameter: Tensor) -> Tensor:
    return parameter.detach().cpu().clone()
