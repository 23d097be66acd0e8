"""Reading word-vector files, measured against gensim in one run; words and bits must be the same.

Every reading of ours begins with an empty cache, so it holds all that a first reading does: the
file's digest, parsing, keeping the arrays, and the WordVectors that map them.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from gensim.models import KeyedVectors

import rnnviz
from tests.benchmarks.rows import Row

N_TURNS = 3


def rows() -> list[Row]:
    """GloVe's text of 171 MB, and word2vec binary of the same words."""
    glove = rnnviz.load_glove()
    with TemporaryDirectory() as folder:
        text, binary = Path(folder) / "glove.txt", Path(folder) / "glove.bin"
        with text.open("w", encoding="utf-8", newline="\n") as file:
            for word, row in zip(glove.words, glove.matrix.tolist(), strict=True):
                file.write(f"{word} {' '.join(f'{x:.5g}' for x in row)}\n")
        rnnviz.write_vectors(glove, binary)
        return [
            bench_file(
                f"Read GloVe text, {text.stat().st_size / 1e6:.0f} MB, empty cache",
                text,
                lambda: KeyedVectors.load_word2vec_format(text, binary=False, no_header=True),
                10,
            ),
            bench_file(
                f"Read word2vec binary, {binary.stat().st_size / 1e6:.0f} MB, empty cache",
                binary,
                lambda: KeyedVectors.load_word2vec_format(binary, binary=True),
                1,
            ),
        ]


def bench_file(what: str, path: Path, peer: Callable[[], KeyedVectors], least: float) -> Row:
    """Both readers in turn, so that a busy moment of the machine meets both."""
    pairs = [(_ours(path), _timed(peer)) for _ in range(N_TURNS)]
    _check_same(pairs[0][0][1], pairs[0][1][1])
    ours, theirs = (median(pair[side][0] for pair in pairs) for side in (0, 1))
    ratio = theirs / ours
    shown = f"gensim load_word2vec_format {theirs:.2f} s; {ratio:.1f}× as fast"
    return Row(what, f"{ours:.2f} s", shown, f"at least {least:g}×", ratio >= least)


def _ours(path: Path) -> tuple[float, tuple[list[str], np.ndarray]]:
    with TemporaryDirectory() as cache, patch.dict(os.environ, {"RNNVIZ_CACHE": cache}):
        seconds, found = _timed(lambda: rnnviz.read_vectors(path))
        return seconds, (list(found.words), np.array(found.matrix))


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _check_same(ours: tuple[list[str], np.ndarray], theirs: KeyedVectors) -> None:
    words, matrix = ours
    same_bits = np.array_equal(matrix.view(np.int32), theirs.vectors.view(np.int32))
    if words != theirs.index_to_key or not same_bits:
        raise RuntimeError("Words or numbers differ from gensim's.")
