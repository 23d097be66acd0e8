"""The player alone: one HTML file with a scene in it, opened from disk without a server."""

import re
from pathlib import Path

import numpy as np

import rnnviz
from rnnviz.stage.page import player_page

WORDS = ("the", "movie", "was", "not", "good", "but", "the", "ending", "was", "fine")

_STYLE = "body {{ margin: 0; --st-background-color: {ground}; }} main {{ padding: 0 16px; }}"
_ONE_SCRIPT = re.compile("script-src '[^']+'")
_FIELD = '<input id="field" aria-label="a field outside the stage">'


def random_trace(
    cell: str = "lstm",
    hidden_sizes: tuple[int, ...] = (16, 16),
    tokens: tuple[str, ...] = WORDS,
    n_classes: int = 1,
    **conventions: object,
) -> rnnviz.Trace:
    """A seeded random network reading seeded random vectors."""
    network = rnnviz.Network.random(
        cell, 8, hidden_sizes, n_classes=n_classes, seed=1, **conventions
    )
    vectors = np.random.default_rng(0).normal(size=(len(tokens), 8)).astype(np.float32)
    return rnnviz.trace(network, vectors, tokens=tokens)


def write_page(folder: Path, scene: bytes, ground: str = "#fbfaf8") -> str:
    """Write the page and return its file: address.

    Args:
        folder: Where.
        scene: A Scene's bytes, or anything else to see how it is refused.
        ground: The page's background as Streamlit would give it.

    Returns:
        An address to open.
    """
    page = player_page(scene, title="stage", style=_STYLE.format(ground=ground), above=_FIELD)
    page = _ONE_SCRIPT.sub("script-src 'unsafe-inline' blob:", page)  # Streamlit imports a blob
    path = folder / "stage.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()
