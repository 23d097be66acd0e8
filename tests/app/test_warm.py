"""The server warms itself once, in the background, and answers meanwhile."""

import asyncio
import gc
import threading
import weakref
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


class Knot:
    """Something that only the collector lets go, since it holds itself."""

    def __init__(self):
        self.itself = self


def test_garbage_is_collected_now_and_then_until_it_is_over():
    is_over, knot = threading.Event(), Knot()
    is_gone = threading.Event()
    weakref.finalize(knot, is_gone.set)
    thread = threading.Thread(target=warm.keep_tidy, args=(is_over, 0.01))
    gc.disable()
    try:
        thread.start()
        del knot
        assert is_gone.wait(30)
    finally:
        gc.enable()
        is_over.set()
        thread.join(30)
    assert not thread.is_alive()


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
