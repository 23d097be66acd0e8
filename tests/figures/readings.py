"""Small traces to draw, and colours as a reader measures them."""

import numpy as np

import rnnviz

TOKENS = ("not", "bad", "at", "all")


def small_trace(cell="lstm", hidden_sizes=(5, 3), tokens=TOKENS, **options) -> rnnviz.Trace:
    """A seeded random network with a head of one class, reading seeded vectors."""
    network = rnnviz.Network.random(cell, 4, hidden_sizes, seed=2, **({"n_classes": 1} | options))
    vectors = np.random.default_rng(3).normal(size=(len(tokens), 4)).astype(np.float32)
    return rnnviz.trace(network, vectors, tokens=tokens)
