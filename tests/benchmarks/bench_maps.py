"""Maps of 10,000 words, against the libraries' own plain calls in the same process and run."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from sklearn.preprocessing import normalize

import rnnviz
from tests.benchmarks.rows import Row, milliseconds

N_WORDS = 10_000
REPEATS = 3
AT_MOST = 1.1
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


def rows() -> list[Row]:
    """PCA, t-SNE and UMAP."""
    return [bench_pca(), *(bench_beside(method) for method in ("tsne", "umap"))]


def bench_pca() -> Row:
    """Two components of 10,000 words, with the share of neighbours that they keep."""
    glove = rnnviz.load_glove()

    def drawn() -> float:
        return rnnviz.project(glove.matrix[:N_WORDS]).neighbour_preservation

    took = milliseconds(drawn)
    return Row("PCA of 10,000 words, and what it keeps", f"{took:.0f} ms", "", "100 ms", took < 100)


def bench_beside(method: str) -> Row:
    """A method through `rnnviz.project` and by its library's plain call, in turns.

    A process of its own, on one core as on a server, in which both have run once before: what
    they compile is then compiled for both.
    """
    command = [sys.executable, "-m", "tests.benchmarks.bench_maps", method]
    environment = os.environ | ONE_CORE | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    ours, theirs = map(float, done.stdout.split()[-2:])
    name = {"tsne": "t-SNE", "umap": "UMAP"}[method]
    peer = {"tsne": "openTSNE", "umap": "umap-learn"}[method]
    return Row(
        f"{name} of 10,000 words",
        f"{ours:.1f} s",
        f"{peer}’s plain call {theirs:.1f} s; {ours / theirs:.2f}× its time",
        f"at most {AT_MOST:g}×",
        ours <= AT_MOST * theirs,
    )


def in_turns(method: str) -> tuple[float, float]:
    """Medians of seconds, ours and the library's."""
    X = rnnviz.load_glove().matrix[:N_WORDS]
    unit_rows = normalize(X)
    plain = plain_tsne if method == "tsne" else plain_umap
    rnnviz.project(X[:500], method)
    plain(unit_rows[:5000])  # enough for UMAP's search, which compiles itself too
    pairs = [
        (seconds(lambda: rnnviz.project(X, method)), seconds(lambda: plain(unit_rows)))
        for _ in range(REPEATS if method == "umap" else 1)
    ]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def plain_tsne(unit_rows: np.ndarray) -> object:
    """With what openTSNE does by itself."""
    from openTSNE import TSNE

    return TSNE(metric="cosine", random_state=0).fit(unit_rows)


def plain_umap(unit_rows: np.ndarray) -> object:
    """With what umap-learn does by itself."""
    from umap import UMAP

    return UMAP(metric="cosine", random_state=0, n_jobs=1).fit_transform(unit_rows)


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(*in_turns(sys.argv[1]))
