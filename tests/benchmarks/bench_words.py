"""Words, measured against gensim and scikit-learn in one run."""

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
from tests.benchmarks.rows import Row

WORDS = ("king", "france", "movie", "good", "crocodile", "the", "seven", "paris", "piano", "not")
EXACT_SOLVERS = ("covariance_eigh", "full", "auto")

_OURS = "import rnnviz; rnnviz.load_glove().neighbours('king')"
_GENSIM = (
    "import sys; from gensim.models import KeyedVectors;"
    "KeyedVectors.load_word2vec_format(sys.argv[1], binary=False, no_header=True)"
)


def rows() -> list[Row]:
    """Neighbours, process start, and PCA."""
    glove = rnnviz.load_glove()
    return [bench_neighbours(glove), *bench_start(glove), bench_pca(glove)]


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
    return _row("Ten nearest of 400,000 words", "gensim most_similar", ours, theirs, 2)


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
    peer = "gensim loading the text file"
    return [
        _row("Process start to first neighbours, empty cache", peer, cold, theirs, 10),
        _row("Process start to first neighbours", peer, warm, theirs, 10),
    ]


def bench_pca(glove: rnnviz.WordVectors) -> Row:
    """Two exact components of all words, against the fastest exact solver of this run."""
    X = glove.matrix
    solvers = [PCA(2, svd_solver=name) for name in EXACT_SOLVERS]
    fastest = min(solvers, key=lambda pca: _seconds(lambda: pca.fit_transform(X)))
    ours, theirs = _in_turns(
        lambda _: rnnviz.project(X), lambda _: fastest.fit_transform(X), n_times=9
    )
    return _row(
        "Exact PCA of 400,000 words", "scikit-learn's fastest exact solver", ours, theirs, 1
    )


def _row(what: str, peer: str, ours: float, theirs: float, bar: float) -> Row:
    ratio = theirs / ours
    return Row(
        what,
        _shown(ours),
        f"{peer} {_shown(theirs)}; {ratio:.1f}× as fast",
        f"at least {bar:g}×",
        ratio >= bar,
    )


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


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
