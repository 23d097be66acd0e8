"""Runs a program as a job: it can be ended at any moment, and its memory goes with it.

It runs at a low priority, so that the visitors' pages come first.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from app.prose import english_maps as prose
from app.work import Cancelled, Control
from rnnviz.errors import JobError

_ROOT = Path(__file__).resolve().parents[1]
_REFUSED = 1  # how Python ends where it says why
_NICENESS = 10  # of 19: below the server, above what only idles
_BELOW_NORMAL = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # Windows has no niceness
# One core each: the others are the visitors'.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


def run_module(module: str, arguments: Sequence[str], control: Control) -> None:
    """Run `python -m module arguments` to its end, on one core.

    Args:
        module: Which writes the share that is done, in [0, 1], on lines of its own; where it
            refuses, it says why on stderr and exits with 1.
        arguments: The command line's.
        control: Is told the shares; cancelling it kills the process.

    Raises:
        Cancelled: If it was cancelled.
        JobError: If the program refused or broke.
    """
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
        _started(module, arguments, said) as process,
    ):
        atexit.register(process.kill)
        control.on_cancel(process.kill)
        try:
            for line in process.stdout or ():
                control.tell(float(line))
            status = process.wait()
        finally:
            process.kill()
            atexit.unregister(process.kill)
        if control.is_cancelled:
            raise Cancelled
        if status:
            said.seek(0)
            raise JobError(_reason(status, said.read()))


def _started(module: str, arguments: Sequence[str], said: IO[str]) -> subprocess.Popen[str]:
    """The process, at low priority; what it says on stderr is kept."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        cwd=_ROOT,
        env=os.environ | _ONE_THREAD,
        creationflags=_BELOW_NORMAL,
    )
    with suppress(AttributeError, OSError):  # another system; it has ended already
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
    return process


def _reason(status: int, said: str) -> str:
    """The program's own sentence, or that it was ended or broke."""
    lines = said.strip().splitlines()
    if status == _REFUSED and lines and "Traceback (most recent call last):" not in lines:
        return lines[-1]
    return prose.PROCESS_ENDED if status < 0 else prose.JOB_BROKE
