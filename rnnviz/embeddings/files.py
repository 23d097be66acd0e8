"""Word-vector files."""

from pathlib import Path

import numpy as np

from rnnviz.embeddings.vectors import WordVectors


def read_vectors(path: str | Path) -> WordVectors:
    """Read a GloVe text file: a word and its numbers on each line, with single spaces."""
    lines = Path(path).read_text("utf-8").rstrip("\n").split("\n")
    pieces = [line.split(" ") for line in lines]
    matrix = np.array([piece[1:] for piece in pieces], dtype=np.float32)
    return WordVectors([piece[0] for piece in pieces], matrix, Path(path).name)
