"""Word-vector files people have, read once and then opened from the cache.

GloVe's text format for now; a text file takes a second to parse, its kept arrays none.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.embeddings.cache import cache_folder, content_digest, kept_array
from rnnviz.embeddings.glove_text import FORMAT, read_glove_text
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import VectorsError, shortened

KEY_DIGITS = 16


def read_vectors(path: str | Path) -> WordVectors:
    """Open a word-vector file.

    The parsed arrays are kept in the cache under the digest of the file's content, so that
    the same file is parsed once, wherever it lies, and a changed one is parsed again.

    Args:
        path: A GloVe text file; see `rnnviz.embeddings.glove_text` for the format.

    Raises:
        VectorsError: If there is no such file, or it is not of the format.
    """
    path = Path(path)
    try:
        digest = content_digest(path)
        parse = cache(lambda: read_glove_text(path))
        words = kept_array(f"{digest}-words-{FORMAT}", lambda: _to_bytes(parse()[0]))
        matrix = kept_array(f"{digest}-matrix-{FORMAT}", lambda: parse()[1])
    except OSError as error:
        raise VectorsError(
            f"Expected a file of word vectors at {path}, but: {error.strerror}. Check the path."
        ) from error
    return WordVectors(_to_words(words), matrix, name=path.stem, digest=digest)


def open_kept(key: str) -> WordVectors:
    """Vectors that were read before, by the first digits of their digest.

    Args:
        key: KEY_DIGITS hexadecimal digits.

    Raises:
        VectorsError: If the key is none, or the cache does not hold them whole.
    """
    is_key = len(key) == KEY_DIGITS and set(key) <= set("0123456789abcdef")
    found = sorted(cache_folder().glob(f"{key}*-matrix-{FORMAT}.npy")) if is_key else []
    try:
        digest = found[0].name.split("-")[0]
        words = kept_array(f"{digest}-words-{FORMAT}", _not_kept)
        matrix = kept_array(f"{digest}-matrix-{FORMAT}", _not_kept)
    except LookupError as error:
        raise VectorsError(
            f"No word vectors are kept under “{shortened(key, KEY_DIGITS)}”: upload them again."
        ) from error
    return WordVectors(_to_words(words), matrix, name=key, digest=digest)


def _not_kept() -> NDArray[Any]:
    raise LookupError


def _to_bytes(words: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _to_words(content: NDArray[Any]) -> list[str]:
    return content.tobytes().decode().split("\n")
