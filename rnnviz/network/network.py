"""`Network`: weights that can be unrolled; no training, no mutation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self, Unpack

import torch
from torch import Tensor, nn

from rnnviz.cells.weights import Weights
from rnnviz.network import files, torch_modules
from rnnviz.network.initialisers import Initialiser, draw_head, draw_layers, zeros
from rnnviz.network.spec import NetworkSpec, SpecOptions
from rnnviz.terms import Cell


class Head(NamedTuple):
    """The linear layer on top: o_t = W_ho h_t + b_o."""

    W_ho: Tensor  # (C, D·H)
    b_o: Tensor  # (C,)


@dataclass(frozen=True, eq=False)
class Network:
    """A stack of recurrent layers with an optional linear head.

    Attributes:
        spec: Its shape and conventions.
        layers: For each layer from the lowest up, one `Weights` per direction.
        head: W_ho and b_o, or None.
        card: What is known about it, in words: title, data, seed, accuracy. For random
            networks "is_trained" is "no".
    """

    spec: NetworkSpec
    layers: tuple[tuple[Weights, ...], ...]
    head: Head | None = None
    card: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def random(
        cls,
        cell: Cell,
        input_size: int,
        hidden_sizes: tuple[int, ...],
        *,
        init: Initialiser = "keras",
        seed: int = 0,
        **options: Unpack[SpecOptions],
    ) -> Self:
        """Build a network that has learned nothing yet.

        Args:
            cell: "rnn", "lstm" or "gru".
            input_size: I.
            hidden_sizes: H of each layer, from the lowest up.
            init: "keras" or "torch"; see `rnnviz.network.initialisers`.
            seed: Fixes every draw.
            **options: Any other field of `NetworkSpec`: bias, bidirectional, nonlinearity,
                reset_after, n_classes, dtype.

        Returns:
            The network; the same arguments give the same numbers.

        Raises:
            SpecError: If it cannot be built.
        """
        spec = NetworkSpec(cell, input_size, tuple(hidden_sizes), **options)
        generator = torch.Generator().manual_seed(seed)
        layers = draw_layers(spec, init, generator)
        head = Head(*draw_head(spec, init, generator)) if spec.n_classes else None
        card = {"is_trained": "no", "init": init, "seed": str(seed)}
        return cls(spec, layers, head, MappingProxyType(card))

    @classmethod
    def from_torch(
        cls,
        module: nn.RNN | nn.LSTM | nn.GRU,
        head: nn.Linear | None = None,
        card: Mapping[str, str] | None = None,
    ) -> Self:
        """Copy a torch module's weights; later training of the module changes nothing here.

        Args:
            module: Stacked, uni- or bidirectional; dropout is left out, as in evaluation.
            head: A linear layer on its hidden states.
            card: What is known about the network.

        Returns:
            A network in the module's own precision.

        Raises:
            SpecError: If the module is of another kind, projects its states, or is neither
                float32 nor float64, or the head is of another width or precision.
        """
        spec = torch_modules.read_spec(module, head)
        weights = torch_modules.read_layers(module, spec)
        copied = None if head is None else Head(*torch_modules.read_head(head))
        return cls(spec, weights, copied, MappingProxyType(dict(card or {})))

    def save(self, path: str | Path) -> None:
        """Write spec, weights and card as one safetensors file, replacing it in one move.

        Raises:
            NetworkFileError: If no file can be written there, or a weight is not finite.
        """
        files.write(Path(path), self.spec, self.tensors(), self.card)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file that `save` wrote.

        Raises:
            NetworkFileError: If it is missing, damaged, foreign, or from a newer version, or
                holds a weight that is not finite.
        """
        spec, tensors, card = files.read(Path(path))
        layers = tuple(
            tuple(
                Weights(*(tensors.get(name, no_bias) for name in names))
                for names in files.parameter_names(layer, spec)
            )
            for layer, no_bias in enumerate(
                zeros(spec, spec.n_blocks * size) for size in spec.hidden_sizes
            )
        )
        head = Head(tensors["head.weight"], tensors["head.bias"]) if spec.n_classes else None
        return cls(spec, layers, head, MappingProxyType(card))

    def tensors(self) -> dict[str, Tensor]:
        """Every parameter by torch's name: weight_ih_l0, …, head.weight, head.bias."""
        named = {
            name: tensor
            for layer, directions in enumerate(self.layers)
            for names, weights in zip(
                files.parameter_names(layer, self.spec), directions, strict=True
            )
            for name, tensor in zip(names, weights, strict=True)
            if self.spec.bias or name.startswith("weight")
        }
        if self.head:
            named |= {"head.weight": self.head.W_ho, "head.bias": self.head.b_o}
        return named

    @property
    def n_parameters(self) -> int:
        """How many numbers it has learned, or will."""
        return sum(tensor.numel() for tensor in self.tensors().values())
