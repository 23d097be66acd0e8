"""Who waits for long work (`app.jobs`), and how long it still takes, in words."""

from __future__ import annotations

import math
from uuid import uuid4

import streamlit as st

from app.jobs import Job
from app.prose import english_maps as prose

_STEP, _LEAST = 5, 5  # seconds that are told apart, and the fewest that are told
_MANY = 120  # seconds from which on minutes are told


def visitor() -> str:
    """Who this is to the queues: one name a session, told to nobody."""
    return str(st.session_state.setdefault("visitor", uuid4().hex))


def time_left(job: Job) -> str:
    """About how long a job still runs, such as ", about 20 s left"; "" if nobody can tell."""
    if job.seconds_left is None:
        return ""
    if job.seconds_left < _MANY:
        seconds = math.ceil(job.seconds_left / _STEP) * _STEP
        return prose.SECONDS_LEFT.format(n=max(_LEAST, seconds))
    return prose.MINUTES_LEFT.format(n=math.ceil(job.seconds_left / 60))
