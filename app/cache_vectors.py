"""Word vectors in memory: the server's own, and the last few that visitors brought."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

import rnnviz
from app.prose import english_vectors as prose
from rnnviz.embeddings.cache import cache_folder
from rnnviz.embeddings.files import open_kept
from rnnviz.embeddings.glove import installed_glove
from rnnviz.errors import VectorsError

SHELF = "brought/"
"""Part of the cache on disk that holds what visitors brought."""

OPENED = 4
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """What the server was started with.

    Attributes:
        vectors: For everybody who brings none.
        sentence: Why they are not those that were asked for, or "".
    """

    vectors: rnnviz.WordVectors
    sentence: str = ""


def asked_path() -> str | None:
    """The path of the server's vectors: after --vectors, else RNNVIZ_VECTORS; None for GloVe."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--vectors", nargs="?")
    given: str | None = parser.parse_known_args(sys.argv[1:])[0].vectors
    return given or os.environ.get("RNNVIZ_VECTORS") or None


@st.cache_resource(show_spinner=False)
def server() -> Server:
    """The server's own vectors; where its file cannot be read, GloVe's, and the reason.

    Raises:
        VectorsError: If not even GloVe's can be read.
    """
    path = asked_path()
    if path is None:
        return Server(installed_glove())
    try:
        return Server(rnnviz.load_glove(path))
    except VectorsError as refusal:
        vectors = installed_glove()
        sentence = prose.SERVER_REFUSED.format(name=vectors.name, why=refusal)
        _LOG.warning(sentence)
        return Server(vectors, sentence)


@st.cache_resource(show_spinner=False, max_entries=OPENED)
def brought(key: str) -> rnnviz.WordVectors:
    """Vectors that a visitor brought; opening them marks them as used.

    Args:
        key: The first digits of their digest.

    Raises:
        VectorsError: If the key is none, or the cache holds nothing under it.
    """
    vectors = open_kept(key, SHELF)
    for path in (cache_folder() / SHELF).glob(f"{key}*.npy"):
        with suppress(OSError):  # a cache that can only be read is never pruned
            path.touch()
    return vectors
