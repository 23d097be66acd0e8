"""Loads everything heavy in the background at start, so that no visitor waits for it.

Streamlit runs a full garbage collection after every script run; with torch loaded it walks
torch's million objects each time. Freezing them once takes them out of its way.

torch would share each product among all cores. The networks here are small and the visitors
many: threads that wait for each other cost three times the work and disturb everybody.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

from app.state import WordsView

# What pages import when they are first used, in the order in which a first visit needs it.
NEEDED = ("rnnviz.figures", "app.stage", "rnnviz.tracing.rollout")


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


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the warm-up with the server, in a thread of its own."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield
