"""What the Memory page computes, kept for all visitors: gradients, saliencies, and the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from app import cache
from app.state import NetworkChoice
from rnnviz.gradients.over_time import gradients_of
from rnnviz.gradients.record import Gradients
from rnnviz.gradients.room import Room, room

if TYPE_CHECKING:  # torch, which the page does not wait for
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
def in_room(
    words: tuple[str, ...], n: int, radius: float, is_linear: bool, clip: float, seed: int
) -> Room:
    """An untrained RNN of some spectral radius, forward and back.

    Args:
        words: What is read, repeated until n timesteps are full; none for random inputs.
        n: Timesteps.
        radius: Of W_hh.
        is_linear: Whether tanh is left out.
        clip: Length to which the gradient is clipped.
        seed: Of the weights, and of random inputs.
    """
    if words:
        repeated = [words[t % len(words)] for t in range(n)]
        inputs = cache.vectors().embed(repeated)
    else:
        inputs = np.random.default_rng(seed).standard_normal((n, N_RANDOM)).astype(np.float32)
    return room(inputs, radius=radius, is_linear=is_linear, clip=clip, seed=seed)
