"""Fixtures for all tests: seeds, and small networks and sentences."""

import random
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import torch

import rnnviz


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only one worker may run, one test after the other, begins first."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(autouse=True)
def _seeded() -> None:
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture(scope="session", autouse=True)
def _own_cache() -> Iterator[None]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_CACHE", folder)
        patch.delenv("RNNVIZ_VECTORS", raising=False)
        yield


@pytest.fixture(scope="session")
def glove(_own_cache: None) -> rnnviz.WordVectors:
    return rnnviz.load_glove()
