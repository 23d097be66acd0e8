"""Loads everything heavy in the background at start, so that no visitor waits for it.

Streamlit would run a full garbage collection after every script run, which with torch loaded
walks hundreds of thousands of objects while everybody waits: eight visitors who follow their
trainings made it two thirds of the server's time. What is there after the start is frozen, out
of the collector's way, and the rest is collected every few seconds. What glibc keeps of the
memory that was freed, an arena a thread, is then given back.

torch would share each product among all cores. The networks here are small and the visitors
many: threads that wait for each other cost three times the work and disturb everybody.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

from app.state import WordsView

# What pages import when they are first used, in the order in which a first visit needs it.
NEEDED = ("rnnviz.figures", "app.stage", "rnnviz.tracing.rollout")

TIDY_EVERY = 10.0  # seconds, for about 30 ms of work


def warm_up() -> None:
    """Import what is heavy, load what first visits show, then freeze it all."""
    for name in NEEDED:
        import_module(name)
    import_module("torch").set_num_threads(1)
    cache = import_module("app.cache")
    cache.load_defaults()
    import_module("app.cache_words").load_defaults()
    first_map = WordsView().map_choice("", (), len(cache.vectors()))
    import_module("app.mapmaking").ready(first_map)
    gc.collect()
    gc.freeze()


def keep_tidy(is_over: threading.Event, every: float = TIDY_EVERY) -> None:
    """Collect garbage now and then, and give back what it held.

    Args:
        is_over: Ends it.
        every: Seconds between two collections.
    """
    trim = _of_c("malloc_trim")
    while not is_over.wait(every):
        gc.collect()
        if trim is not None:
            trim(0)


def _of_c(name: str) -> Callable[..., int] | None:
    """A function of the C library, where it has it: other systems than Linux do without."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return found


def _begin(is_over: threading.Event) -> None:
    warm_up()
    keep_tidy(is_over)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the warm-up with the server, in a thread of its own that then keeps it tidy."""
    is_over = threading.Event()
    threading.Thread(target=_begin, args=(is_over,), name="warm-up", daemon=True).start()
    yield
    is_over.set()
