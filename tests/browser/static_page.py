"""The player alone: one HTML file with a scene in it, opened from disk without a server."""

import base64
from pathlib import Path

import numpy as np

import rnnviz
from rnnviz.stage.player import PLAYER_HTML, player_css, player_source

WORDS = ("the", "movie", "was", "not", "good", "but", "the", "ending", "was", "fine")

_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>stage</title>
<style>{css}</style>
<style>body {{ margin: 0; --st-background-color: {ground}; }} main {{ padding: 0 16px; }}</style>
<input id="field" aria-label="a field outside the stage">
<main>{html}</main>
<script type="module">
{source}
const bytes = Uint8Array.from(atob("{scene}"), (letter) => letter.charCodeAt(0));
window.player = mount(document.querySelector(".rnnviz-player"), bytes);
</script>
</html>
"""


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
    page = _HTML.format(
        css=player_css(),
        html=PLAYER_HTML,
        source=player_source(),
        scene=base64.b64encode(scene).decode(),
        ground=ground,
    )
    path = folder / "stage.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()
