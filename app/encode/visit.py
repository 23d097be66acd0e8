"""The word vectors of this visit: the server's, or those that the visitor brought."""

from __future__ import annotations

from app import cache, own_vectors
from rnnviz import WordVectors


def key() -> str:
    """Of the vectors, for the caches; "" for the server's own."""
    return own_vectors.chosen()


def vectors() -> WordVectors:
    """The vectors themselves."""
    return cache.vectors(key())


def unknown(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens that have no vector, each once."""
    return tuple(dict.fromkeys(token for token in tokens if token not in vectors()))
