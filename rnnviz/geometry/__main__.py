"""One map, in a process of its own: `python -m rnnviz.geometry ROWS.npy OUT.npy --method umap`.

Such a process can be ended at any moment, takes its memory with it, and stands back behind
whoever waits for a page. It writes the share that is done, a number in [0, 1], on a line of its
own now and then; at the end the coordinates, float32, to OUT.npy. What cannot be mapped is said
in one sentence on stderr.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.geometry.projection import METHODS, project

_NICE = 10
_SECONDS_BETWEEN_LINES = 0.2


def main() -> None:
    """Parse the command line, make the map, write it."""
    parser = argparse.ArgumentParser(prog="python -m rnnviz.geometry", description=__doc__)
    parser.add_argument("rows", type=Path, help="the rows, (n, I), a .npy file")
    parser.add_argument("out", type=Path, help="the .npy file to write")
    parser.add_argument("--method", choices=METHODS, required=True, help="how the map is made")
    parser.add_argument("--components", type=int, default=2, help="2 or 3 dimensions")
    parser.add_argument("--seed", type=int, default=0, help="of all chance in it")
    arguments = parser.parse_args()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        rows = np.load(arguments.rows, mmap_mode="r")
        made = project(
            rows, arguments.method, arguments.components, arguments.seed, progress=_teller()
        )
    except RnnvizError as refusal:
        sys.exit(str(refusal))
    np.save(arguments.out, made.coordinates.astype(np.float32))


def _teller() -> Callable[[float], None]:
    """Writes shares on stdout, not more often than anyone looks."""
    last = -np.inf

    def tell(share: float) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _SECONDS_BETWEEN_LINES:
            last = now
            sys.stdout.write(f"{share:.4f}\n")
            sys.stdout.flush()  # fails where nobody listens any more, which ends the work

    return tell


if __name__ == "__main__":
    main()
