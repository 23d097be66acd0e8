"""What the RNN vs CNN page keeps: networks, their readings, and what depends on what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from app import cache
from app.state import NetworkChoice
from app.state.convolution import WIDTH, ConvolutionChoice
from rnnviz.convolution.record import ConvolutionTrace
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.tracing.record import Array

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz.convolution.network import ConvolutionNetwork

READINGS = 64
"""A reading of 60 words by four layers of 64 filters is some 100 kB."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both networks of one comparison.

    Attributes:
        kernels: The convolutions.
        cells: The recurrent network.
    """

    kernels: ConvolutionChoice
    cells: NetworkChoice


class Dependencies(NamedTuple):
    """Norms of ∂out_t / ∂x_k of one layer: (S, T), and twice (T, T)."""

    kernels: Array
    cells: Array
    both_ways: Array


@st.cache_resource(show_spinner=False, max_entries=24)
def kernels(choice: ConvolutionChoice) -> ConvolutionNetwork:
    """The convolutions that were chosen: loaded if they are shipped, else made from their seed.

    Raises:
        RnnvizError: If they cannot be built or read.
    """
    from rnnviz.convolution.network import ConvolutionNetwork  # noqa: PLC0415 - torch

    if choice.weights in cache.SHIPPED:
        name = f"cnn-{cache.SHIPPED[choice.weights]}.safetensors"
        shipped = ConvolutionNetwork.load(cache.MODELS / name)
        return replace(shipped, spec=replace(shipped.spec, padding=choice.borders))
    width = cache.vectors().matrix.shape[1]
    filters = (WIDTH,) * choice.n_layers
    spec = ConvolutionSpec(width, filters, choice.kernel, choice.borders, n_classes=1)
    return ConvolutionNetwork.random(spec, choice.seed)


@st.cache_resource(show_spinner=False, max_entries=READINGS)
def reading(choice: ConvolutionChoice, tokens: tuple[str, ...]) -> ConvolutionTrace:
    """Every number of the chosen convolutions reading the tokens.

    Raises:
        RnnvizError: If they cannot be built or read, or no window fits the sentence.
    """
    from rnnviz.convolution.reading import read_sentence  # noqa: PLC0415 - torch

    return read_sentence(kernels(choice), cache.vectors().embed(tokens), tokens)


@st.cache_resource(show_spinner=False, max_entries=READINGS)
def dependencies(pair: Pair, tokens: tuple[str, ...], n_layers: int) -> Dependencies:
    """What the outputs of a layer depend on, in both networks and in a cell of two directions.

    Args:
        pair: The networks.
        tokens: T words.
        n_layers: The layer, from 1.

    Raises:
        RnnvizError: If a network cannot be built or read, or no window fits the sentence.
    """
    from rnnviz.convolution import dependencies as found  # noqa: PLC0415 - torch
    from rnnviz.network.network import Network  # noqa: PLC0415 - torch

    x = cache.vectors().embed(tokens)
    one_way = found.lowest_cells(cache.network(pair.cells), n_layers)
    spec = one_way.spec
    both = Network.random(spec.cell, spec.input_size, spec.hidden_sizes, bidirectional=True)
    return Dependencies(
        found.convolution_dependencies(found.lowest_kernels(kernels(pair.kernels), n_layers), x),
        found.recurrent_dependencies(one_way, x),
        found.recurrent_dependencies(both, x),
    )
