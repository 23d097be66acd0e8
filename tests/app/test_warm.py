"""The server warms itself once, in the background, and answers meanwhile."""

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from app import cache, warm


@pytest.fixture
def _thawed():
    n_threads = torch.get_num_threads()
    yield
    gc.unfreeze()
    torch.set_num_threads(n_threads)


@pytest.mark.usefixtures("_thawed")
def test_warming_up_loads_the_defaults_and_takes_them_out_of_the_collectors_way():
    before = gc.get_freeze_count()

    warm.warm_up()

    assert cache.is_ready()
    assert gc.get_freeze_count() > before + 100_000
    assert torch.get_num_threads() == 1


def test_the_server_does_not_wait_for_the_warm_up(monkeypatch):
    started, release = threading.Event(), threading.Event()
    monkeypatch.setattr(warm, "warm_up", lambda: (started.set(), release.wait(10)))

    async def served() -> bool:
        async with warm.lifespan(None):
            return started.wait(10) and not release.is_set()

    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        answered = thread.submit(asyncio.run, served()).result()
    release.set()

    assert answered
