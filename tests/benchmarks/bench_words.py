"""Words, measured against gensim and scikit-learn in one run.

Each row: name, ours and the peer's median seconds, their ratio (peer / ours), the bar the
ratio must reach, and whether it does.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from gensim.models import KeyedVectors
from sklearn.decomposition import PCA

import rnnviz

WORDS = ("king", "france", "movie", "good", "crocodile", "the", "seven", "paris", "piano", "not")
EXACT_SOLVERS = ("covariance_eigh", "full", "auto")

_OURS = "import rnnviz; rnnviz.load_glove().neighbours('king')"
_GENSIM = (
    "import sys; from gensim.models import KeyedVectors;"
    "KeyedVectors.load_word2vec_format(sys.argv[1], binary=False, no_header=True)"
)

Row = tuple[str, float, float, float, float, bool]


def main() -> list[Row]:
    """Measure and print all rows."""
    glove = rnnviz.load_glove()
    rows = [bench_neighbours(glove), *bench_start(glove), bench_pca(glove)]
    for name, ours, peer, ratio, bar, ok in rows:
        verdict = "ok" if ok else "MISSED"
        print(f"{name:58s} {ours:9.4f} s {peer:9.4f} s  {ratio:6.1f}x (bar {bar:g}x) {verdict}")
    return rows


def bench_neighbours(glove: rnnviz.WordVectors) -> Row:
    """Ten nearest words of ten words over the whole vocabulary; the answers must be the same."""
    peer = KeyedVectors(50)
    peer.add_vectors(list(glove.words), np.array(glove.matrix))
    peer.fill_norms()
    for word in WORDS:
        theirs = tuple(found for found, _ in peer.most_similar(word))
        if glove.neighbours(word).words != theirs:
            raise RuntimeError(f"Neighbours of {word} differ from gensim's.")
    ours, theirs = _in_turns(
        lambda i: glove.neighbours(WORDS[i % len(WORDS)]),
        lambda i: peer.most_similar(WORDS[i % len(WORDS)]),
        n_times=40,
    )
    return _row("neighbours over 400,000 words / gensim most_similar", ours, theirs, 2)


def bench_start(glove: rnnviz.WordVectors) -> list[Row]:
    """From process start to the first neighbours, without and with kept unit rows."""
    with TemporaryDirectory() as folder:
        text = Path(folder) / "glove.txt"
        with text.open("w", encoding="utf-8", newline="\n") as file:
            for word, row in zip(glove.words, glove.matrix.tolist(), strict=True):
                file.write(f"{word} {' '.join(f'{x:.5g}' for x in row)}\n")
        theirs = _process(_GENSIM, str(text), cache=folder)
        cold = median(_process(_OURS, cache=f"{folder}/cold{i}") for i in range(3))
        warm = median(_process(_OURS, cache=f"{folder}/cold0") for _ in range(3))
    peer = "gensim load_word2vec_format"
    return [
        _row(f"start to first neighbours, nothing kept / {peer}", cold, theirs, 10),
        _row(f"start to first neighbours, kept / {peer}", warm, theirs, 10),
    ]


def bench_pca(glove: rnnviz.WordVectors) -> Row:
    """Two exact components of all words, against the fastest exact solver of this run."""
    X = glove.matrix
    solvers = [PCA(2, svd_solver=name) for name in EXACT_SOLVERS]
    fastest = min(solvers, key=lambda pca: _seconds(lambda: pca.fit_transform(X)))
    ours, theirs = _in_turns(
        lambda _: rnnviz.project(X), lambda _: fastest.fit_transform(X), n_times=9
    )
    return _row("exact PCA of 400,000 words / scikit-learn's fastest", ours, theirs, 1)


def _row(name: str, ours: float, peer: float, bar: float) -> Row:
    return name, ours, peer, peer / ours, bar, peer / ours >= bar


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _in_turns(
    ours: Callable[[int], object], peer: Callable[[int], object], n_times: int
) -> tuple[float, float]:
    """Medians of both, called in turn, so that a busy moment of the machine meets both."""
    pairs = [(_seconds(lambda i=i: ours(i)), _seconds(lambda i=i: peer(i))) for i in range(n_times)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _process(program: str, *arguments: str, cache: str) -> float:
    environment = os.environ | {"RNNVIZ_CACHE": cache, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program, *arguments]
    return _seconds(lambda: subprocess.run(command, env=environment, check=True))


if __name__ == "__main__":
    sys.exit(not all(row[-1] for row in main()))
