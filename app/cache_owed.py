"""What the end of a text owes to its beginning, in the networks of a training's epochs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

import rnnviz
from app import cache_tasks, cache_train
from rnnviz.gradients.over_time import gradients_of
from rnnviz.gradients.record import Gradients
from rnnviz.training.settings import KINDS


@dataclass(frozen=True, slots=True, eq=False)
class Owed:
    """What the end of a text owes to each of its timesteps.

    Attributes:
        trace: The network reading it.
        gradients: Along it.
        answer: In words, whose loss is meant: the right one, or the likeliest where nobody knows
            it; "" where there is no loss.
        probability: That the network gives to it; None where it is a number.
    """

    trace: rnnviz.Trace
    gradients: Gradients
    answer: str
    probability: float | None


@st.cache_resource(show_spinner=False, max_entries=16)
def owed(key: str, epoch: int, text: str) -> Owed:
    """What the network of an epoch, and its loss on a text, owe to every state.

    Raises:
        RnnvizError: If the text cannot be read, or the network reads in both directions.
    """
    reading, trace = cache_train.read(key, epoch, text)
    kind = KINDS[cache_train.found(key).settings.task]
    if kind == "a number":
        if not reading.target:
            bare = cache_train.without_head(cache_train.snapshot(key, epoch).network)
            return Owed(trace, gradients_of(rnnviz.trace(bare, reading.inputs)), "", None)
        of_loss = gradients_of(trace, wanted=float(reading.target))
        return Owed(trace, of_loss, reading.target, None)
    p = cache_train.answers(trace.probabilities)[-1]
    shares = p if kind == "one of n" else np.array([1 - p[0], p[0]])
    names = cache_tasks.classes(cache_train.found(key).settings)
    target = names.index(reading.target) if reading.target else int(shares.argmax())
    return Owed(trace, gradients_of(trace, target=target), names[target], float(shares[target]))
