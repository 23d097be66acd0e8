"""`ConvolutionNetwork`: stacked kernels and a head that can read a sentence; no training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn import init

from rnnviz.convolution.convolve import Kernel
from rnnviz.convolution.spec import ConvolutionSpec, Padding
from rnnviz.network import container
from rnnviz.network.network import Head


@dataclass(frozen=True, eq=False)
class ConvolutionNetwork:
    """Stacked convolutions with a linear head over their maximum: o_t = W_ho m_t + b_o.

    Attributes:
        spec: Its shape and conventions.
        kernels: One per layer, from the lowest up.
        head: W_ho (C, F) and b_o (C,), or None.
        card: What is known about it, in words, as of a `Network`.
    """

    spec: ConvolutionSpec
    kernels: tuple[Kernel, ...]
    head: Head | None = None
    card: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def random(cls, spec: ConvolutionSpec, seed: int = 0) -> Self:
        """Kernels that have learned nothing: Glorot uniform and zero biases, as Keras starts.

        Args:
            spec: The shape.
            seed: Fixes every draw.
        """
        generator = torch.Generator().manual_seed(seed)
        drawn = {
            name: torch.zeros(shape, dtype=getattr(torch, spec.dtype))
            for name, shape in _shapes(spec).items()
        }
        for name, tensor in drawn.items():
            if name.endswith("weight"):
                init.xavier_uniform_(tensor, generator=generator)
        card = {"is_trained": "no", "init": "keras", "seed": str(seed)}
        return cls._of(spec, drawn, card)

    @classmethod
    def from_torch(
        cls,
        layers: Sequence[nn.Conv1d],
        head: nn.Linear | None,
        card: Mapping[str, str],
        padding: Padding = "causal",
    ) -> Self:
        """Copy torch modules' weights; later training of them changes nothing here.

        Args:
            layers: Each reads the relu of the one below.
            head: On the maximum over time.
            card: What is known about the network.
            padding: How the sentence's ends are met.
        """
        modules = {f"conv.{i}": layer for i, layer in enumerate(layers)}
        every: dict[str, nn.Module] = {**modules, **({"head": head} if head else {})}
        tensors = {
            f"{name}.{kind}": tensor.detach().clone()
            for name, module in every.items()
            for kind, tensor in module.named_parameters()
        }
        spec = ConvolutionSpec(
            layers[0].in_channels,
            tuple(layer.out_channels for layer in layers),
            layers[0].kernel_size[0],
            padding,
            head.out_features if head else 0,
        )
        return cls._of(spec, tensors, card)

    def save(self, path: str | Path) -> None:
        """Write spec, weights and card as one safetensors file, replacing it in one move.

        Raises:
            NetworkFileError: If no file can be written there, or a weight is not finite.
        """
        container.write(Path(path), self.spec, self.tensors(), self.card)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file that `save` wrote.

        Raises:
            NetworkFileError: If it is missing, damaged, foreign, or from a newer version, or
                holds a weight that is not finite.
        """
        file = Path(path)
        spec, tensors, card = container.read(file, _described)
        container.check_shapes(_shapes(spec), spec.dtype, tensors, file.name)
        return cls._of(spec, tensors, card)

    def tensors(self) -> dict[str, Tensor]:
        """Every parameter by name: conv.0.weight, conv.0.bias, …, head.weight, head.bias."""
        parts = {f"conv.{i}": kernel for i, kernel in enumerate(self.kernels)}
        named: dict[str, tuple[Tensor, Tensor]] = {**parts}
        if self.head:
            named["head"] = self.head
        return {
            f"{name}.{kind}": tensor
            for name, pair in named.items()
            for kind, tensor in zip(("weight", "bias"), pair, strict=True)
        }

    @property
    def n_parameters(self) -> int:
        """How many numbers it has learned, or will."""
        return sum(tensor.numel() for tensor in self.tensors().values())

    @classmethod
    def _of(
        cls, spec: ConvolutionSpec, tensors: Mapping[str, Tensor], card: Mapping[str, str]
    ) -> Self:
        kernels = tuple(
            Kernel(tensors[f"conv.{i}.weight"], tensors[f"conv.{i}.bias"])
            for i in range(spec.n_layers)
        )
        head = Head(tensors["head.weight"], tensors["head.bias"]) if spec.n_classes else None
        return cls(spec, kernels, head, MappingProxyType(dict(card)))


def _described(fields: dict[str, Any]) -> ConvolutionSpec:
    return ConvolutionSpec(**{**fields, "filters": tuple(fields["filters"])})


def _shapes(spec: ConvolutionSpec) -> dict[str, tuple[int, ...]]:
    """Of every parameter by name."""
    shapes: dict[str, tuple[int, ...]] = {}
    for i, n in enumerate(spec.filters):
        shapes |= {
            f"conv.{i}.weight": (n, spec.layer_input_size(i), spec.kernel_size),
            f"conv.{i}.bias": (n,),
        }
    if spec.n_classes:
        width = (spec.n_classes, spec.filters[-1])
        shapes |= {"head.weight": width, "head.bias": width[:1]}
    return shapes
