"""What the Memory page computes, kept for all visitors: gradients, saliencies, and the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from app import cache
from app.state import NetworkChoice
from app.state.memory import RoomAsked
from rnnviz.gradients.over_time import gradients_of
from rnnviz.gradients.record import Gradients

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz.gradients.room import Room
    from rnnviz.gradients.saliency import Saliency

N_RANDOM, N_POINTS = 8, 128
"""Numbers of a random input, and points of the integrated gradients."""


@st.cache_resource(show_spinner=False, max_entries=64)
def gradients(choice: NetworkChoice, tokens: tuple[str, ...], target: int) -> Gradients:
    """Everything along a sentence.

    Raises:
        RnnvizError: If the network cannot be built, or read the vectors.
    """
    return gradients_of(cache.trace(choice, tokens), target=target)


@st.cache_resource(show_spinner=False, max_entries=64)
def saliency(choice: NetworkChoice, tokens: tuple[str, ...], target: int) -> Saliency:
    """What each word adds to the target's output.

    Raises:
        RnnvizError: As `gradients`.
    """
    from rnnviz.gradients.saliency import saliency as asked  # noqa: PLC0415 - torch and captum

    return asked(
        cache.network(choice), cache.trace(choice, tokens).inputs, target=target, n_points=N_POINTS
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def in_room(asked: RoomAsked, words: tuple[str, ...]) -> Room:
    """An untrained network of some spectral radius, forward and back.

    Args:
        asked: For what.
        words: What is read, repeated until all timesteps are full; none for random inputs.
    """
    from rnnviz.gradients.room import room  # noqa: PLC0415 - torch

    n, seed = asked.n, asked.seed
    if words:
        repeated = [words[t % len(words)] for t in range(n)]
        inputs = cache.vectors().embed(repeated)
    else:
        inputs = np.random.default_rng(seed).standard_normal((n, N_RANDOM)).astype(np.float32)
    return room(
        inputs,
        radius=asked.radius,
        cell=cache.CELL[asked.cell],
        is_linear=asked.is_linear,
        gate_bias=asked.gate_bias,
        clip=asked.clip,
        seed=seed,
    )
